/** The requests to Claude that a function leads to, through functions of whatever module. */
import type { Call, FunctionFact } from '../facts';
import { perObject } from '../per-object';
import { handlerOf, throws } from '../taint/asking';
import type { Unit } from '../taint/unit';
import { callsIn } from './evidence';
import { thrownAnswers } from './tables';
import type { Reached } from './types';

const maxDepth = 4;
const mostFunctions = 60;

export function reachedFrom(fn: FunctionFact, unit: Unit): Reached[] {
  const found: Reached[] = [];
  const seen = new Set<FunctionFact>();

  /** What is caught on one of the ways is caught. */
  function note(one: Reached): void {
    const known = found.find(({ request }) => request === one.request);
    if (known) known.isCaught ||= one.isCaught;
    else found.push(one);
  }

  function look(
    current: FunctionFact,
    at: Unit,
    depth: number,
    way: { call: Call; isCaught: boolean } | undefined,
  ): void {
    if (seen.has(current) || seen.size >= mostFunctions) return;
    seen.add(current);
    const requests = requestsOf(at);
    for (const call of ownCalls(at)(current)) {
      const request = requests.get(call);
      const isFollowed = !request && depth < maxDepth && mayLead(at);
      const callee = isFollowed ? at.functions.of(call.callee, call.isNew) : undefined;
      if (!request && !callee) continue;
      const here = { call: way?.call ?? call, isCaught: way?.isCaught || isCaught(call, current, at) };
      if (request) note({ request, unit: at, ...here });
      else if (callee) look(callee.fn, callee.unit, depth + 1, here);
    }
  }

  look(fn, unit, 0, undefined);
  return found;
}

const requestsOf = perObject(({ claude }: Unit) => new Map(claude.requests.map((one) => [one.call, one])));

/** Calls of a function, without those of functions in it that it calls: they are seen from there. Many functions lead to the same. */
const ownCalls = perObject((unit: Unit) => perObject((fn: FunctionFact) => findOwnCalls(fn, unit)));

function findOwnCalls({ range }: FunctionFact, unit: Unit): Call[] {
  const calls = callsIn(range, unit);
  const inner = calls.flatMap(({ callee, isNew }) => {
    const called = callee.kind === 'name' ? unit.functions.of(callee, isNew) : undefined;
    const inside = called?.unit === unit ? called.fn.range : undefined;
    return inside && range.start < inside.start && inside.end <= range.end ? [inside] : [];
  });
  return calls.filter((call) => !inner.some(({ start, end }) => start <= call.range.start && call.range.end <= end));
}

/** Something in the document, or in what it imports, asks Claude. */
export const mayLead = ({ claude, links }: Unit): boolean => links.asks || claude.requests.length > 0;

/** `.catch(next)` behind the call, with what is chained between. */
const catches = /^[^;]*?\.catch\(/;
/** Calls that give the errors of what they are given as values. */
const settles = /(?:^|\.)(?:allSettled|return_exceptions)$/;

const settling = perObject(({ facts }: Unit) =>
  facts.calls.filter(
    ({ callee, args }) =>
      (callee.kind === 'member' && settles.test(callee.property ?? '')) ||
      args.some(({ name }) => name !== undefined && settles.test(name)),
  ),
);

/** A try around the call, in the function, has a handler, or what the call gives is settled there. */
function isCaught({ range: { start, end: last } }: Call, within: FunctionFact, unit: Unit): boolean {
  const isSettled = settling(unit).some(({ range }) => range.start < start && last <= range.end);
  if (isSettled || catches.test(unit.text.slice(last, last + 400))) return true;
  const tries = unit.regions.around(start, 'try').filter(({ range }) => range.start >= within.range.start);
  return tries.some((one) => {
    const handler = handlerOf(one, unit.facts.regions, unit.text);
    return (
      handler !== undefined && (unit.file.path.endsWith('.py') || !throws.test(handler.replace(thrownAnswers, '')))
    );
  });
}
