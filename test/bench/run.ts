/**
 * `npm run bench [-- <folder>…]`: the product's pace, and of any folders how long a scan takes. Ends with 1 where a limit is
 * not met. Times are CPU time where nothing else is said, so that a busy machine changes little; machines differ all the same.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { rules } from '../../src/rules/index';
import { createNodePool } from '../../src/scanner/node-pool';
import { scan } from '../../src/scanner/scan';
import { documents } from './documents';
import { isMet, lineOf, type Measure, quantile } from './measure';
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

async function* folders(paths: readonly string[]): AsyncGenerator<Measure> {
  const scanner = createNodePool({ worker: join(dist, 'worker.js'), grammars: join(dist, 'grammars') });
  const ruleIds = rules.map(({ id }) => id);
  for (const path of paths) {
    const { summary, findings } = await scan({ root: resolve(path) }, scanner, { today: '2026-11-23', ruleIds });
    const { files, scannedBytes, durationMs } = summary;
    const what = `${path}: ${files} files, ${(scannedBytes / 1e6).toFixed(1)} MB, ${findings.length} findings`;
    yield { what, value: durationMs, unit: 'ms' };
  }
  await scanner.dispose();
}

async function main(): Promise<void> {
  const missed: Measure[] = [];
  for (const part of [activation(), documents(dist), workspace(dist), folders(process.argv.slice(2))]) {
    for await (const measure of part) {
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

void main();
