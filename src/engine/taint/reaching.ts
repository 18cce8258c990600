/** Which of a name's bindings a place can see. */
import type { Binding, Region, Value } from '../facts';
import { isChecked } from './guards';
import type { Unit } from './unit';
import { functionOfScope, scopeFunction } from './walk';

/**
 * The bindings that the name can have here: from the last before it that is made in any case; and those behind it in a loop
 * that comes back without that one.
 */
export function reaching(bindings: readonly Binding[], value: Value, unit: Unit): readonly Binding[] {
  const here = scopeFunction(value);
  if (bindings.length < 2 || bindings.some(({ scope }) => functionOfScope(scope) !== here)) return bindings;
  const { regions } = unit;
  const { start } = value.range;
  const before = bindings.filter(({ range }) => range.start <= start);
  const last = before.findLast((one) => regions.dominates(one.range.start, start) || replaces(one, value, unit));
  const isIn = (binding: Binding, loop: Region) =>
    loop.range.start <= binding.range.start && binding.range.start < loop.range.end;
  const again = regions.around(start, 'loop').filter((loop) => !last || !isIn(last, loop));
  return bindings.filter((one) =>
    one.range.start <= start ? !last || one.range.start >= last.range.start : again.some((loop) => isIn(one, loop)),
  );
}

/** `if (!ALLOWED.includes(model)) model = 'a'`: whatever is bound before is one that is allowed. */
function replaces({ range }: Binding, value: Value, unit: Unit): boolean {
  return unit.regions
    .around(range.start, 'branch')
    .some(
      ({ condition, holds, range: { end } }) =>
        condition !== undefined && end <= value.range.start && isChecked(value, [{ condition, holds: !holds }], unit),
    );
}
