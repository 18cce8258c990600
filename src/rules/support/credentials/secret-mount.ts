/** A Dockerfile's variable turned into a secret that only the steps which use it can see. */
import type { Setting } from '../../../engine/facts';
import type { Document, Edit, Range } from '../../../engine/types';
import { wholeLines } from '../values';

/**
 * Edits that remove the instructions which set the variable, and mount it as a secret (BuildKit's `env=`) in the RUN
 * instructions that use it. Undefined where that is not mechanical: an instruction sets several variables, no RUN or one
 * with a here-document uses it, or another instruction does.
 */
export function secretMount(variable: string, { text, facts }: Document): Edit[] | undefined {
  const set = facts.settings.filter(({ key }) => key === variable).map((one) => line(one, text));
  const uses = instructions(text).filter(({ source }) => new RegExp(`\\$\\{?${variable}\\b`).test(source));
  const others = uses.filter(
    ({ keyword, range }) => keyword !== 'RUN' && !set.some((one) => one?.start === range.start),
  );
  const runs = uses.filter(({ keyword }) => keyword === 'RUN');
  if (set.includes(undefined) || others.length > 0 || runs.length === 0) return undefined;
  if (runs.some(({ source }) => source.includes('<<'))) return undefined;
  const mount = `--mount=type=secret,id=${variable.toLowerCase()},env=${variable} `;
  const removed = set.flatMap((range) => (range ? [{ range, text: '' }] : []));
  const mounted = runs.map(({ argument }) => ({ range: { start: argument, end: argument }, text: mount }));
  return [...removed, ...mounted].sort((a, b) => a.range.start - b.range.start);
}

/** The lines of an instruction that sets this variable alone. */
function line({ range, keyRange }: Setting, text: string): Range | undefined {
  const isAlone = /^\s*(?:ONBUILD\s+)?(?:ENV|ARG)\s+$/i.test(text.slice(wholeLines(text, range).start, keyRange.start));
  const isWhole = /^[ \t]*(?:\r?\n|$)/.test(text.slice(range.end)) && /^(?:ENV|ARG)\s/i.test(text.slice(range.start));
  return isAlone && isWhole ? wholeLines(text, range) : undefined;
}

interface Instruction {
  keyword: string;
  source: string;
  range: Range;
  /** Offset of what follows the keyword. */
  argument: number;
}

/** Instructions with their continued lines. */
function instructions(text: string): Instruction[] {
  return [...text.matchAll(/^[ \t]*([A-Za-z]+)[ \t]+(?:[^\n]*\\[ \t]*\r?\n)*[^\n]*/gm)].map((match) => {
    const [source, keyword = ''] = match;
    const argument = match.index + source.indexOf(keyword) + keyword.length;
    const blanks = /^[ \t]*/.exec(text.slice(argument, argument + 200))?.[0].length ?? 0;
    return {
      keyword: keyword.toUpperCase(),
      source,
      range: { start: match.index, end: match.index + source.length },
      argument: argument + blanks,
    };
  });
}
