import assert from 'node:assert/strict';
import { jsonReport } from '../../src/report/json';
import { key, makeReport } from '../support/reporting';

describe('jsonReport', () => {
  const report = makeReport();
  const json = jsonReport(report, '1.2.3');

  it('has exactly the documented shape', () => {
    const data = JSON.parse(json);
    const [first] = report.findings;
    assert.deepEqual(Object.keys(data), ['version', 'findings', 'failures', 'notices', 'summary']);
    assert.equal(data.version, '1.2.3');
    assert.deepEqual(data.findings[0], {
      rule: 'hardcoded-credential',
      practice: 'authentication',
      severity: 'error',
      confidence: 'high',
      message: first!.message,
      file: 'src/ä b.ts',
      line: 2,
      column: 42,
      endLine: 2,
      endColumn: 42 + key.length + 2,
      fingerprint: first!.fingerprint,
      fixes: [
        { title: 'Read it from the environment', kind: 'safe' },
        { title: 'Ignore the file', kind: 'suggestion' },
      ],
    });
    assert.deepEqual(data.failures, [{ file: 'locked.ts', reason: 'permission denied' }]);
    assert.deepEqual(data.notices, [{ file: 'huge.js', message: 'This file was searched for credentials only.' }]);
    assert.deepEqual(data.summary, {
      files: 3,
      scannedBytes: 2048,
      skipped: { ignored: 2, binary: 1 },
      durationMs: 12,
      byRule: { 'hardcoded-credential': 1, 'insecure-url': 1 },
      bySeverity: { error: 1, warning: 1, info: 0 },
    });
  });

  it('leaves suppressed findings out', () => {
    assert.equal(JSON.parse(json).findings.length, 2);
  });

  it('masks whatever a file’s name or an error says', () => {
    const leaking = { ...report, failures: [{ file: `${key}.ts`, reason: `no ${key}` }] };
    assert.ok(!jsonReport(leaking, '1').includes(key));
  });
});
