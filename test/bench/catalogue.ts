/** What the rules about code cost: the same files with and without those that came after the first rules about flow, by turns. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../src/engine/analyze';
import { defaultConfig } from '../../src/engine/config/config';
import { languageOf } from '../../src/engine/modules/specifiers';
import { rules } from '../../src/rules/index';
import { readWasm } from '../support/wasm';
import { type Measure, ownTime, quantile } from './measure';
import { sampleNames, textOf } from './samples';

const options = { config: defaultConfig, today: '2026-11-23' };
const runs = 12;
/** Files of a folder that are looked at, and how long they may be. */
const [mostFiles, longest] = [150, 200_000];

/** Rules about code that there were before the catalogue of input, errors, monitoring and privacy: those of flow. */
const first = new Set([
  'untrusted-system-prompt',
  'reply-as-code',
  'reply-as-command',
  'reply-as-html',
  'reply-as-sql',
  'credential-logged',
  'leaked-error',
]);
const ofCatalogue = new Set(['input', 'errors', 'monitoring', 'privacy']);
/** Rules of permissions that are about code. */
const ofPermissions = new Set([
  'admin-credential-in-application',
  'unrestricted-server-tool',
  'unsandboxed-tool',
  'unconfirmed-action',
]);
const before = rules.filter(
  ({ id, practice }) => first.has(id) || !(ofCatalogue.has(practice) || ofPermissions.has(id)),
);

interface Text {
  path: string;
  text: string;
}

function codeIn(folder: string): Text[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => languageOf(name) && !/(?:^|[\\/])(?:node_modules|\.git)[\\/]/.test(name),
  );
  const files = names.filter((name) => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats?.isFile() && stats.size < longest;
  });
  return files.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

export async function* catalogue(folders: readonly string[]): AsyncGenerator<Measure> {
  const [all, less] = [createEngine(rules, readWasm), createEngine(before, readWasm)];
  const analyze = (engine: typeof all, { path, text }: Text) =>
    engine.analyze({ uri: path, path, version: 0, text }, options);
  const spent = async (engine: typeof all, texts: readonly Text[]) => {
    const start = ownTime();
    for (const one of texts) await analyze(engine, one);
    return ownTime() - start;
  };
  const generated = sampleNames
    .filter((name) => languageOf(name))
    .flatMap((name) => [5_000, 50_000].map((length) => ({ path: name, text: textOf(name, length) })));
  for (const [what, texts] of [
    ['generated files', generated] as const,
    ...folders.map((folder) => [folder, codeIn(folder)] as const),
  ]) {
    const relevant: Text[] = [];
    for (const one of texts) if ((await analyze(all, one)).asks && relevant.length < mostFiles) relevant.push(one);
    if (relevant.length === 0) continue;
    const ratios: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const isFirst = run % 2 === 0;
      const one = await spent(isFirst ? all : less, relevant);
      const other = await spent(isFirst ? less : all, relevant);
      if (run > 0) ratios.push(isFirst ? one / other : other / one);
    }
    const value = 100 * quantile(ratios, 0.5);
    const name = `${rules.length} rules instead of ${before.length}: ${relevant.length} relevant files, ${what}`;
    yield { what: name, value, unit: '%', limit: 150 };
  }
}
