import assert from 'node:assert/strict';
import fc from 'fast-check';
import { json, jsonc } from '../../../src/engine/formats/json';
import {
  checkFacts,
  commandsOf,
  embeddedOf,
  parse,
  replaceIn,
  settingOf,
  settingsOf,
  slice,
  variablesOf,
} from './support';

const read = (value: unknown, path: string) => parse(json, JSON.stringify(value, null, 2), path);

describe('json', () => {
  it('has a setting for every scalar under its path', async () => {
    const facts = await read({ a: { b: 'x' }, c: [1, { d: null }], '': true }, 'x.json');
    assert.deepEqual(settingsOf(facts), ['a/b=x', 'c/0=1', 'c/1/d=null', '=true']);
  });

  it('decodes values and keeps their source range', async () => {
    const text = '{ "key": "sk\\u002dx\\n😀" }';
    const facts = await parse(json, text, 'x.json');
    const { value, valueRange, range, keyRange } = settingOf(facts, 'key');
    assert.equal(value, 'sk-x\n😀');
    assert.deepEqual(
      [valueRange, keyRange, range].map((found) => slice(text, found)),
      ['sk\\u002dx\\n😀', 'key', '"key": "sk\\u002dx\\n😀"'],
    );
    assert.equal(slice(text, facts.strings[0]!.range), '"sk\\u002dx\\n😀"');
  });

  it('knows where variables of the environment are set', async () => {
    const cases: [string, unknown, Record<string, unknown>][] = [
      ['.claude/settings.json', { env: { A: 'x', low: 'y' }, model: 'z' }, { A: 'x', low: 'y' }],
      ['.mcp.json', { mcpServers: { s: { command: 'c', env: { A: 'x' } } } }, { A: 'x' }],
      ['.vscode/launch.json', { configurations: [{ env: { A: 1 } }] }, { A: 1 }],
      ['.vscode/settings.json', { 'claudeCode.environmentVariables': [{ name: 'A', value: 'x' }] }, { A: 'x' }],
      ['.devcontainer/devcontainer.json', { containerEnv: { A: 'x' }, remoteEnv: { B: 'y' } }, { A: 'x', B: 'y' }],
      ['vercel.json', { env: { A: 'x' }, build: { env: { B: 'y' } } }, { A: 'x', B: 'y' }],
      ['eas.json', { build: { production: { env: { A: 'x' } } } }, { A: 'x' }],
      ['task.json', { containerDefinitions: [{ environment: [{ name: 'A', value: 'x' }] }] }, { A: 'x' }],
      ['any.json', { env: { A: 'x', https_proxy: 'p', debug: 'y' } }, { A: 'x', https_proxy: 'p' }],
      ['package.json', { env: { A: 'x' } }, {}],
    ];
    for (const [path, value, expected] of cases) assert.deepEqual(variablesOf(await read(value, path)), expected, path);
  });

  it('embeds the scripts of manifests, dev containers and Claude settings', async () => {
    const scripts = async (path: string, value: unknown) => embeddedOf(await read(value, path));
    assert.deepEqual(await scripts('package.json', { scripts: { a: 'x "y"' } }), ['shell script x "y"']);
    assert.deepEqual(await scripts('devcontainer.json', { postCreateCommand: { a: 'x' } }), ['shell script x']);
    assert.deepEqual(
      await scripts('.claude/settings.json', { hooks: { Stop: [{ hooks: [{ type: 'command', command: 'x' }] }] } }),
      ['shell script x'],
    );
    assert.deepEqual(await scripts('other.json', { scripts: { a: 'x' } }), []);
  });

  it('reads a program with its arguments as a command', async () => {
    const server = { command: 'sudo', args: ['/usr/bin/npx', '-y', 'pkg'] };
    assert.deepEqual(commandsOf(await read({ mcpServers: { s: server } }, '.mcp.json')), ['npx|-y|pkg']);
    const list = await read({ postCreateCommand: ['bash', '-c', 'claude "x"'] }, 'devcontainer.json');
    assert.deepEqual(embeddedOf(list), []);
  });

  it('writes into an embedded script through the escapes of JSON', async () => {
    const text = '{"scripts": {"a": "echo \\"old\\" && b"}}';
    const [script] = (await parse(json, text, 'package.json')).embedded;
    const fixed = replaceIn(text, script!, '"old"', '"$KEY"\n');
    assert.equal(JSON.parse(fixed).scripts.a, 'echo "$KEY"\n && b');
  });

  it('has comments and trailing commas only where they are allowed', async () => {
    const text = '{ // c\n "a": 1, /* d */ }';
    const [strict, loose] = [await parse(json, text, 'a.json'), await parse(jsonc, text, 'a.jsonc')];
    assert.ok(strict.errors > 0);
    assert.equal(loose.errors, 0);
    assert.deepEqual(
      loose.comments.map((range) => slice(text, range)),
      ['// c', '/* d */'],
    );
    assert.deepEqual(settingsOf(strict), settingsOf(loose));
  });

  it('refers to the environment as the file does', () => {
    const write = (path: string, kind: 'literal' | 'inside' = 'literal') =>
      json.idioms.readEnvironment('KEY', { kind, quote: '"', path });
    assert.equal(write('.mcp.json'), '"${KEY}"');
    assert.equal(write('a/.mcp.json', 'inside'), '${KEY}');
    assert.equal(write('.vscode/mcp.json'), '"${env:KEY}"');
    assert.equal(write('.cursor/mcp.json', 'inside'), '${env:KEY}');
    assert.equal(write('.devcontainer/devcontainer.json'), '"${localEnv:KEY}"');
    assert.equal(write('package.json'), undefined);
  });

  it('decodes every string from the text of its range', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
        fc.constantFrom(0, 2),
        async (value, indent) => {
          const text = JSON.stringify({ root: value }, null, indent);
          const facts = await parse(json, text, 'x.json');
          assert.equal(facts.errors, 0);
          checkFacts(text, facts);
          for (const setting of facts.settings) {
            const source = slice(text, setting.valueRange);
            assert.equal(JSON.parse(typeof setting.value === 'string' ? `"${source}"` : source), setting.value);
          }
        },
      ),
    );
  });

  it('survives nesting deeper than the stack', async () => {
    const facts = await parse(json, '['.repeat(200_000), 'x.json');
    assert.ok(facts.errors > 0);
  });
});
