/** Whether a call leads to a request to Claude, through functions of whatever module. */
import type { Call, FunctionFact } from '../facts';
import type { Unit } from './unit';

/** Functions that call each other are followed this far. */
const maxDepth = 3;

export function asks(call: Call, unit: Unit, depth = 0): boolean {
  if (unit.claude.requests.some((one) => one.call === call)) return true;
  const called = depth < maxDepth ? unit.functions.of(call.callee, call.isNew) : undefined;
  return called !== undefined && asksInside(called.fn, called.unit, depth + 1);
}

function asksInside(fn: FunctionFact, unit: Unit, depth: number): boolean {
  const { start, end } = fn.range;
  const inside = unit.facts.calls.filter(({ range }) => start <= range.start && range.end <= end);
  return inside.some((call) => asks(call, unit, depth));
}
