/** Programs that a document starts, with the words that they are given. */
import type { Call, Range, Value } from '../../../engine/facts';
import { lookup } from '../../../engine/flow/names';
import type { Document } from '../../../engine/types';
import { within } from '../values';

/** Calls that start a program with its arguments, by name as `Flow.name` gives them. */
export const programs =
  /^(?:node:)?child_process#(?:(?:\*|default)\.)?(?:spawn|spawnSync|execFile|execFileSync)$|^execa#(?:(?:\*|default)\.)?(?:default|execa|execaSync)$|^subprocess\.(?:run|call|check_call|check_output|Popen)$|^asyncio\.create_subprocess_exec$|^Bun\.spawn(?:Sync)?$|^Deno\.(?:run|Command)$/;

/** The program and its words, as far as they are written in lists. */
export function wordsOf(call: Call, { flow }: Document): Value[] {
  const [first, second] = [flow.argument(call, 0, 'args'), flow.argument(call, 1)];
  if (!first) return [];
  const list = (value: Value | undefined): Value[] => {
    const [source = value] = value?.kind === 'name' ? flow.sources(value) : [];
    return source?.kind === 'array' ? source.items : [];
  };
  const own = list(first);
  return own.length > 0 ? own : [first, ...list(second)];
}

/** What a call starts: the program and its words, of each list that it can be given; what no list is known of, alone. */
export function commandsOf(call: Call, document: Document): [Value, ...Value[]][] {
  const { flow } = document;
  const [first, second] = [flow.argument(call, 0, 'args'), flow.argument(call, 1)];
  if (!first) return [];
  const wordsIn = (value: Value | undefined): Value[][] => {
    const sources = value?.kind === 'name' ? flow.sources(value) : value ? [value] : [];
    return sources.flatMap((one) =>
      one.kind === 'array' ? [[...one.items, ...(value ? added(value, document) : [])]] : [],
    );
  };
  const own = wordsIn(first).flatMap(([program, ...words]) =>
    program ? [[program, ...words] as [Value, ...Value[]]] : [],
  );
  return own.length > 0 ? own : [[first, ...(wordsIn(second)[0] ?? [])]];
}

/** The lists that a function of the document gives a call, where one does: their first elements are its programs. */
export function listsGiven(value: Value, { flow }: Document): Value[][] {
  const [source = value] = value.kind === 'name' ? flow.sources(value) : [];
  const returned = source.kind === 'call' ? (flow.calledFunction(source.call)?.returns ?? []) : [];
  return returned.flatMap((one) => (one.kind === 'array' ? [one.items] : []));
}

/** Lists in lists are followed this far. */
const maxDepth = 4;
const lists: ReadonlySet<Value['kind']> = new Set(['array', 'choice', 'unknown', 'call', 'name']);
const adding = /^(?:push|append|extend)$/;

/** What a list that is no literal is put together from; undefined: that is not known. */
type Contents = (list: Value) => readonly Value[] | undefined;

function elements(list: Value, document: Document, contents: Contents, depth = 0): Value[] {
  if (depth > maxDepth || document.flow.constant(list) !== undefined) return [list];
  const found = list.kind === 'array' ? list.items : contents(list);
  return found ? found.flatMap((one) => elements(one, document, contents, depth + 1)) : [list];
}

/** The elements of a list with what is spread into it and what is put behind them later, under whatever condition. */
export function elementsIn(list: Value, document: Document): Value[] {
  const { flow } = document;
  return elements(list, document, (one) => {
    if (one.kind === 'choice') return one.options;
    if (one.kind === 'unknown') return one.parts;
    const sources = one.kind === 'call' ? flow.calledFunction(one.call)?.returns : flow.sources(one);
    const holding = sources?.filter(({ kind }) => lists.has(kind)) ?? [];
    return holding.length > 0 ? [...holding, ...added(one, document)] : undefined;
  });
}

/** Those of the elements that stand in the list whatever happens, where the program goes through a place at all. */
export function certainElementsIn(list: Value, place: Range, document: Document): Value[] {
  const { facts, flow } = document;
  const isCertain = ({ range }: Value): boolean =>
    !facts.regions.some((one) => one.kind === 'branch' && within(range, one.range) && !within(place, one.range));
  return elements(list, document, (one) => {
    if (one.kind === 'unknown') return one.operator === '+' ? one.parts : [];
    const [only, other] = one.kind === 'name' ? flow.sources(one).filter(({ kind }) => lists.has(kind)) : [];
    return only && !other ? [only, ...added(one, document).filter(isCertain)] : [];
  });
}

/** `list.push('a', 'b')`, `list.append("a")`, `list.extend(["a", "b"])`. */
function added(list: Value, { facts }: Document): Value[] {
  if (list.kind !== 'name') return [];
  const bindings = lookup(list.name, list.scope);
  return facts.calls.flatMap(({ callee, args }) =>
    callee.kind === 'member' &&
    adding.test(callee.property ?? '') &&
    callee.object.kind === 'name' &&
    callee.object.name === list.name &&
    lookup(callee.object.name, callee.object.scope) === bindings
      ? args.flatMap(({ value }) => (value.kind === 'array' && callee.property === 'extend' ? value.items : [value]))
      : [],
  );
}
