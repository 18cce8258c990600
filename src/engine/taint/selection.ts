/** Which elements of a list a search leaves: `messages.find((one) => one.role === 'system')`. */
import type { Call, FunctionFact, Value } from '../facts';
import type { Flow } from '../flow/flow';

const searches = /^(?:find|findLast|filter)$/;

/** A member of the element, and the constant that it must be. */
interface Test {
  property: string;
  constant: unknown;
}

/** The elements of a list that is written here which its search can give; undefined where that cannot be told. */
export function chosenElements(call: Call, flow: Flow): Value[] | undefined {
  const { callee, args } = call;
  if (callee.kind !== 'member' || !searches.test(callee.property ?? '')) return undefined;
  const given = args[0]?.value;
  const test = given?.kind === 'function' ? testOf(given.function, flow) : undefined;
  const [list = callee.object] = callee.object.kind === 'name' ? flow.sources(callee.object) : [];
  if (!test || list.kind !== 'array') return undefined;
  return list.items.filter((item) => canBe(item, test, flow));
}

function testOf({ parameters: [element], returns: [result, other] }: FunctionFact, flow: Flow): Test | undefined {
  if (!element || other || result?.kind !== 'unknown' || !/^===?$/.test(result.operator ?? '')) return undefined;
  const [left, right] = result.parts;
  for (const [tested, fixed] of [
    [left, right],
    [right, left],
  ]) {
    const constant = fixed && flow.constant(fixed);
    const isMember = tested?.kind === 'member' && tested.object.kind === 'name' && tested.object.name === element.name;
    if (isMember && tested.property !== undefined && constant !== undefined)
      return { property: tested.property, constant };
  }
  return undefined;
}

/** What is not known may be anything. */
function canBe(item: Value, { property, constant }: Test, flow: Flow): boolean {
  const known = flow.property(item, property);
  const is = known && flow.constant(known);
  return is === undefined || is === constant;
}

/** The options that are left where nobody develops: `NODE_ENV === 'development' ? error.message : undefined`. */
export function inProduction({ condition, options }: Value & { kind: 'choice' }, flow: Flow): readonly Value[] {
  if (condition?.kind !== 'unknown' || options.length !== 2) return options;
  const [left, right] = condition.parts;
  const mode = left && right && flow.environment(left) === 'NODE_ENV' ? flow.constant(right) : undefined;
  const isEqual = /^===?$/.test(condition.operator ?? '');
  const isUnequal = /^!==?$/.test(condition.operator ?? '');
  return (isEqual && mode === 'development') || (isUnequal && mode === 'production') ? options.slice(1) : options;
}
