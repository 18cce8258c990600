/** Whether a value was tested against something fixed before it is used. */
import type { Call, MemberValue, Value } from '../facts';
import { lookup } from '../flow/names';
import { isWholePattern } from './patterns';
import type { Guard } from './regions';
import { harmlessType, membership, patternTest, textTest } from './transfer-table';
import type { Use } from './types';
import type { Unit } from './unit';

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

/**
 * Whether one of the guards leaves only values that the program has chosen.
 * @param use what the value is used for, where that is known
 */
export function isChecked(value: Value, guards: readonly Guard[], unit: Unit, use?: Use): boolean {
  return guards.flatMap(known).some((guard) => decides(guard, value, unit, use));
}

function decides({ condition, holds }: Guard, value: Value, unit: Unit, use: Use | undefined): boolean {
  const { flow } = unit;
  if (condition.kind === 'call')
    return (holds && callDecides(condition.call, value, unit, use)) || everyCharacter(condition.call, holds, value);
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
function callDecides({ callee, args: given }: Call, value: Value, unit: Unit, use: Use | undefined): boolean {
  const args = given.map((one) => one.value);
  if (callee.kind === 'name') {
    const [tested, type] = args;
    const isHarmless = type?.kind === 'name' && harmlessType.test(type.name);
    return callee.name === 'isinstance' && isHarmless && tested !== undefined && isSame(tested, value);
  }
  if (callee.kind !== 'member' || callee.property === undefined) return false;
  const { object, property } = callee;
  const isGiven = args.some((one) => isSame(one, value));
  if (textTest.test(property)) return isGiven || isSame(object, value);
  if (patternTest.test(property)) {
    const pattern = patternOf(callee, args, value);
    // Python's `match` begins at the start of the text; JavaScript has that of texts alone.
    const anchors = { isFromStart: property !== 'test' && !isSame(object, value), isToEnd: property === 'fullmatch' };
    return pattern !== undefined && isWholePattern(pattern, anchors, use, unit);
  }
  return membership.test(property) && isGiven && !isSame(object, value);
}

/** `P.test(x)`, `x.match(P)`, `re.match(P, x)`, `P.match(x)`. */
function patternOf({ object }: MemberValue, args: readonly Value[], value: Value): Value | undefined {
  if (isSame(object, value)) return args[0];
  const at = args.findIndex((one) => isSame(one, value));
  return at < 0 ? undefined : at === 0 ? object : args[0];
}
