/**
 * Where a value comes from, backwards: through bindings, members, collections, strings, functions and callbacks, and through
 * the modules that a document imports or that import it. What a call of an unknown function gives comes from nowhere.
 */
import type { ArrayValue, Binding, Call, FunctionFact, ObjectValue, Range, Value } from '../facts';
import { lookup } from '../flow/names';
import { keptValues } from './browser';
import { bodyKey, type Crossing, crosses, crossingOf, handedAnswer, heardAnswers, readsBody } from './crossing';
import { attributesOf } from './elements';
import { asksWhoSent, documentsOf, isContent, makesPath, namesUpload, readPath, writtenTo } from './files';
import type { Callee } from './functions';
import { handedParts } from './handed';
import { argumentsFor, cleans, isNothing, isSanitized, partsFor } from './harmless';
import { givenToField, keepsArguments } from './instances';
import {
  asChecked,
  hasUnknownKeys,
  inAnyOrder,
  initializedBy,
  inOrder,
  isOneOf,
  isSecret,
  made,
  mayHold,
  onlyObject,
} from './kept';
import { addedTo, inCollection, isPosition, keysBehind, keysPast, standsElsewhere, summands } from './keys';
import { reaching } from './reaching';
import { chosenElements, inProduction } from './selection';
import { givenToState, givenToStore, keysOfDerived } from './state';
import {
  builds,
  checksForm,
  gathers,
  handsOn,
  keepsKeys,
  listens,
  maps,
  methodsHandOn,
  sameObject,
  selects,
  tells,
  visits,
} from './transfer-table';
import type { SourceKind, Tracer } from './types';
import type { Unit } from './unit';
import {
  type At,
  anyKey,
  cleanFor,
  isAny,
  isWithin,
  lookOf,
  madeKey,
  maxVisits,
  placeOf,
  type Search,
  step,
  whole,
  wholeLook,
} from './walk';

/** A value's steps are followed this far, and no further. */
const maxDepth = 40;
/** Traces of one question. */
const maxTraces = 8;
/** Modules that one way leads through, the first one not counted. */
const maxModules = 6;

/** Methods that read a member by its name. */
const reads = /^(?:get|pop)$/;
const arithmetic = /^(?:[-+*/%<>^~]|\*\*|<<|>>>?|[<>]=|[!=]==?|instanceof|typeof|in|not in|!|delete|void|number)$/;

/** The tracer of one document. Nothing is made ready before the first question: most documents are never asked one. */
export function createTracer(unit: Unit): Tracer {
  return (value, options) => {
    if (isNothing(value, options, unit)) return [];
    const clean = cleanFor(options, unit);
    const search: Search = {
      ...options,
      unit,
      clean,
      found: new Map(),
      seen: new Map(),
      frames: 0,
      visits: 0,
      isCut: false,
    };
    const keys = options.element === undefined ? [] : [String(options.element)];
    visit(value, search, { unit, steps: [], depth: 0, frame: undefined, modules: 0, keys });
    if (search.found.size === 0 && !search.isCut && !options.isMeant)
      for (const [one, looks] of search.seen) if (looks.has(wholeLook)) clean.add(one);
    return [...search.found.values()];
  };
}

function visit(value: Value, search: Search, at: At): void {
  if (at.depth > maxDepth || search.visits++ > maxVisits || search.found.size >= maxTraces) {
    search.isCut = true;
    return;
  }
  if (at.frame === undefined && search.clean.has(value)) return;
  const look = lookOf(at);
  const looks = search.seen.get(value);
  if (looks?.has(look)) return;
  if (looks) looks.add(look);
  else search.seen.set(value, new Set([look]));
  if (isNothing(value, search, at.unit)) return;
  if (isSanitized(value, search, at.unit)) return;
  if (at.reads && namesUpload(value, at.unit.sources)) {
    visit(value, search, { ...at, reads: undefined });
    return;
  }
  const kind = at.unit.sources.of(value);
  const handed = !kind || kind === 'request' || kind === 'message' ? handedParts(value, search, at) : undefined;
  for (const part of handed ?? []) report(part.kind, part.value, search, part.at);
  if (kind && !handed) report(kind, value, search, at);
  if (crosses(search.use) && value.kind === 'call' && (!kind || kind === 'fetched'))
    followCrossing(crossingOf(value.call, at), value, search, at);
  if (kind === 'document' && asksWhoSent(search)) followDocument(value, search, inside(at));
  if (!kind && !handed) follow(value, search, inside(at));
}

const inside = (at: At): At => ({ ...at, depth: at.depth + 1 });

