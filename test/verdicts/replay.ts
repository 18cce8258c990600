/**
 * `npm run verdicts -- <folder>`: scans checkouts of public repositories and holds every finding against the verdict that a
 * person gave it. The folder has a checkout `<owner>+<name>` for each repository; those that are missing are named and
 * left out. `--record` adds new findings to `verdicts.json` without a verdict, for a person to fill in.
 *
 * Exit 0: every finding has the verdict `true`. 1: a finding is false, or has no verdict. 2: wrong usage.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultConfig } from '../../src/engine/config/config';
import type { Finding } from '../../src/engine/types';
import { rules } from '../../src/rules/index';
import { createNodePool } from '../../src/scanner/node-pool';
import { scan } from '../../src/scanner/scan';
import type { Scanner, Summary } from '../../src/scanner/types';

/** A finding's place and what a person says of it; no text of the repository. */
interface Verdict {
  repository: string;
  commit: string;
  path: string;
  rule: string;
  fingerprint: string;
  verdict: 'true' | 'false' | 'open';
  /** Of a false one: what it was in truth. */
  reason?: string;
}

interface Data {
  repositories: { repository: string; commit: string }[];
  verdicts: Verdict[];
}

const file = join(__dirname, 'verdicts.json');
const key = ({ repository, path, rule, fingerprint }: Omit<Verdict, 'commit' | 'verdict' | 'reason'>): string =>
  [repository, path, rule, fingerprint].join('\0');

/** Reads a commit without starting anything that the repository configures; undefined of an unpacked archive, or of half a clone. */
function commitOf(folder: string): string | undefined {
  if (!existsSync(join(folder, '.git'))) return undefined;
  const arguments_ = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', 'rev-parse', 'HEAD'];
  try {
    return execFileSync('git', arguments_, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

async function scanRepository(folder: string, scanner: Scanner): Promise<{ findings: Finding[]; summary: Summary }> {
  const result = await scan({ root: folder }, scanner, {
    today: '2026-11-23',
    ruleIds: rules.map(({ id }) => id),
    config: { ...defaultConfig, profile: 'all' },
  });
  for (const failure of result.failures) console.log(`  not read: ${failure.file}: ${failure.reason}`);
  for (const notice of result.notices) console.log(`  notice: ${notice.path}: ${notice.message}`);
  return result;
}

async function main(): Promise<number> {
  const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const record = process.argv.includes('--record');
  if (!folder || !existsSync(folder)) {
    console.error('Usage: npm run verdicts -- <folder with checkouts owner+name> [--record]');
    return 2;
  }
  const data: Data = JSON.parse(readFileSync(file, 'utf8'));
  const known = new Map(data.verdicts.map((one) => [key(one), one]));
  const seen = new Set<string>();
  const totals = { files: 0, true: 0, false: 0, open: 0 };
  const dist = resolve(__dirname, '../../dist');
  const scanner = createNodePool({ worker: join(dist, 'worker.js'), grammars: join(dist, 'grammars') });
  for (const { repository, commit } of data.repositories) {
    const checkout = join(folder, repository.replace('/', '+'));
    if (!existsSync(checkout)) {
      console.log(`${repository}: no checkout`);
      continue;
    }
    const found = commitOf(checkout);
    if (found !== commit)
      console.log(
        `${repository}: ${found ? 'not at' : 'has no .git that says it is'} ${commit.slice(0, 12)}, verdicts may not fit`,
      );
    const { findings, summary } = await scanRepository(checkout, scanner);
    const counts = { true: 0, false: 0, open: 0 };
    for (const { path, rule, fingerprint, start } of findings) {
      const row = { repository, commit, path, rule, fingerprint };
      const found = known.get(key(row)) ?? { ...row, verdict: 'open' as const };
      if (!known.has(key(row)) && record) known.set(key(row), found);
      counts[found.verdict] += 1;
      seen.add(key(row));
      if (found.verdict !== 'true') console.log(`  ${found.verdict}: ${path}:${start.line} ${rule}`);
    }
    totals.files += summary.files;
    for (const verdict of ['true', 'false', 'open'] as const) totals[verdict] += counts[verdict];
    const seconds = (summary.durationMs / 1000).toFixed(1);
    console.log(
      `${repository}: ${summary.files} files, ${counts.true} true, ${counts.false} false, ${counts.open} open, ${seconds} s`,
    );
  }
  await scanner.dispose();
  for (const one of known.values())
    if (one.verdict === 'true' && !seen.has(key(one)) && existsSync(join(folder, one.repository.replace('/', '+'))))
      console.log(`gone: ${one.repository} ${one.path} ${one.rule}`);
  if (record) writeFileSync(file, `${JSON.stringify({ ...data, verdicts: [...known.values()] }, undefined, 1)}\n`);
  console.log(`${totals.files} files, ${totals.true} true, ${totals.false} false, ${totals.open} without a verdict`);
  return totals.false + totals.open > 0 ? 1 : 0;
}

void main().then((code) => {
  process.exitCode = code;
});
