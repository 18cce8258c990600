// Mocha's own output; the counts, and what each failed test said, as JSON in the file that CLAUDE_GUARD_TEST_REPORT names.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    const retried = [];
    const said = (test, error) => ({ title: test.fullTitle(), error: String(error.stack ?? error) });
    runner.on('fail', (test, error) => failures.push(said(test, error)));
    runner.on('retry', (test, error) => retried.push(said(test, error)));
    runner.once('end', () => {
      const { passes, failures: failed, pending } = this.stats;
      const file = process.env.CLAUDE_GUARD_TEST_REPORT;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed, skipped: pending, failures, retried }));
    });
  }
};
