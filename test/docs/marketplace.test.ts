import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pageOf } from '../../src/dev/page';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** All of them, in bytes: they are part of the package. */
const largest = 600_000;

interface Png {
  width: number;
  height: number;
  chunks: string[];
}

function readPng(path: string): Png {
  const data = readFileSync(join(root, path));
  assert.equal(data.subarray(1, 4).toString('latin1'), 'PNG', path);
  const chunks: string[] = [];
  for (let at = 8; at < data.length; at += data.readUInt32BE(at) + 12)
    chunks.push(data.toString('latin1', at + 4, at + 8));
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20), chunks };
}

const pictures = [...readme.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, alt = '', path = '']) => ({ alt, path }));

describe('the page in the marketplace', () => {
  it('has an icon for sharp screens, square', () => {
    const { width, height } = readPng(manifest.icon);
    assert.equal(width, height);
    assert.ok(width >= 256);
    assert.match(manifest.galleryBanner.color, /^#[0-9a-f]{6}$/);
  });

  it('shows pictures, said in words for those who do not see them, that fit into the package', () => {
    assert.ok(pictures.length >= 2);
    for (const { alt, path } of pictures) assert.ok(alt.length > 20 && readPng(path).width >= 900, path);
    const size = pictures.reduce((sum, { path }) => sum + statSync(join(root, path)).size, 0);
    assert.ok(size < largest, `${size}`);
  });

  it('moves', () => {
    const moving = pictures.filter(({ path }) => readPng(path).chunks.includes('acTL'));
    assert.equal(moving.length, 1);
    assert.ok(readPng(moving[0]!.path).chunks.filter((chunk) => chunk === 'fcTL').length > 5);
  });

  it('links to the repository as soon as there is one', () => {
    const { scripts, repository } = manifest;
    assert.equal(scripts.package.includes('--no-rewrite-relative-links'), repository === undefined);
    assert.equal(scripts.package.includes('--readme-path'), repository === undefined);
  });

  it('needs nothing beside it in the package, where there is nothing to be seen or followed', () => {
    const page = pageOf(readme);
    const targets = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
    assert.deepEqual(
      targets.filter((target) => !/^(?:https:|#)/.test(target)),
      [],
    );
    assert.doesNotMatch(page, /!\[|\n\n\n/);
    assert.match(page, /^\| `insecure-url` \|/m);
    assert.match(page, /under the MIT License\./);
  });

  it('has a changelog whose newest entry is this version’s, or what comes next', () => {
    const headings = [...readFileSync(join(root, 'CHANGELOG.md'), 'utf8').matchAll(/^## \[?([^\]\s]+)/gm)];
    assert.ok(['Unreleased', manifest.version].includes(headings[0]?.[1]));
  });
});
