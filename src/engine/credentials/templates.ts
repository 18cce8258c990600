/**
 * Credentials put together through names and format strings, read from the text alone: for languages whose facts nobody
 * extracts. Only names that a literal with the prefix is assigned to are followed.
 */

import type { Range } from '../facts';
import type { Expressed } from './hidden';
import { type Judge, prefixes } from './shape';

/** Names and uses of one name that are followed. */
const maxNames = 20;
const maxUses = 10;
/** Parts of one composed credential. */
const maxParts = 8;
/** UTF-16 units around a place in which uses and other names are looked for. */
const reach = 20_000;

interface Literal {
  name: string;
  text: string;
  range: Range;
}

const assignment = /([A-Za-z_]\w{0,60})\s{0,9}:?=\s{0,9}["'`]?$/;
const wordBefore = 100;

/**
 * Credentials that begin with a named constant or are filled into a format string.
 * @param isKnown whether a credential that begins at an offset needs no other reading
 */
export function* inTemplates(text: string, judge: Judge, isKnown: (at: number) => boolean): Generator<Expressed> {
  let names = 0;
  for (const at of prefixes(text)) {
    if (isKnown(at)) continue;
    const filled = inFormat(text, at, judge);
    if (filled) yield filled;
    const literal = names < maxNames ? literalAt(text, at) : undefined;
    if (!literal) continue;
    names++;
    yield* usesOf(text, literal, judge);
  }
}

/** What stands in front of a literal that is assigned: its quote, or the sign of the assignment with its white space. */
const beforeLiteral = /["'`=\s]/;

/** The literal that begins with the prefix and is all that is assigned to a name. */
function literalAt(text: string, at: number): Literal | undefined {
  if (at === 0 || !beforeLiteral.test(text[at - 1]!) || !text.slice(Math.max(0, at - 11), at).includes('='))
    return undefined;
  const name = assignment.exec(text.slice(Math.max(0, at - wordBefore), at))?.[1];
  const whole = /^([\w-]{7,60})(?=["'`\s;,)]|$)/.exec(text.slice(at, at + 64))?.[1];
  if (name === undefined || whole === undefined) return undefined;
  return { name, text: whole, range: { start: at, end: at + whole.length } };
}

function* usesOf(text: string, literal: Literal, judge: Judge): Generator<Expressed> {
  const use = new RegExp(`(?:\\$\\{?|#\\{|\\{)${literal.name}\\b\\}?|\\b${literal.name}\\b(?=\\s{0,9}[+.&])`, 'g');
  const window = text.slice(0, literal.range.end + reach);
  use.lastIndex = literal.range.end;
  for (let count = 0; count < maxUses; count++) {
    const match = use.exec(window);
    if (!match) return;
    const composed = compose(text, match.index + match[0].length, !/^\w/.test(match[0]));
    const secret = judge(literal.text + composed.text, 0);
    if (!secret || composed.text === '') continue;
    const range = { start: match.index, end: composed.end };
    yield { secret, range, encoding: 'split', pieces: [literal.range, ...composed.pieces] };
    return;
  }
}

interface Part {
  text: string;
  end: number;
  piece?: Range;
}

/** Reads on behind a name: literal text and names in a string, or literals and names that are added. */
function compose(text: string, from: number, inString: boolean): { text: string; end: number; pieces: Range[] } {
  const composed = { text: '', end: from, pieces: [] as Range[] };
  for (let count = 0; count < maxParts; count++) {
    const part = (inString ? inStringAt(text, composed.end) : undefined) ?? addedAt(text, composed.end);
    if (!part) break;
    composed.text += part.text;
    composed.end = part.end;
    if (part.piece) composed.pieces.push(part.piece);
  }
  return composed;
}

function inStringAt(text: string, at: number): Part | undefined {
  const rest = text.slice(at, at + 600);
  const plain = /^[\w-]+/.exec(rest)?.[0];
  if (plain !== undefined) return { text: plain, end: at + plain.length };
  const [all, bare, braced] = /^(?:\$(\w{1,60})|[#$]?\{(\w{1,60})\})/.exec(rest) ?? [];
  return all === undefined ? undefined : named(text, bare ?? braced ?? '', at + all.length);
}

function addedAt(text: string, at: number): Part | undefined {
  const rest = text.slice(at, at + 640);
  const [all, , literal, name] =
    /^["'`]?\s{0,9}[+.&]\s{0,9}(?:(["'`])([\w-]{1,600})\1|([A-Za-z_]\w{0,60}))/.exec(rest) ?? [];
  if (all === undefined) return undefined;
  return literal === undefined ? named(text, name ?? '', at + all.length) : { text: literal, end: at + all.length };
}

/** The literal that is assigned to a name. */
function named(text: string, name: string, end: number): Part | undefined {
  const from = Math.max(0, end - reach);
  const pattern = new RegExp(`\\b${name}\\s{0,9}:?=\\s{0,9}["'\`]?([\\w.-]{1,600})`);
  const match = pattern.exec(text.slice(from, end + reach));
  if (!match) return undefined;
  const start = from + match.index + match[0].length - match[1]!.length;
  return { text: match[1]!, end, piece: { start, end: start + match[1]!.length } };
}

/** With a place to be filled in, and nothing else that is longer than the first 80 characters. */
const formatString =
  /^sk-ant-(?:(?!sk-ant-)[\w-]){0,80}(?:%[sv]|\{\w{0,9}\})(?:[\w-]|%[sv]|\{\w{0,9}\}){0,80}(?=["'`])/;
const formatArguments =
  /^["'`](?:\s{0,9}(?:[,%(]|\.\s{0,9}format\s{0,9}\()){1,2}((?:\s{0,9}["'`][\w-]{1,600}["'`],?){1,8})/;

/** `Sprintf("sk-ant-%s-%s", "api03", "…")`. */
function inFormat(text: string, at: number, judge: Judge): Expressed | undefined {
  const format = formatString.exec(text.slice(at, at + 120))?.[0];
  if (format === undefined) return undefined;
  const [all, list] = formatArguments.exec(text.slice(at + format.length, at + format.length + 1400)) ?? [];
  if (all === undefined || list === undefined) return undefined;
  const values = [...list.matchAll(/[\w-]+/g)].map(([value]) => value);
  const secret = judge(
    format.replace(/%[sv]|\{\w{0,9}\}/g, () => values.shift() ?? '\0'),
    0,
  );
  return (
    secret && { secret, range: { start: at, end: at + format.length + all.length }, encoding: 'split', pieces: [] }
  );
}
