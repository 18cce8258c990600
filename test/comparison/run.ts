/**
 * `npm run comparison -- <folder>…`: analyses other tools' test cases, from copies of them, and holds what we find against what
 * their authors expect. Each folder is a copy of a repository, or of the part of it that `cases.json` names. A difference
 * has its reason in `reasons.json`; one without, or a reason without its difference, is a failure.
 *
 * Exit 0: every difference is argued. 1: one is not. 2: wrong usage.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/engine/types';
import { findingsOf } from '../support/engine';

/** A place of which the authors say something. */
interface Point {
  line: number;
  expect: 'alert' | 'silence';
  what: string;
  /** Why we say something else: a key of the reasons. */
  because?: string;
}

interface Case {
  file: string;
  title?: string;
  /** What is replaced in the text before, such as another vendor's model by Claude. */
  replace?: [string, string][];
  points: Point[];
}

interface Suite {
  repository: string;
  /** Of the copy that the lines are of. */
  commit: string;
  folder: string;
  /** Those of ours that the cases are about. */
  rules: string[];
  replace?: [string, string][];
  files: Case[];
}

const read = <T>(name: string): T => JSON.parse(readFileSync(join(__dirname, name), 'utf8'));
const reasons = read<Record<string, string>>('reasons.json');

async function found({ rules, replace = [] }: Suite, one: Case, path: string): Promise<Finding[]> {
  const text = [...replace, ...(one.replace ?? [])].reduce(
    (changed, [from, to]) => changed.replaceAll(from, to),
    readFileSync(path, 'utf8'),
  );
  const findings = await findingsOf(one.file.replace(/^.*\//, ''), text);
  return findings.filter(({ rule }) => rules.includes(rule));
}

/** @returns how many differences have no reason, or reasons no difference */
async function compare(suite: Suite, one: Case, path: string): Promise<number> {
  const lines = new Set((await found(suite, one, path)).map(({ start }) => start.line));
  const judged = one.points.map((point) => ({
    ...point,
    same: (point.expect === 'alert') === lines.has(point.line),
  }));
  const count = (expect: Point['expect']) => {
    const all = judged.filter((point) => point.expect === expect);
    return `${all.filter(({ same }) => same).length} of ${all.length}`;
  };
  console.log(`${one.title ?? one.file}: alerts ${count('alert')}, silent ${count('silence')}`);
  for (const { line, what, because } of judged.filter(({ same }) => !same))
    console.log(`  differs in line ${line}, ${what}: ${because ? reasons[because] : 'no reason is given'}`);
  const stale = judged.filter(({ same, because }) => same && because);
  for (const { line, what } of stale) console.log(`  no longer differs in line ${line}, ${what}`);
  const other = [...lines].filter((line) => one.points.every((point) => point.line !== line));
  for (const line of other) console.log(`  found in line ${line}, of which nothing is said`);
  return (
    judged.filter(({ same, because }) => !same && !(because && reasons[because])).length + stale.length + other.length
  );
}

async function main(): Promise<number> {
  const folders = process.argv.slice(2);
  if (folders.length === 0) {
    console.error('Usage: npm run comparison -- <folder with a copy of a repository>…');
    return 2;
  }
  let failures = 0;
  for (const suite of read<Suite[]>('cases.json')) {
    const copy = folders.map((folder) => join(folder, suite.folder)).find((folder) => existsSync(folder));
    console.log(`${suite.repository}, ${suite.folder}${copy ? '' : ': no copy'}`);
    if (copy) for (const one of suite.files) failures += await compare(suite, one, join(copy, one.file));
  }
  return failures > 0 ? 1 : 0;
}

void main().then((code) => {
  process.exitCode = code;
});
