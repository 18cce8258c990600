/** What a function or a middleware says of itself, by its names: what it is called, what it calls, what it reads. */
import type { Call, FunctionFact, Range, Value } from '../facts';
import { callValue, lastName, lookup } from '../flow/names';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';
import { lastNotAbove } from '../text/positions';
import { optionalChecks } from './optional-checks';
import { ownModule } from './tables';
import type { Placed } from './types';

/** Text of code without what is said to Claude or to people, and whether all of it could be read. */
export interface Evidence {
  text: string;
  isWhole: boolean;
}

/** Functions that call each other are read this far, and so many of them. */
const maxDepth = 3;
const mostFunctions = 40;
const maxSteps = 12;

const nothing: Evidence = { text: '', isWhole: true };
export const joinedEvidence = (all: readonly Evidence[]): Evidence => ({
  text: all.map(({ text }) => text).join('\n'),
  isWhole: all.every(({ isWhole }) => isWhole),
});

interface Reading {
  seen: Set<FunctionFact>;
  /** Functions that have led here. */
  depth: number;
  /** Values that have. */
  steps: number;
}

/** What stands in a handler and in the functions that it calls. */
export const evidenceOfFunction = (fn: FunctionFact, unit: Unit): Evidence =>
  readFunction(fn, unit, { seen: new Set(), depth: 0, steps: 0 });

/** What a layer is called, and what it does. */
export const evidenceOf = ({ value, unit }: Placed): Evidence =>
  readValue(value, unit, { seen: new Set(), depth: 0, steps: 0 });

function readFunction(fn: FunctionFact, unit: Unit, reading: Reading): Evidence {
  if (reading.seen.has(fn) || reading.seen.size >= mostFunctions) return nothing;
  reading.seen.add(fn);
  const own: Evidence = { text: plainText(fn.range, unit), isWhole: true };
  const parameters = fn.parameters.flatMap(({ value, annotation, scope }) => [
    ...(value ? [readValue(value, unit, deeper(reading))] : []),
    ...(annotation ? [readAnnotation(annotation, scope, unit, reading)] : []),
  ]);
  if (reading.depth >= maxDepth) return joinedEvidence([own, ...parameters]);
  const called = callsIn(fn.range, unit).flatMap((call) => {
    if (runsLater(call, fn, unit)) return [];
    const callee = unit.functions.of(call.callee, call.isNew);
    return callee ? [readFunction(callee.fn, callee.unit, inside(reading))] : [];
  });
  return joinedEvidence([own, ...parameters, ...called]);
}

/** Of what a request is told: functions that run on Claude's word, or when it has answered. */
const laterKeys = /^(?:execute|run|handler|func|needsApproval|on[A-Z]\w*|prepareStep|stopWhen)$/;

/** They stand in no caller's way: what they ask is asked when Claude has been. */
const runsLater = (call: Call, fn: FunctionFact, unit: Unit): boolean =>
  later(unit).some(
    (one) =>
      fn.range.start < one.start &&
      one.end <= fn.range.end &&
      one.start <= call.range.start &&
      call.range.end <= one.end,
  );

const later = perObject(({ claude }: Unit): readonly Range[] =>
  claude.requests.flatMap(({ call }) => call.args.flatMap(({ value }) => laterIn(value))),
);

function laterIn(value: Value): Range[] {
  if (value.kind === 'call') return value.call.args.flatMap((one) => laterIn(one.value));
  if (value.kind === 'array') return value.items.flatMap(laterIn);
  if (value.kind !== 'object') return [];
  return value.entries.flatMap(({ key, value: one }) =>
    one.kind === 'function' ? (laterKeys.test(key ?? '') ? [one.range] : []) : laterIn(one),
  );
}

const deeper = (reading: Reading): Reading => ({ ...reading, steps: reading.steps + 1 });
const inside = (reading: Reading): Reading => ({ ...reading, depth: reading.depth + 1 });

