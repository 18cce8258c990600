/** Findings in a long lock file: of credentials in all of it, of packages in what is left when the others are left out. */
import type { AnalyzeOptions, Engine } from '../engine/analyze';
import { createLineTable, positionAt } from '../engine/text/positions';
import type { Analysis, Finding, Position, Range, SourceFile } from '../engine/types';
import { abridge } from './abridge';
import { analyzeLargeText, credentialRules } from './large';
import { largestWhole } from './sizes';

/** Undefined where the text is no lock file, or not written line by line. */
export async function analyzeLock(
  engine: Engine,
  file: SourceFile,
  options: AnalyzeOptions,
): Promise<Analysis | undefined> {
  const short = abridge(file.path, file.text);
  if (!short || short.text.length > largestWhole) return undefined;
  const credentials = await analyzeLargeText(engine, file, options);
  const packages = await engine.analyze({ ...file, text: short.text }, options);
  const move = mover(file.text, short.toWhole);
  const others = (found: readonly Finding[]) => found.filter(({ rule }) => !credentialRules.has(rule)).map(move);
  return {
    ...packages,
    findings: [...credentials.findings, ...others(packages.findings)],
    suppressed: [...credentials.suppressed, ...others(packages.suppressed)],
    notices: [...new Map([...credentials.notices, ...packages.notices].map((one) => [one.message, one])).values()],
  };
}

/** Fixes are left out: they could not be validated without the whole text. */
function mover(text: string, toWhole: (offset: number) => number): (finding: Finding) => Finding {
  const lines = createLineTable(text);
  const move = <T extends { range: Range; start: Position; end: Position }>(place: T): T => {
    const start = toWhole(place.range.start);
    const range = { start, end: start + place.range.end - place.range.start };
    return { ...place, range, start: positionAt(lines, range.start), end: positionAt(lines, range.end) };
  };
  return (finding) => ({ ...move(finding), related: finding.related.map(move), fixes: [] });
}
