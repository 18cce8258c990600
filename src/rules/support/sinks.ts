/** Where text is run, shown or sent: calls and assignments, as data. Names are as `Flow.name` gives them. */
import type { Call, Value } from '../../engine/facts';
import type { Document } from '../../engine/types';
import { calledName, type Sink } from './traces';

/** A call that uses one of its arguments. */
export interface CallSink {
  /** Matches the whole name; `.name` is a method of an object that is not known. */
  name: RegExp;
  position?: number;
  keyword?: string;
  /** Only in files that import a module like this. */
  requires?: RegExp;
  /** Only where this keyword or option has this value. */
  where?: { keyword: string; is: string | number | boolean };
}

export function callSinks(document: Document, rows: readonly CallSink[], does: (name: string) => string): Sink[] {
  const { facts } = document;
  return facts.calls.flatMap((call) => {
    const name = calledName(call, document);
    const row = rows.find((one) => one.name.test(name) && isUsable(one, call, document));
    const value = row && document.flow.argument(call, row.position ?? (row.keyword ? undefined : 0), row.keyword);
    return value ? [{ value, does: does(shownName(name)) }] : [];
  });
}

function isUsable({ requires, where }: CallSink, call: Call, { facts, flow }: Document): boolean {
  if (requires && !facts.imports.some(({ module }) => requires.test(module))) return false;
  if (!where) return true;
  const options = call.args.flatMap(({ value }) => flow.property(value, where.keyword) ?? []);
  const given = flow.argument(call, undefined, where.keyword) ?? options[0];
  return given !== undefined && flow.constant(given) === where.is;
}

/** `child_process#*.exec` is `exec`; `.query` is `query`. */
const shownName = (name: string): string => `${name.replace(/\(\)/g, '').replace(/^.*[#.]/, '')}()`;

/** `element.innerHTML = text`, `<div dangerouslySetInnerHTML={{ __html: text }} />`. */
export function fieldSinks({ facts, flow }: Document, property: RegExp, does: string, inner?: string): Sink[] {
  return facts.assignments.flatMap(({ target, value }) => {
    if (!property.test(target.property ?? '')) return [];
    const used: Value | undefined = inner === undefined ? value : flow.property(value, inner);
    return used ? [{ value: used, does }] : [];
  });
}
