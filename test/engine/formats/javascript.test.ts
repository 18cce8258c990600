import assert from 'node:assert/strict';
import type { Facts, Range } from '../../../src/engine/facts';
import { createFlow } from '../../../src/engine/flow/flow';
import { javascript, tsx, typescript } from '../../../src/engine/formats/javascript/javascript';
import { factsOf } from '../../support/parsing';

const parse = (text: string, format = typescript): Promise<Facts> => factsOf(format, text, 'a.ts');
const at = (text: string, { start, end }: Range): string => text.slice(start, end);

describe('JavaScript and TypeScript', () => {
  it('lists imports of every form, and what they bind', async () => {
    const text = `import A, { B as C, type D } from 'm';
import * as E from 'n';
import 'side-effect';
const f = require('o');
const { g: h, i } = require('p');
const { j } = await import('q');
`;
    const { imports } = await parse(text);
    assert.deepEqual(
      imports.map(({ module, imported, local, typeOnly }) => [module, imported, local, typeOnly === true]),
      [
        ['m', 'default', 'A', false],
        ['m', 'B', 'C', false],
        ['m', 'D', 'D', true],
        ['n', '*', 'E', false],
        ['side-effect', '', '', false],
        ['o', '*', 'f', false],
        ['p', 'g', 'h', false],
        ['p', 'i', 'i', false],
        ['q', 'j', 'j', false],
      ],
    );
  });

  it('gives each call its callee, arguments, statement and the place for one more argument', async () => {
    const text = "const x = new Client({ a: 1 }, ...rest);\nx?.messages['create']`tagged`;\n";
    const { calls } = await parse(text);
    const [made, tagged] = calls;
    assert.equal(made!.isNew, true);
    assert.equal(at(text, made!.argsRange), '{ a: 1 }, ...rest');
    assert.deepEqual(
      made!.args.map(({ range, spread }) => [at(text, range), spread === true]),
      [
        ['{ a: 1 }', false],
        ['...rest', true],
      ],
    );
    assert.equal(at(text, made!.statement), 'const x = new Client({ a: 1 }, ...rest);');
    assert.equal(at(text, tagged!.callee.range), "x?.messages['create']");
  });

  it('decodes strings, and keeps where their content stands', async () => {
    const text = String.raw`const a = 'x\u002dy\n', b = "\x41\u{1F600}", c = ${'`plain`'};`;
    const { strings } = await parse(text);
    assert.deepEqual(
      strings.map((one) => (one.kind === 'literal' ? [one.value, at(text, one.content!)] : [])),
      [
        ['x-y\n', String.raw`x\u002dy\n`],
        ['A😀', String.raw`\x41\u{1F600}`],
        ['plain', 'plain'],
      ],
    );
  });

  it('counts offsets in UTF-16 units', async () => {
    const text = "const a = '😀'; const b = 'after';";
    const { strings } = await parse(text);
    assert.equal(at(text, strings[1]!.range), "'after'");
  });

  it('sees what is set in the environment, and what is run', async () => {
    const text = `process.env.A = '1';
process.env['B'] = '2';
Object.assign(process.env, { C: '3' });
spawn('/usr/bin/curl', ['-k', url, \`a-\${b}\`]);
exec(\`claude -p \${prompt}\`);
`;
    const { settings, commands, embedded } = await parse(text);
    assert.deepEqual(
      settings.map(({ key, value, environment }) => [key, value, environment]),
      [
        ['A', '1', true],
        ['B', '2', true],
        ['C', '3', true],
      ],
    );
    assert.deepEqual(
      commands.map(({ name, words }) => [name, words.map((word) => word.text)]),
      [['curl', ['-k', '${url}', 'a-${b}']]],
    );
    assert.deepEqual(
      embedded.map((one) => [one.format, one.text]),
      [['shell', 'claude -p $xxxxxxxx']],
    );
  });

  it('reads JSX, directives and a shebang', async () => {
    const facts = await parse(
      "#!/usr/bin/env node\n'use client';\nexport const A = () => <p key={load('x')}>{more()}</p>;\n",
      tsx,
    );
    assert.deepEqual(facts.directives, ['#!/usr/bin/env node', 'use client']);
    assert.equal(facts.calls.length, 2);
    assert.equal(facts.errors, 0);
  });

  it('counts syntax errors and keeps the facts around them', async () => {
    const facts = await parse("const a = call('x');\nconst = ;\nconst b = call('y');\n", javascript);
    assert.ok(facts.errors > 0);
    assert.equal(facts.calls.length, 2);
  });

  it('never throws, wherever the text ends', async () => {
    const text =
      "import A from 'a';\nclass B extends A { #x = 1; async *m({ a, b: [c] = [] }) { for (const d of e) yield `${d}`; } }\nexport default new B();\n";
    for (let end = 0; end <= text.length; end += 1) await parse(text.slice(0, end));
  });
});

