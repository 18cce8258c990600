import assert from 'node:assert/strict';
import pc from 'picocolors';
import type { Log } from 'sarif';
import type { SettledFinding } from '../../src/engine/settle';
import { jsonReport } from '../../src/report/json';
import { sarifReport } from '../../src/report/sarif';

import { textReport } from '../../src/report/text';
import { rules } from '../../src/rules/index';
import { findingsOf } from '../support/engine';
import { makeReport } from '../support/reporting';
import { validateSarif } from '../support/sarif-schema';

/** The reply goes through this many names. */
const code = (names: number) => {
  const steps = Array.from({ length: names }, (_, index) => `    a${index + 1} = "x" + a${index}\n`).join('');
  return `import os\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef run(task):\n    reply = client.messages.create(model="claude-sonnet-5", max_tokens=9, messages=task)\n    a0 = reply.content[0].text\n${steps}    os.system(a${names})\n`;
};

async function reportOf(names: number) {
  const findings: SettledFinding[] = await findingsOf('agent.py', code(names));
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['reply-as-command'],
  );
  return { ...makeReport(), findings, suppressed: [] };
}

const options = { version: '1.2.3', rules, readText: () => code(1) };

describe('a way from source to sink', () => {
  it('is a code flow of SARIF, valid, in order, the sink last', async () => {
    const log: Log = JSON.parse(sarifReport(await reportOf(1), options));
    assert.deepEqual(validateSarif(log), []);
    const [result] = log.runs[0]!.results!;
    const { locations } = result!.codeFlows![0]!.threadFlows[0]!;
    const lines = locations.map(({ location }) => location!.physicalLocation!.region!.startLine);
    assert.deepEqual(lines, [8, 8, 9, 10, 11]);
    assert.deepEqual(locations.at(-1)!.location!.physicalLocation, result!.locations![0]!.physicalLocation);
    assert.match(locations[0]!.location!.message!.text!, /^It comes from Claude’s reply/);
    assert.match(locations.at(-1)!.location!.message!.text!, /run by a shell/);
  });

  it('is an array of JSON, and absent where there is none', async () => {
    const { findings } = JSON.parse(jsonReport(await reportOf(1), '1.2.3'));
    assert.deepEqual(
      findings[0].flow.map(({ line }: { line: number }) => line),
      [8, 8, 9, 10, 11],
    );
    assert.deepEqual(Object.keys(findings[0].flow[0]), ['message', 'file', 'line', 'column', 'endLine', 'endColumn']);
    for (const each of JSON.parse(jsonReport(makeReport(), '1')).findings) assert.ok(!('flow' in each));
    const log: Log = JSON.parse(sarifReport(makeReport(), options));
    for (const each of log.runs[0]!.results!) assert.ok(!('codeFlows' in each));
  });

  it('is told in order in text, and shortened in its middle where it is long', async () => {
    const shown = async (names: number, verbose = false) =>
      textReport(await reportOf(names), { colors: pc.createColors(false), verbose })
        .split('\n')
        .flatMap((line) => /^ {4}(?:agent\.py:(\d+):|(… .*))/.exec(line)?.slice(1).find(Boolean) ?? []);
    assert.deepEqual(await shown(2), ['8', '8', '9', '10', '11']);
    assert.deepEqual(await shown(12), [
      ...['8', '8', '9', '10'],
      '… 7 more steps; --verbose shows them.',
      ...['18', '19', '20', '21'],
    ]);
    assert.equal((await shown(12, true)).length, 15);
  });
});
