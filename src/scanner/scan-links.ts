/** The second look of a scan: ways that lead through several files, where there is code that has to do with Claude. */
import { pathToFileURL } from 'node:url';
import { languageOf } from '../engine/modules/specifiers';
import type { Config } from '../engine/types';
import type { Code, FoundFile } from './scan-work';
import type { LinkedResult, LinkFile, LinkRequest, LinkSummary, Scanner, ScanOptions } from './types';

/** Files whose imports are read together. */
const readTogether = 64;

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

/** Only what is written in a language of one that has to do with Claude can have to do with it. */
function sameLanguage({ files, asking }: Code): FoundFile[] {
  const languages = new Set(asking.map(languageOf));
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

/** @returns what was left out, or why it did not come to its end; undefined where there was nothing to do or it was aborted */
export async function linkCode(
  root: string,
  code: Code,
  scanner: Scanner,
  { signal, today }: ScanOptions,
  take: (result: LinkedResult) => void,
): Promise<LinkSummary | string | undefined> {
  const files = sameLanguage(code);
  if (code.asking.length === 0 || files.length < 2 || signal?.aborted) return undefined;
  try {
    const specifiers = await importsOf(files, scanner, signal);
    return await scanner.link(requestOf(root, files, specifiers, code, today), take, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    return undefined;
  }
}
