/** Recognises the values that somebody else has written, by the tables. */
import { byName } from '../by-name';
import type { Binding, Call, Facts, FunctionFact, Value } from '../facts';
import type { Flow } from '../flow/flow';
import { calleeOf, dottedName, lastName, lookup } from '../flow/names';
import { once } from '../once';
import { perObject } from '../per-object';
import {
  type HandlerSource,
  handlerSources,
  handlersElsewhere,
  harmlessParameter,
  workflowSteps,
} from './handler-table';
import { namedSources, selfSources, sourcesElsewhere } from './source-table';
import type { SourceKind } from './types';
import type { Unit } from './unit';

export interface Sources {
  /** The kind of source that a value is, itself and not by what it is made of. */
  of(value: Value): SourceKind | undefined;
  /** The parameter or variable that a chain of members and method calls begins with, and the names behind it. */
  chainOf(value: Value): Chain | undefined;
  /** The kind of source that a part of a value is, which a framework gives whole. @param path names, the outermost first */
  partOf(value: Value, path: readonly string[]): SourceKind | undefined;
  /** Whether a framework gives the parameter. */
  isHandled(parameter: Binding): boolean;
  /** The frameworks' rows of requests that the function fits, whatever its parameters are. */
  rows(fn: FunctionFact): readonly HandlerSource[];
  /** Whether this document hands a function, of whatever document, to the row's framework. */
  handsOver(row: HandlerSource, fn: FunctionFact): boolean;
}

export interface Chain {
  binding: Binding;
  path: string[];
}

/** What a parameter brings. */
interface Role {
  kind: SourceKind;
  parts?: RegExp;
}

