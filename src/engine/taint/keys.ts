/** Which part of a value is asked about, from step to step. */
import type { Call, Value } from '../facts';
import type { Field } from './uses';
import { type At, anyKey, isAny, whole } from './walk';

export const isPosition = (key: string | undefined): boolean =>
  key !== undefined && (key === anyKey || /^\d+$/.test(key));

/** Methods that add one element; others add those of another collection. */
const addsOne = /^(?:push|unshift|append|appendleft)$/;

/** What is asked about an element, where that is what is added. */
export function addedTo({ callee }: Call, at: At): At {
  if (callee.kind !== 'member' || !addsOne.test(callee.property ?? '')) return whole(at);
  return isPosition(at.keys[0]) ? { ...at, keys: at.keys.slice(1) } : at;
}

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
