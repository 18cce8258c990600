/** Functions that answer for a whole application when a request has thrown and nobody has caught it. */
import type { FunctionFact, Region, Value } from '../../engine/facts';
import { isInside } from '../../engine/positions';
import type { Document, Range } from '../../engine/types';

/** Errors that a request to Claude can be, among others; classes of the program's own are what it means to show. */
const anyError = /^(?:Exception|BaseException|anthropic(?:\.\w+)+)$/;
/** Only errors that the program has made itself, or nobody but its developers, are told more. */
const chosen =
  /\b(?:instanceof|isinstance|expose|isOperational|isPublic|status(?:_?[cC]ode)?|NODE_ENV|DEBUG|debug|isDev\w*|development|name|code)\b/;

/** Where an error that a request to Claude has thrown is answered. Empty where each of them is caught before. */
export function errorHandlers(document: Document): Range[] {
  const { facts, text } = document;
  const tries = facts.regions.filter(({ kind }) => kind === 'try');
  const isLeft = facts.calls.some(
    (call) =>
      document.asks(call) &&
      tries.every((one) => !isInside(call.range, one.range) || passesOn(one, facts.regions, text)),
  );
  if (!isLeft) return [];
  const branches = facts.regions.filter(({ kind, condition }) => kind === 'branch' && condition);
  const isChosen = ({ condition, holds }: Region) => {
    const tested = text.slice(condition!.range.start, condition!.range.end);
    return holds === false ? /\bproduction\b/.test(tested) : chosen.test(tested);
  };
  return handlersOf(document).flatMap((handler) =>
    without(
      handler,
      branches.filter((one) => isInside(one.range, handler) && isChosen(one)),
    ),
  );
}

/** Its catch hands the error to the framework. */
function passesOn({ range }: Region, regions: readonly Region[], text: string): boolean {
  const [after] = regions.filter(({ kind, range: { start } }) => kind === 'catch' && start >= range.end);
  return after !== undefined && /\bnext\s*\(|\bthrow\b|\braise\b/.test(text.slice(after.range.start, after.range.end));
}

const without = (range: Range, left: readonly Region[]): Range[] =>
  left.reduce<Range[]>(
    (rest, { range: out }) =>
      rest.flatMap((one) =>
        isInside(out, one)
          ? [
              { start: one.start, end: out.start },
              { start: out.end, end: one.end },
            ]
          : [one],
      ),
    [range],
  );

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
