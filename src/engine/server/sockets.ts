/** Servers of sockets: a handler of a socket’s events, inside the one of those who connect. */
import type { Call, FunctionFact, Value } from '../facts';
import { calleeOf, callValue } from '../flow/names';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';
import {
  connected,
  lifeEvents,
  pythonSocketDecorator,
  pythonSocketServers,
  socketModules,
  socketServers,
} from './framework-tables';
import { listeningOf } from './listening';
import type { FrameworkWay, Layer } from './types';

export function socketWay(fn: FunctionFact, unit: Unit): FrameworkWay | undefined {
  return unit.file.path.endsWith('.py') ? decoratedWay(fn, unit) : eventWay(fn, unit);
}

function eventWay(fn: FunctionFact, unit: Unit): FrameworkWay | undefined {
  if (!unit.facts.imports.some(({ module }) => socketModules.test(module))) return undefined;
  const own = eventOf(fn, (event) => !lifeEvents.test(event), unit);
  const outer = own && around(fn).find((one) => eventOf(one, (event) => connected.test(event), unit));
  if (!own || !outer) return undefined;
  const units = [unit, ...unit.links.importers()];
  const servers = units.flatMap(serversOf(socketServers));
  return {
    registration: own,
    unit,
    layers: [functionLayer(outer, unit), ...servers, ...units.flatMap(gates)],
    knowledge: servers.length > 0 ? 'all' : 'some',
    isLocal: listeningOf(units),
    hasErrorHandler: true,
  };
}

/** The call that makes a function a handler of such an event. */
const eventOf = (fn: FunctionFact, isMeant: (event: string) => boolean, { uses, flow }: Unit): Call | undefined =>
  uses.handovers(fn).find(({ call: { callee, args } }) => {
    const event = args[0] && flow.constant(args[0].value);
    const isListening = callee.kind === 'member' && /^(?:on|once|addEventListener)$/.test(callee.property ?? '');
    return isListening && typeof event === 'string' && isMeant(event);
  })?.call;

/** Functions that a function stands in, innermost first. */
function around({ scope }: FunctionFact): FunctionFact[] {
  const found: FunctionFact[] = [];
  for (let one = scope.parent; one; one = one.parent) if (one.function) found.push(one.function);
  return found;
}

const functionLayer = (fn: FunctionFact, unit: Unit): Layer => ({
  value: { kind: 'function', function: fn, range: fn.range },
  unit,
});

const callLayer = (call: Call, unit: Unit): Layer => ({ value: callValue(call), unit });

const serversOf = (pattern: RegExp) =>
  perObject((unit: Unit): readonly Layer[] =>
    unit.facts.calls
      .filter(({ callee }) => pattern.test(unit.flow.name(callee) ?? ''))
      .map((call) => callLayer(call, unit)),
  );

/** `io.use(…)`, `io.engine.use(…)`, and what decides about an upgrade. */
const gates = perObject((unit: Unit): readonly Layer[] =>
  unit.facts.calls
    .filter(({ callee, args }) => {
      if (callee.kind !== 'member') return false;
      const event = args[0] && unit.flow.constant(args[0].value);
      return callee.property === 'use' || (callee.property === 'on' && event === 'upgrade');
    })
    .map((call) => callLayer(call, unit)),
);

/** `@sio.on("ask")`, `@sio.event`. */
function decoratedWay(fn: FunctionFact, unit: Unit): FrameworkWay | undefined {
  const mark = fn.decorators.find((one) => isEvent(one, unit));
  if (!mark) return undefined;
  const others = fn.decorators.filter((one) => one !== mark).map((value) => ({ value, unit }));
  const units = [unit, ...unit.links.importers()];
  const servers = units.flatMap(serversOf(pythonSocketServers));
  return {
    ...(mark.kind === 'call' && { registration: mark.call, unit }),
    layers: [...others, ...connections(unit), ...servers],
    knowledge: servers.length > 0 ? 'all' : 'some',
    isLocal: listeningOf(units),
    hasErrorHandler: true,
  };
}

const isEvent = (mark: Value, { flow }: Unit): boolean => pythonSocketDecorator.test(flow.name(calleeOf(mark)) ?? '');

/** Handlers of those who connect. */
const connections = perObject((unit: Unit): readonly Layer[] =>
  unit.facts.functions
    .filter(
      (fn) =>
        fn.decorators.some((one) => isEvent(one, unit)) &&
        (fn.name === 'connect' || fn.decorators.some((one) => isConnection(one, unit))),
    )
    .map((fn) => functionLayer(fn, unit)),
);

const isConnection = (mark: Value, { flow }: Unit): boolean =>
  mark.kind === 'call' && mark.call.args[0] !== undefined && flow.constant(mark.call.args[0].value) === 'connect';
