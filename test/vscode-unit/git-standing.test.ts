import assert from 'node:assert/strict';
import { gitStanding } from '../../src/vscode/findings/scan/git-standing';

describe('how git stands to a file that is not on a disk', () => {
  it('is known where the file system shows a commit, whatever the ignore files say', () => {
    assert.deepEqual(
      gitStanding('vscode-vfs', () => true),
      { host: { git: 'tracked' } },
    );
    assert.deepEqual(
      gitStanding('vscode-vfs', () => false),
      { host: { git: 'tracked' } },
    );
  });

  it('is what the ignore files say elsewhere, and no more', () => {
    assert.deepEqual(
      gitStanding('memfs', () => true),
      { skip: 'ignored', host: { git: 'ignored' } },
    );
    assert.deepEqual(
      gitStanding('memfs', () => false),
      {},
    );
  });
});
