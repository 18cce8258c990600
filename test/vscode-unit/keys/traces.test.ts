/** The search that the tests as a person end with: whatever has written a key, in whatever form, it finds it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFakeKey } from '../../support/credential-shapes';
import { filesWith } from '../../vscode/key-traces.mjs';

const [key, other] = [makeFakeKey('api03', { seed: 901 }), makeFakeKey('api03', { seed: 902 })];
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** By the file that holds it. */
const written: Readonly<Record<string, string | Buffer>> = {
  'data/logs/20260101T000000/exthost1/output.log': `2026-01-01 [info] asked with ${key}\n`,
  'data/User/workspaceStorage/0a1b/state.vscdb': Buffer.concat([
    Buffer.from([0, 255, 13]),
    Buffer.from(`{"env":"${key}"}`),
  ]),
  'tmp/.hidden/deep/er/core': key.slice(20, 70),
  'browser/IndexedDB/000003.log': Buffer.from(`value ${key}`, 'utf16le'),
  'data/one.json': base64(key),
  'data/two.json': base64(`a${key}`),
  'data/three.json': base64(`ab${key}`),
  'data/dump.txt': Buffer.from(key).toString('hex'),
  'data/reversed.txt': [...key].reverse().join(''),
};

describe('the search for keys that were left somewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'claude-guard-traces-'));
  const write = (path: string, text: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  before(() => {
    for (let at = 0; at < 60; at++) write(`data/cached/${at}.json`, `{"masked":"sk-ant-api03-…${key.slice(-4)}"}`);
    write('data/of-another.log', other);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('finds none where only its masked form, or another key, stands', () => {
    assert.deepEqual(filesWith([folder], [key]), []);
  });

  for (const [path, text] of Object.entries(written))
    it(`finds it in ${path}`, () => {
      write(path, text);
      assert.deepEqual(filesWith([folder], [key]), [join(folder, path)]);
      rmSync(join(folder, path));
    });

  it('does not pass where hardly anything was looked at', () => {
    assert.throws(() => filesWith([join(folder, 'browser')], [key]), /hardly a file/);
  });
});
