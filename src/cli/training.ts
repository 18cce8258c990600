/** `claude-guard training report <folder>` */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createLineTable, positionAt } from '../engine/text/positions';
import { english } from '../report/translate';
import { readSmall } from '../scanner/files';
import { nodeFiles } from '../scanner/read';
import { decodeText } from '../scanner/text';
import type { Scanner } from '../scanner/types';
import { type Analyze, gradingConfig } from '../training/grading';
import { defaultPlan, largestPlan, type Plan, parsePlan } from '../training/plan';
import { isRecordName, largestRecord, mostRecords } from '../training/record-read';
import { type RecordFile, type TeamReport, teamReport } from '../training/report';
import { type ReportForm, reportAs } from '../training/report-forms';
import { planPath } from '../training/types';
import { exitCodes, type Host, UsageError } from './host';
import { checkOutput, deliver, say } from './output';
import { reasonOf } from './reasons';

export interface TrainingReportOptions {
  format: ReportForm;
  output?: string;
  plan?: string;
}

/** Throws an error with a sentence where it is no small text file. Links are not followed. */
function readText(absolute: string, most: number): string {
  const bytes = readSmall(nodeFiles, absolute, most);
  const text = bytes && decodeText(bytes)?.text;
  if (text === undefined) throw new Error(`it is no text file of at most ${most >> 10} KiB`);
  return text;
}

function readRecordFile(folder: string, name: string): RecordFile {
  try {
    return { name, text: readText(join(folder, name), largestRecord) };
  } catch (error) {
    return { name, unread: `The file can’t be read: ${reasonOf(error)}.` };
  }
}

async function recordFiles(path: string, { cwd }: Host): Promise<RecordFile[]> {
  if (path === '') throw new UsageError('A path is empty.');
  const folder = resolve(cwd, path);
  const names = await readdir(folder).catch((error) => {
    throw new UsageError(`The folder “${path}” can't be read: ${reasonOf(error)}.`);
  });
  const records = names.filter(isRecordName).sort();
  if (records.length === 0) throw new UsageError(`There is no JSON file in “${path}”: records are exported as such.`);
  if (records.length > mostRecords) throw new UsageError(`“${path}” has more than ${mostRecords} JSON files.`);
  return records.map((name) => readRecordFile(folder, name));
}

function readPlanText(path: string, absolute: string): string {
  try {
    return readText(absolute, largestPlan);
  } catch (error) {
    throw new UsageError(`The plan “${path}” can't be read: ${reasonOf(error)}.`);
  }
}

/** Throws a `UsageError` that names each mistake with its place. */
function readPlan(given: string | undefined, { cwd }: Host): Plan {
  const path = given ?? planPath;
  const absolute = resolve(cwd, path);
  if (!existsSync(absolute)) {
    if (given === undefined) return defaultPlan;
    throw new UsageError(`There is no plan “${path}”.`);
  }
  const text = readPlanText(path, absolute);
  const { plan, problems } = parsePlan(text);
  if (plan) return plan;
  const lines = createLineTable(text);
  const told = problems.map(({ message, range }) => {
    const { line, column } = positionAt(lines, range.start);
    return `${path}:${line}:${column}: ${message}`;
  });
  throw new UsageError(told.join('\n'));
}

const analyzeWith =
  (scanner: Scanner, { today, signal }: Host): Analyze =>
  (path, text) =>
    scanner.analyze({ uri: `lab:/${path}`, path, version: 0, text }, { config: gradingConfig, today }, signal);

const isSpotless = ({ members, refused }: TeamReport): boolean =>
  refused.every(({ older }) => older) && members.every(({ failed }) => failed === 0);

export async function trainingReportCommand(
  folder: string,
  { format, output, plan: given }: TrainingReportOptions,
  host: Host,
): Promise<number> {
  await checkOutput(host, output);
  const plan = readPlan(given, host);
  const files = await recordFiles(folder, host);
  const scanner = host.openScanner();
  try {
    const analyze = analyzeWith(scanner, host);
    const content = host.readTraining();
    const report = await teamReport(files, { content, plan, today: host.today, analyze, t: english });
    await deliver(host, reportAs(format, report, 'en', english), output);
    if (output !== undefined) say(host, `Wrote the report on ${report.members.length} members to ${output}.`);
    return isSpotless(report) ? exitCodes.clean : exitCodes.findings;
  } finally {
    await scanner.dispose();
  }
}