/** What has taken the text out of a document was given that. */
function followDocument(value: Value, search: Search, at: At): void {
  if (value.kind !== 'call') follow(value, search, at);
  else for (const one of documentsOf(value.call)) visit(one, search, { ...whole(at), reads: 'document' });
}

/** The same in another document. */
function visitIn(unit: Unit, value: Value, search: Search, at: At): void {
  if (unit === at.unit) visit(value, search, at);
  else if (at.modules < maxModules) visit(value, search, { ...at, unit, modules: at.modules + 1 });
  else search.isCut = true;
}

/** What a page asks of a server of the same project is what that answers. */
function followCrossing(crossing: Crossing | undefined, asked: { range: Range }, search: Search, at: At): void {
  if (!crossing) return;
  const { address, answers } = crossing;
  const inside = step('answer', address, asked.range, search, { ...at, depth: at.depth + 1 });
  for (const { value, unit, keys } of answers) visitIn(unit, value, search, { ...inside, frame: undefined, keys });
}

function report(kind: SourceKind, value: Value, search: Search, { unit, steps, reads }: At): void {
  if (!search.kinds.includes(kind) || search.found.has(value)) return;
  if (reads && !isContent(kind, value, reads)) return;
  const source = { kind, value, unit, ...placeOf(value, unit, search) };
  if (search.isMeant?.(source) === false) return;
  search.found.set(value, { source, steps: [...steps].reverse() });
}

/** What stands under the first key that is asked about; what may stand under it, where that is not known. */
function followEntries({ entries }: ObjectValue, search: Search, at: At): void {
  const [first, ...keys] = at.keys;
  for (const { key, value, spread } of entries) {
    if (first === undefined || first === madeKey || spread) visit(value, search, at);
    else if (first === anyKey || key === undefined || key === first) visit(value, search, { ...at, keys });
  }
}

/** An element by its position; else any, each with what is asked about. */
function followItems(array: ArrayValue, search: Search, at: At): void {
  const [first, ...keys] = at.keys;
  const only = isPosition(first) && first !== anyKey ? array.items[Number(first)] : undefined;
  for (const item of only ? [only] : partsFor(search.use, array, at.unit))
    visit(item, search, isPosition(first) ? { ...at, keys } : at);
}

function follow(value: Value, search: Search, at: At): void {
  const next = (one: Value | undefined) => one && visit(one, search, at);
  switch (value.kind) {
    case 'template':
      if (at.reads) return;
      for (const part of partsFor(search.use, value, at.unit)) visit(part, search, whole(at));
      return;
    case 'unknown':
      if (at.reads && value.operator) return;
      if (value.operator === '&&') next(value.parts.at(-1));
      // Python's paths are joined by it.
      else if (value.operator === '/' && search.use === 'path') value.parts.forEach(next);
      else if (value.collects) for (const part of value.parts) visit(part, search, inCollection(at));
      else if (value.operator === '+') summands(value.parts, at).forEach(next);
      else if (!arithmetic.test(value.operator ?? '')) value.parts.forEach(next);
      return;
    case 'choice':
      (search.use === 'answer' ? inProduction(value, at.unit.flow) : value.options).forEach(next);
      return;
    case 'object':
      followEntries(value, search, at);
      return;
    case 'array':
      followItems(value, search, at);
      return;
    case 'name':
      followName(value, search, at);
      return;
    case 'member':
      followMember(value, search, at);
      return;
    case 'call':
      followCall(value.call, search, at);
      return;
    default:
  }
}

function followName(value: Value & { kind: 'name' }, search: Search, at: At): void {
  const { name, scope } = value;
  const { links, uses } = at.unit;
  followWritten(value, search, at);
  // Svelte’s `$answer` reads the store `answer`.
  if (/^\$\w/.test(name) && !at.unit.format.byTable && !lookup(name, scope))
    visit({ ...value, name: name.slice(1) }, search, at);
  for (const linked of links.values(value)) visitIn(linked.unit, linked.value, search, at);
  for (const binding of reaching(lookup(name, scope) ?? [], value, at.unit)) {
    const isTold = !name.startsWith('\0') && !binding.import;
    const inside = isTold ? step('binding', name, binding.range, search, at) : at;
    if (binding.kind === 'parameter') followParameter(binding, search, inside);
    if (binding.value && binding.value.kind !== 'function') visit(binding.value, search, inside);
    const additions = uses.additions(binding);
    for (const call of additions.filter((one) => !standsElsewhere(one, additions, binding, at)))
      for (const { value: added, spread } of call.args) visit(added, search, spread ? inside : addedTo(call, inside));
    for (const { path, value: given } of uses.fields(binding)) {
      const keys = keysPast(path, at.keys);
      if (keys) visit(given, search, { ...inside, keys });
    }
  }
}

