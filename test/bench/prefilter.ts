/**
 * A program: the walk and the prefilter of a scan, and nothing behind them. Arguments: the folder with `worker.js` and the
 * grammars, and the folder to be looked at. Prints JSON: the number of files, and the paths of those that would be analysed.
 */
import { join } from 'node:path';
import { createNodePool } from '../../src/scanner/node-pool';
import { scan } from '../../src/scanner/scan';
import type { Scanner } from '../../src/scanner/types';

async function main(dist: string, root: string): Promise<void> {
  const pool = createNodePool({ worker: join(dist, 'worker.js'), grammars: join(dist, 'grammars') });
  const relevant: string[] = [];
  const scanner: Scanner = {
    ...pool,
    async scanFile({ path, uri }) {
      relevant.push(path);
      return { path, uri, findings: [], suppressed: [], notices: [], bytes: 0 };
    },
  };
  const { summary } = await scan({ root }, scanner, { today: '2026-11-23', ruleIds: [] });
  await pool.dispose();
  console.log(JSON.stringify({ files: summary.files, relevant }));
}

const [dist = '', root = ''] = process.argv.slice(2);
void main(dist, root);
