import assert from 'node:assert/strict';
import pc from 'picocolors';
import type { Report } from '../../src/report/report';
import { displayWidth, printable, shorten, wrap } from '../../src/report/terminal';
import { textReport } from '../../src/report/text';
import { key, makeReport } from '../support/reporting';

const plain = { colors: pc.createColors(false) };
const lines = (report: Report, options = {}) => textReport(report, { ...plain, ...options }).split('\n');

describe('textReport', () => {
  const report = makeReport();
  const tail = report.findings[0]!.excerpt.match(/….{4}/)![0];

  it('reads like this', () => {
    assert.equal(
      textReport(report, plain),
      [
        'src/ä b.ts:2:42 error hardcoded-credential',
        `  │ const client = new Anthropic({ apiKey: 'sk-ant-api03-${tail}', baseURL: 'http://api.example' });`,
        '  │                                        ^^^^^^^^^^^^^^^^^^^^',
        `  The key sk-ant-api03-${tail} stands in the code.`,
        '  → Do something about it. (--fix can do it)',
        '',
        'src/ä b.ts:2:163 warning insecure-url (medium confidence)',
        `  │ const client = new Anthropic({ apiKey: 'sk-ant-api03-${tail}', baseURL: 'http://api.example' });`,
        '  │                                                                       ^^^^^^^^^^^^^^^^^^^^',
        '  The key and every prompt go unencrypted.',
        '    src/ä b.ts:2:9 The client is made here.',
        '  → Do something about it.',
        '',
        '1 failure:',
        '  locked.ts: permission denied',
        '',
        '1 notice:',
        '  huge.js: This file was searched for credentials only.',
        '',
        '1 finding suppressed; --verbose lists them.',
        'Not scanned: 2 ignored by git, 1 binary.',
        '1 finding can be fixed with --fix; --fix-dry-run shows how.',
        '1 error, 1 warning in 1 of 3 files (2.0 kB, 12 ms).',
        '',
      ].join('\n'),
    );
  });

  it('says more with verbose and less with quiet', () => {
    const verbose = textReport(report, { ...plain, verbose: true });
    assert.match(verbose, /ä b\.ts:4:7 insecure-url -- a test server/);
    assert.doesNotMatch(verbose, /--verbose/);
    const quiet = textReport(report, { ...plain, quiet: true });
    assert.match(quiet, /locked\.ts/);
    assert.doesNotMatch(quiet, /3 files/);
  });

  it('shows a few notices, and all of them with verbose', () => {
    const notices = [1, 2, 3, 4, 5].map((number) => ({ path: `${number}.js`, message: 'Large.' }));
    const short = textReport({ ...report, notices }, plain);
    assert.match(
      short,
      /5 notices:\n {2}1\.js: Large\.\n {2}2\.js: Large\.\n {2}3\.js: Large\.\n {2}2 more; --verbose/,
    );
    assert.match(
      textReport({ ...report, notices }, { ...plain, verbose: true }),
      /4\.js: Large\.\n {2}5\.js: Large\.\n\n/,
    );
    assert.doesNotMatch(textReport({ ...report, notices }, { ...plain, quiet: true }), /Large/);
  });

  it('says so where there is nothing', () => {
    const summary = { ...report.summary, skipped: {}, bySeverity: { error: 0, warning: 0, info: 0 } };
    const empty = { findings: [], suppressed: [], failures: [], notices: [], summary };
    assert.deepEqual(lines(empty), ['No findings in 3 files (2.0 kB, 12 ms).', '']);
    assert.equal(textReport(empty, { ...plain, quiet: true }), '');
  });

  it('fits the terminal', () => {
    const long = report.findings.map((finding) => ({ ...finding, message: 'word '.repeat(50).trim() }));
    for (const line of lines({ ...report, findings: long }, { width: 60 }).filter((text) => text.startsWith('  '))) {
      assert.ok(displayWidth(line) <= 60, line);
    }
  });

  it('shows what is meant at the end of a line that does not fit', () => {
    const [, second] = report.findings;
    const [, excerpt, carets] = lines({ ...report, findings: [second!] }, { width: 45 });
    assert.equal(excerpt, "  │ …', baseURL: 'http://api.example' });");
    assert.equal(carets, '  │              ^^^^^^^^^^^^^^^^^^^^');
  });

  it('colours only where it is told to', () => {
    assert.ok(textReport(report, { colors: pc.createColors(true) }).includes('\u001b[31m'));
    assert.ok(!textReport(report, plain).includes('\u001b'));
  });

  it('lets no file command the terminal', () => {
    const hostile = report.findings.map((finding) => ({
      ...finding,
      path: 'a\u001b[2Jb.ts',
      message: 'x\u001b]0;title\u0007\u202e',
      excerpt: 'y\r\u001b[A',
    }));
    const text = textReport({ ...report, findings: hostile }, plain);
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
  });

  it('never prints a key', () => {
    const leaking = { ...report, failures: [{ file: `${key}.ts`, reason: key }] };
    assert.ok(!textReport(leaking, plain).includes(key));
  });
});

describe('terminal', () => {
  it('keeps the number of units', () => {
    for (const text of ['a\tb', '\u001b', '\u202ex', 'ok 💥', '\ud800x', '\u{e0041}x']) {
      assert.equal(printable(text).length, text.length);
    }
  });

  it('counts wide characters twice and combining marks not at all', () => {
    assert.equal(displayWidth('日本e\u0301💥'), 7);
  });

  it('wraps at spaces and shortens with an ellipsis', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrap('extraordinarily long', 5), ['extraordinarily', 'long']);
    assert.equal(shorten('日本語', 5), '日本…');
    assert.equal(shorten('abc', 3), 'abc');
  });
});