/** A parameter is what its callers give; inside a call that the walk came through, only that one. */
function followParameter(binding: Binding, search: Search, at: At): void {
  const fn = binding.scope.function;
  const own = fn?.parameters.filter(({ name }) => name !== 'self' && name !== 'cls') ?? [];
  const position = own.indexOf(binding);
  if (!fn || position < 0) return;
  const frame = at.frame?.fn === fn ? at.frame : undefined;
  for (const { call, unit } of frame ? [frame] : at.unit.functions.sites(fn)) {
    const named = unit.flow.argument(call, position, binding.name);
    const spread = call.args.filter((one) => one.spread).map(({ value }) => value);
    for (const given of named ? [named] : spread) {
      const handed = step('argument', fn.name ?? '', given.range, search, at, unit);
      visitIn(unit, given, search, { ...(named ? handed : whole(handed)), frame: frame?.outer });
    }
  }
  if (!frame) followHandovers(fn, position, search, at);
  if (!frame && position === 0) followAttributes(fn, search, at);
}

/** A component's parameter is made of the attributes of its elements. */
function followAttributes(fn: FunctionFact, search: Search, at: At): void {
  const [first = anyKey, ...keys] = at.keys;
  for (const unit of [at.unit, ...at.unit.links.importers()])
    for (const { target, value } of attributesOf(unit).get(fn) ?? []) {
      if (!isAny(first) && target.property !== first) continue;
      const inside = step('argument', fn.name ?? '', value.range, search, at, unit);
      visitIn(unit, value, search, { ...inside, frame: undefined, keys: isAny(first) ? [] : keys });
    }
}

/** A function that is given to a method is called with the elements of its object. */
function followHandovers(fn: FunctionFact, position: number, search: Search, at: At): void {
  if (crosses(search.use)) for (const heard of heardAnswers(fn, position, at)) followCrossing(heard, fn, search, at);
  for (const { call, path: keys } of at.unit.uses.handovers(fn)) {
    const { callee } = call;
    const answered = crosses(search.use) ? handedAnswer(call, position, at) : undefined;
    followCrossing(answered, callee, search, at);
    if (callee.kind !== 'member' || keys.length > 0) continue;
    const element = /^reduce/.test(callee.property ?? '') ? 1 : 0;
    if (position <= element && visits.test(callee.property ?? ''))
      visit(listens.test(callee.property ?? '') ? callee : callee.object, search, at);
  }
}

/** What was written into the file whose path this is. */
function followWritten(path: Value, search: Search, at: At): void {
  if (!at.reads || path.kind !== 'name') return;
  for (const binding of lookup(path.name, path.scope) ?? [])
    for (const value of writtenTo(at.unit).get(binding) ?? []) visit(value, search, { ...whole(at), reads: undefined });
}

function followMember(value: Value & { kind: 'member' }, search: Search, at: At): void {
  if (value.property === 'name') followWritten(value.object, search, at);
  const { flow, functions, links } = at.unit;
  const [known] = flow.sources(value);
  if (known) {
    visit(known, search, at);
    followAssigned(value, search, at);
    if (!isOneOf(value.object, at.unit)) return;
  }
  const literal = value.property === undefined ? undefined : onlyObject(value.object, at.unit);
  if (literal && !hasUnknownKeys(literal)) {
    followFields(value, search, at);
    return;
  }
  const taken = givenToState(value, at.unit) ?? givenToField(value, at.unit, isSecret(search));
  if (taken) {
    for (const one of taken) visit(one, search, whole(at));
    followFields(value, search, at);
    followAssigned(value, search, at);
    return;
  }
  const elsewhere = links.values(value);
  for (const linked of elsewhere) visitIn(linked.unit, linked.value, search, at);
  const field = elsewhere.length > 0 ? undefined : functions.field(value);
  if (field) visitIn(field.unit, field.value, search, at);
  if (elsewhere.length === 0) followAssigned(value, search, at);
  // What stands in a class is what its objects begin with.
  if (elsewhere.length === 0 && field?.value.kind !== 'function')
    visit(value.object, search, { ...at, keys: keysBehind(value, at) });
}

/** What the methods of an object's class give to its field. */
function followAssigned(member: Value, search: Search, at: At): void {
  for (const one of at.unit.functions.assigned(member)) visitIn(one.unit, one.value, search, at);
}

/** What is given to this field behind the object's literal. */
function followFields(member: Value & { kind: 'member' }, search: Search, at: At): void {
  const { object } = member;
  if (object.kind !== 'name') return;
  for (const binding of lookup(object.name, object.scope) ?? [])
    for (const { path, value } of at.unit.uses.fields(binding)) {
      const keys = keysPast(path, keysBehind(member, at));
      if (keys) visit(value, search, { ...at, keys });
    }
}

