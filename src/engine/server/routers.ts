/** Applications and routers, in whatever module they are made, and what is in force on what they serve. */
import { byName } from '../by-name';
import type { Binding, Call, Value } from '../facts';
import { calleeOf, callValue, firstDefined as first, lookup } from '../flow/names';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';
import { functionOfScope } from '../taint/walk';
import { applications, beforeHandlers, installing, layerKeywords, nestable, routers } from './tables';
import type { Layer } from './types';

/** One application or router: the call that makes it. */
export interface Router {
  call: Call;
  unit: Unit;
  kind: 'application' | 'router';
  name: string;
}

/** What is known of the way from a router to the network. */
export interface InForce {
  layers: Layer[];
  /** It is an application, or mounted on such by known routers. */
  isMounted: boolean;
  /** The routers themselves, innermost first. */
  routers: Router[];
}

const maxDepth = 8;
const mostLayers = 200;
const routersOf = perObject((_: Unit) => new Map<Value, Router | undefined>());

/** The router that a value is. */
export function routerOf(value: Value, unit: Unit, depth = 0): Router | undefined {
  if (depth > maxDepth) return undefined;
  const answers = routersOf(unit);
  if (answers.has(value)) return answers.get(value);
  answers.set(value, undefined);
  const router = find(value, unit, depth);
  answers.set(value, router);
  return router;
}

function find(value: Value, unit: Unit, depth: number): Router | undefined {
  switch (value.kind) {
    case 'call':
      return ofCall(value.call, unit, depth);
    case 'choice':
      return first(value.options, (one) => routerOf(one, unit, depth + 1));
    case 'name':
      return ofName(value, unit, depth) ?? elsewhere(value, unit, depth);
    case 'member':
      return elsewhere(value, unit, depth) ?? first(unit.flow.sources(value), (one) => routerOf(one, unit, depth + 1));
    default:
      return undefined;
  }
}

const elsewhere = (value: Value, unit: Unit, depth: number): Router | undefined =>
  first(unit.links.values(value), (one) =>
    one.value === value ? undefined : routerOf(one.value, one.unit, depth + 1),
  );

function ofCall(call: Call, unit: Unit, depth: number): Router | undefined {
  const name = unit.flow.name(call.callee) ?? '';
  if (applications.test(name)) return { call, unit, kind: 'application', name };
  if (routers.test(name)) return { call, unit, kind: 'router', name };
  // A function that makes one, or a chain: `new Hono().use(…)`, `router.route('/a').get(…)`.
  const made = unit.functions.of(call.callee, call.isNew);
  const returned = made && first(made.fn.returns, (one) => routerOf(one, made.unit, depth + 1));
  if (returned) return returned;
  return (
    (call.callee.kind === 'member' ? routerOf(call.callee.object, unit, depth + 1) : undefined) ??
    elsewhere(callValue(call), unit, depth)
  );
}

function ofName({ name, scope }: Value & { kind: 'name' }, unit: Unit, depth: number): Router | undefined {
  return first(lookup(name, scope) ?? [], (binding) => {
    if (binding.kind === 'parameter') return ofParameter(binding, unit, depth);
    return binding.value && binding.kind !== 'function' ? routerOf(binding.value, unit, depth + 1) : undefined;
  });
}

const parameters = perObject((_: Unit) => new Map<Binding, Router | undefined>());

/** Parameters are mentioned more than once. */
function ofParameter(parameter: Binding, unit: Unit, depth: number): Router | undefined {
  const answers = parameters(unit);
  if (answers.has(parameter)) return answers.get(parameter);
  answers.set(parameter, undefined);
  const router = first(givenTo(parameter, unit), (one) => routerOf(one.value, one.unit, depth + 1));
  answers.set(parameter, router);
  return router;
}

