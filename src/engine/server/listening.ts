/** To whom a server listens. */
import { byName } from '../by-name';
import type { Call } from '../facts';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';
import { desktop, listening, localByDefault, localCommand, loopback } from './tables';

/** `default`: to its own machine, where nobody has said so. */
export type Listening = boolean | 'default';

export function listeningOf(units: readonly Unit[]): Listening {
  if (units.some(isOnDesktop)) return true;
  const all = units.flatMap(listenersIn);
  if (all.some((one) => one === false)) return false;
  if (all.some((one) => one === true)) return true;
  return all.includes('default') || units.some(isStartedLocally) ? 'default' : false;
}

const isOnDesktop = perObject(({ facts }: Unit) => facts.imports.some(({ module }) => desktop.test(module)));
const isStartedLocally = perObject(({ text }: Unit) => localCommand.test(text));
const listenersIn = perObject((unit: Unit) =>
  unit.facts.calls.filter((call) => isListening(calledName(call, unit))).map((call) => toWhom(call, unit)),
);

const isListening = byName((name) => listening.test(name));

const calledName = ({ callee }: Call, { flow }: Unit): string =>
  flow.name(callee) ?? (callee.kind === 'member' ? `.${callee.property}` : '');

function toWhom(call: Call, unit: Unit): Listening | undefined {
  const { flow } = unit;
  const hosts = call.args.flatMap(({ name, value }) => {
    const given =
      name === 'host' || name === 'hostname'
        ? value
        : (flow.property(value, 'host') ?? flow.property(value, 'hostname'));
    return given ?? (name === undefined ? value : []);
  });
  const named = hosts.flatMap((one) => flow.literals(one).map(({ text }) => text));
  if (named.some((text) => loopback.test(text))) return true;
  if (call.args.some(({ name }) => name === 'host') || named.some((text) => /^(?:0\.0\.0\.0|::)$/.test(text)))
    return false;
  return localByDefault.test(calledName(call, unit)) ? 'default' : undefined;
}
