/** Which part of a value is asked about, from step to step. */
import type { Binding, Call, Value } from '../facts';
import type { Field } from './uses';
import { type At, anyKey, isAny, madeKey, whole } from './walk';

export const isPosition = (key: string | undefined): boolean =>
  key !== undefined && (key === anyKey || /^\d+$/.test(key));

/** Methods that add one element; others add those of another collection. */
const addsOne = /^(?:push|unshift|append|appendleft)$/;

/** Methods that add the elements of another list as they are. */
const addsAll = /^(?:extend|extendleft)$/;

/** What is asked about an element, where that is what is added. */
export function addedTo({ callee }: Call, at: At): At {
  const name = callee.kind === 'member' ? (callee.property ?? '') : '';
  if (addsAll.test(name) && isPosition(at.keys[0])) return { ...at, keys: [anyKey, ...at.keys.slice(1)] };
  if (!addsOne.test(name)) return whole(at);
  return isPosition(at.keys[0]) ? { ...at, keys: at.keys.slice(1) } : at;
}

const behind = /^(?:push|append|extend)$/;

/**
 * What the call adds to a list stands at another position than the one that is asked about: elements are added behind those
 * that the list begins with, in the order of the calls.
 *
 * @param additions all that there are to the binding
 */
export function standsElsewhere(
  call: Call,
  additions: readonly Call[],
  { value }: Binding,
  { keys, unit }: At,
): boolean {
  const [key = anyKey] = keys;
  if (!/^\d+$/.test(key) || value?.kind !== 'array') return false;
  if (!additions.every((one) => behind.test(methodOf(one)))) return false;
  const here = call.range.start;
  const before = additions.filter(({ range }) => range.start < here);
  const certain = before.filter((one) => adds(one) && unit.regions.dominates(one.range.start, here));
  const repeats = [call, ...before].some(
    (one) =>
      !adds(one) || unit.regions.around(one.range.start, 'loop').some(({ range }) => range.start > value.range.end),
  );
  const [first, last] = [value.items.length + certain.length, value.items.length + before.length];
  return Number(key) < first || (!repeats && Number(key) > last);
}

const methodOf = ({ callee }: Call): string => (callee.kind === 'member' ? (callee.property ?? '') : '');

/** One element. */
const adds = (call: Call): boolean =>
  addsOne.test(methodOf(call)) && call.args.length === 1 && call.args[0]?.spread !== true;

/** What is asked about of a sum of lists: `[program] + words`; of a position in the first, that alone. Numbers hand nothing on. */
export function summands(parts: readonly Value[], { keys: [key = anyKey], unit }: At): readonly Value[] {
  const lists = parts.map((part) => {
    const [list = part] = part.kind === 'name' ? unit.flow.sources(part) : [];
    return list.kind === 'array' ? list : undefined;
  });
  if (!lists.some((one) => one)) return [];
  const isFirst = /^\d+$/.test(key) && lists[0] !== undefined && lists[0].items.length > Number(key);
  return isFirst ? parts.slice(0, 1) : parts;
}

/** What is asked about each part of a value that collects its parts. */
export const inCollection = (at: At): At => (at.keys[0] === madeKey ? at : { ...at, keys: at.keys.slice(1) });

/** Chains of members are remembered so far; a slice is no member. */
const mostKeys = 6;
export const keysBehind = ({ property = anyKey }: Value & { kind: 'member' }, { keys }: At): readonly string[] =>
  [property, ...keys].slice(0, mostKeys);

/** What is asked about inside of what stands at the path; undefined where something beside that is asked about. */
export function keysPast(path: Field['path'], keys: readonly string[]): readonly string[] | undefined {
  const isBeside = path.some((one, index) => {
    const key = keys[index] ?? anyKey;
    return one !== undefined && !isAny(key) && key !== one;
  });
  return isBeside ? undefined : keys.slice(path.length);
}
