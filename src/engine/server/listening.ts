/** To whom a server listens. */
import { byName } from '../by-name';
import type { Call, Value } from '../facts';
import { lastName } from '../flow/names';
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

/** What a value is unless somebody says otherwise: through constants of other modules and what a command line is by default. */
function addressesOf(value: Value, unit: Unit): string[] {
  const { flow } = unit;
  const own = flow.literals(value).map(({ text }) => text);
  const constant = flow.constant(value);
  const values = value.kind === 'array' ? value.items.slice(0, 1).flatMap((one) => addressesOf(one, unit)) : [];
  return [
    ...own,
    ...values,
    ...(typeof constant === 'string' ? [constant] : []),
    ...defaultsOf(value, unit),
    ...ofSchemas(value, unit),
  ];
}

/** What a schema of settings says, here or in a module that is imported: `host: z.string().default('127.0.0.1')`. */
function ofSchemas(value: Value, { facts, links, text }: Unit): string[] {
  const name = value.kind === 'member' ? (value.property ?? '') : '';
  if (!/^\w*host\w*$/i.test(name)) return [];
  const declared = new RegExp(`\\b${name}["']?\\s*:[^\\n]{0,120}\\.default\\(\\s*["'\`]([^"'\`\\n]{1,60})["'\`]`, 'i');
  const texts = [
    text,
    ...facts.imports.flatMap(({ module }) => links.documents(module).map((one) => one.document.text)),
  ];
  return texts.flatMap((one) => declared.exec(one)?.[1] ?? []);
}

const declaring = /(?:^|[.#])(?:add_argument|option|Option)$/;

/** What a command line is by default: `parser.add_argument("--host", default="127.0.0.1")`, `@click.option("--host", default=…)`, for what is called `host`. */
function defaultsOf(value: Value, { facts, flow }: Unit): string[] {
  const name = lastName(value).replace(/-/g, '_');
  if (!/host|bind|addr|listen|interface/i.test(name)) return [];
  return facts.calls.flatMap((call) => {
    if (!declaring.test(flow.name(call.callee) ?? lastName(call.callee))) return [];
    const texts = call.args.flatMap((one) => (one.name === undefined ? [flow.constant(one.value)] : []));
    const isIt = texts.some((one) => String(one).replace(/^-+/, '').replace(/-/g, '_') === name);
    const given = flow.argument(call, undefined, 'default');
    const text = given && flow.constant(given);
    return isIt && typeof text === 'string' ? [text] : [];
  });
}

function toWhom(call: Call, unit: Unit): Listening | undefined {
  const { flow } = unit;
  const hosts = call.args.flatMap(({ name, value }) => {
    const given =
      name === 'host' || name === 'hostname'
        ? value
        : (flow.property(value, 'host') ?? flow.property(value, 'hostname'));
    return given ?? (name === undefined ? value : []);
  });
  const named = hosts.flatMap((one) => addressesOf(one, unit));
  if (named.some((text) => loopback.test(text))) return true;
  if (call.args.some(({ name }) => name === 'host') || named.some((text) => /^(?:0\.0\.0\.0|::)$/.test(text)))
    return false;
  return localByDefault.test(calledName(call, unit)) ? 'default' : undefined;
}
