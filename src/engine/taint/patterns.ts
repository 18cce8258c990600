/** Whether a test against a regular expression leaves nothing but what the expression names. */
import type { Value } from '../facts';
import { lastName } from '../flow/names';
import { otherHost } from './confinement-table';
import type { Use } from './types';
import type { Unit } from './unit';

/** Names that stand for an expression are followed this far. */
const maxSteps = 4;
/** What fits any text, as a part of an expression. */
const anyText = /(?<!\\)\.(?:[*+]|\{\d+,)|\[(?:\\s\\S|\\S\\s|\\w\\W|\\W\\w|\\d\\D|\\D\\d|\^)\](?:[*+]|\{\d+,)/;
const atStart = /^\(*(?:\?:)?(?:\^|\\A)/;
const atEnd = /(?:^|[^\\])(?:\\\\)*(?:\$|\\[zZ])\)*$/;

/** The expression between its slashes or quotes; undefined where it is not known. */
function sourceOf(value: Value, unit: Unit, steps = 0): string | undefined {
  const { text, flow } = unit;
  const written = /^\/(.+)\/[a-z]*$/s.exec(text.slice(value.range.start, value.range.end))?.[1];
  if (value.kind === 'unknown' && written !== undefined) return written;
  const constant = flow.constant(value);
  if (typeof constant === 'string') return constant;
  const inner = innerOf(value, unit);
  return inner && steps < maxSteps ? sourceOf(inner, unit, steps + 1) : undefined;
}

/** `re.compile(x)`, `new RegExp(x)`, or what a name stands for. */
function innerOf(value: Value, { flow }: Unit): Value | undefined {
  if (value.kind === 'call')
    return /^(?:compile|RegExp)$/.test(lastName(value.call.callee)) ? value.call.args[0]?.value : undefined;
  const sources = value.kind === 'name' || value.kind === 'member' ? flow.sources(value) : [];
  return sources.length === 1 ? sources[0] : undefined;
}

/** The alternatives of an expression that stand in no group. */
function alternatives(source: string): string[] {
  const found = [''];
  let depth = 0;
  for (const [piece] of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|./gs)) {
    if (piece === '(') depth += 1;
    if (piece === ')') depth -= 1;
    if (piece === '|' && depth === 0) found.push('');
    else found[found.length - 1] += piece;
  }
  return found;
}

/** What a test asks for by itself, whatever the expression says. */
export interface Anchors {
  isFromStart: boolean;
  isToEnd: boolean;
}

/** @returns true as well where the expression is not known */
export function isWholePattern(pattern: Value, anchors: Anchors, use: Use | undefined, unit: Unit): boolean {
  const source = sourceOf(pattern, unit);
  if (source === undefined) return true;
  const each = alternatives(source);
  if (use === 'url' && each.every((one) => otherHost.test(one.replace(/^\^|\\(?=[/.-])/g, '')))) return true;
  const isWhole = (one: string): boolean =>
    (anchors.isFromStart || atStart.test(one)) && (anchors.isToEnd || atEnd.test(one));
  return !anyText.test(source) && each.every(isWhole);
}
