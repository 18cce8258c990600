/** How soon an open document has its findings, and how long files take that are analysed from nothing. */
import { join } from 'node:path';
import { createEngine } from '../../src/engine/analyze';
import { defaultConfig } from '../../src/engine/config';
import { rules } from '../../src/rules/index';
import { createNodePool } from '../../src/scanner/node-pool';
import { readWasm } from '../support/wasm';
import { atBest, type Measure, ownTime, quantile, watchWorker, yardstick } from './measure';
import { linesOf, sampleNames, textOf, typed } from './samples';

const options = { config: defaultConfig, today: '2026-11-23' };
const [rounds, warmUp, runs] = [120, 20, 9];
const lines = 2000;

/** What a person types into, and what stands open beside it. */
interface Scene {
  what: string;
  /** Of the document that is edited. */
  path: string;
  text: string;
  /** By path: documents that import it. */
  others?: ReadonlyMap<string, string>;
  /** At most, of the worker's time, in ms. */
  limit: number;
}

/**
 * A document in which somebody types, through the built worker: the time that the worker's thread computes for each pause, and the time from the end of the pause to the findings, by the clock.
 */
async function* keystrokes({ what, path, text: first, others, limit }: Scene, dist: string): AsyncGenerator<Measure> {
  const scanner = createNodePool({ worker: join(dist, 'worker.js'), grammars: join(dist, 'grammars'), size: 1 });
  const analyze = async (one: string, version: number, text: string) => {
    const { notices, findings } = await scanner.analyze({ uri: one, path: one, version, text }, options);
    if (notices.length > 0) throw new Error(notices[0]!.message);
    return findings.length;
  };
  for (const [other, text] of others ?? []) await analyze(other, 1, text);
  const [worked, waited, yardsticks]: [number[], number[], number[]] = [[], [], []];
  let text = first;
  let found = 0;
  for (let round = 1; round <= warmUp + rounds; round++) {
    text = typed(text, round);
    const before = yardstick();
    const [start, worker] = [performance.now(), watchWorker()];
    found = await analyze(path, round, text);
    const [clock, used] = [performance.now() - start, worker()];
    if (round <= warmUp) continue;
    waited.push(clock);
    worked.push(used);
    yardsticks.push((before + yardstick()) / 2);
  }
  await scanner.dispose();
  yield { what: `${what}: findings`, value: found, unit: '', atLeast: 1 };
  yield { what: `${what}: worker time, least`, value: Math.min(...worked), unit: 'ms' };
  yield { what: `${what}: worker time, median`, value: quantile(worked, 0.5), unit: 'ms' };
  yield { what: `${what}: worker time, p95`, value: quantile(worked, 0.95), unit: 'ms' };
  const best = quantile(atBest(worked, yardsticks), 0.95);
  yield { what: `${what}: worker time, p95, less what other programs slow`, value: best, unit: 'ms', limit };
  yield { what: `${what}: until findings by the clock, p95`, value: quantile(waited, 0.95), unit: 'ms', limit: 150 };
}

const alone = (path: string): Scene => ({
  what: `typing in ${path} of ${lines} lines`,
  path,
  text: linesOf(path, lines),
  limit: 30,
});

const dependents = 50;

/**
 * A helper that many open documents import. Today an analysis is of one document, so that this tells what the helper itself
 * takes while the others are kept; where it comes to know of other files, their findings belong to what is waited for here.
 */
function withDependents(): Scene {
  const others = Array.from({ length: dependents }, (_, n) => {
    const text = linesOf('module.ts', 40).replaceAll(
      "from 'express'",
      `from 'express';\nimport { ask0 } from './helper'`,
    );
    return [`dependent-${n}.ts`, text] as const;
  });
  const text = linesOf('module.ts', 300);
  return {
    what: `typing in a helper with ${dependents} dependents`,
    path: 'helper.ts',
    text,
    others: new Map(others),
    limit: 120,
  };
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
  for (const scene of [alone('module.ts'), alone('module.py'), withDependents()]) yield* keystrokes(scene, dist);
  for (const name of sampleNames) for (const length of [5_000, 50_000, 250_000]) yield fromNothing(name, length);
}
