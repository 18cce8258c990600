/** The handlers of a document that lead to a request to Claude, and what is in force on them. */
import type { Call, FunctionFact, Range, Value } from '../facts';
import { calleeOf, firstDefined } from '../flow/names';
import { once } from '../once';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';
import { controllerWay } from './controllers';
import { evidenceOf, evidenceOfFunction, joinedEvidence } from './evidence';
import { limitsNothing } from './limits';
import { type Listening, listeningOf } from './listening';
import { procedureWay } from './procedures';
import { mayLead, reachedFrom } from './reaching';
import { type InForce, inForce, routerOf, unitsAround } from './routers';
import { servedScript, singleFileWay } from './single-file';
import { socketWay } from './sockets';
import {
  anyOrigin,
  catchingWrapper,
  errorHandling,
  frameworkFiles,
  gatewayFolder,
  openByDefault,
  pagesFolder,
  pagesHandler,
  publicFolder,
  queueRecords,
  registering,
  type Standing,
  standings,
  words,
} from './tables';
import type { Endpoint, Knowledge, Layer, Server } from './types';
import { viewWay } from './views';

const unverifiable = /^((?:.*\/)?supabase\/)functions\/([\w-]+)\//;

/** Frameworks without routers. */
const frameworkWays = [singleFileWay, controllerWay, procedureWay, viewWay, socketWay];

/** Where a handler is registered. */
interface Registration {
  /** The router's method, or a decorator. */
  call: Call;
  unit: Unit;
  /** The other things that the handler is registered with. */
  layers: Layer[];
}

const functionsOf = (unit: Unit): readonly FunctionFact[] => [...unit.facts.functions, ...servedScript(unit)];

export function createServer(unit: Unit): Server {
  const served = perObject((fn: FunctionFact) => handlerOf(fn, unit));
  const handlers = once(() => functionsOf(unit).flatMap((fn) => served(fn) ?? []));
  /** First what it leads to: for a handler's registration all modules that import this one are read. */
  const leading = (fn: FunctionFact): Endpoint[] => {
    const reached = reachedFrom(fn, unit);
    const handler = reached.length > 0 ? served(fn) : undefined;
    return handler ? [{ ...handler, reached }] : [];
  };
  const endpoints = once(() => (mayLead(unit) ? functionsOf(unit).flatMap(leading) : []));
  const evidence = new WeakMap<readonly Layer[], ReturnType<typeof evidenceOf>>();
  const evidenceAt = ({ fn, layers }: Endpoint) => {
    const found = evidence.get(layers) ?? joinedEvidence([evidenceOfFunction(fn, unit), ...layers.map(evidenceOf)]);
    evidence.set(layers, found);
    return found;
  };
  /** Without layers that have a word for it and don't do it. */
  const thatLimit = perObject((endpoint: Endpoint): Endpoint => {
    const layers = endpoint.layers.filter((one) => !limitsNothing(one));
    return layers.length === endpoint.layers.length ? endpoint : { ...endpoint, layers };
  });
  return {
    endpoints,
    reachedBy(fn) {
      const called = mayLead(unit) ? unit.functions.of(fn) : undefined;
      return called ? reachedFrom(called.fn, called.unit) : [];
    },
    handlers,
    does(endpoint, concern) {
      const { text, isWhole } = evidenceAt(concern === 'limit' ? thatLimit(endpoint) : endpoint);
      if (words[concern].test(text)) return true;
      return isWhole ? false : undefined;
    },
    isForAnyOrigin: (endpoint) => anyOrigin.test(evidenceAt(endpoint).text) || endpoint.layers.some(opensByDefault),
  };
}

/** `cors()`, `CORS(app)`. */
function opensByDefault({ value, unit }: Layer): boolean {
  if (value.kind !== 'call') return false;
  const isOpen = openByDefault.test(unit.flow.name(value.call.callee) ?? '');
  return isOpen && value.call.args.every(({ name, value: given }) => name === undefined && given.kind === 'name');
}