/** What a parameter may be: `registerRoutes(app)`, `app.register(async (instance) => …)`. */
function givenTo(parameter: Binding, unit: Unit): Layer[] {
  const fn = functionOfScope(parameter.scope);
  const position = fn?.parameters.findIndex(({ name }) => name === parameter.name) ?? -1;
  if (!fn || position < 0) return [];
  const own = fn.parameters.filter(({ name }) => name !== 'self' && name !== 'cls');
  const at = own.findIndex(({ name }) => name === parameter.name);
  const called = unit.functions.sites(fn).flatMap(({ call, unit: other }) => {
    const value = other.flow.argument(call, at, parameter.name);
    return value ? [{ value, unit: other }] : [];
  });
  const registered = [unit, ...unit.links.importers()].flatMap((other) =>
    at === 0
      ? other.uses
          .handovers(fn)
          .flatMap(({ call: { callee } }) =>
            callee.kind === 'member' && givesItself(callee.property, own.length)
              ? [{ value: callee.object, unit: other }]
              : [],
          )
      : [],
  );
  return [...called, ...registered];
}

/** Methods that call a function with the router itself; handlers are called with a request, and so is what `use` is given, but for a plug-in of one parameter. */
const givesItself = (method: string | undefined, parameterCount: number): boolean =>
  /^(?:register|group|guard|route|mount|scope|plugin|prefix|namespace|after)$/.test(method ?? '') ||
  (method === 'use' && parameterCount === 1);

const isRouterLike = ({ kind }: Value) => kind === 'name' || kind === 'member' || kind === 'call';
const isSame = (one: Router | undefined, other: Router) => one?.call === other.call;

/** Documents in which a router may be given something. */
export const unitsAround = ({ unit }: Router): readonly Unit[] => [unit, ...unit.links.importers()];

/** @param path of the handler in this router; undefined: not known */
export function inForce(router: Router, path: string | undefined, seen = new Set<Call>()): InForce {
  if (seen.has(router.call) || seen.size > maxDepth) return { layers: [], isMounted: false, routers: [] };
  seen.add(router.call);
  const { parts, decorated } = aroundRouter(router);
  const layers = [...ownLayers(router), ...decorated];
  const parents: InForce[] = [];
  for (const { call, unit, role } of parts) {
    if (layers.length > mostLayers) break;
    if (role === 'installs') layers.push(...installed(call, path, unit));
    else if (role === 'uses') layers.push({ value: callValue(call), unit });
    else {
      const whole = joinedPath(prefixOf(call, unit), path);
      layers.push(...installed(call, whole, unit));
      parents.push(inForce(role, whole, seen));
    }
  }
  return {
    layers: [...layers, ...parents.flatMap((one) => one.layers)],
    isMounted: parents.length > 0 ? parents.some((one) => one.isMounted) : isApplication(router),
    routers: [router, ...parents.flatMap((one) => one.routers)],
  };
}

/** A call that has to do with a router. */
interface Part {
  call: Call;
  unit: Unit;
  role: 'installs' | 'uses' | Router;
}

interface Around {
  parts: readonly Part[];
  /** Functions that are marked to run before its handlers. */
  decorated: readonly Layer[];
}

const known = perObject((_: Unit) => new Map<Call, Around>());

/** Asked for each route of the router. */
function aroundRouter(router: Router): Around {
  const answers = known(router.unit);
  const found = answers.get(router.call) ?? {
    parts: unitsAround(router).flatMap((unit) => partsOf(router, unit)),
    decorated: unitsAround(router).flatMap((unit) => decoratedLayers(router, unit)),
  };
  answers.set(router.call, found);
  return found;
}

const partsOf = (router: Router, unit: Unit): Part[] =>
  unit.facts.calls.flatMap((call) => {
    const role = roleOf(call, router, unit);
    return role ? [{ call, unit, role }] : [];
  });

const joinedPath = (prefix: string | undefined, path: string | undefined): string | undefined =>
  prefix === undefined || path === undefined ? undefined : `${prefix.replace(/\/$/, '')}${path}`;

