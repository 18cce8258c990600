/**
 * `npm run bench [-- [--only <part>,…] <folder>…]`: the product's pace, on generated files and any folders. Ends with 1 where a
 * limit is not met. Times are CPU time where nothing else is said, so that a busy machine changes little; machines differ all
 * the same. The first time, it installs what it compares with into `test/bench/.rivals`.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogue } from './catalogue';
import { documents } from './documents';
import { isMet, lineOf, type Measure, quantile } from './measure';
import { coldStart, scans } from './scans';
import { workspace } from './workspace';

const dist = resolve(__dirname, '../../dist');
const activations = 7;

async function* activation(): AsyncGenerator<Measure> {
  const all = Array.from({ length: activations }, () => {
    const output = execFileSync(process.execPath, [join(__dirname, 'activation.cjs')], { encoding: 'utf8' });
    return JSON.parse(output) as { load: number; activate: number; workers: number };
  });
  const median = (value: (one: (typeof all)[number]) => number) => quantile(all.map(value), 0.5);
  const [load, activate] = [median((one) => one.load), median((one) => one.activate)];
  yield { what: 'activation: loading the bundle', value: load, unit: 'ms' };
  yield { what: 'activation: activate()', value: activate, unit: 'ms' };
  yield { what: 'activation: own time', value: load + activate, unit: 'ms', limit: 50 };
  const workers = Math.max(...all.map((one) => one.workers));
  yield { what: 'activation: workers that it starts', value: workers, unit: '', limit: 0 };
}

const parts: Readonly<Record<string, (folders: readonly string[]) => AsyncGenerator<Measure>>> = {
  activation: () => activation(),
  start: () => coldStart(dist),
  documents: () => documents(dist),
  rules: (folders) => catalogue(folders),
  workspace: () => workspace(dist),
  scans: (folders) => scans(dist, folders),
};

/** Parts that are asked for with `--only`; the rest are folders. */
function asked(): { names: readonly string[]; folders: string[] } {
  const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
  const names = values.only?.split(',') ?? Object.keys(parts);
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length === 0) return { names, folders: positionals };
  throw new Error(`There is no part “${unknown.join(', ')}”. There are: ${Object.keys(parts).join(', ')}.`);
}

async function main(): Promise<void> {
  const missed: Measure[] = [];
  const { names, folders } = asked();
  for (const name of names) {
    for await (const measure of parts[name]!(folders)) {
      console.log(lineOf(measure));
      if (!isMet(measure)) missed.push(measure);
    }
  }
  const [load = 0] = loadavg();
  if (load > availableParallelism())
    console.log(`\nOther programs were busy (load ${load.toFixed(1)}): times by the clock say little.`);
  if (missed.length === 0) {
    console.log('\nEvery limit is met.');
    return;
  }
  console.error(`\nNot met:\n${missed.map(lineOf).join('\n')}`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