/** `Annotated[User, Depends(get_user)]`, or a name for one. */
function readAnnotation(annotation: string, scope: FunctionFact['scope'], unit: Unit, reading: Reading): Evidence {
  const names = [...annotation.matchAll(/[A-Za-z_]\w*/g)].map(([name]) => name);
  const bound = names.flatMap((name) => {
    const [binding] = lookup(name, scope) ?? [];
    const isRead = binding && binding.kind !== 'class';
    return isRead ? [readValue({ kind: 'name', name, scope, range: binding.range }, unit, deeper(reading))] : [];
  });
  return joinedEvidence([{ text: annotation, isWhole: true }, ...bound.map(({ text }) => ({ text, isWhole: true }))]);
}

function readValue(value: Value, unit: Unit, reading: Reading): Evidence {
  if (reading.steps > maxSteps) return nothing;
  const own: Evidence = { text: [plainText(value.range, unit), unit.flow.name(value) ?? ''].join(' '), isWhole: true };
  return joinedEvidence([own, ...partsOf(value, unit, reading)]);
}

function partsOf(value: Value, unit: Unit, reading: Reading): Evidence[] {
  const next = deeper(reading);
  switch (value.kind) {
    case 'call':
      return [
        readValue(value.call.callee, unit, next),
        ...value.call.args
          .filter(({ name }) => !allowedHeaders.test(name ?? ''))
          .map((one) => readValue(one.value, unit, next)),
      ];
    case 'array':
      return value.items.map((one) => readValue(one, unit, next));
    case 'object':
      return value.entries
        .filter(({ key }) => !allowedHeaders.test(key ?? ''))
        .map((one) => readValue(one.value, unit, next));
    case 'function':
      return [readFunction(value.function, unit, reading)];
    case 'name':
      return readNamed(value, unit, next);
    case 'member':
      // `Annotated[User, Depends(get_user)]` is one, too.
      return value.property === undefined
        ? callsIn(value.range, unit).map((call) => readValue(callValue(call), unit, next))
        : readNamed(value, unit, next);
    default:
      return 'parts' in value ? value.parts.map((one) => readValue(one, unit, next)) : [];
  }
}

