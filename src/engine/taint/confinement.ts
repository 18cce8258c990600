/** Whether a path is kept under a root, or a URL to hosts that the program has chosen, by what is done before it is used. */
import type { Call, Value } from '../facts';
import { lastName, lookup } from '../flow/names';
import { once } from '../once';
import {
  asserting,
  confiningName,
  hostMember,
  noConfinement,
  openPrefix,
  otherHost,
  parentFolder,
  rootTest,
} from './confinement-table';
import { isSame } from './guards';
import type { Use } from './types';
import type { Unit } from './unit';

export interface Confinement {
  isConfined(value: Value, use: Use): boolean;
}

/** Names that stand for each other are followed this far, and expressions in expressions. */
const maxBindings = 3;
const maxNesting = 12;

export function createConfinement({ facts, flow, regions, text }: Unit): Confinement {
  const assertions = once(() => facts.calls.filter((call) => asserting.test(lastName(call.callee))));

  function isConfined(value: Value, use: Use): boolean {
    if ((use !== 'path' && use !== 'url') || (value.kind !== 'name' && value.kind !== 'member')) return false;
    const { start } = value.range;
    return (
      regions.guards(start).some(({ condition }) => decides(condition, value, use)) ||
      assertions().some((call) => isBefore(call, start) && isAbout(call.callee, call, value))
    );
  }

  /** A try does not decide whether what is behind it runs. */
  const isBefore = ({ range: { start, end } }: Call, offset: number): boolean =>
    end <= offset &&
    (['branch', 'loop', 'catch'] as const).every((kind) =>
      regions.around(start, kind).every(({ range }) => range.start <= offset && offset < range.end),
    );

  const isAbout = (callee: Value, { args }: Call, value: Value): boolean =>
    [callee, ...args.map((one) => one.value)].some((one) => mentions(one, value));

  /** Some part of the condition, or of what a name in it stands for, tests where the path or URL leads, whichever way it is asked. */
  const decides = (condition: Value, value: Value, use: Use, depth = 0): boolean =>
    anyPart(condition, (part) => {
      if ((use === 'path' ? testsPath(part) : testsHost(part)) && mentions(part, value)) return true;
      return depth < maxBindings && boundTo(part).some((inner) => decides(inner, value, use, depth + 1));
    });

  function testsPath(part: Value): boolean {
    if (part.kind === 'unknown' && /^(?:not )?in$/.test(part.operator ?? '')) {
      const [asked, among] = part.parts;
      // `root in path.parents`
      const isParent = among?.kind === 'member' && among.property === 'parents';
      return isParent || (asked !== undefined && flow.constant(asked) === parentFolder);
    }
    if (part.kind !== 'call') return false;
    const name = lastName(part.call.callee);
    const first = part.call.args[0]?.value;
    const given = first && flow.constant(first);
    if (/^starts_?with$/i.test(name))
      return typeof given !== 'string' || given.startsWith(parentFolder) || !openPrefix.test(given);
    if (/^(?:includes|contains|split)$/.test(name)) return typeof given === 'string' && given.includes(parentFolder);
    if (/^(?:test|match|search|fullmatch)$/.test(name))
      return /\.\.|\\\.\\\./.test(text.slice(part.range.start, part.range.end));
    return rootTest.test(name) || (confiningName.path.test(name) && !noConfinement.path.test(name));
  }

  function testsHost(part: Value): boolean {
    if (part.kind === 'member') return hostMember.test(part.property ?? '');
    if (part.kind !== 'call') return false;
    const name = lastName(part.call.callee);
    const first = part.call.args[0]?.value;
    const given = first && flow.constant(first);
    if (/^starts_?with$/i.test(name)) return typeof given !== 'string' || otherHost.test(given);
    return confiningName.url.test(name) && !noConfinement.url.test(name);
  }

  /** It is made of the value, be it by way of names. */
  const mentions = (part: Value, value: Value, depth = 0): boolean =>
    anyPart(part, (one) => {
      if (isSame(one, value)) return true;
      return depth < maxBindings && boundTo(one).some((inner) => mentions(inner, value, depth + 1));
    });

  return { isConfined };
}

/** What a name stands for, other than a function. */
const boundTo = (value: Value): readonly Value[] =>
  value.kind !== 'name'
    ? []
    : (lookup(value.name, value.scope) ?? []).flatMap((one) =>
        one.value?.kind === 'function' ? [] : (one.value ?? []),
      );

/** Whether something holds for an expression or one of those inside it. */
function anyPart(value: Value, holds: (part: Value) => boolean, depth = 0): boolean {
  return holds(value) || (depth < maxNesting && partsOf(value).some((part) => anyPart(part, holds, depth + 1)));
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'unknown':
    case 'template':
      return value.parts;
    case 'choice':
      return value.condition ? [value.condition, ...value.options] : value.options;
    case 'member':
      return [value.object];
    case 'array':
      return value.items;
    case 'call':
      return [value.call.callee, ...value.call.args.map((one) => one.value)];
    case 'function':
      return value.function.returns;
    default:
      return [];
  }
}