/** Without what it leads to. */
function handlerOf(fn: FunctionFact, unit: Unit): Endpoint | undefined {
  const own = firstDefined(frameworkWays, (one) => one(fn, unit));
  if (own) {
    const { registration, unit: other = unit, ...way } = own;
    const range = headOf(fn, registration && { call: registration, unit: other, layers: [] }, unit);
    return { fn, reached: [], range, ...way, ...(registration && { registration }) };
  }
  const registrations = registrationsOf(fn, unit);
  const standing = registrations.length > 0 ? 'router' : standingOf(fn, unit);
  if (!standing || (standing === 'gateway' && takesRecords(fn, unit))) return undefined;
  const head = { fn, reached: [], range: headOf(fn, registrations[0], unit) };
  if (standing !== 'router' && standing !== 'decorated') return { ...head, ...unrouted(fn, standing, unit) };
  const ways = registrations.map((one) => wayTo(one));
  const [first] = registrations;
  return { ...head, ...joinedWays(ways), ...(first && { registration: first.call }) };
}

/** Nobody waits for an answer there, and what fails is tried again. */
const takesRecords = ({ range }: FunctionFact, { text }: Unit): boolean =>
  queueRecords.test(text.slice(range.start, range.end));

/** One way in that is open is enough: what holds of every way is the weakest. */
function joinedWays(ways: readonly Way[]): Way {
  const known = ways.filter(({ knowledge }) => knowledge === 'all');
  const [best] = known.length > 0 ? known : ways;
  return best ?? { layers: [], knowledge: 'some', isLocal: false, hasErrorHandler: false };
}

type Way = Pick<Endpoint, 'layers' | 'knowledge' | 'isLocal' | 'hasErrorHandler'>;

function wayTo({ call, unit, layers }: Registration): Way {
  const router = call.callee.kind === 'member' ? routerOf(call.callee.object, unit) : undefined;
  if (!router) return { layers, knowledge: 'some', isLocal: false, hasErrorHandler: true };
  const way = inForce(router, pathOf(call, unit));
  return {
    layers: [...layers, ...way.layers],
    knowledge: way.isMounted ? 'all' : 'some',
    isLocal: isLocalTo(way),
    hasErrorHandler: handlesErrors(layers, way.routers.flatMap(unitsAround)),
  };
}

const isLocalTo = ({ routers }: InForce): Listening =>
  listeningOf([...new Set(routers.flatMap((one) => unitsAround(one)))]);

const namesErrorHandler = perObject(({ text }: Unit) => errorHandling.test(text));

/** Wrappers that catch, and what the application does with errors. */
const handlesErrors = (layers: readonly Layer[], units: readonly Unit[]): boolean =>
  units.some(namesErrorHandler) ||
  layers.some(({ value, unit }) => catchingWrapper.test(unit.text.slice(value.range.start, value.range.end)));

function pathOf(call: Call, { flow }: Unit): string | undefined {
  const [head] = call.args;
  const text = head && flow.pattern(head.value);
  return text?.startsWith('/') ? text : undefined;
}

/** A method of a router, or a call of which it is known that it is one. */
function registrationsOf(fn: FunctionFact, unit: Unit): Registration[] {
  const decorated = decorations(fn, unit);
  if (decorated.length > 0) return decorated;
  return [unit, ...unit.links.importers()].flatMap((other) =>
    other.uses.handovers(fn).flatMap(({ call }) => registration(call, fn, other) ?? []),
  );
}

/** Wrappers around the handler are followed: `app.post('/a', wrap(handler))`. */
function registration(call: Call, fn: FunctionFact, unit: Unit, depth = 0): Registration | undefined {
  const { callee } = call;
  if (callee.kind === 'member' && registering.test(callee.property ?? '') && routerOf(callee.object, unit))
    return { call, unit, layers: besides(call, fn, unit) };
  const around = depth < 3 ? callsAround(unit).get(call) : undefined;
  const outer = around && registration(around, fn, unit, depth + 1);
  return outer && { ...outer, layers: [...outer.layers, { value: callee, unit }] };
}

/** Of calls that are arguments of others: the other one. */
const callsAround = perObject(({ facts }: Unit) => {
  const found = new Map<Call, Call>();
  for (const call of facts.calls)
    for (const { value } of call.args) if (value.kind === 'call' && !found.has(value.call)) found.set(value.call, call);
  return found;
});

