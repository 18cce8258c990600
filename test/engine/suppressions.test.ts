import assert from 'node:assert/strict';
import type { Range } from '../../src/engine/facts';
import { formatOf } from '../../src/engine/formats';
import type { CommentSyntax } from '../../src/engine/formats/format';
import { findSuppressions, isDate, isExpired, mapSuppression, suppressionFix } from '../../src/engine/suppressions';
import { applyEdits } from '../../src/engine/text/edits';
import { hash, makeDocument, markup, rangeOf, slashes } from '../support/settling';

const slice = (text: string, range: Range | undefined) => range && text.slice(range.start, range.end);
const find = (text: string, syntax?: CommentSyntax) => findSuppressions(makeDocument(text, syntax));

describe('findSuppressions', () => {
  it('reads rules, reason and date', () => {
    const text = '// claude-guard-ignore-next-line one-rule, other-rule -- the key is revoked until 2031-02-28\ncode';
    const [found] = find(text);
    assert.deepEqual(found, {
      form: 'next-line',
      range: { start: 0, end: text.length - 5 },
      target: { start: text.length - 4, end: text.length },
      rules: ['one-rule', 'other-rule'],
      reason: 'the key is revoked',
      until: '2031-02-28',
    });
  });

  it('keeps a reason that merely speaks of until', () => {
    assert.equal(find('# claude-guard-ignore-line a -- fine until we move', hash)[0]?.reason, 'fine until we move');
  });

  for (const [name, text, syntax] of [
    ['line comments', '// claude-guard-ignore-line a -- why', slashes],
    ['block comments', '/* claude-guard-ignore-line a -- why */', slashes],
    ['hashes', '# claude-guard-ignore-line a -- why', hash],
    ['markup', '<!-- claude-guard-ignore-line a -- why -->', markup],
  ] as const) {
    it(`reads ${name}, reported by the parser or not`, () => {
      const facts = { comments: [{ start: 0, end: text.length }] };
      for (const document of [makeDocument(text, syntax), makeDocument(text, syntax, facts)]) {
        const [found] = findSuppressions(document);
        assert.deepEqual(found?.rules, ['a']);
        assert.equal(found?.reason, 'why');
        assert.deepEqual(found?.range, { start: 0, end: text.length });
      }
    });
  }

  it('reads an opener that is repeated, and further openers of the format', () => {
    assert.deepEqual(find('/// claude-guard-ignore-line a -- why')[0]?.range.start, 0);
    assert.deepEqual(find('x = 1 ## claude-guard-ignore-line a -- why', hash)[0]?.range.start, 6);
    assert.deepEqual(find('# claude-guard-ignore-line a -- why', { ...slashes, alsoLine: ['#'] })[0]?.rules, ['a']);
    assert.deepEqual(find('x### claude-guard-ignore-line a -- why', hash), []);
  });

  it('reads a word that opens a comment', () => {
    const text = 'Rem claude-guard-ignore-line a -- why';
    const facts = { comments: [{ start: 0, end: text.length }] };
    assert.deepEqual(findSuppressions(makeDocument(text, { line: 'REM' }, facts))[0]?.rules, ['a']);
  });

  it('reads the comments of languages that have no facts', () => {
    const comment = 'claude-guard-ignore-line a -- why';
    const written: Record<string, string> = {
      'A.java': `String s; // ${comment}`,
      'main.go': `/* ${comment} */ var s`,
      'a.rb': `s = 1 # ${comment}`,
      'a.php': `$s = 1; # ${comment}`,
      'a.sql': `select 1; -- ${comment}`,
      'a.xml': `<a/> <!-- ${comment} -->`,
      'a.css': `a {} /* ${comment} */`,
      'a.el': `(a) ;; ${comment}`,
      'a.tex': `text % ${comment}`,
      'a.vb': `Dim s ' ${comment}`,
    };
    for (const [path, text] of Object.entries(written))
      assert.deepEqual(find(text, formatOf(path).comments)[0]?.rules, ['a'], path);
  });

  it('means the line that it stands on', () => {
    const text = 'x\nkey = 1 # claude-guard-ignore-line a -- why\ny';
    assert.equal(slice(text, find(text, hash)[0]?.target), 'key = 1 # claude-guard-ignore-line a -- why');
  });

  it('means the next line that is neither blank nor a suppression', () => {
    const text = [
      '# claude-guard-ignore-next-line a -- why',
      '',
      '# claude-guard-ignore-next-line b -- why',
      '# a comment',
      'code',
    ].join('\r\n');
    assert.deepEqual(
      find(text, hash).map(({ target }) => slice(text, target)),
      ['# a comment', '# a comment'],
    );
  });

  it('means nothing at the end of a text', () => {
    const text = '// claude-guard-ignore-next-line a -- why';
    assert.deepEqual(find(text)[0]?.target, { start: text.length, end: text.length });
  });

  it('is no suppression inside of a string', () => {
    const text = 'const a = "// claude-guard-ignore-line a -- why";';
    assert.deepEqual(find(text), []);
    assert.deepEqual(findSuppressions(makeDocument(text, slashes, { comments: [{ start: 100, end: 101 }] })), []);
  });

  it('is no suppression without a comment, in prose, or with another word', () => {
    assert.deepEqual(find('claude-guard-ignore-line a -- why'), []);
    assert.deepEqual(find('// see claude-guard-ignore-line a -- why'), []);
    assert.deepEqual(find('// claude-guard-ignore-lines a -- why'), []);
    assert.deepEqual(find('# claude-guard-ignore-line a', slashes), []);
  });

  it('has no reason where there is none, or only the placeholder', () => {
    for (const tail of ['', ' --', ' -- reason', ' -- until 2031-01-01']) {
      assert.equal(find(`// claude-guard-ignore-line a${tail}`)[0]?.reason, undefined, tail);
    }
  });

  it('stays fast on a line full of suppressions', () => {
    const started = performance.now();
    find('/* claude-guard-ignore-line a */ '.repeat(30_000));
    find('# claude-guard-ignore-next-line a\n'.repeat(30_000), hash);
    find('claude-guard-ignore-next-line'.repeat(30_000), hash);
    assert.ok(performance.now() - started < 3000);
  });

  it('maps ranges, and means only the embedded document with the file form', () => {
    const [found] = find('// claude-guard-ignore-file a -- why');
    const mapped = mapSuppression(found!, (offset) => offset + 100, 50);
    assert.deepEqual(
      [mapped.range, mapped.target],
      [
        { start: 100, end: 136 },
        { start: 100, end: 150 },
      ],
    );
  });
});

