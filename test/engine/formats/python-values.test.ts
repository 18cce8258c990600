import assert from 'node:assert/strict';
import type { Range, Value } from '../../../src/engine/facts';
import { readPython, show, slice, valueOfX } from './python-read';

/** Source of an expression -> how its value is shown. */
const cases: Record<string, [source: string, shown: string][]> = {
  constants: [
    ['None', 'null'],
    ['True', 'true'],
    ['0x1F', '31'],
    ['-1_000', '-1000'],
    ['1.5', '1.5'],
    ['2j', '?()'],
    ['...', '?()'],
  ],
  'string literals': [
    [String.raw`"a\x41\u0042\U00000043\103\N{LATIN SMALL LETTER K}\N{hyphen-minus}\N{BULLET}"`, '"aABCCk-\uFFFD"'],
    [
      String.raw`"\q\t\\\'\
b"`,
      String.raw`"\\q\t\\'b"`,
    ],
    [String.raw`"\U00110000"`, '"\uFFFD"'],
    [String.raw`r"\x41"`, String.raw`"\\x41"`],
    [String.raw`r'\\'`, String.raw`"\\\\"`],
    [String.raw`b"\x41\u0041"`, String.raw`"A\\u0041"`],
    [String.raw`u'\''`, `"'"`],
    [`'''a "b"\nc'''`, String.raw`"a \"b\"\nc"`],
    ['""', '""'],
    [`f"{{a}}"`, '"{a}"'],
    ['"{{a}}"', '"{{a}}"'],
  ],
  'strings with parts': [
    ['f"a{b}c{d!r:>{w}}"', 'T["a" b "c" d w]'],
    [`f"{e["k"]}"`, 'T[e.k]'],
    [`"a" f'{b}' r"\\n"`, String.raw`T["a" b "\\n"]`],
    ['"a" + b + f"{c}d" + "e"', 'T["a" b c "d" "e"]'],
    ['a + b', 'T[a b]'],
    ['a + 1', '?(a 1)'],
    ['a - b - c + "d"', 'T[?(a b c) "d"]'],
    ['"a" * 3', '?("a" 3)'],
    ['"%s/%d%%-%(x)s" % y', 'T["%s/%d%%-%(x)s" y]'],
    ['"%s/%5.2f%%" % (a, b)', 'T[a "/" b "%"]'],
    ['"x" "%s" % a', 'T["x" a]'],
    ['"%s %s" % (a,)', 'T["%s %s" [a]]'],
    ['"%(k)s!" % {"k": a}', 'T[a "!"]'],
    ['"{}".format(a)', '"{}".format(a)'],
    ['",".join(["a", b])', '",".join(["a", b])'],
  ],
  'names and members': [
    ['a.b["c"][0][-1][d]', 'a.b.c.0.-1.?'],
    ['a["b" "c"]', 'a.bc'],
    ['a[b, c]', 'a.?'],
    ['a[::-1]', 'a.::-1'],
    ['a[1:]', 'a.?'],
  ],
  containers: [
    ['{"a": 1, 2: b, c: 3, **d}', '{a: 1, 2: b, ?: 3, **d}'],
    ['{"a": 1} | b | {"c": 2}', '{a: 1, **b, c: 2}'],
    ['[1, *a]', '[1, ?(a)]'],
    ['1, 2', '[1, 2]'],
    ['{1, 2}', '[1, 2]'],
    ['dict(a=1)', 'dict(a=1)'],
  ],
  choices: [
    ['a or b or "c"', '<a | b | "c">'],
    ['a if b else c', '<a | c>'],
    ['a and b', '?(a b)'],
    ['not a', '?(a)'],
    ['a < b', '?(a b)'],
  ],
  wrappers: [
    ['(await a())', 'a()'],
    ['(y := 1)', '1'],
    ['lambda a, *b, c=1: a', 'fn(a b c)'],
  ],
  comprehensions: [
    ['[y.z for y in ys if w]', '?(y@block.z)'],
    ['{k: v for k, v in kv}', '?(k@block v@block)'],
    ['f(y for y in ys)', 'f(?(y@block))'],
  ],
  calls: [['a.b(1, *c, d=e, **f)', 'a.b(1, *c, d=e, *f)']],
};

