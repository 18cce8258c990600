/** What a page keeps in its browser and reads again, there or on another page; and events that its server sends it. */
import type { Assignment, Call, FunctionFact, Value } from '../facts';
import { lastName } from '../flow/names';
import { eventAddress, storageAddress } from '../modules/addresses';
import { perObject } from '../per-object';
import type { Unit } from './unit';
import { callsWith, grouped } from './uses';

const reads = /^(?:(?:window|globalThis|self)\.)?(?:local|session)Storage\.getItem$/;
const writes = /^(?:(?:window|globalThis|self)\.)?(?:local|session)Storage\.setItem$/;

export interface Kept {
  /** Its name in the store. */
  name: string;
  values: readonly { value: Value; unit: Unit }[];
}

/** What `sessionStorage.getItem('page')` may give: all that is put there under this name. Undefined of other calls. */
export function keptValues({ callee, args: [first] }: Call, own: Unit): Kept | undefined {
  const { flow, links } = own;
  const name = first && reads.test(flow.name(callee) ?? '') ? flow.constant(first.value) : undefined;
  if (typeof name !== 'string') return undefined;
  const others = links.servers(storageAddress(name)).map(({ unit }) => unit);
  const values = [own, ...others].flatMap((unit) => storedIn(unit, name).map((value) => ({ value, unit })));
  return { name, values };
}

const storedIn = (unit: Unit, name: string): Value[] =>
  callsWith(name, unit).flatMap(({ callee, args: [, given] }) =>
    given && writes.test(unit.flow.name(callee) ?? '') ? [given.value] : [],
  );

const source = /^(?:(?:window|globalThis|self)\.)?(?:EventSource|WebSocket)\(\)$/;
const listening = /\(\)\.addEventListener$/;

/** The calls that have made what a function hears of: `source.onmessage = (event) => …`, `source.addEventListener('message', …)`. */
export function heardBy(fn: FunctionFact, unit: Unit): Call[] {
  const { flow, uses } = unit;
  const given = uses
    .handovers(fn)
    .flatMap(({ call: { callee } }) =>
      callee.kind === 'member' && listening.test(flow.name(callee) ?? '') ? [callee.object] : [],
    );
  const assigned = (listenersIn(unit).get(fn) ?? []).map(({ target }) => target.object);
  return [...given, ...assigned]
    .filter((one) => source.test(flow.name(one) ?? ''))
    .flatMap((one) => [one, ...flow.sources(one)].flatMap((made) => (made.kind === 'call' ? [made.call] : [])));
}

const listenersIn = perObject(
  (unit: Unit): ReadonlyMap<FunctionFact, readonly Assignment[]> =>
    grouped(
      unit.facts.assignments.flatMap((one) => {
        const fn = one.target.property === 'onmessage' ? unit.functions.of(one.value)?.fn : undefined;
        return fn ? [[fn, one] as const] : [];
      }),
    ),
);

const socket =
  /^(?:(?:window|globalThis|self)\.)?(?:io|socket\.io-client#(?:\*\.)?(?:default|io|connect|Manager))(?:\.(?:io|connect))?\(\)(?:\.socket\(\))?$/;
const hears = /^(?:on|once)$/;

/** An event of Socket.IO, and all that is sent with it. */
export interface Sent {
  name: string;
  values: readonly { value: Value; unit: Unit }[];
}

/** What a function is called with at a position when a socket hears of an event: `socket.on('answer', (data) => …)`. */
export function sentTo(fn: FunctionFact, position: number, { flow, links, uses }: Unit): Sent[] {
  return uses.handovers(fn).flatMap(({ call: { callee, args } }) => {
    if (callee.kind !== 'member' || !hears.test(callee.property ?? '') || !args[0]) return [];
    const name = socket.test(flow.name(callee.object) ?? '') ? flow.constant(args[0].value) : undefined;
    if (typeof name !== 'string') return [];
    const values = links.servers(eventAddress(name)).flatMap(({ unit }) =>
      sentBy(unit, name).flatMap((sent) => {
        const value = unit.flow.argument(sent, position + 1);
        return value ? [{ value, unit }] : [];
      }),
    );
    return [{ name, values }];
  });
}

const sentBy = (unit: Unit, name: string): Call[] =>
  callsWith(name, unit).filter(({ callee }) => lastName(callee) === 'emit');