describe('dates', () => {
  it('knows the days that exist', () => {
    for (const date of ['2024-02-29', '2000-02-29', '2026-12-31']) assert.ok(isDate(date), date);
    for (const date of ['2023-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-1-1', 'soon'])
      assert.ok(!isDate(date), date);
  });

  it('holds through the last day, and never with a date that is none', () => {
    const until = (date: string) => find(`// claude-guard-ignore-line a -- why until ${date}`)[0]!;
    assert.equal(isExpired(until('2026-05-01'), '2026-05-01'), false);
    assert.equal(isExpired(until('2026-05-01'), '2026-05-02'), true);
    assert.equal(isExpired(until('2026-5-1'), '2026-01-01'), true);
  });
});

describe('suppressionFix', () => {
  const fixed = (text: string, part: string, syntax?: CommentSyntax) => {
    const fix = suppressionFix(makeDocument(text, syntax), rangeOf(text, part), 'a-rule');
    return fix && applyEdits(text, fix.edits);
  };

  it('keeps indentation and end of line', () => {
    const result = fixed('if (x) {\r\n\tkey();\r\n}', 'key');
    assert.equal(result, 'if (x) {\r\n\t// claude-guard-ignore-next-line a-rule -- reason\r\n\tkey();\r\n}');
  });

  it('closes a block comment where there is no other', () => {
    assert.equal(fixed('<p>', '<p>', markup), '<!-- claude-guard-ignore-next-line a-rule -- reason -->\n<p>');
  });

  it('selects the placeholder, and suppresses once that is a reason', () => {
    const text = '  key();';
    const fix = suppressionFix(makeDocument(text), rangeOf(text, 'key'), 'a-rule')!;
    const [edit] = fix.edits;
    assert.equal(slice(edit!.text, fix.placeholder), 'reason');
    const [found] = find(applyEdits(text, [{ ...edit!, text: edit!.text.replace('reason', 'because') }]));
    assert.deepEqual([found?.rules, found?.reason], [['a-rule'], 'because']);
  });

  it('is not offered in strict JSON, in a literal of several lines, or after a backslash', () => {
    assert.equal(fixed('{"a": 1}', 'a', {}), undefined);
    assert.equal(fixed('curl \\\n  -k', '-k', hash), undefined);
    const text = 'const a = `x\nkey`;';
    const range = rangeOf(text, '`x\nkey`');
    const document = makeDocument(text, slashes, { strings: [{ kind: 'literal', value: 'x\nkey', range }] });
    assert.equal(suppressionFix(document, rangeOf(text, 'key'), 'a-rule'), undefined);
  });
});
