/** The last look of a scan: credentials that several files have in common. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { languageOf } from '../engine/modules/specifiers';
import type { Shared } from './scan-work';
import type { FileResult, Scanner, ScanOptions } from './types';

/** Files that have a credential in common with others are looked at again, each told of the others. Rejects as `Scanner.scanFile` does. */
export async function lookAtShared(
  root: string,
  { credentials, files }: Shared,
  scanner: Scanner,
  { signal, today }: Pick<ScanOptions, 'signal' | 'today'>,
  take: (result: FileResult) => void,
): Promise<void> {
  for (const path of credentials.paths()) {
    const file = files.get(path);
    const shared = credentials.factsOf(path);
    if (!file || !shared || signal?.aborted) continue;
    const { absolute, config, host } = file;
    const uri = pathToFileURL(join(root, path)).href;
    const job = { absolute, path, uri, options: { config, today }, host: { ...host, shared } };
    try {
      const result = await scanner.scanFile(job, signal);
      take(result);
      // Who looks at it again with the code that it is linked with is told, too.
      const { options, host: facts } = job;
      const asks = result.asks && { asks: result.asks };
      if (languageOf(path)) await scanner.relink(root, [{ path, options, host: facts, ...asks }], signal);
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }
}
