/** Functions that answer for a whole application when a request has thrown and nobody has caught it. */
import type { Call, FunctionFact, Region, Value } from '../../../engine/facts';
import { perObject } from '../../../engine/per-object';
import { isInside } from '../../../engine/text/positions';
import type { Document, Range } from '../../../engine/types';
import { overlaps } from '../values';

/** Errors that a request to Claude can be, among others; classes of the program's own are what it means to show. */
const anyError = /^(?:Exception|BaseException|anthropic(?:\.\w+)+)$/;
/** Only errors that the program has made itself, or nobody but its developers, are told more. */
const chosen =
  /\b(?:instanceof|isinstance|expose|isOperational|isPublic|status(?:_?[cC]ode)?|NODE_ENV|DEBUG|debug|isDev\w*|development|name|code)\b/;

/** Tells where an error that a request to Claude has thrown is answered: nowhere if each of them is caught before. */
export const inErrorHandlers = perObject((document: Document): ((range: Range) => boolean) => {
  const handlers = handlersOf(document);
  if (handlers.length === 0 || !leavesErrors(document)) return () => false;
  const aside = document.facts.regions.filter((one) => isChosen(one, document));
  const isAside = (range: Range, handler: Range) =>
    aside.some((one) => isInside(one.range, handler) && overlaps(one.range, range));
  return (range) => handlers.some((handler) => isInside(range, handler) && !isAside(range, handler));
});

/** Whether the branch is of those that may be told more. */
function isChosen({ kind, condition, holds }: Region, { text }: Document): boolean {
  if (kind !== 'branch' || !condition) return false;
  const tested = text.slice(condition.range.start, condition.range.end);
  return holds === false ? /\bproduction\b/.test(tested) : chosen.test(tested);
}

function leavesErrors(document: Document): boolean {
  const { calls, regions } = document.facts;
  const tries = regions.filter(({ kind }) => kind === 'try');
  const isLeft = ({ range }: Call) =>
    tries.every((one) => !isInside(range, one.range) || passesOn(one, regions, document.text));
  return calls.some((call) => document.asks(call) && isLeft(call));
}

/** Its catch hands the error to the framework. */
function passesOn({ range }: Region, regions: readonly Region[], text: string): boolean {
  const after = regions.find(({ kind, range: { start } }) => kind === 'catch' && start >= range.end);
  return after !== undefined && /\bnext\s*\(|\bthrow\b|\braise\b/.test(text.slice(after.range.start, after.range.end));
}

function handlersOf({ facts, flow }: Document): Range[] {
  const functionsIn = (value: Value): FunctionFact[] =>
    [value, ...flow.sources(value)].flatMap((one) => (one.kind === 'function' ? [one.function] : []));
  const given = facts.calls.flatMap(({ callee, args }) => {
    const name = callee.kind === 'member' ? callee.property : undefined;
    if (name !== 'use' && name !== 'setErrorHandler' && name !== 'onError') return [];
    const functions = args.flatMap(({ value }) => functionsIn(value));
    return functions.filter(({ parameters }) => name !== 'use' || parameters.length === 4);
  });
  const decorated = facts.functions.filter(({ decorators }) =>
    decorators.some((one) => {
      const name = one.kind === 'call' && one.call.callee.kind === 'member' ? one.call.callee.property : undefined;
      if (one.kind !== 'call' || (name !== 'exception_handler' && name !== 'errorhandler')) return false;
      return one.call.args.some(({ value }) => {
        // Flask puts a fixed text in place of what was thrown for those that are known by their status alone.
        if (name === 'exception_handler' && flow.constant(value) === 500) return true;
        return anyError.test(flow.name(value) ?? (value.kind === 'name' ? value.name : ''));
      });
    }),
  );
  return [...given, ...decorated].map(({ range }) => range);
}
