/** Where a walk is, what it looks for, and how it tells its way. */
import type { Binding, Call, FunctionFact, Range, Value } from '../facts';
import type { Place, Step, Trace, TraceOptions } from './types';
import type { Unit } from './unit';

/** A call that the walk is inside of: its function's parameters are this call's arguments. */
export interface Frame {
  fn: FunctionFact;
  call: Call;
  /** Where the call stands. */
  unit: Unit;
  outer: Frame | undefined;
  /** From 1; no two of one question share it. */
  id: number;
}

/** Where the walk is. */
export interface At {
  unit: Unit;
  steps: readonly Step[];
  depth: number;
  frame: Frame | undefined;
  /** Modules that were left on the way. */
  modules: number;
  /** Of what is looked at, only what stands under these keys is asked about, the outermost first. Empty: all of it. */
  keys: readonly string[];
  /** What is looked at is given to something that reads a file: it may be its path, or (for `document`) what stands in it. */
  reads?: 'file' | 'document' | undefined;
}

/** Values that are looked at for one question. */
export const maxVisits = 4000;

/** One question. */
export interface Search extends TraceOptions {
  /** Where it was asked. */
  unit: Unit;
  found: Map<Value, Trace>;
  /** Values, each with how it was looked at, see `lookOf`. */
  seen: Map<Value, Set<string>>;
  /** Frames that were made. */
  frames: number;
  /** Nothing is found behind these, other than inside of a call. */
  clean: ReadonlySet<Value>;
  visits: number;
  /** Something was not followed for its distance or the work that it would have been. */
  isCut: boolean;
}

/** Of the first question, or of another that was about all of the value. */
export const wholeLook = '0';
export const lookOf = ({ frame, keys, reads }: At): string =>
  [frame?.id ?? 0, ...keys, ...(reads ? [`<${reads}`] : [])].join('\0');
export const whole = (at: At): At => (at.keys.length > 0 ? { ...at, keys: [] } : at);
/** The key of a member that is not known: any. */
export const anyKey = '*';
/** The key of what a method makes of an object: any, but that objects of classes do not give away their secrets. */
export const madeKey = '()';
export const isAny = (key: string | undefined): boolean => key === anyKey || key === madeKey;

/** Ranges of the document that was asked about are its own, those of others their files'. */
export function placeOf({ range }: { range: Place['range'] }, unit: Unit, { unit: asked }: Search): Place {
  if (unit === asked) return { range };
  return { range: { start: unit.toFile(range.start), end: unit.toFile(range.end) }, file: unit.file };
}

/** Recursion is followed once. */
export function isWithin(frame: Frame | undefined, fn: FunctionFact): boolean {
  for (let current = frame; current; current = current.outer) if (current.fn === fn) return true;
  return false;
}

/** @param unit that `range` is of */
export function step(kind: Step['kind'], name: string, range: Range, search: Search, at: At, unit = at.unit): At {
  return { ...at, steps: [...at.steps, { kind, name, ...placeOf({ range }, unit, search) }] };
}

export function functionOfScope(scope: Binding['scope']): FunctionFact | undefined {
  for (let current: Binding['scope'] | undefined = scope; current; current = current.parent)
    if (current.function) return current.function;
  return undefined;
}

export const scopeFunction = (value: Value): FunctionFact | undefined =>
  value.kind === 'name' ? functionOfScope(value.scope) : undefined;

/** What is known to be clean, of all questions like this one. */
export function cleanFor({ use, kinds }: TraceOptions, { links }: Unit): Set<Value> {
  const key = `${use} ${kinds.join(' ')}`;
  const clean = links.clean.get(key) ?? new Set();
  links.clean.set(key, clean);
  return clean;
}
