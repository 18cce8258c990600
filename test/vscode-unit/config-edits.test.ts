import assert from 'node:assert/strict';
import { parseConfig } from '../../src/engine/config/config';
import { applyEdits } from '../../src/engine/text/edits';
import { createGlobs } from '../../src/scanner/globs';
import { type ConfigChange, configEdits, globOf } from '../../src/vscode/findings/config/edits';

const off: ConfigChange = { kind: 'rule', rule: 'insecure-url', level: 'off' };
const change = (text: string | undefined, wish: ConfigChange, reason?: string) =>
  applyEdits(text ?? '', configEdits(text, wish, reason) ?? assert.fail());
const settings = (text: string) => parseConfig(text, ['insecure-url', 'outdated-tls']).settings;

describe('changes of a configuration', () => {
  it('write a new one', () => {
    for (const text of [undefined, '', '  \n']) {
      assert.deepEqual(settings(change(text, off)), { rules: { 'insecure-url': 'off' } });
    }
  });

  it('keep comments and what else is said', () => {
    const text = '{\n  // because\n  "rules": { "outdated-tls": "error" },\n  "exclude": ["docs"]\n}\n';
    const changed = change(text, off);
    assert.match(changed, /\/\/ because/);
    assert.deepEqual(settings(changed), {
      rules: { 'outdated-tls': 'error', 'insecure-url': 'off' },
      exclude: ['docs'],
    });
  });

  it('replace the level of a rule', () => {
    assert.deepEqual(settings(change('{ "rules": { "insecure-url": "error" } }', off)).rules, {
      'insecure-url': 'off',
    });
  });

  it('add to a list at its end, and begin one', () => {
    const wish: ConfigChange = { kind: 'exclude', pattern: 'b/c.json' };
    assert.deepEqual(settings(change('{ "exclude": ["a"] }', wish)).exclude, ['a', 'b/c.json']);
    assert.deepEqual(settings(change('{ "exclude": [] }', wish)).exclude, ['b/c.json']);
    assert.deepEqual(settings(change('{ "exclude": "a" }', wish)).exclude, ['b/c.json']);
    const host: ConfigChange = { kind: 'allowHost', host: 'llm.acme-corp.com' };
    assert.deepEqual(settings(change('{}', host)).allowedHosts, ['llm.acme-corp.com']);
  });

  it('take the file’s own end of line and indentation', () => {
    const changed = change('{\r\n\t"exclude": [\r\n\t\t"a"\r\n\t]\r\n}\r\n', off);
    assert.doesNotMatch(changed, /[^\r]\n/);
    assert.match(changed, /\r\n\t"rules"/);
  });

  it('say why in a comment: on a line of its own where there is one, else before what is set', () => {
    const exclude: ConfigChange = { kind: 'exclude', pattern: 'b/c.json' };
    const texts: [before: string | undefined, wish: ConfigChange, after: string][] = [
      [undefined, off, '{\n  "rules": {\n    // Lab\n    "insecure-url": "off"\n  }\n}\n'],
      [undefined, exclude, '{\n  "exclude": [\n    // Lab\n    "b/c.json"\n  ]\n}\n'],
      ['{ "rules": { "insecure-url": "error" } }', off, '{ "rules": { /* Lab */ "insecure-url": "off" } }'],
      [
        '{\r\n\t"exclude": [\r\n\t\t"a"\r\n\t]\r\n}\r\n',
        exclude,
        '{\r\n\t"exclude": [\r\n\t\t"a",\r\n\t\t// Lab\r\n\t\t"b/c.json"\r\n\t]\r\n}\r\n',
      ],
    ];
    for (const [before, wish, after] of texts) {
      assert.equal(change(before, wish, 'Lab'), after);
      assert.deepEqual(parseConfig(after, ['insecure-url']).problems, []);
      assert.deepEqual(settings(after), settings(change(before, wish)));
    }
    for (const list of ['[]', '["a"]', '"a"'])
      assert.deepEqual(settings(change(`{ "exclude": ${list} }`, exclude, 'Lab')).exclude?.at(-1), 'b/c.json');
  });

  it('are not made in what is no configuration', () => {
    assert.equal(configEdits('[1]', off), undefined);
    assert.equal(configEdits('nonsense', off), undefined);
  });
});

describe('the glob of one file', () => {
  it('matches that file', () => {
    for (const path of ['a/b.json', 'a/[id]/{x}*?.json', 'a b/c(1).json']) {
      assert.ok(createGlobs([], [globOf(path) ?? assert.fail()]).excludes(path), path);
    }
  });
  it('is none for a file beside the configuration, whose name may stand in any folder', () => {
    assert.equal(globOf('a.json'), undefined);
  });
});
