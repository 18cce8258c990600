/** Requests, events and messages that are handed on whole: `answer(request)`, and there `request.json["text"]`. */
import type { Value } from '../facts';
import { isSanitized } from './harmless';
import type { SourceKind } from './types';
import { type At, maxVisits, type Search, step } from './walk';

/** Functions that hand such an object on, one to the other. */
const maxFunctions = 4;

export interface HandedPart {
  kind: SourceKind;
  /** The object, where a framework's function hands it on. */
  value: Value;
  /** There. */
  at: At;
  /** It looks at the part first. */
  isChecked: boolean;
}

/** What a value is that a function takes from its parameter: a part of what callers hand to it. Undefined where it is none. */
export function handedParts(value: Value, search: Search, at: At): HandedPart[] | undefined {
  if (value.kind !== 'member' && value.kind !== 'call') return undefined;
  const found = partsBehind(value, [], search, at, 0);
  return found.length > 0 ? found.filter(({ isChecked }) => !isChecked) : undefined;
}

/** The part as the caller would write it: what it has looked at before is harmless. */
const partOf = (whole: Value, path: readonly string[]): Value =>
  path.reduce<Value>(
    (object, property) => ({ kind: 'member', object, property, range: whole.range, propertyRange: whole.range }),
    whole,
  );

function partsBehind(value: Value, behind: readonly string[], search: Search, at: At, depth: number): HandedPart[] {
  const { sources, functions } = at.unit;
  if (search.visits++ > maxVisits) {
    search.isCut = true;
    return [];
  }
  const chain = sources.chainOf(value);
  const fn = chain?.binding.kind === 'parameter' ? chain.binding.scope.function : undefined;
  if (!chain || !fn || depth > maxFunctions) return [];
  const path = [...chain.path, ...behind];
  const position = fn.parameters.filter(({ name }) => name !== 'self' && name !== 'cls').indexOf(chain.binding);
  if (position < 0 || path.length === 0) return [];
  const frame = at.frame?.fn === fn ? at.frame : undefined;
  return (frame ? [frame] : functions.sites(fn)).flatMap(({ call, unit }) => {
    const given = unit.flow.argument(call, position, chain.binding.name);
    if (!given) return [];
    const handed = step('argument', fn.name ?? '', given.range, search, at, unit);
    const there = { ...handed, unit, frame: frame?.outer, modules: at.modules + (unit === at.unit ? 0 : 1) };
    // A type alone says that a parameter is a request; where one is handed to it, that is where it comes from.
    const behindThat = partsBehind(given, path, search, there, depth + 1);
    const kind = behindThat.length > 0 ? undefined : unit.sources.partOf(given, path);
    if (!kind) return behindThat;
    return [{ kind, value: given, at: there, isChecked: isSanitized(partOf(given, path), search, unit) }];
  });
}