const besides = (call: Call, fn: FunctionFact, unit: Unit): Layer[] =>
  call.args
    .filter(({ value }) => unit.flow.pattern(value) === undefined && unit.functions.of(value)?.fn !== fn)
    .map(({ value }) => ({ value, unit }));

function decorations(fn: FunctionFact, unit: Unit): Registration[] {
  const isRoute = (one: Value) => {
    const callee = calleeOf(one);
    return callee.kind === 'member' && registering.test(callee.property ?? '');
  };
  const others = fn.decorators.filter((one) => !isRoute(one)).map((value) => ({ value, unit }));
  return fn.decorators.flatMap((one) =>
    one.kind === 'call' && isRoute(one)
      ? [{ call: one.call, unit, layers: [...others, ...keywordsOf(one.call, unit)] }]
      : [],
  );
}

const keywordsOf = ({ args }: Call, unit: Unit): Layer[] =>
  args.flatMap(({ name, value }) => (name && /dependencies|middleware/.test(name) ? [{ value, unit }] : []));

function standingOf(fn: FunctionFact, { sources, file }: Unit): Standing | undefined {
  const found = sources.rows(fn).flatMap(({ of }) => standings[of] ?? []);
  const standing = found.find((one) => one !== 'router') ?? found[0];
  const isPages = pagesFolder.test(file.path) && pagesHandler.test(fn.name ?? '');
  return standing === 'gateway' && (isPages || publicFolder.test(file.path)) ? 'file' : standing;
}

/** What frameworks find by the file's name or by what it exports. */
function unrouted(fn: FunctionFact, standing: Standing, unit: Unit): Way {
  const wrappers = unit.uses.handovers(fn).map(({ call }) => ({ value: call.callee, unit }));
  const above = standing === 'file' ? frameworkLayers(unit) : undefined;
  return {
    layers: [...wrappers, ...(above ?? [])],
    knowledge: knowledgeOf(standing, above !== undefined, unit),
    isLocal: standing === 'entry' ? listeningOf([unit]) : false,
    hasErrorHandler: handlesErrors(wrappers, [unit]),
  };
}

function knowledgeOf(standing: Standing, isKnown: boolean, unit: Unit): Knowledge {
  if (standing === 'entry') return gatewayFolder.test(unit.file.path) && !isUnverified(unit) ? 'platform' : 'all';
  return standing === 'file' && isKnown ? 'all' : 'platform';
}

/** Supabase asks callers of a function for a token, unless the project's configuration says that it does not. */
function isUnverified({ file, links }: Unit): boolean {
  const [, root, name] = unverifiable.exec(file.path) ?? [];
  const text = name === undefined ? undefined : links.manifest(`${root}config.toml`);
  const [, table = ''] = text?.split(new RegExp(`^\\s*\\[functions\\."?${name}"?\\]`, 'm')) ?? [];
  return /^\s*verify_jwt\s*=\s*false\b/m.test(table.replace(/^\s*\[[\s\S]*/m, ''));
}

/** What the framework's own files put before it; undefined: it is not known whether there are such. */
function frameworkLayers({ links }: Unit): Layer[] | undefined {
  const units = links.above(frameworkFiles);
  return units?.flatMap((unit) => {
    const outermost = unit.facts.functions.filter(({ scope }) => scope.parent?.kind === 'module');
    const values = outermost.map((fn): Value => ({ kind: 'function', function: fn, range: fn.range }));
    return [...values, ...unit.facts.exports].map((value) => ({ value, unit }));
  });
}

/** The registration where it stands here, else the function's beginning. */
function headOf(fn: FunctionFact, registration: Registration | undefined, unit: Unit): Range {
  if (registration?.unit === unit) {
    const { callee, args } = registration.call;
    const path = args[0] && unit.flow.pattern(args[0].value) !== undefined ? args[0] : undefined;
    const isChained = callee.kind === 'member' && callee.object.kind === 'call';
    return {
      start: isChained ? callee.propertyRange.start : callee.range.start,
      end: path?.range.end ?? callee.range.end,
    };
  }
  const { start, end } = fn.range;
  const line = /^[^\n{]*/.exec(unit.text.slice(start, Math.min(end, start + 200)))?.[0] ?? '';
  return { start, end: start + Math.max(1, line.trimEnd().length) };
}
