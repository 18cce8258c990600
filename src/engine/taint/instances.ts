/** Objects of classes that take what they are given into fields: data classes, models, forms. */
import type { Call, Value } from '../facts';
import { constructorNames } from './functions';
import type { Unit } from './unit';

/**
 * What an object's field was given where the object was made; undefined where its class does more than keep it.
 * @param isSecret what is asked about stands in its own field only: other parts are not made of it
 */
export function givenToField(
  { object, property }: Value & { kind: 'member' },
  unit: Unit,
  isSecret: boolean,
): Value[] | undefined {
  const [source = object, other] = object.kind === 'name' ? unit.flow.sources(object) : [];
  if (other || source.kind !== 'call') return undefined;
  const { call } = source;
  const keeps = keepsArguments(call, unit);
  if (!keeps) return undefined;
  const named = call.args.filter(({ name }) => name !== undefined && name === property);
  if (named.length > 0) return named.map(({ value }) => value);
  const isField = keeps.some((name) => name === property);
  if (isSecret && !isField) return [];
  return call.args.filter(({ name }) => !isField || name === undefined).map(({ value }) => value);
}

/** The fields of a class without a constructor of its own. */
export function keepsArguments({ callee }: Call, { functions }: Unit): string[] | undefined {
  const made = functions.type(callee)?.members;
  if (!made?.made || made.entries.some(({ key }) => constructorNames.includes(key ?? ''))) return undefined;
  return made.made.fields.map(({ name }) => name);
}
