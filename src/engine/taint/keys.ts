/** Which part of a value is asked about, from step to step. */
import type { Call, Value } from '../facts';
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
