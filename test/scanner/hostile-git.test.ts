import assert from 'node:assert/strict';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFakeKey } from '../support/credential-shapes';
import { git, put, removeFolders, scanAll } from './support/disk';

/** A repository whose configuration runs a script in every way that git knows, and the file that the script would leave. */
function hostileRepository(): { root: string; trace: string } {
  const key = makeFakeKey('api03');
  const root = put({
    'a.ts': `const key = '${key}';\n`,
    '.env': `K=${key}\n`,
    '.gitattributes': '* diff=evil filter=evil\n',
  });
  git(root, 'init', '-q');
  git(root, 'add', '.');
  const trace = join(root, 'trace');
  const script = join(root, '.git', 'evil.sh');
  const hooks = ['pre-commit', 'post-checkout', 'post-index-change', 'fsmonitor-watchman', 'query-watchman'];
  const text = `#!/bin/sh\necho run >> '${trace}'\ncat\n`;
  put({ '.git/evil.sh': text, ...Object.fromEntries(hooks.map((name) => [`.git/evil-hooks/${name}`, text])) }, root);
  for (const name of hooks) chmodSync(join(root, '.git', 'evil-hooks', name), 0o755);
  chmodSync(script, 0o755);
  const settings = {
    'core.fsmonitor': script,
    'core.hooksPath': join(root, '.git', 'evil-hooks'),
    'core.pager': script,
    'core.sshCommand': script,
    'diff.evil.textconv': script,
    'diff.external': script,
    'filter.evil.clean': script,
    'filter.evil.smudge': script,
    'alias.ls-files': `!${script}`,
    'alias.check-ignore': `!${script}`,
    'credential.helper': script,
  };
  for (const [name, value] of Object.entries(settings)) git(root, 'config', name, value);
  rmSync(trace, { force: true });
  return { root, trace };
}

describe('a hostile .git/config', function () {
  this.timeout(20_000);
  after(removeFolders);

  it('runs nothing when its repository is scanned, and git facts are right all the same', async () => {
    const { root, trace } = hostileRepository();
    const path = process.env.PATH;
    process.env.PATH = '';
    try {
      const { findings, failures } = await scanAll({ root });
      assert.deepEqual(
        findings.map(({ path: file, rule }) => `${file}: ${rule}`),
        ['.env: tracked-env-file', 'a.ts: hardcoded-credential'],
      );
      assert.deepEqual(failures, []);
    } finally {
      process.env.PATH = path;
    }
    assert.equal(existsSync(trace), false);
  });

  it('does run its script when git itself is asked, so that the test above can fail', () => {
    const { root, trace } = hostileRepository();
    git(root, 'status');
    assert.equal(existsSync(trace), true);
  });
});
