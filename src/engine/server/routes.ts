/** What a document serves, by address: for pages of the same project that ask for it. */
import type { Call, FunctionFact, Value } from '../facts';
import { calleeOf } from '../flow/names';
import { type Address, addressOf, addressOfFile, commonParts } from '../modules/addresses';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';
import { methodOf } from './classes';
import { controllerRoute, routeCalls } from './framework-tables';
import { registering, standings } from './tables';

/** A function that answers for an address. */
export interface Route {
  fn: FunctionFact;
  unit: Unit;
  address: Address;
  /** In lower case, as `post`; undefined: not known, or any. */
  method?: string;
}

const verb = /^(?:get|post|put|patch|delete)$/i;
const methodNamed = (name: string | undefined) => (verb.test(name ?? '') ? { method: name!.toLowerCase() } : {});

/** Routes of a document that fit the address best, whatever stands before both. */
export function routesFor(address: Address, method: string | undefined, unit: Unit): readonly Route[] {
  const fits = (route: Route) =>
    method === undefined || route.method === undefined || route.method === method
      ? commonParts(address, route.address)
      : 0;
  const best = Math.max(0, ...routesOf(unit).map(fits));
  const listed = best > 0 ? routesOf(unit).filter((one) => fits(one) === best) : [];
  return listed.length > 0 ? listed : entriesFor(address, unit);
}

const routesOf = perObject((unit: Unit): readonly Route[] => [
  ...unit.facts.calls.flatMap((call) => registered(call, unit)),
  ...unit.facts.functions.flatMap((fn) => [...decorated(fn, unit), ...served(fn, unit)]),
]);

const routeAddress = (text: string): Address | undefined => addressOf(`/${text.replace(/^[/^]+|\$$/g, '')}`);

/** `app.post('/chat', check, handler)`, `router.route('/chat').post(handler)`, Django's `path('chat/', chat)`. */
function registered(call: Call, unit: Unit): Route[] {
  const { callee, args } = call;
  const isMethod = callee.kind === 'member' && registering.test(callee.property ?? '');
  if (!isMethod && !routeCalls.test(unit.flow.name(callee) ?? '')) return [];
  const around = callee.kind === 'member' && callee.object.kind === 'call' ? callee.object.call : undefined;
  const text = pathIn(call, unit) ?? (around && pathIn(around, unit));
  const address = text === undefined ? undefined : routeAddress(text);
  if (!address) return [];
  const method = isMethod ? methodNamed(callee.property) : {};
  return args
    .flatMap(({ value }) => handlersIn(value, unit))
    .map(({ fn, unit: own }) => ({ fn, unit: own, address, ...method }));
}

/** Functions that are given to a call: by name, in a list, in options, or in a wrapper around them. */
function handlersIn(value: Value, unit: Unit, depth = 0): { fn: FunctionFact; unit: Unit }[] {
  const own = unit.functions.of(value);
  if (own) return [own];
  if (depth > 2) return [];
  const inside = (one: Value) => handlersIn(one, unit, depth + 1);
  if (value.kind === 'array') return value.items.flatMap(inside);
  if (value.kind === 'call') return value.call.args.flatMap((one) => inside(one.value));
  return value.kind === 'object' ? value.entries.flatMap((one) => inside(one.value)) : [];
}

function pathIn({ args: [first] }: Call, { flow }: Unit): string | undefined {
  const path = first && (flow.property(first.value, 'url') ?? first.value);
  return path && flow.pattern(path);
}

/** `@app.post("/chat")`, NestJS's `@Post('chat')` in a `@Controller('api')`. */
function decorated(fn: FunctionFact, unit: Unit): Route[] {
  return fn.decorators.flatMap((one) => {
    const callee = calleeOf(one);
    if (one.kind !== 'call') return [];
    const isNest = controllerRoute.test(unit.flow.name(callee) ?? '');
    const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : undefined;
    if (!isNest && !(callee.kind === 'member' && registering.test(name ?? ''))) return [];
    const text = [...(isNest ? [controllerPath(fn, unit)] : []), pathIn(one.call, unit) ?? ''].join('/');
    const address = routeAddress(text);
    return address ? [{ fn, unit, address, ...methodNamed(name) }] : [];
  });
}

function controllerPath(fn: FunctionFact, unit: Unit): string {
  const marks = methodOf(fn, unit)?.binding.decorators ?? [];
  return marks.flatMap((one) => (one.kind === 'call' ? (pathIn(one.call, unit) ?? []) : []))[0] ?? '';
}

const isUnrouted = (fn: FunctionFact, { sources }: Unit): boolean =>
  sources.rows(fn).some(({ of }) => ['file', 'entry', 'gateway'].includes(standings[of] ?? ''));

/** What a framework serves by the file's path. */
function served(fn: FunctionFact, unit: Unit): Route[] {
  const address = addressOfFile(unit.file.path);
  return address && isUnrouted(fn, unit) ? [{ fn, unit, address, ...methodNamed(fn.name) }] : [];
}

/** Servers that look at a request's address by themselves. */
const entriesFor = (address: Address, unit: Unit): Route[] =>
  unit.text.includes(`/${address.filter((one) => one !== '*').join('/')}`)
    ? unit.facts.functions.flatMap((fn) => (isUnrouted(fn, unit) ? [{ fn, unit, address }] : []))
    : [];
