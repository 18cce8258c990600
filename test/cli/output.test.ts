/** Where a report goes. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runIn, useFolders } from '../support/command-line';
import { makeFakeKey } from '../support/credential-shapes';

const leak = `KEY = "${makeFakeKey('api03')}"\n`;

describe('claude-guard scan --output', () => {
  const folder = useFolders();

  it('replaces a file behind a link, and keeps its mode', async () => {
    const root = folder({ 'a.py': leak, 'reports/real.txt': 'old' });
    const real = join(root, 'reports/real.txt');
    chmodSync(real, 0o640);
    symlinkSync('reports/real.txt', join(root, 'link.txt'));
    await runIn(root, ['scan', 'a.py', '--output', 'link.txt']);
    assert.match(readFileSync(real, 'utf8'), /hardcoded-credential/);
    assert.equal(statSync(real).mode & 0o777, 0o640);
    assert.ok(lstatSync(join(root, 'link.txt')).isSymbolicLink());
    assert.deepEqual(readdirSync(join(root, 'reports')), ['real.txt']);
  });

  it('writes into what is no regular file, and does not take its place', async () => {
    const root = folder({ 'a.py': leak });
    const fifo = join(root, 'fifo');
    assert.equal(spawnSync('mkfifo', [fifo]).status, 0);
    const reader = spawn('cat', [fifo]);
    let read = '';
    reader.stdout.on('data', (chunk) => {
      read += chunk;
    });
    const ended = new Promise((resolve) => reader.once('close', resolve));
    await runIn(root, ['scan', 'a.py', '--output', 'fifo']);
    await ended;
    assert.match(read, /hardcoded-credential/);
    assert.ok(lstatSync(fifo).isFIFO());
  });

  it('is checked before anything is scanned or fixed', async () => {
    const root = folder({ 'main.tf': 'variable "anthropic_api_key" {\n  type = string\n}\n' });
    const before = readFileSync(join(root, 'main.tf'), 'utf8');
    const { code, err } = await runIn(root, ['scan', '--fix', '--output', '.']);
    assert.deepEqual([code, err], [2, "claude-guard: “.” can't be written: it is a folder.\n"]);
    assert.equal(readFileSync(join(root, 'main.tf'), 'utf8'), before);
    assert.equal((await runIn(root, ['scan', '--fix', '--output', 'out.txt'])).code, 0);
    assert.notEqual(readFileSync(join(root, 'main.tf'), 'utf8'), before);
  });
});