function followCall(call: Call, search: Search, at: At): void {
  const { flow, functions } = at.unit;
  const kept = crosses(search.use) ? keptValues(call, at.unit) : undefined;
  if (kept) {
    const inside = step('binding', kept.name, call.range, search, at);
    for (const { value, unit } of kept.values) visitIn(unit, value, search, { ...inside, frame: undefined });
    return;
  }
  const called = functions.of(call.callee, call.isNew);
  if (called) {
    followReturns(called, call, search, at);
    return;
  }
  const name = flow.name(call.callee);
  const derived = keysOfDerived(name, at.keys);
  if (derived) {
    for (const one of functionsIn(call, at.unit)) followReturns(one, call, search, { ...at, keys: derived });
    return;
  }
  const stored = givenToStore(call, at.unit);
  if (stored) {
    for (const { value, unit } of stored) visitIn(unit, value, search, { ...at, frame: undefined });
    return;
  }
  if (at.reads && makesPath.test(name ?? '')) return;
  const path = asksWhoSent(search) ? readPath(call, name) : undefined;
  if (path) {
    visit(path, search, { ...whole(at), reads: 'file' });
    return;
  }
  const given = () => {
    for (const value of argumentsFor(search.use, call, at.unit))
      if (value.kind !== 'function') visit(value, search, whole(at));
  };
  const isMade = name !== undefined && (handsOn.test(name) || cleans(name, search.use) === false);
  const [first = anyKey] = at.keys;
  const isField = call.args.some((one) => one.name === first) && keepsArguments(call, at.unit) !== undefined;
  const { callee } = call;
  const method = callee.kind === 'member' ? (callee.property ?? '') : '';
  if (isSecret(search) && checksForm.test(method)) {
    for (const { value } of call.args) visit(value, search, asChecked(method, at));
    return;
  }
  const isKept = name !== undefined && keepsKeys.test(name);
  if (isField || isKept) followKept(call, search, inOrder(name, at));
  else if (isMade || mayHold(first, keepsArguments(call, at.unit), search)) given();
  else if (at.unit.format.byTable && (call.isNew || builds.test(name ?? '')))
    followKept(initializedBy(call, name), search, at);
  if (callee.kind !== 'member') return;
  const { object, property = '' } = callee;
  const key = reads.test(property) && call.args[0] ? flow.constant(call.args[0].value) : undefined;
  if (typeof key === 'string') {
    for (const { value } of call.args.slice(1)) visit(value, search, at);
    followMember({ ...callee, object, property: key }, search, at);
    return;
  }
  if (tells.test(property)) return;
  if (maps.test(property))
    for (const mapped of functionsIn(call, at.unit)) followReturns(mapped, call, search, at, object);
  else {
    const chosen = chosenElements(call, flow);
    const isBody = crosses(search.use) && readsBody(property, call);
    const inside = isBody ? { ...at, keys: [bodyKey, ...at.keys] } : made(search, at);
    const isSame = chosen || sameObject.test(property);
    const kept = !isSecret(search) && selects.test(property) ? inAnyOrder(at) : inside;
    for (const one of chosen ?? [object]) visit(one, search, isSame ? at : kept);
  }
  if (methodsHandOn.test(property) && !isKept) given();
}

/** The result has the parts of the arguments, and the named ones themselves. */
function followKept({ args, callee }: Call, search: Search, at: At): void {
  const [first = anyKey, ...keys] = at.keys;
  const areElements = gathers.test(at.unit.flow.name(callee) ?? '');
  for (const { name, value, spread } of args) {
    if (areElements && !spread) visit(value, search, inCollection(at));
    else if (name === undefined) visit(value, search, at);
    else if (isAny(first) || first === name) visit(value, search, { ...at, keys });
  }
}

const functionsIn = (call: Call, { functions }: Unit): Callee[] =>
  call.args.flatMap(({ value }) => functions.of(value) ?? []);

/** @param element the function is called with the elements of this, by a method of it */
function followReturns({ fn, unit }: Callee, call: Call, search: Search, at: At, element?: Value): void {
  if (isWithin(at.frame, fn)) return;
  const frame = element ? at.frame : { fn, call, unit: at.unit, outer: at.frame, id: ++search.frames };
  for (const returned of fn.returns) {
    const name = fn.name ?? '';
    const inside = name === '' ? at : step('return', name, returned.range, search, at, unit);
    visitIn(unit, returned, search, { ...inside, frame });
  }
}