describe('Python values', () => {
  for (const [title, rows] of Object.entries(cases)) {
    it(`reads ${title}`, async () => {
      for (const [source, shown] of rows) assert.equal(show(await valueOfX(source)), shown, source);
    });
  }

  it('gives the ranges of literals, their content and template parts', async () => {
    const text = `x = rb'a\\n' + f"b{c}d"\n`;
    const value = (await readPython(text)).bindings[0]!.value!;
    assert.ok(value.kind === 'template');
    assert.equal(slice(text, value.range), text.slice(4, -1));
    assert.deepEqual(
      value.parts.map((part) => [
        slice(text, part.range),
        part.kind === 'literal' && part.content && slice(text, part.content),
      ]),
      [
        ["rb'a\\n'", 'a\\n'],
        ['b', 'b'],
        ['c', false],
        ['d', 'd'],
      ],
    );
  });

  it('keeps the outer range of parentheses and await, but not around strings', async () => {
    const ranges = async (source: string) => slice(`x = ${source}\n`, (await valueOfX(source))!.range);
    assert.equal(await ranges('(await a())'), '(await a())');
    assert.equal(await ranges('("a")'), '"a"');
    const inner = await valueOfX('(await a())');
    assert.ok(inner?.kind === 'call');
    assert.deepEqual(inner.call.range, { start: 11, end: 14 });
  });

  it('gives the ranges of members, keys, entries and arguments', async () => {
    const text = 'x = {"k": a.b["c"]}\nf(1, n="v" , *g)\n';
    const { bindings, calls } = await readPython(text);
    const object = bindings[0]!.value;
    assert.ok(object?.kind === 'object');
    const [entry] = object.entries;
    assert.deepEqual(
      [entry!.keyRange, entry!.range].map((one) => slice(text, one)),
      ['"k"', '"k": a.b["c"]'],
    );
    const properties = (value: Value): Range[] =>
      value.kind === 'member' ? [...properties(value.object), value.propertyRange] : [];
    assert.deepEqual(
      properties(entry!.value).map((one) => slice(text, one)),
      ['b', '"c"'],
    );
    assert.deepEqual(
      calls[0]!.args.map(({ range }) => slice(text, range)),
      ['1', 'n="v"', '*g'],
    );
    assert.equal(slice(text, calls[0]!.argsRange), '1, n="v" , *g');
  });

  it('lists calls in source order, the inner ones of a chain first, each with its statement', async () => {
    const text = '@d(1)\ndef f(a=b()):\n  c(e()).g(h()); i()\n  if j(): k()\n';
    const { calls } = await readPython(text);
    assert.deepEqual(
      calls.map(({ callee, statement }) => [
        show(callee).replaceAll('@function', ''),
        slice(text, statement).slice(0, 8),
      ]),
      [
        ['d', '@d(1)\nde'],
        ['b', '@d(1)\nde'],
        ['c', 'c(e()).g'],
        ['c(e()).g', 'c(e()).g'],
        ['e', 'c(e()).g'],
        ['h', 'c(e()).g'],
        ['i', 'i()'],
        ['j', 'if j(): '],
        ['k', 'k()'],
      ],
    );
  });

  it('takes the statements of Python 2 for calls', async () => {
    const { calls } = await readPython('print "a", b\nexec "c"\n');
    assert.deepEqual(
      calls.map(({ callee, args }) => [show(callee), ...args.map(({ value }) => show(value))]),
      [
        ['print', '"a"', 'b'],
        ['exec', '"c"'],
      ],
    );
  });

  it('lists outermost strings, and what builds strings', async () => {
    const text = `"""doc"""
a = "b" + c("d") + f"{e['f']}"
g = ["h", "".join([i]), [115, 107, 45, 97], j[::-1], bytes.fromhex("61")]
`;
    const { strings } = await readPython(text);
    assert.deepEqual(
      strings.map(({ range }) => slice(text, range)),
      [
        '"""doc"""',
        `"b" + c("d") + f"{e['f']}"`,
        '"d"',
        "'f'",
        '"h"',
        '""',
        '"".join([i])',
        '[115, 107, 45, 97]',
        'j[::-1]',
        'bytes.fromhex("61")',
        '"61"',
      ],
    );
  });
});
