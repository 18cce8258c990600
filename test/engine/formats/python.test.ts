import assert from 'node:assert/strict';
import type { Facts, Value } from '../../../src/engine/facts';
import type { EnvironmentPlace } from '../../../src/engine/formats/format';
import { python } from '../../../src/engine/formats/python/python';
import { readPython, show, showBinding, slice } from './python-read';

const { readEnvironment, interpolate, imports, importName } = python.idioms;

describe('Python idioms', () => {
  it('reads the environment in the place of a literal, with its quotes', () => {
    const read = (kind: EnvironmentPlace['kind'], quote: string) =>
      readEnvironment('KEY', { kind, quote, path: 'a.py' });
    assert.equal(read('literal', '"'), 'os.environ["KEY"]');
    assert.equal(read('literal', "f'"), "os.environ['KEY']");
    assert.equal(read('literal', '"""'), 'os.environ["KEY"]');
    assert.equal(read('literal', "rb'"), "os.environ['KEY'].encode()");
    assert.equal(read('inside', 'f"'), "{os.environ['KEY']}");
    assert.equal(read('inside', "rf'''"), '{os.environ["KEY"]}');
    assert.equal(read('inside', '"'), undefined);
    assert.equal(readEnvironment('a"]', { kind: 'literal', quote: '"', path: '' }), undefined);
  });

  it('makes an f-string of a literal that holds more', () => {
    const put = (literal: string, part: string) => {
      const start = literal.indexOf(part);
      return interpolate!(literal, { start, end: start + part.length }, 'KEY');
    };
    assert.equal(put('"Bearer x"', 'x'), `f"Bearer {os.environ['KEY']}"`);
    assert.equal(put(`u'{"k": "x"}'`, 'x'), `f'{{"k": "{os.environ["KEY"]}"}}'`);
    assert.equal(put('r"""\\d x"""', 'x'), `fr"""\\d {os.environ['KEY']}"""`);
    assert.equal(put('F"{a} x"', 'x'), `F"{a} {os.environ['KEY']}"`);
    assert.equal(put('b"x y"', 'x'), undefined);
    assert.equal(put('"\\N{BULLET} x"', 'x'), undefined);
  });

  it('qualifies what is imported', async () => {
    const { imports: facts } = await readPython(
      'import a.b, c.d as e\nfrom f import g as h\nfrom . import i\nfrom .j import k\n',
    );
    assert.deepEqual(facts.map(importName!), ['a', 'c.d', 'f.g', '.i', '.j.k']);
  });

  async function withImport(text: string): Promise<string> {
    const edits = imports!(await readPython(text), text, 'os');
    assert.ok(edits.length <= 1);
    const [edit] = edits;
    return edit ? text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end) : text;
  }

  it('leaves a file alone that has the module', async () => {
    for (const text of ['import os\n', 'import sys, os\n', 'import os.path\n', 'try:\n  import os\nexcept E: pass\n']) {
      assert.equal(await withImport(text), text);
    }
  });

  it('imports where the module is not known under its name in the whole file', async () => {
    for (const text of ['from os import environ\n', 'import os as o\n', 'import os.path as p\n']) {
      assert.equal(await withImport(text), `import os\n${text}`);
    }
    assert.equal(await withImport('def f():\n  import os\n'), 'import os\n\ndef f():\n  import os\n');
    const typed = 'import typing\nif typing.TYPE_CHECKING:\n  import os\n';
    assert.equal(await withImport(typed), `import os\n${typed}`);
  });

  it('imports behind what has to come first, marked by ^', async () => {
    const texts = [
      '^import anthropic\n',
      '"""doc"""\nfrom __future__ import a\n\n^from b import c\n',
      '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n^import b\n',
      '\uFEFF^import a\r\nb()\r\n',
      '# about b\n^import b\n',
    ];
    for (const text of texts) {
      const eol = text.includes('\r') ? '\r\n' : '\n';
      assert.equal(await withImport(text.replace('^', '')), text.replace('^', `import os${eol}`));
    }
  });

  it('opens an import block where there is none, marked by ^', async () => {
    const texts = [
      '^x = 1\n',
      '^# about x\nx = 1\n',
      '#!/bin/python\n^x = 1\n',
      '# licence\n# more\n\n^x = 1\n',
      '"""doc"""  # c\n\n^x = 1\n',
      '#!x\n\n"doc"\n^x = 1\n',
      'from __future__ import a; b()\n^x = 1\n',
      '%%time\n^x = 1\n',
      '^"a" + b\n',
      '^"a".b()\n',
      '\uFEFF^x = 1\r\n',
    ];
    for (const text of texts) {
      const eol = text.includes('\r') ? '\r\n' : '\n';
      assert.equal(await withImport(text.replace('^', '')), text.replace('^', `import os${eol}${eol}`));
    }
    assert.equal(await withImport(''), 'import os\n');
    assert.equal(await withImport('"""doc"""'), '"""doc"""\nimport os\n');
    assert.equal(await withImport('"""doc"""\n'), '"""doc"""\nimport os\n');
  });
});

