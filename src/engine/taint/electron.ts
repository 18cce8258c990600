/** From a page of Electron to the main process: what a preload script exposes to the page, and what a channel answers. */
import type { Call, Value } from '../facts';
import { channelAddress, exposedAddress } from '../modules/addresses';
import { answersOf } from '../server/answers';
import type { Crossing } from './crossing';
import type { Unit } from './unit';
import { callsWith } from './uses';
import type { At } from './walk';

const invokes = /(?:^|[.#])ipcRenderer\.(?:invoke|sendSync)$/;
const handles = /(?:^|[.#])ipcMain\.(?:handle|handleOnce)$/;
const exposes = /(?:^|[.#])contextBridge\.exposeInMainWorld$/;
const ofWindow = /^(?:(?:window|globalThis|self)\.)?(\w+)\.(\w+(?:\.\w+)*)$/;

/** What the main process answers to a call, directly or by way of what is exposed. Undefined of other calls. */
export function electronCrossing(call: Call, { unit, keys }: At): Crossing | undefined {
  const name = unit.flow.name(call.callee) ?? '';
  if (invokes.test(name)) {
    const channel = textOf(call, unit);
    const answers = channel === undefined ? [] : answersOfChannel(channel, unit);
    return answers.length > 0 ? { address: channel!, answers: answers.map((one) => ({ ...one, keys })) } : undefined;
  }
  const [, exposed, path] = ofWindow.exec(name) ?? [];
  if (exposed === undefined || path === undefined) return undefined;
  const answers = unit.links
    .servers(exposedAddress(exposed))
    .flatMap(({ unit: preload }) => answersOfExposed(exposed, path.split('.'), preload));
  return answers.length > 0 ? { address: name, answers: answers.map((one) => ({ ...one, keys })) } : undefined;
}

interface Answer {
  value: Value;
  unit: Unit;
}

const textOf = ({ args: [first] }: Call, { flow }: Unit): string | undefined => {
  const text = first && flow.constant(first.value);
  return typeof text === 'string' ? text : undefined;
};

const callsOf = (pattern: RegExp, text: string, unit: Unit): Call[] =>
  callsWith(text, unit).filter((one) => pattern.test(unit.flow.name(one.callee) ?? ''));

const answersOfChannel = (channel: string, { links }: Unit): Answer[] =>
  links.servers(channelAddress(channel)).flatMap(({ unit }) =>
    callsOf(handles, channel, unit).flatMap(({ args: [, handler] }) => {
      const called = handler && unit.functions.of(handler.value);
      return called ? answersOf(called.fn, called.unit) : [];
    }),
  );

/** What a function returns that stands under the path in what is exposed. */
const answersOfExposed = (name: string, path: readonly string[], unit: Unit): Answer[] =>
  callsOf(exposes, name, unit).flatMap(({ args: [, given] }) => {
    const value = path.reduce<Value | undefined>((one, key) => one && unit.flow.property(one, key), given?.value);
    const called = value && unit.functions.of(value);
    return called ? called.fn.returns.map((one) => ({ value: one, unit: called.unit })) : [];
  });
