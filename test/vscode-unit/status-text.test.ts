import assert from 'node:assert/strict';
import { english } from '../../src/report/translate';
import { type Status, statusText as textOf } from '../../src/vscode/findings/status-text';

const counts = { error: 0, warning: 0, info: 0, files: 0, noted: 0, suppressed: 0 };
const some = { ...counts, error: 2, info: 1, files: 2 };

const statusText = (status: Status) => textOf(status, english);

describe('the status bar’s text', () => {
  it('counts what there is, by severity', () => {
    const { text, label } = statusText({ enabled: true, counts: some });
    assert.match(text, /^\$\(shield\)\s\$\(error\) 2\s\$\(info\) 1$/);
    assert.equal(label, 'Claude Guard: 2 errors, 1 information in 2 files');
  });

  it('says in words that there is nothing', () => {
    const { text, label, isTrouble } = statusText({ enabled: true, counts });
    assert.equal(text, '$(shield) Claude Guard');
    assert.equal(label, 'Claude Guard: No findings');
    assert.equal(isTrouble, false);
  });

  it('says that it scans, tells how far it is, and offers to cancel', () => {
    const { text, label, tooltip } = statusText({ enabled: true, counts: some, scanning: { done: 3, total: 10 } });
    assert.match(text, /^\$\(sync~spin\) Scanning …\s\$\(error\) 2\s\$\(info\) 1$/);
    assert.match(label, /scanning$/);
    assert.match(tooltip, /Scanned 3 of 10 files.*claudeGuard\.cancelScan/);
  });

  it('does not pretend to know how many files there are before it does', () => {
    const { text, tooltip } = statusText({ enabled: true, counts, scanning: { done: 0, total: 0 } });
    assert.match(tooltip, /Listing files/);
    assert.equal(text, '$(sync~spin) Scanning …');
  });

  it('says what is wrong', () => {
    const { text, label, tooltip, isTrouble } = statusText({ enabled: true, counts, trouble: 'No worker.' });
    assert.match(text, /^\$\(warning\)/);
    assert.equal(label, 'Claude Guard: No worker.');
    assert.match(tooltip, /No worker\./);
    assert.equal(isTrouble, true);
  });

  it('leads to the log where files were not fully analysed', () => {
    const { tooltip } = statusText({ enabled: true, counts: { ...some, noted: 1 } });
    assert.match(tooltip, /1 file not fully analysed.*claudeGuard\.showOutput/);
    assert.doesNotMatch(statusText({ enabled: true, counts: some }).tooltip, /not fully/);
  });

  it('says what configuration hides, and leads there', () => {
    const { tooltip } = statusText({ enabled: true, counts, leftOut: 'Settings switch 4 rules off.' });
    assert.match(tooltip, /switch 4 rules off\. \[Configuration\]\(command:claudeGuard\.openConfiguration\)/);
  });

  it('says that it is off', () => assert.match(statusText({ enabled: false, counts: some }).text, /Off$/));
});
