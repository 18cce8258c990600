import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { english } from '../../../src/report/translate';
import { noFilter } from '../../../src/vscode/findings/view/filter';
import { badgeOf, descriptionOf, messageOf, type Situation, stateOf } from '../../../src/vscode/findings/view/state';

const scanned = { files: 120, time: '10:24' };
const clean: Situation = {
  ...{ folders: 1, enabled: true, trusted: true, scanning: false, total: 0, shown: 0 },
  ...{ scanned, filter: noFilter },
};
const { scanned: _, ...unscanned } = clean;
const errorsOnly = { ...noFilter, severity: ['error'] } as const;

describe('what the Findings view says', () => {
  it('knows where it stands', () => {
    assert.equal(stateOf(clean), 'clean');
    assert.equal(stateOf(unscanned), 'unscanned');
    assert.equal(stateOf({ ...unscanned, folders: 0 }), 'noFolder');
    assert.equal(stateOf({ ...unscanned, scanning: true }), 'scanning');
    assert.equal(stateOf({ ...unscanned, trouble: 'No worker.' }), 'trouble');
    assert.equal(stateOf({ ...clean, enabled: false }), 'off');
    assert.equal(stateOf({ ...clean, total: 3, filter: errorsOnly }), 'hidden');
    assert.equal(stateOf({ ...clean, total: 3, shown: 1, scanning: true }), 'findings');
  });

  it('has a welcome text for every state without a tree and without a message', () => {
    const manifest = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));
    const conditions: string[] = manifest.contributes.viewsWelcome.map(({ when }: { when: string }) => when);
    for (const state of ['off', 'hidden', 'trouble', 'scanning', 'noFolder', 'unscanned', 'clean'])
      assert.ok(conditions.includes(`claudeGuard.findings.state == ${state}`), state);
    assert.ok(conditions.some((when) => when.startsWith('!isWorkspaceTrusted')));
  });

  it('says that there is nothing, in how many files, and since when', () => {
    assert.equal(messageOf(clean, english), '');
    assert.equal(descriptionOf(clean, english), '120 files · 10:24');
    const one = { ...clean, scanned: { ...scanned, files: 1 } };
    assert.equal(descriptionOf(one, english), '1 file · 10:24');
    assert.match(
      messageOf({ ...clean, trusted: false }, english),
      /^No findings in 120 files\. Last scan: 10:24\. Restr/,
    );
    assert.match(messageOf({ ...one, trusted: false }, english), /^No findings in 1 file\. Last scan: 10:24\. Restr/);
  });

  it('says that files could not be analysed, where nothing else was found', () => {
    const message = messageOf({ ...clean, noted: 2 }, english);
    assert.equal(message, 'No findings in 120 files. Last scan: 10:24. 2 files not fully analysed.');
    assert.equal(messageOf({ ...clean, total: 18, shown: 18, noted: 2 }, english), '');
  });

  it('says what is filtered out, what waits for trust, and what is wrong', () => {
    const filtered = { ...clean, total: 18, shown: 12, filter: errorsOnly };
    assert.equal(messageOf(filtered, english), '12 of 18 findings shown: Errors.');
    assert.match(messageOf({ ...filtered, trusted: false }, english), /Errors\. Restricted Mode: .* trust\.$/);
    assert.match(messageOf({ ...filtered, trouble: 'No worker.' }, english), /^No worker\. 12 of 18/);
  });

  it('says what configuration hides, whether there are findings or not', () => {
    const leftOut = 'Settings leave out 1 file or folder.';
    assert.match(
      messageOf({ ...clean, leftOut }, english),
      /Last scan: 10:24\. Settings leave out 1 file or folder\.$/,
    );
    assert.equal(messageOf({ ...clean, total: 18, shown: 18, leftOut }, english), leftOut);
  });

  it('says nothing where the tree says it all, or where a welcome text stands', () => {
    assert.equal(messageOf({ ...clean, total: 18, shown: 18 }, english), '');
    assert.equal(messageOf({ ...clean, total: 18, shown: 0, filter: errorsOnly }, english), '');
    assert.equal(messageOf({ ...unscanned, trouble: 'No worker.' }, english), '');
  });

  it('counts beside the title', () => {
    assert.equal(descriptionOf({ ...clean, total: 18, shown: 18 }, english), '18');
    assert.equal(descriptionOf({ ...clean, total: 18, shown: 12, filter: errorsOnly }, english), '12 of 18');
    assert.equal(descriptionOf(unscanned, english), '');
  });

  it('has a badge of errors and warnings, in words for its tooltip', () => {
    assert.deepEqual(badgeOf({ error: 1, warning: 2 }, english), { value: 3, tooltip: '1 error, 2 warnings' });
    assert.deepEqual(badgeOf({ error: 0, warning: 1 }, english), { value: 1, tooltip: '1 warning' });
    assert.equal(badgeOf({ error: 0, warning: 0 }, english), undefined);
  });
});
