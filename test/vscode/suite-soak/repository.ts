/** A repository with two branches that differ in every file. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { key } from '../suite/support';

const run = promisify(execFile);
/** Files that both branches have, and that only one of them has. */
const common = 360;
const own = 210;

/** Every how many files a key leaks, in those of both branches and in those of one. */
const every = { main: { common: 40, own: 30 }, keys: { common: 15, own: 10 } };

/** Files with a leak. */
export const leaking = {
  main: common / every.main.common + own / every.main.own,
  keys: common / every.keys.common + own / every.keys.own + 1,
};

const python = (index: number, leaks: boolean) =>
  `from anthropic import Anthropic\n\n# ${index}\nclient = Anthropic(${leaks ? `api_key="${key}"` : ''})\n`;
const typescript = (index: number, leaks: boolean) =>
  `import Anthropic from '@anthropic-ai/sdk';\n\n// ${index}\nexport const client = new Anthropic({${leaks ? ` apiKey: '${key}' ` : ''}});\n`;

export function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** @param share a file of so many leaks a key */
function writeFiles(folder: string, name: string, count: number, share: number): void {
  for (let index = 0; index < count; index++) {
    const [text, extension] = index % 2 === 0 ? [python, 'py'] : [typescript, 'ts'];
    write(join(folder, `${name}${index % 20}/f${index}.${extension}`), text(index, index % share === 0));
  }
}

/** Not synchronous: the extension host has to go on meanwhile. */
export async function git(folder: string, ...args: string[]): Promise<void> {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'core.hooksPath=/dev/null'];
  await run('git', [...identity, '-c', 'gc.auto=0', ...args], { cwd: folder, maxBuffer: 1 << 26 });
}

async function commit(folder: string, branch: string): Promise<void> {
  await git(folder, 'add', '--force', '.');
  await git(folder, 'commit', '--quiet', '-m', branch);
}

/** The branches `main` and `keys`, the latter with an env file that leaks a key; `main` is checked out. */
export async function makeRepository(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await git(folder, 'init', '--quiet', '-b', 'main');
  writeFiles(folder, 'common/', common, every.main.common);
  writeFiles(folder, 'main/', own, every.main.own);
  await commit(folder, 'main');
  await git(folder, 'checkout', '--quiet', '-b', 'keys');
  await git(folder, 'rm', '-r', '--quiet', 'main');
  writeFiles(folder, 'common/', common, every.keys.common);
  writeFiles(folder, 'keys/', own, every.keys.own);
  write(join(folder, '.env'), `ANTHROPIC_API_KEY=${key}\n`);
  await commit(folder, 'keys');
  await git(folder, 'checkout', '--quiet', 'main');
}
