/** Which of a name's bindings a place can see. */
import type { Binding, Region, Value } from '../facts';
import type { Unit } from './unit';
import { functionOfScope, scopeFunction } from './walk';

/**
 * The bindings that the name can have here: from the last before it that is made in any case; and those behind it in a loop
 * that comes back without that one.
 */
export function reaching(bindings: readonly Binding[], value: Value, { regions }: Unit): readonly Binding[] {
  const here = scopeFunction(value);
  if (bindings.length < 2 || bindings.some(({ scope }) => functionOfScope(scope) !== here)) return bindings;
  const { start } = value.range;
  const before = bindings.filter(({ range }) => range.start <= start);
  const last = before.findLast(({ range }) => regions.dominates(range.start, start));
  const isIn = (binding: Binding, loop: Region) =>
    loop.range.start <= binding.range.start && binding.range.start < loop.range.end;
  const again = regions.around(start, 'loop').filter((loop) => !last || !isIn(last, loop));
  return bindings.filter((one) =>
    one.range.start <= start ? !last || one.range.start >= last.range.start : again.some((loop) => isIn(one, loop)),
  );
}
