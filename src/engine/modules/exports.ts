/** What one module gives away under a name: its own, by CommonJS, and what it hands on from others. */
import type { Value } from '../facts';
import type { Unit } from '../taint/unit';
import type { Target } from './links';

export interface ExportsOptions {
  units: readonly Unit[];
  /** What another module, named by a specifier, gives away under a name. */
  from(specifier: string, name: string): readonly Target[];
  /** A module of a Python package. */
  submodule(name: string): readonly Target[];
}

/** The first way that leads anywhere. */
export function exportedTargets(name: string, { units, from, submodule }: ExportsOptions): readonly Target[] {
  const ways: readonly (() => readonly Target[])[] = [
    () => units.flatMap((unit) => named(unit, name, from)),
    () => units.flatMap((unit) => common(unit, name)),
    () => units.flatMap((unit) => handedOn(unit, name, from)),
    () => submodule(name),
  ];
  for (const way of ways) {
    const found = way();
    if (found.length > 0) return found;
  }
  return [];
}

const target = (value: Value, unit: Unit): Target => ({ kind: 'value', value, unit });

const nameIn = (name: string, { facts: { module } }: Unit): Value => ({
  kind: 'name',
  name,
  scope: module,
  range: module.bindings.get(name)?.[0]?.range ?? module.range,
});

/** `export default`, `export { a as b }`, a name of the module. */
function named(unit: Unit, name: string, from: ExportsOptions['from']): readonly Target[] {
  const { facts } = unit;
  if (name === 'default' && facts.exports.length > 0) return facts.exports.map((value) => target(value, unit));
  const renamed = facts.reexports.find(({ exported, imported }) => exported === name && imported !== '*');
  if (renamed?.module !== undefined) return from(renamed.module, renamed.imported ?? name);
  const local = renamed?.local ?? name;
  return facts.module.bindings.has(local) ? [target(nameIn(local, unit), unit)] : [];
}

/** `exports.a = …`, `module.exports = { a }`, `module.exports = …`. */
function common(unit: Unit, name: string): readonly Target[] {
  const { assignments } = unit.facts;
  const own = assignments.filter(({ target: { object, property } }) => property === name && isExports(object));
  if (own.length > 0) return own.map(({ value }) => target(value, unit));
  const whole = assignments.filter(({ target: one }) => isExports(one));
  if (name === 'default') return whole.map(({ value }) => target(value, unit));
  return whole.flatMap(({ value }) => {
    const member = unit.flow.property(value, name);
    return member ? [target(member, unit)] : [];
  });
}

const isExports = (value: Value): boolean =>
  value.kind === 'name'
    ? value.name === 'exports'
    : value.kind === 'member' &&
      value.property === 'exports' &&
      value.object.kind === 'name' &&
      value.object.name === 'module';

/** `export * from 'm'`, `export * as name from 'm'`, `from m import *`. */
function handedOn({ facts }: Unit, name: string, from: ExportsOptions['from']): readonly Target[] {
  const namespaces = facts.reexports.filter(({ exported, imported }) => imported === '*' && exported === name);
  const whole = [
    ...facts.reexports.filter(({ exported }) => exported === '*'),
    ...facts.imports.filter(({ imported, local }) => imported === '*' && local === '*'),
  ];
  return [
    ...namespaces.flatMap(({ module = '' }) => from(module, '*')),
    ...whole.flatMap(({ module = '' }) => (name === 'default' ? [] : from(module, name))),
  ];
}
