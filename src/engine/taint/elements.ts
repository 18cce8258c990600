/** React's components: functions that are given the attributes of their elements. */
import type { Assignment, FunctionFact, Value } from '../facts';
import { perObject } from '../per-object';
import type { Unit } from './unit';
import { grouped } from './uses';

const wrappers = /^react#(?:(?:\*|default)\.)?(?:memo|forwardRef)$/;
/** Wrappers around wrappers, and names for them. */
const maxDepth = 4;

/** The attributes of a document's elements, by the function that makes them, of whatever document. */
export const attributesOf = perObject(
  (unit: Unit): ReadonlyMap<FunctionFact, readonly Assignment[]> =>
    grouped(
      unit.facts.assignments.flatMap((one) => {
        const { object } = one.target;
        const [component] = object.kind === 'unknown' ? object.parts : [];
        const fn = component && componentOf(component, unit);
        return fn ? [[fn, one] as const] : [];
      }),
    ),
);

/** The function that a component is, or that `memo` is given. */
function componentOf(value: Value, unit: Unit, depth = 0): FunctionFact | undefined {
  const own = unit.functions.of(value)?.fn;
  if (own || depth > maxDepth) return own;
  if (value.kind === 'call') {
    const [first] = wrappers.test(unit.flow.name(value.call.callee) ?? '') ? value.call.args : [];
    return first && componentOf(first.value, unit, depth + 1);
  }
  for (const one of unit.flow.sources(value)) {
    const found = componentOf(one, unit, depth + 1);
    if (found) return found;
  }
  for (const one of unit.links.values(value)) {
    const found = componentOf(one.value, one.unit, depth + 1);
    if (found) return found;
  }
  return undefined;
}