/** What a program keeps its settings in. */
const settingsName = /^(?:this\.)?[_$]?(?:app_?)?(?:settings?|config|configService|config_service|cfg|conf)$/i;
const keyField = /^(?:apiKey|authToken|api_key|auth_token)$/;
/** An instance of one of Anthropic's clients. */
const clientObject =
  /^(?:@anthropic-ai\/[\w-]+#[\w.*]+|anthropic\.\w+)\(\)(?:\.(?:withOptions|with_options|copy)\(\))?$/;
const credentialVariable = /^(?:ANTHROPIC|CLAUDE)\w*_(?:KEY|TOKEN|SECRET)$/;

export function createSources(unit: Unit): Sources {
  const { facts, flow, claude, functions } = unit;
  const requests = new Set(claude.requests.map(({ call }) => call));
  const answered = once(() => answersOf(unit));
  const caught = new Set(facts.regions.flatMap((region) => region.caught ?? []));
  const matcher = createMatcher(unit);
  const roles = createRoles(unit, matcher);
  const named = unit.format.byTable ? sourcesElsewhere : namedSources;
  const rowOf = byName((name) => named.find((row) => row.name.test(name)));
  const kindOf = (name: string, value: Value): SourceKind | undefined => {
    const row = rowOf(name);
    if (!row?.first) return row?.kind;
    const first = value.kind === 'call' ? value.call.args[0] : undefined;
    return first && row.first.test(flow.pattern(first.value) ?? '') ? row.kind : undefined;
  };
  const fromSelf = createSelf(unit);

  function chainOf(value: Value): Chain | undefined {
    if (value.kind === 'name') {
      const [binding] = lookup(value.name, value.scope) ?? [];
      return binding && { binding, path: [] };
    }
    if (value.kind === 'call') return value.call.callee.kind === 'member' ? chainOf(value.call.callee) : undefined;
    if (value.kind !== 'member') return undefined;
    const chain = chainOf(value.object);
    return chain && { binding: chain.binding, path: [...chain.path, value.property ?? ''] };
  }

  function fromParameter(value: Value, depth = 0): SourceKind | undefined {
    const chain = chainOf(value);
    if (!chain) return undefined;
    const { binding, path } = chain;
    if (caught.has(binding)) return 'error';
    if (answered().has(binding) && path.length > 0) return answerParts.test(path[0] ?? '') ? 'reply' : undefined;
    if (binding.kind === 'parameter') return partOf(binding, path);
    return depth < 4 && path.length > 0 ? fromPart(binding, path, depth) : undefined;
  }

  const partOf = (parameter: Binding, path: readonly string[]): SourceKind | undefined =>
    roles(parameter).find(({ parts }) => !parts || (path.length > 0 && parts.test(path.join('.'))))?.kind;

  /** `const { request } = event`, or a parameter that is taken apart: the parts of `request` are parts of the event. */
  function fromPart({ name, value, scope }: Binding, path: readonly string[], depth: number): SourceKind | undefined {
    const isPart = value?.kind === 'member' && lookup(name, scope)?.length === 1;
    const around = isPart ? chainOf(value) : undefined;
    if (!around || fromParameter(value!, depth + 1)) return undefined;
    const whole = [...around.path, ...path];
    return around.binding.kind === 'parameter'
      ? partOf(around.binding, whole)
      : fromPart(around.binding, whole, depth + 1);
  }

  /** Variables of any name that a client here takes its key from. */
  const keyVariables = once(() => {
    const keys = claude.clients.flatMap(({ apiKey, authToken }) => [apiKey ?? [], authToken ?? []].flat());
    return new Set(keys.flatMap((key) => [key, ...flow.sources(key)]).map((one) => flow.environment(one)));
  });

  /** The AWS SDK's requests are objects, which a client sends: `client.send(new ConverseCommand(…))`. */
  const sends = ({ callee, args: [first] }: Call): boolean => {
    if (requests.size === 0 || callee.kind !== 'member' || callee.property !== 'send' || !first) return false;
    return [first.value, ...flow.sources(first.value)].some((one) => one.kind === 'call' && requests.has(one.call));
  };

  /** A client knows its key, wherever it has it from: `client.apiKey`, `client.api_key`. */
  const isKeyOfClient = (value: Value): boolean =>
    value.kind === 'member' && keyField.test(value.property ?? '') && clientObject.test(flow.name(value.object) ?? '');

  /** `settings.ANTHROPIC_API_KEY`, `config['ANTHROPIC_API_KEY']`, NestJS's `config.get('ANTHROPIC_API_KEY')`. */
  const isSetting = (value: Value): boolean => {
    if (value.kind === 'member')
      return credentialVariable.test((value.property ?? '').toUpperCase()) && settingsName.test(lastName(value.object));
    const { callee, args } = value.kind === 'call' ? value.call : { callee: undefined, args: [] };
    if (callee?.kind !== 'member' || !args[0] || !/^get(?:OrThrow)?$/.test(callee.property ?? '')) return false;
    return (
      settingsName.test(lastName(callee.object)) && credentialVariable.test(String(flow.constant(args[0].value) ?? ''))
    );
  };

  const isCredential = (value: Value) => {
    if (isKeyOfClient(value) || isSetting(value)) return true;
    const variable = flow.environment(value);
    if (variable !== undefined) return credentialVariable.test(variable) || keyVariables().has(variable);
    return claude.credentials.some(
      ({ range }) => value.kind === 'literal' && range.start >= value.range.start && range.end <= value.range.end,
    );
  };

  return {
    handsOver: matcher.handsOver,
    rows: perObject((fn) =>
      matcher.rowsFor(fn).filter((row) => row.kind === 'request' && fitsFunction(row, fn) && matcher.matches(row, fn)),
    ),
    chainOf,
    partOf(value, path) {
      const chain = chainOf(value);
      return chain?.binding.kind === 'parameter' ? partOf(chain.binding, [...chain.path, ...path]) : undefined;
    },
    isHandled: (parameter) => roles(parameter).length > 0,
    of(value) {
      if (value.kind === 'call' && (requests.has(value.call) || sends(value.call))) return 'reply';
      if (isCredential(value)) return 'credential';
      // What a function of the project gives is what it returns, whatever its module is called.
      const isOwn = value.kind === 'call' && functions.of(value.call.callee) !== undefined;
      const name = isOwn || isRebound(value) ? undefined : flow.name(value);
      const named = name === undefined ? undefined : kindOf(name, value);
      // A request to Claude is one too, and is known by its call only.
      const own = named === 'fetched' && value.kind !== 'call' ? undefined : named;
      return own ?? fromParameter(value) ?? fromSelf(value);
    },
  };
}

/** What a row says of parameters: rows that say nothing else need one. */
function fitsFunction(row: HandlerSource, { parameters }: FunctionFact): boolean {
  const { parameter, beside } = row;
  if (row.type || row.mark) return false;
  if (row.callee || row.key || row.decorator || row.named || row.base || row.exported || row.directive) return true;
  const fits = (one: Binding) => typeof parameter !== 'number' && parameter.test(one.name);
  const own = parameters.find(fits);
  return own !== undefined && (!beside || parameters.some((one) => one !== own && beside.test(one.name)));
}

/** Parts of Node's answer that hold what was answered. */
const answerParts = /^(?:on|once|pipe|read|toArray|setEncoding|\*)?$/;

/** The answers of Node's own client, as they come to functions that requests are given: `https.request(options, (answer) => …)`. */
function answersOf({ claude, functions }: Unit): ReadonlySet<Binding> {
  const calls = claude.requests.flatMap(({ call, raw }) => (raw?.written ? [call] : []));
  return new Set(calls.flatMap(({ args }) => args.flatMap(({ value }) => functions.of(value)?.fn.parameters[0] ?? [])));
}

/** A name that is bound more than once says nothing by itself: which of its values is meant depends on the place. */
const isRebound = (value: Value): boolean =>
  value.kind === 'name' && (lookup(value.name, value.scope)?.length ?? 0) > 1;

/** What methods see of the object that a framework has made of their class. */
function createSelf({ facts: { bindings }, flow }: Unit): (value: Value) => SourceKind | undefined {
  const derived = bindings.filter(({ kind, bases }) => kind === 'class' && bases?.length);
  const basesOf = (scope: Binding['scope']): readonly Value[] => {
    for (let current: Binding['scope'] | undefined = scope; current; current = current.parent) {
      const { kind, range } = current;
      if (kind === 'class') return derived.find(({ value }) => value?.range.start === range.start)?.bases ?? [];
    }
    return [];
  };
  return (value) => {
    const path = derived.length > 0 ? pathOf(value) : undefined;
    if (!path) return undefined;
    const fitting = selfSources.filter(({ parts }) => parts.test(path.names.join('.')));
    const bases = fitting.length > 0 ? basesOf(path.scope) : [];
    return fitting.find(({ base }) => bases.some((one) => base.test(flow.name(one) ?? dottedName(one))))?.kind;
  };
}

/** The names behind `this` or `self`, where the first is no field that is set here. */
function pathOf(value: Value): { scope: Binding['scope']; names: string[] } | undefined {
  if (value.kind === 'call') return pathOf(value.call.callee);
  if (value.kind === 'member') {
    const path = pathOf(value.object);
    return path && { ...path, names: [...path.names, value.property ?? ''] };
  }
  if (value.kind !== 'name' || !value.name.startsWith('this.') || lookup(value.name, value.scope)) return undefined;
  return { scope: value.scope, names: [value.name.slice('this.'.length)] };
}

/** What each parameter brings, asked once. */
function createRoles({ flow }: Unit, { rowsFor, matches }: Matcher): (parameter: Binding) => readonly Role[] {
  const known = new Map<Binding, readonly Role[]>();
  const find = (parameter: Binding): readonly Role[] => {
    const fn = parameter.scope.function;
    if (!fn || harmlessParameter(parameter, flow)) return [];
    const own = fn.parameters.filter(({ name }) => name !== 'self' && name !== 'cls');
    return rowsFor(fn)
      .filter((row) => {
        const fits =
          typeof row.parameter === 'number' ? own[row.parameter] === parameter : row.parameter.test(parameter.name);
        const isBeside = !row.beside || own.some((one) => one !== parameter && row.beside!.test(one.name));
        return fits && isBeside && matches(row, fn, parameter);
      })
      .map(({ kind, parts }) => ({ kind, ...(parts && { parts }) }));
  };
  return (parameter) => {
    const roles = known.get(parameter) ?? find(parameter);
    known.set(parameter, roles);
    return roles;
  };
}

interface Matcher {
  /** Whether the function is one that the row's framework calls. @param parameter of the function, where the row is of one */
  matches(row: HandlerSource, fn: FunctionFact, parameter?: Binding): boolean;
  /** The rows that may match: few, where a file knows few frameworks. */
  rowsFor(fn: FunctionFact): readonly HandlerSource[];
  /** See `Sources`. */
  handsOver(row: HandlerSource, fn: FunctionFact): boolean;
}

function createMatcher({ facts, flow, uses, links, format, file: { path } }: Unit): Matcher {
  const all = format.byTable ? handlersElsewhere : handlerSources;
  const exported = exportedFunctions(facts, flow);
  const names = namesOfFunctions(facts);
  const classes = classesOfMethods(facts);
  const isImported = (pattern: RegExp) => facts.imports.some(({ module }) => pattern.test(module));

  /** A qualified name, or the last part of one that is not known. */
  const isCalled = (pattern: RegExp, callee: Value) => {
    const name = flow.name(callee);
    return (
      (name !== undefined && pattern.test(name)) ||
      (callee.kind === 'member' && callee.property !== undefined && pattern.test(`.${callee.property}`))
    );
  };

  const isHandedOver = ({ callee, first, key }: HandlerSource, fn: FunctionFact) =>
    uses.handovers(fn).some(({ call, path: keys }) => {
      const text = first && call.args[0] && flow.pattern(call.args[0].value);
      return (
        (!callee || isCalled(callee, call.callee)) &&
        (!first || (text !== undefined && first.test(text))) &&
        (key ? key.test(keys.at(-1) ?? '') : keys.length <= 1)
      );
    });

  const isDecorated = (pattern: RegExp, { decorators = [] }: Pick<Binding, 'decorators'>) =>
    decorators.some((one) => isCalled(pattern, calleeOf(one)));

  const isDirected = (pattern: RegExp, fn: FunctionFact) =>
    fn.directives?.some((one) => pattern.test(one)) ||
    (fn.isAsync && isOutermost(fn) && facts.directives.some((one) => pattern.test(one)));

  const isMethod = (base: RegExp, name: RegExp | undefined, fn: FunctionFact) => {
    const derived = classes.get(fn);
    const isBase = (one: Value) => isCalled(base, one) || (one.kind === 'name' && base.test(one.name));
    return derived !== undefined && (!name || name.test(derived.method)) && derived.bases.some(isBase);
  };

  const fitting = once(() =>
    all.filter((row) => (!row.requires || isImported(row.requires)) && (!row.path || row.path.test(path))),
  );
  const isFitting = once(() => new Set(fitting()));
  const handsOver = (row: HandlerSource, fn: FunctionFact) => isFitting().has(row) && isHandedOver(row, fn);

  const taken = new Map<FunctionFact, readonly Unit[]>();
  /** Documents that hand the function to some call. */
  const takers = (fn: FunctionFact): readonly Unit[] => {
    const found = taken.get(fn) ?? links.importers().filter((other) => other.uses.handovers(fn).length > 0);
    taken.set(fn, found);
    return found;
  };

  const isGivenAway = (fn: FunctionFact) => names.has(fn) || exported.has(fn);
  // Not by `takers`: all modules that import this one would be read for each function.
  const rowsFor = (fn: FunctionFact) => (isGivenAway(fn) ? all : fitting());

  /** By this document, or by one that imports it: controllers and routes have files of their own. */
  const matches = (row: HandlerSource, fn: FunctionFact, parameter?: Binding): boolean => {
    const isByCall =
      !row.decorator && !row.base && !row.named && !row.exported && Boolean(row.callee ?? row.first ?? row.key);
    if (isByCall && isGivenAway(fn) && takers(fn).some(({ sources }) => sources.handsOver(row, fn))) return true;
    if (!isFitting().has(row)) return false;
    if (row.type && !row.type.test(parameter?.annotation ?? '')) return false;
    if (row.mark) return parameter !== undefined && isDecorated(row.mark, parameter);
    if (row.directive) return isDirected(row.directive, fn);
    if (row.decorator) return isDecorated(row.decorator, fn);
    if (row.base) return isMethod(row.base, row.named, fn);
    if (row.named) return (names.get(fn) ?? []).some((name) => row.named!.test(name)) && isOutermost(fn);
    if (row.exported) return exported.has(fn) && (!row.key || row.key.test(exported.get(fn) ?? ''));
    if (isByCall) return isHandedOver(row, fn);
    return true;
  };
  return { matches, rowsFor, handsOver };
}

const isOutermost = (fn: FunctionFact): boolean => fn.scope.parent?.kind === 'module';

/** The names under which functions are known. */
function namesOfFunctions(facts: Facts): Map<FunctionFact, string[]> {
  const names = new Map<FunctionFact, string[]>();
  const add = (value: Value | undefined, name: string | undefined) => {
    if (value?.kind === 'function' && name) names.set(value.function, [...(names.get(value.function) ?? []), name]);
  };
  for (const { name, value } of facts.bindings) {
    add(value, name);
    if (value?.kind === 'object')
      for (const entry of value.entries) add(entry.value, entry.key && `${name}.${entry.key}`);
  }
  for (const { target, value } of facts.assignments) add(value, target.property);
  return names;
}

/** Methods of classes that are derived from others. */
function classesOfMethods({ bindings }: Facts): Map<FunctionFact, { method: string; bases: readonly Value[] }> {
  const found = new Map<FunctionFact, { method: string; bases: readonly Value[] }>();
  for (const { kind, value, bases } of bindings) {
    if (kind !== 'class' || value?.kind !== 'object' || !bases?.length) continue;
    for (const { key = '', value: member } of value.entries)
      if (member.kind === 'function') found.set(member.function, { method: key.replace(/^this\./, ''), bases });
  }
  return found;
}

/** Functions that are exported without a name of their own, with the key that they have in what is exported. */
function exportedFunctions(facts: Facts, flow: Flow): Map<FunctionFact, string> {
  const found = new Map<FunctionFact, string>();
  const modules = facts.assignments
    .filter(({ target }) => target.property === 'exports' || target.property === 'default')
    .map(({ value }) => value);
  const add = (value: Value, key: string): void => {
    const [bound = value] = value.kind === 'name' ? flow.sources(value) : [];
    if (bound.kind === 'function') found.set(bound.function, key);
    if (bound.kind === 'object') for (const one of bound.entries) if (one.key && key === '') add(one.value, one.key);
    const isServed = bound.kind === 'call' && !workflowSteps.test(flow.name(bound.call.callee) ?? '');
    if (isServed && key === '') for (const { value: given } of bound.call.args) add(given, 'wrapped');
  };
  for (const value of [...facts.exports, ...modules]) add(value, '');
  return found;
}
