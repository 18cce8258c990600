/** Whether a call leads to a request to Claude whose errors come back, through functions of whatever module. */
import type { Call, FunctionFact, Region } from '../facts';
import type { Unit } from './unit';

/** Functions that call each other are followed this far. */
const maxDepth = 3;

/** What stands between a try and its handler. */
const follows = /^\s*\}?\s*(?:catch|except)\b[^{};]{0,200}$/;
export const throws = /\b(?:throw|raise|reject)\b/;

/** The text of what catches what is thrown in the try. */
export function handlerOf({ range: { end } }: Region, regions: readonly Region[], text: string): string | undefined {
  const handler = regions.find(({ kind, range }) => kind === 'catch' && range.start >= end);
  const isNext = handler !== undefined && follows.test(text.slice(end, handler.range.start));
  return isNext ? text.slice(handler.range.start, handler.range.end) : undefined;
}

/** Whether what is thrown in the try is caught by its handler, and nothing is thrown instead. */
export function isCaughtFor(one: Region, regions: readonly Region[], text: string): boolean {
  const handler = handlerOf(one, regions, text);
  return handler !== undefined && !throws.test(handler);
}

export interface Asking {
  /** @param depth functions that have led here */
  asks(call: Call, depth?: number): boolean;
  /** Whether such a call stands in a function of this document. */
  inside(fn: FunctionFact, depth: number): boolean;
}

export function createAsking(unit: Unit): Asking {
  const requests = new Set(unit.claude.requests.map(({ call }) => call));
  const known = new Map<FunctionFact, boolean>();

  function find({ range: { start, end } }: FunctionFact, depth: number): boolean {
    const within = unit.facts.calls.filter(
      ({ range }) => start <= range.start && range.end <= end && !isSettled(range.start, start),
    );
    return within.some((call) => requests.has(call)) || within.some((call) => asks(call, depth));
  }

  /** Its errors are caught before they leave the function that begins at `from`. */
  function isSettled(offset: number, from: number): boolean {
    const tries = unit.regions.around(offset, 'try').filter(({ range }) => range.start >= from);
    return tries.some((one) => isCaughtFor(one, unit.facts.regions, unit.text));
  }

  function inside(fn: FunctionFact, depth: number): boolean {
    const found = known.get(fn);
    if (found !== undefined) return found;
    // Functions that call each other ask nobody by that.
    known.set(fn, false);
    const answer = find(fn, depth);
    known.set(fn, answer);
    return answer;
  }

  function asks(call: Call, depth = 0): boolean {
    if (requests.has(call)) return true;
    const called = depth < maxDepth ? unit.functions.of(call.callee, call.isNew) : undefined;
    return called?.unit.asking.inside(called.fn, depth + 1) ?? false;
  }

  return { asks, inside };
}
