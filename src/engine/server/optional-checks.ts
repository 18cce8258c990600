/** What looks like a check of the caller, and that everybody passes who leaves something out. */
import type { Client, Request } from '../claude/claude';
import type { Range, Region, Value } from '../facts';
import { perObject } from '../per-object';
import { createTracer } from '../taint/trace';
import type { Unit } from '../taint/unit';

/** Such checks, with all that names what may be left out. */
export const optionalChecks = perObject((unit: Unit): readonly Range[] => [
  ...unit.facts.regions.flatMap((one) => passedByNothing(one, unit)),
  ...unit.claude.clients.flatMap((one) => keyOrOwn(one, unit)),
  ...unit.claude.requests.flatMap((one) => clientOrOwn(one, unit)),
]);

/** What another check has found out. */
const known = /\b(?:session|(?:current_?)?user|auth)\b/i;
const refuses = /\b(?:return|throw|raise|abort)\b/;
const escaped = (name: string): string => name.replaceAll('$', '\\$&');

/** `if (code && code !== expected) return refuse();`, where nothing else asks for the code. */
function passedByNothing({ kind, range, condition, holds }: Region, unit: Unit): Range[] {
  if (kind !== 'branch' || holds === false || condition?.kind !== 'unknown' || condition.operator !== '&&') return [];
  const { text } = unit;
  const first = firstOf(condition);
  if (first.kind !== 'name' || !refuses.test(text.slice(range.start, range.end))) return [];
  const name = escaped(first.name);
  const rest = text.slice(first.range.end, condition.range.end);
  if (!new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(rest) || known.test(rest) || !isCallers(first, unit)) return [];
  const around = functionAround(range, unit);
  const isNeeded = new RegExp(`!\\s*${name}(?![\\w$])|\\bnot\\s+${name}\\b|(?<![\\w$])${name}\\s+is\\s+None`);
  if (isNeeded.test(text.slice(around.start, around.end))) return [];
  return [condition.range, range, ...mentionsOf(first.name, around, unit)];
}

function firstOf(value: Value): Value {
  return value.kind === 'unknown' && value.operator === '&&' && value.parts[0] ? firstOf(value.parts[0]) : value;
}

/** `new Anthropic({ apiKey: body.apiKey || process.env.ANTHROPIC_API_KEY })`: whoever brings no key uses the server’s. */
function keyOrOwn({ apiKey, authToken, call }: Client, unit: Unit): Range[] {
  return [apiKey, authToken].flatMap((key) => {
    const options = key ? optionsOf(key, unit) : [];
    const brought = options.filter((one) => isCallers(one, unit));
    if (options.length < 2 || brought.length === 0 || brought.length === options.length) return [];
    const around = functionAround(call.range, unit);
    return brought.flatMap((one) => [one.range, ...mentionsOf(nameOf(one), around, unit)]);
  });
}

/** `const claude = body.apiKey ? new Anthropic({ apiKey: body.apiKey }) : client`. */
function clientOrOwn({ call }: Request, unit: Unit): Range[] {
  const options = optionsOf(rootOf(call.callee), unit);
  if (options.length < 2) return [];
  const made = options.flatMap((one) => clientsOf(one, unit));
  const brought = made.flatMap(({ apiKey, authToken }) => {
    const key = apiKey ?? authToken;
    return key && isCallers(key, unit) ? [key] : [];
  });
  if (brought.length === made.length) return [];
  const around = functionAround(call.range, unit);
  return brought.flatMap((one) => [one.range, ...mentionsOf(nameOf(one), around, unit)]);
}

/** The clients that a value may be. */
export const clientsOf = (value: Value, unit: Unit): readonly Client[] =>
  [value, ...unit.flow.sources(value)].flatMap((one) =>
    unit.claude.clients.filter(({ call }) => one.kind === 'call' && one.call === call),
  );

/** What a chain of members begins with. */
export const rootOf = (value: Value): Value => (value.kind === 'member' ? rootOf(value.object) : value);

/** The values of which a value is one; what says that there is none is not among them. */
export function optionsOf(value: Value, unit: Unit, depth = 0): readonly Value[] {
  if (value.kind === 'choice') return value.options.flatMap((one) => optionsOf(one, unit, depth));
  const bound = value.kind === 'name' && depth < 4 ? unit.flow.sources(value) : [];
  const isOneOf = bound.length > 1 || bound.some(({ kind }) => kind === 'choice');
  const options = isOneOf ? bound.flatMap((one) => optionsOf(one, unit, depth + 1)) : [value];
  return options.filter(({ kind }) => kind !== 'literal');
}

const isCallers = (value: Value, unit: Unit): boolean =>
  createTracer(unit)(value, { use: 'prompt', kinds: ['request', 'message'] }).length > 0;

const nameOf = (value: Value): string | undefined =>
  value.kind === 'name' ? value.name : value.kind === 'member' ? value.property : undefined;

/** The innermost function, or else the document. */
function functionAround({ start, end }: Range, { facts, text }: Unit): Range {
  const around = facts.functions.filter(({ range }) => range.start <= start && end <= range.end);
  return around.reduce<Range>(
    (inner, { range }) => (range.end - range.start < inner.end - inner.start ? range : inner),
    { start: 0, end: text.length },
  );
}

function mentionsOf(name: string | undefined, { start, end }: Range, { text }: Unit): Range[] {
  if (!name) return [];
  const mention = new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, 'g');
  return [...text.slice(start, end).matchAll(mention)].map(({ index }) => ({
    start: start + index,
    end: start + index + name.length,
  }));
}
