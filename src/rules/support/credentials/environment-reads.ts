/** Where a document reads variables of its environment, and how it reads another one there. */
import type { Call, Value } from '../../../engine/facts';
import type { Document, Edit } from '../../../engine/types';
import { componentsOf } from '../../../engine/values';

/** Structures are looked into this far. */
const maxDepth = 8;
/** Whether a variable is there says nothing of its value. */
const presence = /^(?:!|typeof|===?|!==?)$/;
const presenceCall = /^(?:Boolean|bool)$/;

/** Reads of variables whose names are meant, in order, each once; tests whether they are set are none. */
export function environmentReads({ facts, flow }: Document, isMeant: (name: string) => boolean): Value[] {
  const found = new Map<number, Value>();
  const look = (value: Value, depth: number): void => {
    if (depth > maxDepth) return;
    const name = flow.environment(value);
    if (name !== undefined && isMeant(name)) found.set(value.range.start, value);
    else for (const part of partsOf(value)) look(part, depth + 1);
  };
  const roots = [...facts.bindings, ...facts.assignments].flatMap(({ value }) => value ?? []);
  const given = facts.calls.filter((call) => !isPresenceTest(call)).flatMap(({ args }) => args.map((one) => one.value));
  for (const value of [...roots, ...given, ...facts.functions.flatMap(({ returns }) => returns), ...facts.exports])
    look(value, 0);
  return [...found.values()].sort((left, right) => left.range.start - right.range.start);
}

const isPresenceTest = ({ callee }: Call): boolean => callee.kind === 'name' && presenceCall.test(callee.name);

/** What stands in a value; arguments of calls in it are looked at as those of all calls are. */
const partsOf = (value: Value): readonly Value[] =>
  value.kind === 'unknown' && presence.test(value.operator ?? '') ? [] : componentsOf(value);

/** Reads another variable in its place, in the language's idiom. */
export function readInstead({ range }: Value, name: string, { format, text, file }: Document): Edit[] {
  const quote = /["'`]/.exec(text.slice(range.start, range.end))?.[0] ?? '"';
  const read = format.idioms.readEnvironment(name, { kind: 'literal', quote, path: file.path });
  return read === undefined ? [] : [{ range, text: read }];
}
