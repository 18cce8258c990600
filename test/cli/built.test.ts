/** The built command line in the real world: pipes, full disks, interrupts. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { useFolders } from '../support/command-line';
import { makeFakeKey } from '../support/credential-shapes';

const cli = join(__dirname, '../../dist/cli.js');
const key = makeFakeKey('api03');

describe('the built command line', function () {
  this.timeout(60_000);
  const folder = useFolders();

  before(() => assert.ok(existsSync(cli), 'Build first: npm run build'));

  const shell = (script: string, cwd: string) =>
    spawnSync('bash', ['-c', script, 'bash', process.execPath, cli], { cwd, encoding: 'utf8' });

  it('finds, prints and exits', () => {
    const root = folder({ 'a.py': `KEY = "${key}"\n` });
    const { status, stdout, stderr } = shell('"$1" "$2" scan', root);
    assert.deepEqual([status, stderr], [1, '']);
    assert.match(stdout, /^a\.py:1:8 error hardcoded-credential$/m);
  });

  it('does all that from the npm package, which holds every file of the build', () => {
    const root = folder({ 'a.py': `KEY = "${key}"\n` });
    const [project, packed] = [join(__dirname, '../..'), join(root, 'packed')];
    mkdirSync(packed);
    const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', packed];
    const { stdout: name, status: done } = spawnSync('npm', pack, { cwd: project, encoding: 'utf8' });
    assert.equal(done, 0);
    assert.equal(spawnSync('tar', ['xzf', name.trim()], { cwd: packed }).status, 0);
    const built = readdirSync(join(project, 'dist'), { recursive: true, encoding: 'utf8' });
    for (const file of built)
      if (!file.endsWith('.map')) assert.ok(existsSync(join(packed, 'package/dist', file)), file);
    const installed = join(packed, 'package/dist/cli.js');
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [installed, ...args], { cwd: root, encoding: 'utf8' });
    assert.match(run('scan', 'a.py').stdout, /^a\.py:1:8 error hardcoded-credential$/m);
    assert.match(run('explain', 'insecure-url').stdout, /Unencrypted URL/);
  });

  it('goes on in silence where nobody reads any more', () => {
    const { status, stderr } = shell('"$1" "$2" explain insecure-url | true; exit "${PIPESTATUS[0]}"', folder({}));
    assert.deepEqual([status, stderr], [0, '']);
  });

  if (existsSync('/dev/full'))
    it('says so, and fails, where its output gets lost', () => {
      const { status, stderr } = shell('"$1" "$2" rules > /dev/full', folder({}));
      assert.deepEqual([status, stderr], [2, "claude-guard: The output can't be written: there is no space left.\n"]);
    });

  it('never waits for a FIFO, and says that it was left out', () => {
    const root = folder({});
    assert.equal(spawnSync('mkfifo', [join(root, 'pipe')]).status, 0);
    const { status, stdout } = shell('"$1" "$2" scan pipe', root);
    assert.equal(status, 0);
    assert.match(stdout, /^Not scanned: 1 no regular file\.$/m);
  });

  it('ends at the first interrupt while it waits for input', async () => {
    const child = spawn(process.execPath, [cli, 'scan', '--stdin'], { stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
    // More than a pipe holds: once all of it is written, the program reads.
    await new Promise((resolve) => child.stdin.write('x\n'.repeat(1 << 20), resolve));
    child.kill('SIGINT');
    assert.equal(await ended, 130);
    assert.equal(said, 'claude-guard: Interrupted before anything was changed.\n');
  });
});
