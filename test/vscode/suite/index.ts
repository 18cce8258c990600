/**
 * The entry that VS Code calls inside its extension host: runs every `*.test.js` beside it (see ../run.mjs, which
 * bundles them there from this folder).
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import reporter from '../../support/reporter.cjs';

/** Longer than the waits of any one test take together; each of those says in vain for what it waited. */
const TEST_LIMIT_MS = 300_000;

/** Runs the tests; rejects when one fails, or when there is none, which makes VS Code exit with a code other than 0. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: TEST_LIMIT_MS, reporter });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  const { failed, passed } = await runToEnd(mocha);
  if (failed > 0) throw new Error(`${failed} of ${passed + failed} tests failed.`);
  if (passed === 0) throw new Error('No test ran.');
}

function runToEnd(mocha: Mocha): Promise<{ passed: number; failed: number }> {
  return new Promise((resolve) => {
    const { stats } = mocha.run((failed) => resolve({ passed: stats?.passes ?? 0, failed }));
  });
}