const sample = `#!/usr/bin/env python3
# café 😀
import os, anthropic as a

class Bot:
    """Uses 😀."""
    key: str = f"sk-{os.environ['A']}"

    async def ask(self, *, q=None, **kw):
        self.client = a.Anthropic(api_key=self.key, timeout=[1, *x][0])
        async with self.client.messages.stream(model="m", **kw) as s:
            return "😀" + s.text if s else {"a": {1, 2}, **kw}

os.environ["B"] = r'''c
'''
subprocess.run(["curl", "-k", f"{u!r:>{w}}"], env={"C": "d"})
y = [z async for z in (lambda b: b)(1) if (n := z)]
`;

/** Every range of the facts, with what it belongs to. */
function ranges(facts: Facts): { start: number; end: number }[] {
  return [
    ...[facts.imports, facts.calls, facts.bindings, facts.assignments, facts.functions, facts.strings].flatMap((list) =>
      list.map(({ range }) => range),
    ),
    ...facts.calls.flatMap(({ argsRange, statement, args }) => [argsRange, statement, ...args.map((one) => one.range)]),
    ...facts.settings.flatMap(({ range, keyRange, valueRange }) => [range, keyRange, valueRange]),
    ...facts.commands.flatMap(({ range, words }) => [range, ...words.map((one) => one.range)]),
    ...facts.comments,
  ];
}

function checkRanges(text: string, facts: Facts): void {
  for (const { start, end } of ranges(facts)) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}–${end} of ${text.length}`);
  }
}

/** What facts say, without ranges. */
const outline = (facts: Facts) => ({
  bindings: facts.bindings.map(showBinding),
  calls: facts.calls.map(({ callee }) => show(callee)),
  strings: facts.strings.map((value) => show(value)),
  settings: facts.settings.map(({ key, value }) => [key, value]),
  errors: facts.errors,
});

describe('Python texts', () => {
  it('have UTF-16 offsets behind characters of any length', async () => {
    const facts = await readPython(sample);
    assert.equal(facts.errors, 0);
    assert.deepEqual(facts.directives, ['#!/usr/bin/env python3']);
    assert.deepEqual(
      facts.comments.map((range) => slice(sample, range)),
      ['#!/usr/bin/env python3', '# café 😀'],
    );
    assert.ok(facts.strings.some(({ range }) => slice(sample, range) === '"😀" + s.text'));
    for (const { name, range } of facts.bindings)
      assert.equal(
        slice(sample, range).replace('self.', 'this.'),
        slice(sample, range).startsWith('self.') ? name : name.replace('this.', ''),
      );
  });

  it('say the same with CR LF and behind a byte order mark', async () => {
    const expected = outline(await readPython(sample));
    assert.deepEqual(outline(await readPython(sample.replaceAll('\n', '\r\n'))), expected);
    assert.deepEqual(outline(await readPython(`\uFEFF${sample}`)), expected);
  });

  it('give facts with sound ranges when cut off anywhere, or begun anywhere', async function () {
    this.timeout(60_000);
    for (let at = 0; at <= sample.length; at++) {
      for (const text of [sample.slice(0, at), sample.slice(at)]) checkRanges(text, await readPython(text));
    }
  });

  it('count their errors', async () => {
    assert.equal((await readPython('x = (1')).errors > 0, true);
    assert.equal((await readPython('f"{'.repeat(3))).errors > 0, true);
    assert.equal((await readPython('x = (1)')).errors, 0);
  });

  it('give what stands among errors', async () => {
    const { imports: found, calls, bindings } = await readPython('def f(:\nimport a\nclass B:\n  x = c(d\ny = "e"\n');
    assert.deepEqual(
      found.map(({ module }) => module),
      ['a'],
    );
    assert.ok(calls.length + bindings.length > 0);
  });

  it('may be nested 200 deep; what is deeper is left out', async function () {
    this.timeout(30_000);
    const nested = (depth: number) => `${'f('.repeat(depth)}x${')'.repeat(depth)}\n`;
    assert.equal((await readPython(nested(200))).calls.length, 200);
    const { calls, errors } = await readPython(nested(5000));
    assert.ok(calls.length >= 200 && errors === 0);
    const blocks = Array.from({ length: 90 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join('');
    assert.equal((await readPython(`${blocks}${' '.repeat(90)}f()\n`)).calls.length, 1);
    for (const deep of ['('.repeat(20_000), '[{"a":'.repeat(5000), 'a.b()'.repeat(5000), 'not '.repeat(5000)]) {
      checkRanges(deep, await readPython(deep));
    }
  });

  it('read chains of operators of any length', async () => {
    const { strings } = await readPython(`x = ${Array(5000).fill('"a"').join(' + ')}\n`);
    assert.equal(strings.length, 1);
    assert.equal(partsOf(strings[0]!), 5000);
  });
});

const partsOf = (value: Value): number => (value.kind === 'template' ? value.parts.length : 0);
