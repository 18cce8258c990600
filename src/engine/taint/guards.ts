/** Whether a value was tested against something fixed before it is used. */
import type { Call, Value } from '../facts';
import type { Flow } from '../flow';
import { lookup } from '../flow-names';
import type { Guard } from './regions';
import { harmlessType, membership, patternTest } from './transfer-table';

/** The same variable, or the same member of the same variable. */
export function isSame(left: Value, right: Value): boolean {
  if (left.kind === 'name' && right.kind === 'name')
    return left.name === right.name && lookup(left.name, left.scope) === lookup(right.name, right.scope);
  return (
    left.kind === 'member' &&
    right.kind === 'member' &&
    left.property !== undefined &&
    left.property === right.property &&
    isSame(left.object, right.object)
  );
}

/** The conditions that are known from one: `a && b` holds, so both do; `a || b` does not, so neither does. */
function known({ condition, holds }: Guard): Guard[] {
  if (condition.kind === 'unknown' && condition.operator === '!')
    return condition.parts.flatMap((part) => known({ condition: part, holds: !holds }));
  if (condition.kind === 'unknown' && condition.operator === '&&' && holds)
    return condition.parts.flatMap((part) => known({ condition: part, holds }));
  if (condition.kind === 'choice' && !condition.condition && !holds)
    return condition.options.flatMap((part) => known({ condition: part, holds }));
  return [{ condition, holds }];
}

/** Whether one of the guards leaves only values that the program has chosen. */
export function isChecked(value: Value, guards: readonly Guard[], flow: Flow): boolean {
  return guards.flatMap(known).some((guard) => decides(guard, value, flow));
}

function decides({ condition, holds }: Guard, value: Value, flow: Flow): boolean {
  if (condition.kind === 'call') {
    const { callee, args } = condition.call;
    const given = args.map((one) => one.value);
    return (holds && callDecides(callee, given, value)) || everyCharacter(condition.call, holds, value);
  }
  if (condition.kind !== 'unknown') return false;
  const [left, right] = condition.parts;
  if (!left || !right) return false;
  const positive = condition.operator === '===' || condition.operator === '==' || condition.operator === 'in';
  const negative = condition.operator === '!==' || condition.operator === '!=' || condition.operator === 'not in';
  if (!(holds ? positive : negative)) return false;
  if (condition.operator === 'in' || condition.operator === 'not in') return isSame(left, value);
  return [[left, right] as const, [right, left] as const].some(([tested, other]) => {
    const constant = flow.constant(other);
    if (typeof constant !== 'string') return false;
    const isTypeTest = tested.kind === 'unknown' && tested.operator === 'typeof';
    return isTypeTest
      ? harmlessType.test(constant) && tested.parts.some((part) => isSame(part, value))
      : isSame(tested, value);
  });
}

/** `all(c in ALLOWED for c in x)`, `not any(c not in ALLOWED for c in x)`, `[...x].every((c) => ALLOWED.includes(c))`. */
function everyCharacter({ callee, args }: Call, holds: boolean, value: Value): boolean {
  if (callee.kind === 'member')
    return holds && callee.property === 'every' && charactersOf(callee.object).some((one) => isSame(one, value));
  const [test] = callee.kind === 'name' && callee.name === (holds ? 'all' : 'any') ? args : [];
  const operator = holds ? 'in' : 'not in';
  return test !== undefined && testsIn(test.value).some((one) => one.operator === operator && isOf(one, value));
}

/** `[...x]`, `x.split('')`, `Array.from(x)`. */
function charactersOf(value: Value): Value[] {
  if (value.kind === 'array') return value.items.length === 1 ? [...value.items] : [];
  if (value.kind !== 'call') return [];
  const { callee, args } = value.call;
  if (callee.kind !== 'member') return [];
  return callee.property === 'split' ? [callee.object] : callee.property === 'from' ? args.map((one) => one.value) : [];
}

type Test = Value & { kind: 'unknown' };

/** The tests that a generator makes. */
function testsIn(value: Value): Test[] {
  if (value.kind === 'array') return value.items.flatMap(testsIn);
  if (value.kind !== 'unknown') return [];
  return value.operator ? [value] : value.parts.flatMap(testsIn);
}

/** What is tested is an element of the value. */
const isOf = ({ parts: [tested] }: Test, value: Value): boolean =>
  tested?.kind === 'name' &&
  (lookup(tested.name, tested.scope)?.some(
    ({ value: bound }) => bound?.kind === 'member' && bound.property === undefined && isSame(bound.object, value),
  ) ??
    false);

/** `ALLOWED.includes(x)`, `Object.hasOwn(MAP, x)`, `/^[a-z]+$/.test(x)`, `x.isdigit()`, `isinstance(x, int)`. */
function callDecides(callee: Value, args: readonly Value[], value: Value): boolean {
  if (callee.kind === 'name') {
    const [tested, type] = args;
    const isHarmless = type?.kind === 'name' && harmlessType.test(type.name);
    return callee.name === 'isinstance' && isHarmless && tested !== undefined && isSame(tested, value);
  }
  if (callee.kind !== 'member' || callee.property === undefined) return false;
  if (patternTest.test(callee.property)) return isSame(callee.object, value) || args.some((one) => isSame(one, value));
  return membership.test(callee.property) && args.some((one) => isSame(one, value)) && !isSame(callee.object, value);
}
