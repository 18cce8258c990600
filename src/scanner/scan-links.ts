/** The second look of a scan: ways that lead through several files, where there is code that has to do with Claude. */
import { pathToFileURL } from 'node:url';
import { languageOf } from '../engine/modules/specifiers';
import type { Config } from '../engine/types';
import type { Code, FoundFile } from './scan-work';
import type { LinkedResult, LinkFile, LinkRequest, Scanner, ScanOptions } from './types';

/** Files whose imports are read together. */
const readTogether = 64;
/** Files that a worker is told of at a time, to be settled. */
const settledTogether = 50;

/** The modules that each file names, in order. Rejects as `Scanner.scanFile` does. */
async function importsOf(files: readonly FoundFile[], scanner: Scanner, signal: AbortSignal | undefined) {
  const specifiers: (readonly string[])[] = [];
  let next = 0;
  const run = async () => {
    while (next < files.length && !signal?.aborted) {
      let at = next;
      const end = Math.min(files.length, at + readTogether);
      next = end;
      while (at < end) {
        const candidates = files.slice(at, end).map(({ path, absolute }) => ({ path, absolute }));
        for (const one of await scanner.imports(candidates, signal)) specifiers[at++] = one;
      }
    }
  };
  await Promise.all(Array.from({ length: scanner.size }, run));
  return specifiers;
}

/** Only what is written in a language of one that has to do with Claude can have to do with it, and pages that ask a server. */
function sameLanguage({ files, asking }: Code): FoundFile[] {
  const languages = new Set(asking.map(languageOf));
  if (languages.has('python')) languages.add('javascript');
  return files.filter(({ path }) => languages.has(languageOf(path)));
}

function requestOf(
  root: string,
  files: readonly FoundFile[],
  specifiers: readonly (readonly string[])[],
  { manifests, asking }: Code,
  today: string,
): LinkRequest {
  const configs: Config[] = [];
  const indices = new Map<Config, number>();
  const indexOf = (config: Config) => {
    const index = indices.get(config) ?? configs.push(config) - 1;
    indices.set(config, index);
    return index;
  };
  const listed = files.map(
    ({ path, config, host }, at): LinkFile => ({
      path,
      host,
      config: indexOf(config),
      specifiers: specifiers[at] ?? [],
    }),
  );
  const rootUri = pathToFileURL(root).href.replace(/\/$/, '');
  return { root, rootUri, files: listed, configs, manifests, asking, today };
}

export interface LinkedCode {
  /** Modules and files that were not followed. */
  left: number;
  /** Why it did not come to its end, in words. */
  failure?: string;
}

/** Files of a linked folder, one after the other, each batch as long as it takes. Rejects as `Scanner.scanFile` does. */
export async function settleAll(
  root: string,
  roots: readonly string[],
  scanner: Scanner,
  signal: AbortSignal | undefined,
  take: (result: LinkedResult) => void,
): Promise<LinkedCode> {
  let left = 0;
  for (let at = 0; at < roots.length && !signal?.aborted; ) {
    const settled = await scanner.settle(root, roots.slice(at, at + settledTogether), signal);
    if (typeof settled === 'string') return { left, failure: settled };
    for (const result of settled.results) take(result);
    at += settled.done;
    ({ left } = settled);
  }
  return { left };
}

/** @returns undefined where there was nothing to do or it was aborted */
export async function linkCode(
  root: string,
  code: Code,
  scanner: Scanner,
  { signal, today }: Pick<ScanOptions, 'signal' | 'today'>,
  take: (result: LinkedResult) => void,
): Promise<LinkedCode | undefined> {
  const files = sameLanguage(code);
  const isAlone = files.length < 2 && !code.manifests.some((path) => path.endsWith('.toml'));
  if (code.asking.length === 0 || isAlone || signal?.aborted) return undefined;
  try {
    const specifiers = await importsOf(files, scanner, signal);
    const linked = await scanner.link(requestOf(root, files, specifiers, code, today), signal);
    if (typeof linked === 'string') return { left: 0, failure: linked };
    return await settleAll(root, linked.roots, scanner, signal, take);
  } catch (error) {
    if (!signal?.aborted) throw error;
    return undefined;
  }
}
