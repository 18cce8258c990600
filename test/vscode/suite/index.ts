/**
 * The entry that VS Code calls inside its extension host: runs every `*.test.js` beside it (see ../run.mjs, which
 * bundles them there from this folder).
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** Longer than the waits of any one test take together; each of those says in vain for what it waited. */
const TEST_LIMIT_MS = 300_000;

interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Runs the tests; rejects when one fails, or when there is none, which makes VS Code exit with a code other than 0.
 * The outcome goes to the file named by CLAUDE_GUARD_TEST_REPORT, as JSON.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: TEST_LIMIT_MS, reporter: 'spec' });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  const outcome = await runToEnd(mocha);
  report(outcome);
  if (outcome.failed > 0) throw new Error(`${outcome.failed} of ${outcome.passed + outcome.failed} tests failed.`);
  if (outcome.passed === 0) throw new Error('No test ran.');
}

function runToEnd(mocha: Mocha): Promise<Outcome> {
  return new Promise((resolve) => {
    const { stats } = mocha.run((failed) => {
      resolve({ passed: stats?.passes ?? 0, failed, skipped: stats?.pending ?? 0 });
    });
  });
}

function report(outcome: Outcome): void {
  const file = process.env.CLAUDE_GUARD_TEST_REPORT;
  if (file) writeFileSync(file, `${JSON.stringify(outcome)}\n`);
}
