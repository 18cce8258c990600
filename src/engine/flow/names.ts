/** Names, scopes and modules: what flow looks up. */
import type { Binding, Call, Entry, Facts, Import, Scope, Value } from '../facts';
import { restOnName } from '../lasting';

/** Bindings of the nearest scope that has the name. */
export function lookup(name: string, scope: Scope): Binding[] | undefined {
  for (let current = scope; ; current = current.parent) {
    const found = current.bindings.get(name);
    if (!current.parent) restOnName(name, current);
    if (found || !current.parent) return found;
  }
}

/** The last part of a name, as it is written. */
export const lastName = (value: Value): string =>
  value.kind === 'name' ? value.name : value.kind === 'member' ? (value.property ?? '') : '';

/** The same, with a dot before what is a member. */
export const dottedName = (value: Value): string =>
  value.kind === 'name' ? value.name : value.kind === 'member' ? `.${value.property}` : '';

/** What a decorator names, with arguments or without: the callee of a call, else the value itself. */
export const calleeOf = (value: Value): Value => (value.kind === 'call' ? value.call.callee : value);

/** A call as the value that it has. */
export const callValue = (call: Call): Value => ({ kind: 'call', call, range: call.range });

/** Calls by the plain name that they call. */
export function callSites(facts: Facts): Map<string, Call[]> {
  const sites = new Map<string, Call[]>();
  for (const call of facts.calls) {
    if (call.callee.kind !== 'name') continue;
    const name = call.callee.name.replace(/^this\./, '');
    const same = sites.get(name);
    if (same) same.push(call);
    else sites.set(name, [call]);
  }
  return sites;
}

/** The module that `require('m')` or `import('m')` names, as it is written. */
export function requiredModule(call: Call): string | undefined {
  if (call.callee.kind !== 'name' || (call.callee.name !== 'require' && call.callee.name !== 'import'))
    return undefined;
  const source = call.args[0]?.value;
  return source?.kind === 'literal' && typeof source.value === 'string' ? source.value : undefined;
}

export function moduleName(fact: Import): string {
  return `${plainModule(fact.module)}#${fact.imported}`;
}

/** The package behind `npm:@a/b@1.2`, `https://esm.sh/@a/b@1.2?target=…` and their like. */
export function plainModule(module: string): string {
  const bare = module
    .replace(/^https:\/\/(?:esm\.sh|cdn\.skypack\.dev|esm\.run|cdn\.jsdelivr\.net\/npm|unpkg\.com)\//, '')
    .replace(/^npm:\/?/, '');
  return bare === module ? module : bare.replace(/^(@[^/@]+\/[^/@?]+|[^/@?]+).*$/, '$1');
}

export function firstDefined<T, R>(items: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a name stands for, with its members: that of a type which is written as text. */
export function namedValue(name: string, { scope, range }: Pick<Binding, 'scope' | 'range'>): Value {
  const [first = '', ...rest] = name.split('.');
  return rest.reduce<Value>((object, property) => ({ kind: 'member', object, property, range, propertyRange: range }), {
    kind: 'name',
    name: first,
    scope,
    range,
  });
}

/** Python's `dict(a=1)`; what a builder or a constructor of another language is given by names. */
export const isDict = ({ callee, args, isNew }: Call): boolean =>
  args.some(({ name }) => name !== undefined) &&
  (isNew || (callee.kind === 'name' ? callee.name === 'dict' : /^(?:newB|b)uilder$/.test(lastName(callee))));

/** Keyword arguments as the entries of an object; `**x` is a spread, as it is there. */
export const keywordEntries = ({ args }: Call): Entry[] =>
  args.map(({ name, value, range, spread }) => ({
    key: name,
    keyRange: { start: range.start, end: range.start + (name?.length ?? 0) },
    value,
    range,
    ...(spread ? { spread } : {}),
  }));
