/**
 * Texts that are too long to be parsed: searched for credentials, window by window, with the positions of the whole text.
 * Suppressions work inside of one window only.
 */
import type { AnalyzeOptions, Engine } from '../engine/analyze';
import { maxCredentialLength, mayHoldCredential } from '../engine/credentials/credentials';
import type { Range } from '../engine/facts';
import { noticeOf, say } from '../engine/notices';
import type { SettledFinding } from '../engine/settle';
import type { Analysis, Finding, Notice, Position, SourceFile } from '../engine/types';

/** In UTF-16 units. Findings that begin in a window's core are complete in `after`; `before` gives them their surroundings. */
export const windowSizes = { core: 1 << 20, before: 512, after: maxCredentialLength } as const;

export const credentialRules: ReadonlySet<string> = new Set([
  'hardcoded-credential',
  'encoded-credential',
  'tracked-env-file',
]);

/** Of one file. */
export const mostFindings = 1000;

/** Where a window begins in the whole text. */
interface Origin extends Position {
  offset: number;
}

/** Position after `text`, which begins at `origin`. Lines end as in `engine/text/positions.ts`. */
function advance(origin: Origin, text: string): Origin {
  let { line, column } = origin;
  const ends = /\r\n|\r|\n/g;
  let last = 0;
  for (let end = ends.exec(text); end; end = ends.exec(text)) {
    line++;
    last = ends.lastIndex;
  }
  column = last === 0 ? column + text.length : text.length - last + 1;
  return { offset: origin.offset + text.length, line, column };
}

const moveRange = (range: Range, origin: Origin): Range => ({
  start: range.start + origin.offset,
  end: range.end + origin.offset,
});

const movePosition = (position: Position, origin: Origin): Position => ({
  line: position.line + origin.line - 1,
  column: position.line === 1 ? position.column + origin.column - 1 : position.column,
});

/** Fixes are left out: they could not be validated without the whole text. */
function moveFinding(finding: SettledFinding, path: string, origin: Origin): SettledFinding {
  const move = <T extends { range: Range; start: Position; end: Position }>(place: T): T => ({
    ...place,
    range: moveRange(place.range, origin),
    start: movePosition(place.start, origin),
    end: movePosition(place.end, origin),
  });
  const secrets = finding.secrets?.map((range) => moveRange(range, origin));
  return { ...move(finding), path, related: finding.related.map(move), fixes: [], ...(secrets && { secrets }) };
}

const overlap = (a: Finding, b: Finding) =>
  a.rule === b.rule && a.range.start < b.range.end && b.range.start < a.range.end;

export interface Windows {
  push(text: string): Promise<void>;
  /** To be called once, after the last `push`. */
  end(): Promise<Analysis>;
  /** What was found so far, where the rest is given up. */
  stop(): Analysis;
}

/** Takes a text of any length in parts of any length; holds about two windows of it at a time. */
export function createWindows(engine: Engine, file: Omit<SourceFile, 'text'>, options: AnalyzeOptions): Windows {
  const { core, before, after } = windowSizes;
  const analysis: Omit<Analysis, 'notices'> = { findings: [], suppressed: [] };
  const warnings = new Map<string, Notice>();
  const warn = (notice: Notice) => warnings.set(notice.message, { ...notice, path: file.path });
  let pending = '';
  /** Of `pending`; what stands before it is context, and was searched already. */
  let coreStart = 0;
  let origin: Origin = { offset: 0, line: 1, column: 1 };

  /** Names and extensions decide about a text's format; this one makes it plain text, which costs no parser. */
  const disguised = { ...file, path: `${file.path}.txt` };

  const take = (into: Finding[], found: readonly Finding[], coreEnd: number) => {
    for (const finding of found) {
      if (!credentialRules.has(finding.rule)) continue;
      if (finding.range.start >= coreEnd || finding.range.end <= coreStart) continue;
      if (into.length >= mostFindings) {
        warn(noticeOf(file.path, say('findings', { count: `${mostFindings}` })));
        return;
      }
      const moved = moveFinding(finding, file.path, origin);
      const seen = finding.range.start < coreStart && into.some((other) => overlap(other, moved));
      if (!seen) into.push(moved);
    }
  };

  const search = async (coreEnd: number) => {
    const text = pending.slice(0, coreEnd + after);
    if (mayHoldCredential(text)) {
      const { findings, suppressed, notices } = await engine.analyze({ ...disguised, text }, options);
      take(analysis.findings, findings, coreEnd);
      take(analysis.suppressed, suppressed, coreEnd);
      for (const notice of notices) warn(notice);
    }
  };

  const drop = (coreEnd: number) => {
    let cut = Math.max(0, coreEnd - before);
    if (cut > 0 && pending[cut] === '\n' && pending[cut - 1] === '\r') cut--;
    origin = advance(origin, pending.slice(0, cut));
    pending = pending.slice(cut);
    coreStart = coreEnd - cut;
  };

  const stop = (): Analysis => ({ ...analysis, notices: [...warnings.values()] });

  return {
    stop,
    async push(text) {
      pending += text;
      while (pending.length >= coreStart + core + after) {
        const coreEnd = coreStart + core;
        await search(coreEnd);
        drop(coreEnd);
      }
    },
    async end() {
      await search(pending.length);
      return stop();
    },
  };
}

/** A text in memory, in windows. */
export async function analyzeLargeText(engine: Engine, file: SourceFile, options: AnalyzeOptions): Promise<Analysis> {
  const { text, ...rest } = file;
  const windows = createWindows(engine, rest, options);
  await windows.push(text);
  return windows.end();
}
