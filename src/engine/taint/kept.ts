/** What is asked about of an object, where the walk gets to what it is made of. */
import type { Binding, Call, ObjectValue, Value } from '../facts';
import { lookup } from '../flow/names';
import { isPosition } from './keys';
import { keepsText, reorders } from './transfer-table';
import type { Unit } from './unit';
import { type At, anyKey, madeKey, type Search, whole } from './walk';

/** What a schema makes of an object has its parts under the same names; `safeParse` gives them as its `data`. */
export const asChecked = (method: string, at: At): At =>
  /^safe/.test(method) ? { ...at, keys: at.keys.slice(1) } : at;

export const isSecret = ({ kinds }: Search): boolean => kinds.every((kind) => kind === 'credential');
export const made = (search: Search, at: At): At => (isSecret(search) ? { ...at, keys: [madeKey] } : whole(at));

/** Whether what is asked about an object may be what its class was given: a secret stands in its own field only. */
export const mayHold = (key: string, fields: readonly string[] | undefined, search: Search): boolean =>
  fields !== undefined && (key === anyKey || fields.includes(key) || !isSecret(search));

export const inOrder = (name: string | undefined, at: At): At => (reorders.test(name ?? '') ? inAnyOrder(at) : at);

export const inAnyOrder = (at: At): At =>
  isPosition(at.keys[0]) ? { ...at, keys: [anyKey, ...at.keys.slice(1)] } : at;

/** `new MessageParam { Content = text }`, `MessageParam.builder().content(text).build()`: fields are kept by their names, and a message keeps whatever it is made of. */
export const initializedBy = (call: Call, name = ''): Call =>
  keepsText.test(name) ? call : { ...call, args: call.args.filter((one) => one.name !== undefined) };

export const hasUnknownKeys = ({ entries }: { entries: readonly { spread?: boolean; key: string | undefined }[] }) =>
  entries.some(({ spread, key }) => spread || key === undefined);

/** The literal that a value is, where it is nothing else: a function may give this in one case and that in another. */
export function onlyObject(value: Value, { flow }: Unit): ObjectValue | undefined {
  const mayDiffer = value.kind === 'name' && (lookup(value.name, value.scope)?.some(isGiven) ?? false);
  return value.kind === 'call' || value.kind === 'choice' || mayDiffer ? undefined : flow.object(value);
}

const isGiven = ({ value }: Binding): boolean => value?.kind === 'call' || value?.kind === 'choice';

/** Whether a value is one of several things, of which it is not known here which: a function gives this in one case and that in another. */
export function isOneOf(value: Value, unit: Unit): boolean {
  if (value.kind === 'choice') return true;
  if (value.kind === 'call')
    return (unit.functions.of(value.call.callee, value.call.isNew)?.fn.returns.length ?? 0) > 1;
  if (value.kind !== 'name') return false;
  const bound = lookup(value.name, value.scope) ?? [];
  return bound.some((one) => one.value !== undefined && one.value.kind !== 'name' && isOneOf(one.value, unit));
}
