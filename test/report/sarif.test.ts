import assert from 'node:assert/strict';
import type { Log, Run } from 'sarif';
import { createLineTable } from '../../src/engine/text/positions';
import { lineHashes } from '../../src/report/line-hash';
import { type SarifOptions, sarifReport } from '../../src/report/sarif';
import { key, makeReport, rules, text } from '../support/reporting';
import { validateSarif } from '../support/sarif-schema';

const options: SarifOptions = { version: '1.2.3', rules, readText: () => text };
const write = (report = makeReport(), rest: Partial<SarifOptions> = {}): Run => {
  const log: Log = JSON.parse(sarifReport(report, { ...options, ...rest }));
  assert.deepEqual(validateSarif(log), []);
  return log.runs[0]!;
};

describe('sarifReport', () => {
  const report = makeReport();
  const run = write();
  const results = run.results!;

  it('refers from results to rules, with levels and places', () => {
    const places = results.map(({ ruleId, ruleIndex, level, locations }) => {
      const { region, artifactLocation } = locations![0]!.physicalLocation!;
      assert.equal(artifactLocation?.uri, 'src/%C3%A4%20b.ts');
      assert.equal(artifactLocation?.uriBaseId, '%SRCROOT%');
      assert.equal(run.tool.driver.rules![ruleIndex!]!.id, ruleId);
      return [ruleId, level, region?.startLine, region?.startColumn, region?.endColumn];
    });
    assert.deepEqual(places, [
      ['hardcoded-credential', 'error', 2, 42, 44 + key.length],
      ['insecure-url', 'warning', 2, 55 + key.length, 75 + key.length],
      ['insecure-url', 'warning', 4, 7, 33],
    ]);
    assert.equal(run.columnKind, 'utf16CodeUnits');
  });

  it('describes rules as GitHub reads them', () => {
    const [rule, other] = run.tool.driver.rules!;
    assert.equal(rule?.name, 'HardcodedCredential');
    assert.deepEqual(rule?.properties, {
      tags: ['security', 'authentication', 'external/cwe/cwe-798', 'external/owasp/llm02'],
      precision: 'high',
      'problem.severity': 'error',
      'security-severity': '8.0',
    });
    assert.equal(other?.defaultConfiguration?.level, 'warning');
    assert.match(rule!.help!.markdown!, /```ts\na\('sk-ant-api03-…'\)\n```/);
  });

  it('gives messages as id and arguments, beside the text that GitHub shows', () => {
    const { message, ruleIndex } = results[0]!;
    const { remedy, message: words } = report.findings[0]!;
    assert.deepEqual([message.id, message.text], ['stands', `${words} ${remedy}`]);
    const template = run.tool.driver.rules![ruleIndex!]!.messageStrings!.stands!.text;
    assert.equal(template, `The key {0} stands in the {1}. ${remedy}`);
    const filled = template.replace(/\{(\d)\}/g, (_, index: string) => message.arguments![Number(index)]!);
    assert.equal(filled, message.text);
    assert.deepEqual(results[1]!.message.arguments, undefined);
  });

  it('doubles braces that are no place, as SARIF has them', () => {
    const braces = [{ ...rules[0]!, messages: { ...rules[0]!.messages, stands: 'In { }, {key} and {place}.' } }];
    const [rule] = write(makeReport(), { rules: braces }).tool.driver.rules!;
    assert.match(rule!.messageStrings!.stands!.text, /^In \{\{ \}\}, \{0\} and \{1\}\. /);
  });

  it('carries both fingerprints', () => {
    assert.deepEqual(results[0]!.partialFingerprints, {
      'claudeGuard/v1': report.findings[0]!.fingerprint,
      primaryLocationLineHash: lineHashes(text)[1],
    });
  });

  it('carries the fixes of the file itself, which give the text that they should', () => {
    assert.deepEqual(
      results[0]!.fixes?.map(({ description }) => description?.text),
      ['Read it from the environment'],
    );
    const [replacement] = results[0]!.fixes![0]!.artifactChanges[0]!.replacements;
    const { startColumn, endColumn, startLine } = replacement!.deletedRegion;
    const line = createLineTable(text).starts[startLine! - 1]!;
    assert.equal(text.slice(line + startColumn! - 1, line + endColumn! - 1), `'${key}'`);
    assert.equal(replacement!.insertedContent?.text, 'process.env.KEY');
  });

  it('names related places', () => {
    const [related] = results[1]!.relatedLocations!;
    assert.equal(related!.message!.text, 'The client is made here.');
    assert.equal(related!.physicalLocation!.region!.startColumn, 9);
  });

  it('keeps suppressed findings, with the reason', () => {
    assert.deepEqual(results[2]!.suppressions, [
      { kind: 'inSource', status: 'accepted', justification: 'a test server' },
    ]);
    assert.equal(results[0]!.suppressions, undefined);
  });

  it('tells failures and notices', () => {
    const [invocation] = run.invocations!;
    assert.equal(invocation?.executionSuccessful, true);
    const told = invocation!.toolExecutionNotifications!.map(({ level, message }) => [level, message.text]);
    assert.deepEqual(told, [
      ['error', 'permission denied'],
      ['warning', 'This file was searched for credentials only.'],
    ]);
    assert.equal(write(makeReport(), { complete: false }).invocations![0]!.executionSuccessful, false);
  });

  it('leaves out what needs the text where that can’t be had', () => {
    const [result] = write(makeReport(), { readText: () => undefined }).results!;
    assert.equal(result!.fixes, undefined);
    assert.deepEqual(Object.keys(result!.partialFingerprints!), ['claudeGuard/v1']);
  });

  it('survives names that no URI can hold', () => {
    const findings = report.findings.map((finding) => ({ ...finding, path: 'a\ud800#?%.ts' }));
    const [result] = write({ ...report, findings }).results!;
    assert.equal(result!.locations![0]!.physicalLocation!.artifactLocation!.uri, 'a%EF%BF%BD%23%3F%25.ts');
  });

  it('never holds a key', () => {
    const leaking = { ...report, failures: [{ file: `${key}.ts`, reason: key }] };
    assert.ok(!sarifReport(leaking, options).includes(key));
  });
});
