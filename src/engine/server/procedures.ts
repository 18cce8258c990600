/** tRPC: what runs before a procedure stands in the chain that makes it, in whatever module that begins. */
import type { Call, FunctionFact, Value } from '../facts';
import type { Unit } from '../taint/unit';
import { procedureEnd, procedureLink } from './framework-tables';
import { errorHandling } from './tables';
import type { FrameworkWay, Layer } from './types';

const maxSteps = 30;

export function procedureWay(fn: FunctionFact, unit: Unit): FrameworkWay | undefined {
  if (!unit.sources.rows(fn).some(({ of }) => of === 'tRPC')) return undefined;
  const end = unit.uses.handovers(fn).find(({ call }) => isEnd(call));
  if (!end) return undefined;
  const { call } = end;
  return {
    registration: call,
    unit,
    layers: call.callee.kind === 'member' ? chain(call.callee.object, unit) : [],
    // Its server is mounted on another framework's, which may ask who is there.
    knowledge: 'platform',
    isLocal: false,
    hasErrorHandler: errorHandling.test(unit.text),
  };
}

const isEnd = ({ callee }: Call): boolean => callee.kind === 'member' && procedureEnd.test(callee.property ?? '');

function chain(value: Value, unit: Unit, steps = 0): Layer[] {
  if (steps > maxSteps) return [];
  if (value.kind === 'call') {
    const { callee, args } = value.call;
    if (callee.kind !== 'member') return [{ value, unit }];
    const isLink = procedureLink.test(callee.property ?? '');
    const own = isLink ? args.map((one) => ({ value: one.value, unit })) : [];
    return [...own, ...chain(callee.object, unit, steps + 1)];
  }
  const linked = unit.links.values(value).filter((one) => one.value !== value);
  const bound = [...unit.flow.sources(value).map((one) => ({ value: one, unit })), ...linked].filter(
    (one) => one.value !== value,
  );
  if (bound.length > 0) return bound.flatMap((one) => chain(one.value, one.unit, steps + 1));
  return [{ value, unit }];
}
