import assert from 'node:assert/strict';
import { isForBrowser } from '../../src/vscode/training/page-place';

describe('a saved page', () => {
  const here = { isDesktop: true, remoteName: undefined };
  const page = { scheme: 'file', path: '/home/ada/record.html' };

  it('is read in the browser, and nothing else is', () => {
    assert.equal(isForBrowser(page, here), true);
    assert.equal(isForBrowser({ ...page, path: '/home/ada/record.json' }, here), false);
  });

  it('is shown in the editor where the browser does not see it', () => {
    assert.equal(isForBrowser(page, { ...here, remoteName: 'ssh-remote' }), false);
    assert.equal(isForBrowser(page, { ...here, isDesktop: false }), false);
    assert.equal(isForBrowser({ ...page, scheme: 'vscode-vfs' }, here), false);
  });
});
