/** How soon an open document has its findings, and how long files take that are analysed from nothing. */
import { join } from 'node:path';
import { createEngine } from '../../src/engine/analyze';
import { defaultConfig } from '../../src/engine/config';
import { rules } from '../../src/rules/index';
import { createNodePool } from '../../src/scanner/node-pool';
import { readWasm } from '../support/wasm';
import { type Measure, ownTime, quantile } from './measure';
import { linesOf, sampleNames, textOf, typed } from './samples';

const options = { config: defaultConfig, today: '2026-11-23' };
const [rounds, warmUp, runs] = [120, 20, 9];
const lines = 2000;

/**
 * A document in which somebody types, through the built worker: the time that the worker computes for each pause (the
 * process's own but for this thread's), and the time from the end of the pause to the findings, by the clock.
 */
async function* keystrokes(name: string, dist: string): AsyncGenerator<Measure> {
  const scanner = createNodePool({ worker: join(dist, 'worker.js'), grammars: join(dist, 'grammars'), size: 1 });
  const [worked, waited]: [number[], number[]] = [[], []];
  let text = linesOf(name, lines);
  for (let round = 1; round <= warmUp + rounds; round++) {
    text = typed(text, round);
    const [start, cpu, own] = [performance.now(), process.cpuUsage(), ownTime()];
    const { notices } = await scanner.analyze({ uri: name, path: name, version: round, text }, options);
    const { user, system } = process.cpuUsage(cpu);
    if (notices.length > 0) throw new Error(notices[0]!.message);
    if (round <= warmUp) continue;
    waited.push(performance.now() - start);
    worked.push((user + system) / 1000 - (ownTime() - own));
  }
  await scanner.dispose();
  const what = `${name} of ${lines} lines, after a pause in typing`;
  yield { what: `${what}: worker time, median`, value: quantile(worked, 0.5), unit: 'ms' };
  yield { what: `${what}: worker time, p95`, value: quantile(worked, 0.95), unit: 'ms', limit: 30 };
  yield { what: `${what}: until findings by the clock, p95`, value: quantile(waited, 0.95), unit: 'ms', limit: 150 };
}

async function fromNothing(name: string, length: number): Promise<Measure> {
  const engine = createEngine(rules, readWasm);
  const text = textOf(name, length);
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const start = ownTime();
    await engine.analyze({ uri: name, path: name, version: 0, text }, options);
    if (run > 0) times.push(ownTime() - start);
  }
  return { what: `${name} of ${length / 1000} kB, as a file of a scan`, value: quantile(times, 0.5), unit: 'ms' };
}

export async function* documents(dist: string): AsyncGenerator<Measure> {
  for (const name of ['module.ts', 'module.py']) yield* keystrokes(name, dist);
  for (const name of sampleNames) for (const length of [5_000, 50_000, 250_000]) yield fromNothing(name, length);
}