/** A call puts something into the router, does something with it, or mounts it on another, which is given. */
function roleOf(call: Call, router: Router, unit: Unit): 'installs' | 'uses' | Router | undefined {
  const receiver = installs(call) ? routerOf(call.callee.object, unit) : undefined;
  if (isSame(receiver, router)) return mountsOther(call, unit) ? undefined : 'installs';
  if (!call.args.some(({ value }) => isRouterLike(value) && isSame(routerOf(value, unit), router))) return undefined;
  return receiver ?? (isServing(call, unit) ? undefined : 'uses');
}

const isInstalling = byName((name) => installing.test(name));

const installs = (call: Call): call is Call & { callee: Value & { kind: 'member' } } =>
  call.callee.kind === 'member' && isInstalling(call.callee.property ?? '');

/** What such a call says is about the other router alone; `use` puts what it is given before everything. */
const mountsOther = ({ callee, args }: Call, unit: Unit): boolean =>
  callee.kind === 'member' &&
  callee.property !== 'use' &&
  args.some(({ value }) => isRouterLike(value) && routerOf(value, unit) !== undefined);

/** What serves it: `serve(app)`, `http.createServer(app)`. */
const isServing = ({ callee }: Call, { flow }: Unit): boolean =>
  /(?:^|[#.])(?:serve|createServer|run|handle|Mangum|toFetchHandler|listen|createAdaptorServer|TestClient)$/.test(
    flow.name(callee) ?? '',
  );

/** One that may be mounted on another is an application where it is known that nobody does. */
function isApplication({ kind, name, unit, call }: Router): boolean {
  if (kind !== 'application') return false;
  if (!nestable.test(name)) return true;
  const isGivenAway = unit.facts.exports.length > 0 || unit.facts.reexports.length > 0 || /\bexport\b/.test(unit.text);
  const isEntry = /(?:^|\/)(?:index|main|server|app|worker|entry)\.[cm]?[jt]sx?$/.test(unit.file.path);
  return !isGivenAway || isEntry || call.scope.kind !== 'module';
}

/** `FastAPI(dependencies=[…])`. */
const ownLayers = ({ call, unit }: Router): Layer[] =>
  call.args.flatMap(({ name, value }) => (name && layerKeywords.test(name) ? [{ value, unit }] : []));

function decoratedLayers(router: Router, unit: Unit): Layer[] {
  return unit.facts.functions.flatMap((fn) =>
    fn.decorators.some((one) => {
      const callee = calleeOf(one);
      const isBefore = callee.kind === 'member' && beforeHandlers.test(callee.property ?? '');
      return isBefore && isSame(routerOf(callee.object, unit), router);
    })
      ? [{ value: { kind: 'function' as const, function: fn, range: fn.range }, unit }]
      : [],
  );
}

/** The path that the call is about: its first argument, or a keyword. */
function prefixOf(call: Call, { flow }: Unit): string | undefined {
  const [head] = call.args;
  const given =
    flow.argument(call, undefined, 'prefix') ??
    flow.argument(call, undefined, 'url_prefix') ??
    call.args.flatMap(({ value }) => flow.property(value, 'prefix') ?? [])[0];
  const text = (given && flow.pattern(given)) ?? (head && flow.pattern(head.value));
  return text === undefined ? (given ? undefined : '') : text;
}

/** What such a call puts before the handler, other routers not counted; nothing where it is about other paths. */
function installed(call: Call, path: string | undefined, unit: Unit): Layer[] {
  const [head] = call.args;
  const about = head && unit.flow.pattern(head.value);
  if (about?.startsWith('/') && path !== undefined && !isWithin(path, about)) return [];
  if (call.args.some(({ name }) => name !== undefined)) return [{ value: callValue(call), unit }];
  return call.args
    .filter(({ value }) => !(isRouterLike(value) && routerOf(value, unit)) && unit.flow.pattern(value) === undefined)
    .map(({ value }) => ({ value, unit }));
}

/** Parameters and wildcards of the paths fit everything. */
function isWithin(path: string, prefix: string): boolean {
  const plain = (text: string) => text.replace(/\/?[^\w/.~-].*$/, '').replace(/\/$/, '');
  const [whole, part] = [plain(path), plain(prefix)];
  return whole.startsWith(part) || part.startsWith(whole);
}
