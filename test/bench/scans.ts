/**
 * Scans of whole folders by the built command line, against ripgrep, which looks for the same words in the same files, and
 * secretlint. All with their start, in turn.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { createEngine } from '../../src/engine/analyze';
import { defaultConfig } from '../../src/engine/config/config';
import { rules } from '../../src/rules/index';
import { readWasm } from '../support/wasm';
import { createCorpus } from './corpus';
import type { Measure } from './measure';
import { compared, measured, median, type Program, paired, peak, ratio } from './processes';
import { installRivals, ripgrep, secretlint } from './rivals';

const today = '2026-11-23';
const pairs = 5;
/** secretlint takes its time. */
const secretlintPairs = 1;
const corpusFiles = 20_000;
/** Files from which on the start of Node no longer counts. */
const largeFolder = 50_000;

/** The program `prefilter.ts`, built where the rest of the product is. */
function buildPrefilter(dist: string): string {
  const outfile = join(dist, 'bench', 'prefilter.js');
  const mainFields = ['module', 'main'];
  const entryPoints = [join(__dirname, 'prefilter.ts')];
  buildSync({ entryPoints, outfile, bundle: true, minify: true, platform: 'node', mainFields });
  return outfile;
}

interface Found {
  files: number;
  relevant: readonly string[];
}

function prefiltered({ command, args }: Program): Found {
  return JSON.parse(execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })) as Found;
}

const mebibyte = 1 << 20;

/** Parsing and rules of all relevant files, one by one: CPU time of the process, its helping threads included. */
async function* analysed(what: string, root: string, relevant: readonly string[]): AsyncGenerator<Measure> {
  const engine = createEngine(rules, readWasm);
  const texts = relevant.flatMap((path) => {
    const absolute = join(root, path);
    return statSync(absolute).size > mebibyte ? [] : [{ path, text: readFileSync(absolute, 'utf8') }];
  });
  const size = texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / mebibyte;
  if (size === 0) return;
  const before = process.cpuUsage();
  for (const { path, text } of texts)
    await engine.analyze({ uri: path, path, version: 0, text }, { config: defaultConfig, today });
  const { user, system } = process.cpuUsage(before);
  const name = `${what}: parsing and rules of ${texts.length} relevant files, each MiB`;
  yield { what: name, value: (user + system) / 1000 / size, unit: 'ms', limit: 400 };
}

async function* compare(what: string, root: string, dist: string): AsyncGenerator<Measure> {
  const ours: Program = { command: process.execPath, args: [buildPrefilter(dist), dist, root] };
  const scan: Program = { command: process.execPath, args: [join(dist, 'cli.js'), 'scan', '--format', 'json', root] };
  const { files, relevant } = prefiltered(ours);
  yield { what: `${what}: files`, value: files, unit: '' };
  yield { what: `${what}: relevant files`, value: relevant.length, unit: '' };
  const search = await paired(ours, ripgrep(root), pairs);
  yield* compared(`${what}: walk and prefilter`, `${what}: ripgrep for the same words`, search);
  const limit = files > largeFolder ? 1.5 : 4;
  yield { what: `${what}: walk and prefilter / ripgrep, by the clock`, value: ratio(search, 'wall'), unit: '×', limit };
  yield { what: `${what}: walk and prefilter / ripgrep, processors`, value: ratio(search, 'cpu'), unit: '×' };
  const whole = await paired(scan, secretlint(root), secretlintPairs);
  yield* compared(`${what}: whole scan`, `${what}: secretlint`, whole);
  const sifted = await paired(ours, secretlint(root), secretlintPairs);
  const faster = 1 / ratio(sifted, 'wall');
  yield { what: `${what}: secretlint / walk and prefilter, by the clock`, value: faster, unit: '×', atLeast: 10 };
  yield { what: `${what}: secretlint / whole scan, by the clock`, value: 1 / ratio(whole, 'wall'), unit: '×' };
  yield { what: `${what}: secretlint / whole scan, processors`, value: 1 / ratio(whole, 'cpu'), unit: '×' };
  yield { what: `${what}: whole scan, peak memory`, value: peak(whole.ours), unit: 'MiB', limit: 350 };
  yield { what: `${what}: secretlint, peak memory`, value: peak(whole.theirs), unit: 'MiB' };
  yield* analysed(what, root, relevant);
}

/** How long the command line takes to say its version, against Node that does nothing. */
export async function* coldStart(dist: string): AsyncGenerator<Measure> {
  const node = process.execPath;
  const version: Program = { command: node, args: [join(dist, 'cli.js'), '--version'] };
  const runs = await paired(version, { command: node, args: ['-e', '0'] }, 9);
  yield* compared('cold start of the command line', 'node -e 0', runs);
  yield { what: 'cold start / node -e 0, by the clock', value: ratio(runs, 'wall'), unit: '×' };
  yield { what: 'cold start / node -e 0, processors', value: ratio(runs, 'cpu'), unit: '×' };
  const empty = mkdtempSync(join(tmpdir(), 'claude-guard-bench-'));
  try {
    const scan = await measured({ command: node, args: [join(dist, 'cli.js'), 'scan', empty] });
    yield { what: 'scan of an empty folder', value: median([scan], 'wall'), unit: 'ms' };
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

/** @param folders to be measured besides the generated one */
export async function* scans(dist: string, folders: readonly string[]): AsyncGenerator<Measure> {
  installRivals();
  const root = mkdtempSync(join(tmpdir(), 'claude-guard-bench-'));
  try {
    const expected = createCorpus(root, corpusFiles);
    const program = { command: process.execPath, args: [buildPrefilter(dist), dist, root] };
    const { relevant } = prefiltered(program);
    if (relevant.length !== expected) throw new Error(`${relevant.length} relevant files instead of ${expected}.`);
    yield* compare(`${corpusFiles / 1000},000 generated files`, root, dist);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  for (const folder of folders) yield* compare(basename(resolve(folder)), resolve(folder), dist);
}
