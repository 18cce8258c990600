import assert from 'node:assert/strict';
import { runIn, useFolders } from '../support/command-line';
import { makeFakeKey } from '../support/credential-shapes';

describe('claude-guard permissions', () => {
  const makeFolder = useFolders();
  const project = () =>
    makeFolder({
      '.claude/settings.json': '{ "permissions": { "allow": ["Bash(npm run test:*)"] } }',
      '.env': `ANTHROPIC_API_KEY=${makeFakeKey('api03')}\n`,
      'own/settings.json': '{ "permissions": { "deny": ["Read(//**/.env)"] } }',
      'notes.txt': '',
    });

  it('says what is allowed, and where that stands', async () => {
    const { code, out } = await runIn(project(), ['permissions']);
    assert.equal(code, 0);
    assert.match(out, /Bash\(npm run test:\*\) +\.claude\/settings\.json:1/);
    assert.match(out, /It can read \.env: no rule stops it\./);
    assert.doesNotMatch(out, /sk-ant-/);
  });

  it('reads a person’s own settings when it is told to, and not before', async () => {
    const root = project();
    const env = { CLAUDE_CONFIG_DIR: `${root}/own` };
    assert.match((await runIn(root, ['permissions'], { env })).out, /no rule stops it/);
    assert.match(
      (await runIn(root, ['permissions', '--all'], { env })).out,
      /\.env is closed by Read\(\/\/\*\*\/\.env\)/,
    );
  });

  it('answers programs', async () => {
    const root = project();
    const { out } = await runIn(root, ['permissions', root, '--format', 'json']);
    const { files, secrets, unasked } = JSON.parse(out);
    assert.deepEqual(files, ['.claude/settings.json']);
    assert.deepEqual(secrets, [{ message: 'It can read .env: no rule stops it.', open: true }]);
    assert.equal(unasked[0].line, 1);
  });

  it('wants a folder', async () => {
    const root = project();
    for (const path of ['notes.txt', 'nowhere']) {
      const { code, err } = await runIn(root, ['permissions', path]);
      assert.equal(code, 2);
      assert.match(err, /no folder|no file or folder/);
    }
  });
});
