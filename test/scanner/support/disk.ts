/** Folders made for one test, and the scanner's parts with what a test rarely cares about filled in. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createDirectScanner } from '../../../src/scanner/direct';
import { nodeFiles } from '../../../src/scanner/read';
import { type Disk, scan } from '../../../src/scanner/scan';
import type { ScanOptions, ScanResult, ScanTarget } from '../../../src/scanner/types';
import { nodeTree, type WalkEntry, type WalkOptions, walk } from '../../../src/scanner/walk';
import { engine } from '../../support/engine';

const made: string[] = [];

/** An empty folder, without links in its path. */
export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'claude-guard-test-')));
  made.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export type Content = string | Uint8Array;

/** Writes files into the folder (a new one by default), with their folders. */
export function put(files: Readonly<Record<string, Content>>, folder = emptyFolder()): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A configuration of nobody's: what the machine's owner has set must not decide about a test. */
const environment = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

/** Runs git, the real one, to compare with. */
export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Paths that git prints with `-z`, sorted as the walk sorts. */
export function gitPaths(folder: string, ...args: string[]): string[] {
  return [
    ...new Set(
      git(folder, ...args, '-z')
        .split('\0')
        .filter(Boolean),
    ),
  ].sort();
}

export type LooseWalkOptions = Partial<Omit<WalkOptions, 'options'>> & { options?: Partial<WalkOptions['options']> };

export async function walkAll(target: ScanTarget, { options, ...rest }: LooseWalkOptions = {}): Promise<WalkEntry[]> {
  const report = { failures: [], notices: [] };
  const entries: WalkEntry[] = [];
  const all = { files: nodeFiles, tree: nodeTree, report, ...rest, options: { ruleIds: [], ...options } };
  for (const entry of walk(target, all)) entries.push(entry);
  return entries;
}

export const filesOf = (entries: readonly WalkEntry[]): string[] =>
  entries.filter(({ kind }) => kind === 'file').map(({ path }) => path);

/** `path: reason`, for what is no file to be scanned. */
export const othersOf = (entries: readonly WalkEntry[]): string[] =>
  entries.flatMap((entry) => (entry.kind === 'file' ? [] : [`${entry.path}: ${entry.reason}`]));

/** `path: git's word` of the files. */
export const gitFactsOf = (entries: readonly WalkEntry[]): Record<string, string> =>
  Object.fromEntries(
    entries.flatMap((entry) => (entry.kind === 'file' ? [[entry.path, entry.host.git ?? 'unknown']] : [])),
  );

export const today = '2026-11-23';

/** A scan in process, by the real engine. */
export function scanAll(target: ScanTarget, options: Partial<ScanOptions> = {}, disk?: Disk): Promise<ScanResult> {
  const scanner = createDirectScanner(engine, disk?.files ?? nodeFiles);
  return scan(target, scanner, { today, ruleIds: ['hardcoded-credential'], ...options }, disk);
}

/** An error as Node's `fs` throws it. */
export function fsError(code: string): Error {
  return Object.assign(new Error(`${code}: something about the path`), { code });
}
