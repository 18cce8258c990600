import assert from 'node:assert/strict';
import { english } from '../../../src/report/translate';
import { type FindingNode, type GroupNode, stepsOf } from '../../../src/vscode/findings/view/finding-tree';
import {
  countsIn,
  findingLabel,
  groupLabel,
  rulesIn,
  stepLabel,
  whyOf,
} from '../../../src/vscode/findings/view/labels';
import { escapeMarkdown, proseOf } from '../../../src/vscode/findings/view/markdown';
import { makeFinding, makePlace } from '../support';

const group = (grouping: GroupNode['grouping'], key: string, count = 3): GroupNode => ({
  ...{ kind: 'group', id: key, grouping, key, count },
});

const node = (parent: GroupNode): FindingNode => ({
  ...{ kind: 'finding', id: 'x', group: parent, uri: 'file:///w/src/a.ts' },
  finding: makeFinding({ start: { line: 12, column: 3 } }),
});

describe('the rows of the Findings view', () => {
  it('name a finding by its rule, then its place; a screen reader says the message, too', () => {
    const { label, description, spoken } = findingLabel(
      node(group('practice', 'authentication')),
      { path: 'src/a.ts' },
      'A key is written here.',
      english,
    );
    assert.equal(label, 'Hard-coded credential');
    assert.equal(description, 'a.ts:12');
    assert.equal(spoken, 'Error: Hard-coded credential A key is written here., src/a.ts, line 12');
  });

  it('leave out the file’s name below the file', () => {
    const { description } = findingLabel(
      node(group('file', 'file:///w/src/a.ts')),
      { path: 'src/a.ts' },
      'A key is written here.',
      english,
    );
    assert.equal(description, 'Ln 12');
  });

  it('name the cell of a notebook', () => {
    const place = { path: 'src/n.ipynb', cell: 3 };
    const { description } = findingLabel(node(group('severity', 'error')), place, 'A key is written here.', english);
    assert.equal(description, 'n.ipynb, cell 3, Ln 12');
    assert.match(
      findingLabel(node(group('file', 'x')), place, 'A key is written here.', english).description,
      /^Cell 3, Ln 12$/,
    );
  });

  it('number the steps of a way, and name their files', () => {
    const finding = makeFinding({ related: [makePlace(4)], isFlow: true });
    const [step] = stepsOf({ ...node(group('practice', 'input')), finding });
    const words = stepLabel(step!, { path: 'src/a.ts' }, 'It comes from the request.', english);
    assert.deepEqual(words, {
      ...{ label: '1. It comes from the request.', description: 'a.ts:4' },
      spoken: 'Step 1: It comes from the request. src/a.ts, line 4',
    });
  });

  it('leave out the name of a step’s file only below that file', () => {
    const finding = makeFinding({ related: [makePlace(4), makePlace(6, { uri: 'file:///w/b.ts', path: 'b.ts' })] });
    const [here, elsewhere] = stepsOf({ ...node(group('file', 'file:///w/src/a.ts')), finding });
    const label = (step: typeof here, path: string) => stepLabel(step!, { path }, 'It is the same key.', english);
    assert.equal(label(here, 'src/a.ts').description, 'Ln 4');
    assert.equal(label(elsewhere, 'b.ts').description, 'b.ts:6');
    assert.equal(label(here, 'src/a.ts').label, 'It is the same key.');
    assert.equal(label(here, 'src/a.ts').spoken, 'It is the same key. src/a.ts, line 4');
  });

  it('say of a group how bad its findings are, and which', () => {
    const found = [
      makeFinding(),
      makeFinding({ rule: 'insecure-url' }),
      makeFinding({ rule: 'insecure-url', severity: 'info' }),
    ];
    assert.equal(countsIn(found, english), '2 errors, 1 information');
    assert.equal(countsIn([makeFinding({ severity: 'warning' })], english), '1 warning');
    assert.deepEqual(rulesIn(found), [
      ['insecure-url', 2],
      ['hardcoded-credential', 1],
    ]);
  });

  it('name groups, with their number of findings', () => {
    assert.deepEqual(groupLabel(group('practice', 'transport'), '', english), {
      ...{ label: 'HTTPS everywhere', description: '3', spoken: 'HTTPS everywhere, 3 findings' },
    });
    assert.equal(groupLabel(group('severity', 'warning'), '', english).label, 'Warnings');
    assert.deepEqual(groupLabel(group('file', 'file:///w/src/a.ts', 1), 'src/a.ts', english), {
      ...{ label: 'a.ts', description: 'src  1', spoken: 'a.ts, 1 finding' },
    });
    assert.equal(groupLabel(group('file', 'file:///w/a.ts'), 'a.ts', english).description, '3');
  });

  it('say in one sentence why it matters', () => {
    const why = whyOf(makeFinding({ rule: 'outdated-tls' }), english);
    assert.match(why, /^TLS 1\.0 and 1\.1 .*\.$/);
    assert.equal(whyOf(makeFinding({ rule: 'of-another-version' }), english), '');
    assert.equal(whyOf(makeFinding(), english).match(/\.(\s|$)/g)?.length, 1);
  });

  it('keep the code of a rule’s sentence, and every star of the rest', () =>
    assert.equal(
      proseOf('List `a_b` and `[c]`, as in Bash(npm run test:*), Read(./**)'),
      'List `a_b` and `[c]`, as in Bash\\(npm run test\\:\\*\\), Read\\(\\./\\*\\*\\)',
    ));

  it('take words of a file for words: no link, picture, icon, tag or line of its own', () => {
    assert.equal(
      escapeMarkdown('[a](command:x) ![b](c) <i> $(zap) `k` **d**'),
      [...['\\[a\\]\\(command\\:x\\) \\!\\[b\\]\\(c\\) \\<i\\> \\$\\(zap\\) \\`k\\` \\*\\*d\\*\\*']].join(),
    );
    assert.equal(escapeMarkdown('a\n\n# b'), 'a \\# b');
  });
});
