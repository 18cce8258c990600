/** What a container fills parameters in with, as it is written: `service: Annotated[Service, Depends(get_service)]`. */
import type { Binding, Value } from '../facts';
import { lookup, namedValue } from '../flow/names';
import type { Unit } from './unit';

/** Of a parameter: a class that it is an instance of, or a function that gives one. */
export interface Giver {
  value: Value;
  unit: Unit;
}

/** Names that stand for each other are followed this far. */
const maxDepth = 4;
const provider = /\b(?:Depends|Security)\(\s*(?:dependency\s*=\s*)?([A-Za-z_][\w.]*)/;
const type = /^(?:(?:\w+\.)*(?:Optional|Annotated)\[\s*)*["']?((?:\w+\.)*[A-Z]\w*)["']?\s*(?:$|[,\]]|\|\s*None)/;
const injecting = /(?:^|[.#])(?:Depends|Security)\(\)$/;

/** @returns the nearest to what is given first: the function or class that is asked for it, then the type */
export function giversOf({ kind, annotation, value, scope, range }: Binding, unit: Unit): Giver[] {
  if (kind !== 'parameter') return [];
  const asked = value?.kind === 'call' && injecting.test(unit.flow.name(value) ?? '') ? value.call.args[0] : undefined;
  const given = asked ? [{ value: asked.value, unit }] : [];
  return annotation === undefined ? given : [...given, ...written(annotation, { scope, range }, unit)];
}

function written(annotation: string, at: Pick<Binding, 'scope' | 'range'>, unit: Unit): Giver[] {
  const names = [provider.exec(annotation)?.[1], type.exec(annotation)?.[1]];
  const values = names.flatMap((name) => (name === undefined ? [] : [namedValue(name, at)]));
  const isName = /^["']?\w+["']?$/.test(annotation);
  return [...values.map((value) => ({ value, unit })), ...(isName ? values.flatMap((one) => renamed(one, unit)) : [])];
}

/** `ServiceDependency = Annotated[Service, Depends(get_service)]`, here or in the module that it is imported from. */
function renamed(name: Value, unit: Unit, depth = 0): Giver[] {
  if (name.kind === 'member' && name.property === undefined) {
    const text = unit.text.slice(name.range.start, name.range.end);
    return written(text, { scope: unit.facts.module, range: name.range }, unit);
  }
  if (name.kind !== 'name' || depth > maxDepth) return [];
  const own = (lookup(name.name, name.scope) ?? []).flatMap(({ kind, value }) => (kind !== 'class' && value) || []);
  const all = [...own.map((value) => ({ value, unit })), ...unit.links.values(name)];
  return all.flatMap(({ value, unit: other }) => renamed(value, other, depth + 1));
}