/** `multer({ limits: … })`, of whose result a method is a middleware: what is let through was said there. */
function uploaderOf(value: Value, unit: Unit): Placed[] {
  if (value.kind !== 'member') return [];
  const made = [
    ...unit.flow.sources(value.object).map((one) => ({ value: one, unit })),
    ...unit.links.values(value.object),
  ];
  return made.filter((one) => one.value.kind === 'call' && /^multer#/.test(one.unit.flow.name(one.value) ?? ''));
}

function readNamed(value: Value, unit: Unit, next: Reading): Evidence[] {
  const callee = unit.functions.of(value);
  if (callee) return [readFunction(callee.fn, callee.unit, next)];
  const linked = unit.links.values(value).filter((one) => one.value !== value);
  const bound = [...unit.flow.sources(value).map((one) => ({ value: one, unit })), ...linked];
  const read = bound.length > 0 ? bound : uploaderOf(value, unit);
  if (read.length > 0) return read.map((one) => readValue(one.value, one.unit, next));
  return [{ text: '', isWhole: !isOwnModule(value) }];
}

/** It is imported from a module of the project that is not known. */
function isOwnModule(value: Value): boolean {
  if (value.kind === 'member') return isOwnModule(value.object);
  if (value.kind !== 'name') return false;
  return lookup(value.name, value.scope)?.some(({ import: from }) => from && ownModule.test(from.module)) ?? false;
}

const callsInOrder = perObject(({ facts }: Unit) => {
  const calls = [...facts.calls].sort((a, b) => a.range.start - b.range.start);
  return { calls, starts: calls.map(({ range }) => range.start) };
});

/** Calls that stand in a range, in order. */
export function callsIn({ start, end }: Range, unit: Unit): Call[] {
  const { calls, starts } = callsInOrder(unit);
  const from = lastNotAbove(starts, start - 1) + 1;
  const behind = lastNotAbove(starts, end) + 1;
  return calls.slice(from, behind).filter(({ range }) => range.end <= end);
}

/** What browsers may send says nothing of what is asked for. */
const allowedHeaders = /^(?:allow(?:ed)?|exposed?)_?headers$/i;
const prose = /\s\S+\s+\S+\s+\S/;

/** What is logged says nothing of what is asked for or counted: `console.log({ messageCount })`. */
const logs = /^(?:console|log(?:ger|ging)?)$/i;
const isLogging = ({ callee }: Call): boolean =>
  callee.kind === 'member' &&
  /^(?:log|debug|info|warn|warning|error|trace)$/.test(callee.property ?? '') &&
  logs.test(lastName(callee.object));

/** The argument of such a call, but for functions in it. */
const loggedIn = (call: Call): Range[] =>
  isLogging(call) ? call.args.flatMap(({ value }) => (value.kind === 'function' ? [] : [value.range])) : [];

/** Code as it stands there, without comments, prose, logged values, requests to Claude, handlers of errors and the environment's names. */
function plainText(range: Range, unit: Unit): string {
  const gone = hidden(unit).filter((one) => one.start < range.end && range.start < one.end);
  let [text, at] = ['', range.start];
  for (const { start, end } of gone) {
    if (start > at) text += unit.text.slice(at, start);
    at = Math.max(at, end);
  }
  if (at < range.end) text += unit.text.slice(at, range.end);
  if (unit.format.id === 'ruby') text = text.replace(symbolKey, '.$1');
  return unnamed.reduce((rest, pattern) => rest.replace(pattern, ''), text);
}

/** Ruby's `params[:question]`, which is written as a part of a text is elsewhere. */
const symbolKey = /\[:(\w+)\]/g;

/** What has a word of a check and is none: headers that browsers may send, names in the environment, and headers that a request to Claude is given. */
const unnamed: readonly RegExp[] = [
  /allow(?:ed)?[-_]?headers['"]?\s*[:=]\s*\[[^\]]*\]|access-control-allow-headers[^\n]*/gi,
  /process\.env\.\w+|import\.meta\.env\.\w+|os\.environ\b[^\n]*|\bgetenv\([^)]*\)|\bGetEnvironmentVariable\([^)]*\)|\$_ENV\[[^\]]*\]|\bENV(?:\.fetch\([^)]*\)|\[[^\]]*\])|Deno\.env\.get\([^)]*\)|max_?tokens(?:_to_sample)?\b|\bauthToken\b|\bauth_token\b|\b\w+_tokens\b|\baws_?(?:access|secret|session)\w*/gi,
  /\b(?:Set|Add|header|setHeader|addHeader|setRequestProperty|TryAddWithoutValidation)\(\s*["']x-api-key["'][^\n]*|["']x-api-key(?:["']\]?\s*(?:=>|=(?!=))|:)[^\n]*/gi,
];

const hidden = perObject((unit: Unit): readonly Range[] => {
  const { facts, claude } = unit;
  const strings: Range[] = [];
  const look = (value: Value): void => {
    if (value.kind === 'template') value.parts.forEach(look);
    else if (value.kind === 'literal' && typeof value.value === 'string' && prose.test(value.value))
      strings.push(value.range);
  };
  facts.strings.forEach(look);
  const catches = facts.regions.filter(({ kind }) => kind === 'catch').map(({ range }) => range);
  const asked = claude.requests.map(({ call }) => call.range);
  const logged = facts.calls.flatMap(loggedIn);
  const optional = optionalChecks(unit);
  return [...facts.comments, ...strings, ...catches, ...asked, ...logged, ...optional].sort(
    (a, b) => a.start - b.start,
  );
});