describe('flow in JavaScript', () => {
  /** Flow, and the value of the argument of the only call of `probe`. */
  async function probe(text: string) {
    const facts = await parse(text);
    const flow = createFlow(facts, typescript);
    const call = facts.calls.find((one) => one.callee.kind === 'name' && one.callee.name === 'probe');
    return { flow, value: call!.args[0]!.value };
  }
  const nameOf = async (text: string) => {
    const { flow, value } = await probe(text);
    return flow.name(value);
  };
  const originsOf = async (text: string) => {
    const { flow, value } = await probe(text);
    return flow
      .origins(value)
      .map(({ kind, name, value: source }) => [kind, name ?? (source.kind === 'literal' ? source.value : '')]);
  };

  it('names what comes from a module, through instances, fields and destructuring', async () => {
    const sdk = "import Anthropic from '@anthropic-ai/sdk';\n";
    assert.equal(
      await nameOf(`${sdk}const c = new Anthropic(); probe(c.messages.create);`),
      '@anthropic-ai/sdk#default().messages.create',
    );
    assert.equal(
      await nameOf(`${sdk}class A { c = new Anthropic(); m() { probe(this.c.messages); } }`),
      '@anthropic-ai/sdk#default().messages',
    );
    assert.equal(
      await nameOf(`${sdk}const { messages } = new Anthropic(); probe(messages.create);`),
      '@anthropic-ai/sdk#default().messages.create',
    );
    assert.equal(await nameOf("const https = require('https'); probe(https.Agent);"), 'https#Agent');
    assert.equal(await nameOf("import A from 'npm:@anthropic-ai/sdk@1.2'; probe(A);"), '@anthropic-ai/sdk#default');
    assert.equal(
      await nameOf("import A from 'https://esm.sh/@anthropic-ai/sdk@1'; probe(A);"),
      '@anthropic-ai/sdk#default',
    );
  });

  it('keeps a local name apart from a global one', async () => {
    assert.equal(await nameOf('probe(fetch);'), 'fetch');
    assert.equal(await nameOf('function f(fetch) { probe(fetch); }'), undefined);
  });

  it('finds constants through bindings, objects, spreads and templates', async () => {
    const { flow, value } = await probe(
      "const host = 'a.b'; const o = { ...{ url: `https://${host}/x` } }; probe(o.url);",
    );
    assert.equal(flow.constant(value), 'https://a.b/x');
    const other = await probe("let url = 'a'; url = 'b'; probe(url);");
    assert.equal(other.flow.constant(other.value), undefined);
  });

  it('follows values through choices, parameters and helper functions', async () => {
    assert.deepEqual(await originsOf("function key() { return process.env.KEY ?? 'fallback'; } probe(key());"), [
      ['environment', 'KEY'],
      ['literal', 'fallback'],
    ]);
    assert.deepEqual(await originsOf("function f(a) { probe(a); } f('given');"), [
      ['parameter', 'a'],
      ['literal', 'given'],
    ]);
    assert.deepEqual(await originsOf('probe(import.meta.env.VITE_KEY);'), [['environment', 'VITE_KEY']]);
  });

  it('ends on cycles', async () => {
    assert.deepEqual(await originsOf('let a = b; let b = a; probe(a);'), []);
    assert.deepEqual(await originsOf('function f() { return f(); } probe(f());'), []);
  });
});
