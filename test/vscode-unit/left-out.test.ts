import assert from 'node:assert/strict';
import { english } from '../../src/report/translate';
import { leftOutMessage, rulesOff } from '../../src/vscode/findings/config/left-out';

const message = (excluded: number, ...ids: string[]) =>
  leftOutMessage({ excluded, rulesOff: ids, suppressed: 0 }, english);

describe('what configuration hides', () => {
  it('is not spoken of where nothing is hidden', () => assert.equal(message(0), undefined));

  it('is said: files, and rules by their ids, as far as these can be read at a glance', () => {
    assert.equal(message(1), 'Settings leave out 1 file or folder.');
    assert.equal(message(7, 'a'), 'Settings leave out 7 files or folders. Settings switch off: a.');
    assert.equal(message(0, 'a', 'b', 'c'), 'Settings switch off: a, b, c.');
    assert.equal(message(0, 'a', 'b', 'c', 'd'), 'Settings switch 4 rules off.');
  });

  it('is said of what comments suppress, too', () => {
    const suppressed = (count: number) => leftOutMessage({ excluded: 1, rulesOff: [], suppressed: count }, english);
    assert.equal(suppressed(1), 'Settings leave out 1 file or folder. Comments suppress 1 finding.');
    assert.equal(suppressed(5), 'Settings leave out 1 file or folder. Comments suppress 5 findings.');
  });

  it('is every rule that is off in VS Code or in a file, each once', () => {
    const person = { rules: { 'insecure-url': 'off' as const } };
    const files = [{ rules: { 'outdated-tls': 'off' as const } }, { rules: { 'outdated-tls': 'off' as const } }];
    assert.deepEqual(rulesOff(person, files), ['insecure-url', 'outdated-tls']);
  });

  it('is no rule that a file switches off in vain, nor one whose severity it changes', () => {
    const person = { rules: { 'insecure-url': 'error' as const } };
    assert.deepEqual(rulesOff(person, [{ rules: { 'insecure-url': 'off', 'outdated-tls': 'info' } }]), []);
  });
});
