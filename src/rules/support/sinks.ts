/** Where text is run, shown or sent: calls and assignments, as data. Names are as `Flow.name` gives them. */
import type { Call, Value } from '../../engine/facts';
import { lastName } from '../../engine/flow/names';
import type { Confidence, Document, Message } from '../../engine/types';
import { callsByName, type Sink, shownName } from './traces';

/** A call that uses one of its arguments. */
export interface CallSink {
  /** Matches the whole name; `.name` is a method of an object that is not known. */
  name: RegExp;
  position?: number;
  /** Any of its arguments. */
  all?: true;
  keyword?: string;
  /** Only of such a module, or in files that import one like it. */
  requires?: RegExp;
  /** Only where what the method is called on is named so, where nothing else is known of it. */
  object?: RegExp;
  /** Where it differs from what the rule says. */
  confidence?: Confidence;
  /** Only where this keyword or option has this value. */
  where?: { keyword: string; is: string | number | boolean };
}

/** @param message the finding's, of what the text comes from and of the call's name */
export function callSinks(
  document: Document,
  rows: readonly CallSink[],
  message: (source: Message, name: string) => Message,
): Sink[] {
  const { facts, flow } = document;
  const isImported = (module: RegExp) => facts.imports.some((one) => module.test(one.module));
  return [...callsByName(document)].flatMap(([name, calls]) => {
    const fits = ({ requires }: CallSink) =>
      !requires || requires.test(name.replace(/#.*$/, '')) || isImported(requires);
    const fitting = rows.filter((one) => one.name.test(name) && fits(one));
    if (fitting.length === 0) return [];
    return calls.flatMap((call) => {
      const row = fitting.find((one) => isOn(one, call) && hasOption(one, call, document));
      const only = row && flow.argument(call, row.position ?? (row.keyword ? undefined : 0), row.keyword);
      const values = row?.all ? call.args.map(({ value }) => value) : only ? [only] : [];
      const told = { message: (source: Message) => message(source, shownName(name)) };
      return values.map((value) => ({ value, ...told, ...(row?.confidence && { confidence: row.confidence }) }));
    });
  });
}

const isOn = ({ object }: CallSink, { callee }: Call): boolean =>
  !object || (callee.kind === 'member' && object.test(lastName(callee.object)));

/** The keyword or option of the row has its value. */
export function hasOption({ where }: Pick<CallSink, 'where'>, call: Call, { flow }: Document): boolean {
  if (!where) return true;
  const options = call.args.flatMap(({ value }) => flow.property(value, where.keyword) ?? []);
  const given = flow.argument(call, undefined, where.keyword) ?? options[0];
  return given !== undefined && flow.constant(given) === where.is;
}

/**
 * `element.innerHTML = text`, `<div dangerouslySetInnerHTML={{ __html: text }} />`.
 *
 * @param inner the key of what is assigned under which the text stands
 */
export function fieldSinks(
  { facts, flow }: Document,
  property: RegExp,
  message: Sink['message'],
  inner?: string,
): Sink[] {
  return facts.assignments.flatMap(({ target, value }) => {
    if (!property.test(target.property ?? '')) return [];
    const used = inner === undefined ? addedIn(value, target) : flow.property(value, inner);
    return used ? [{ value: used, message }] : [];
  });
}

/** What `element.innerHTML += text` adds: what was there before is reported where it was put there. */
function addedIn(value: Value, { range }: Value): Value {
  const [before, added] = value.kind === 'template' ? value.parts : [];
  const isBefore = before?.range.start === range.start && before.range.end === range.end;
  return isBefore && added ? added : value;
}

/** `Path(name).read_text()`: methods that use the object that they are called on. */
export const receiverSinks = (
  document: Document,
  method: RegExp,
  message: (source: Message, name: string) => Message,
): Sink[] =>
  [...callsByName(document)].flatMap(([name, calls]) =>
    method.test(name)
      ? calls.flatMap(({ callee }) =>
          callee.kind === 'member'
            ? [{ value: callee.object, message: (source: Message) => message(source, shownName(name)) }]
            : [],
        )
      : [],
  );
