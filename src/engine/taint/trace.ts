/**
 * Where a value comes from, backwards: through bindings, members, collections, strings, local functions and callbacks. What a
 * call of an unknown function gives comes from nowhere.
 */
import type { ClaudeUse } from '../claude';
import type { Binding, Call, Facts, FunctionFact, Value } from '../facts';
import type { Flow } from '../flow';
import { lookup } from '../flow-names';
import { createFunctions } from './functions';
import { isChecked } from './guards';
import { createRegions } from './regions';
import { isHarmlessPiece } from './slices';
import { createSources } from './sources';
import { handsOn, maps, methodsHandOn, type Sanitizer, sanitizers, tells, visits } from './transfer-table';
import type { Source, Step, Trace, TraceOptions, Tracer, Use } from './types';
import { createUses } from './uses';

/** A value's steps are followed this far, and no further. */
const maxDepth = 40;
/** Values that are looked at for one question. */
const maxVisits = 4000;
/** Traces of one question. */
const maxTraces = 8;

export interface TracerOptions {
  facts: Facts;
  flow: Flow;
  claude: ClaudeUse;
  /** The document's own. */
  text: string;
  /** Of the file, relative to the root. */
  path: string;
}

/** A call that the walk is inside of: its function's parameters are this call's arguments. */
interface Frame {
  fn: FunctionFact;
  call: Call;
  outer: Frame | undefined;
}

/** Where the walk is. */
interface At {
  steps: readonly Step[];
  depth: number;
  frame: Frame | undefined;
}

/** One question. */
interface Search extends TraceOptions {
  found: Map<Value, Trace>;
  seen: Map<Value, (Frame | undefined)[]>;
  visits: number;
}

/** Members that hold no text of what they are members of. */
const noText =
  /^(?:length|size|byteLength|usage|id|_request_id|request_id|requestId|stop_reason|stopReason|model|role|status|status_code|statusCode|ok|__class__|__name__|constructor)$/;
/** Methods that read a member by its name. */
const reads = /^(?:get|pop)$/;
const arithmetic = /^(?:[-*/%<>^~]|\*\*|<<|>>>?|[<>]=|[!=]==?|instanceof|typeof|in|not in|!|delete|void|number)$/;

/** Nothing is made ready before the first question: most documents are never asked one. */
export function createTracer(options: TracerOptions): Tracer {
  let tracer: Tracer | undefined;
  return (value, question) => {
    tracer ??= openTracer(options);
    return tracer(value, question);
  };
}

function openTracer({ facts, flow, claude, text, path }: TracerOptions): Tracer {
  const functions = createFunctions(facts, flow);
  const uses = createUses(facts, (value) => functions.of(value));
  const regions = createRegions(facts);
  const cleans = createSanitizers();
  const sourceOf = createSources({ facts, flow, claude, uses, path });

  return (value, options) => {
    const search: Search = { ...options, found: new Map(), seen: new Map(), visits: 0 };
    visit(value, search, { steps: [], depth: 0, frame: undefined });
    return [...search.found.values()];
  };

  function visit(value: Value, search: Search, at: At): void {
    if (at.depth > maxDepth || search.visits++ > maxVisits || search.found.size >= maxTraces) return;
    const frames = search.seen.get(value);
    if (frames?.includes(at.frame)) return;
    search.seen.set(value, [...(frames ?? []), at.frame]);
    if (value.kind === 'literal' && !search.kinds.includes('credential')) return;
    if (isSanitized(value, search)) return;
    const source = sourceOf(value);
    if (source) report(source, search, at);
    else follow(value, search, { ...at, depth: at.depth + 1 });
  }

  function report(source: Source, search: Search, { steps }: At): void {
    if (!search.kinds.includes(source.kind) || search.found.has(source.value)) return;
    search.found.set(source.value, { source, steps: [...steps].reverse() });
  }

  function isSanitized(value: Value, { use }: Search): boolean {
    if (use === 'log' && isHarmlessPiece(value, flow, text)) return true;
    if (value.kind === 'call') {
      const { callee } = value.call;
      const name = flow.name(callee);
      return (
        (name !== undefined && cleans(name, use)) || (callee.kind === 'member' && cleans(`.${callee.property}`, use))
      );
    }
    if (value.kind !== 'name' && value.kind !== 'member') return false;
    return isChecked(value, regions.guards(value.range.start), flow);
  }

  function follow(value: Value, search: Search, at: At): void {
    const next = (one: Value | undefined) => one && visit(one, search, at);
    switch (value.kind) {
      case 'template':
        value.parts.forEach(next);
        return;
      case 'unknown':
        if (value.operator === '&&') next(value.parts.at(-1));
        else if (!arithmetic.test(value.operator ?? '')) value.parts.forEach(next);
        return;
      case 'choice':
        value.options.forEach(next);
        return;
      case 'object':
        for (const entry of value.entries) next(entry.value);
        return;
      case 'array':
        value.items.forEach(next);
        return;
      case 'name':
        followName(value.name, value, search, at);
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

  /** The bindings that the name can have here: those before it, from the last that is made in any case. */
  function reaching(bindings: readonly Binding[], value: Value): readonly Binding[] {
    const here = scopeFunction(value);
    if (bindings.length < 2 || bindings.some(({ scope }) => functionOfScope(scope) !== here)) return bindings;
    if (regions.around(value.range.start, 'loop').length > 0) return bindings;
    const before = bindings.filter(({ range }) => range.start <= value.range.start);
    const last = before.findLastIndex(({ range }) => regions.dominates(range.start, value.range.start));
    return before.slice(Math.max(0, last));
  }

  function followName(name: string, value: Value & { kind: 'name' }, search: Search, at: At): void {
    const bindings = lookup(name, value.scope) ?? [];
    for (const binding of reaching(bindings, value)) {
      const inside = step(at, { kind: 'binding', name, range: binding.range }, !name.startsWith('\0'));
      if (binding.kind === 'parameter') followParameter(binding, search, inside);
      if (binding.value && binding.value.kind !== 'function') visit(binding.value, search, inside);
      for (const call of uses.additions(binding))
        for (const { value: added } of call.args) visit(added, search, inside);
      for (const field of uses.fields(binding)) visit(field.value, search, inside);
    }
  }

  /** A parameter is what its callers give; inside a call that the walk came through, only that one. */
  function followParameter(binding: Binding, search: Search, at: At): void {
    const fn = binding.scope.function;
    const own = fn?.parameters.filter(({ name }) => name !== 'self' && name !== 'cls') ?? [];
    const position = own.indexOf(binding);
    if (!fn || position < 0) return;
    const frame = at.frame?.fn === fn ? at.frame : undefined;
    const calls = frame ? [frame.call] : functions.sites(fn);
    for (const call of calls) {
      const named = flow.argument(call, position, binding.name);
      const spread = call.args.filter((one) => one.spread).map(({ value }) => value);
      for (const given of named ? [named] : spread)
        visit(given, search, {
          ...step(at, { kind: 'argument', name: fn.name ?? '', range: given.range }),
          frame: frame?.outer,
        });
    }
    if (!frame) followHandovers(fn, position, search, at);
  }

  /** A function that is given to a method is called with the elements of its object. */
  function followHandovers(fn: FunctionFact, position: number, search: Search, at: At): void {
    for (const { call, path: keys } of uses.handovers(fn)) {
      const { callee } = call;
      if (callee.kind !== 'member' || keys.length > 0) continue;
      const element = /^reduce/.test(callee.property ?? '') ? 1 : 0;
      if (position <= element && visits.test(callee.property ?? '')) visit(callee.object, search, at);
    }
  }

  function followMember(value: Value & { kind: 'member' }, search: Search, at: At): void {
    if (noText.test(value.property ?? '')) return;
    const [known] = flow.sources(value);
    if (known) {
      visit(known, search, at);
      return;
    }
    const literal = flow.object(value.object);
    if (literal && value.property !== undefined && !hasUnknownKeys(literal)) {
      followFields(value, search, at);
      return;
    }
    const method = functions.field(value);
    if (method) visit(method, search, at);
    else visit(value.object, search, at);
  }

  /** What is given to this field behind the object's literal. */
  function followFields({ object, property }: Value & { kind: 'member' }, search: Search, at: At): void {
    if (object.kind !== 'name') return;
    for (const binding of lookup(object.name, object.scope) ?? [])
      for (const { target, value } of uses.fields(binding))
        if (target.property === property || target.property === undefined) visit(value, search, at);
  }

  function followCall(call: Call, search: Search, at: At): void {
    const fn = functions.of(call.callee, call.isNew);
    if (fn) {
      followReturns(fn, call, search, at);
      return;
    }
    const name = flow.name(call.callee);
    const given = () => {
      for (const { value } of call.args) if (value.kind !== 'function') visit(value, search, at);
    };
    if (name !== undefined && handsOn.test(name)) given();
    if (call.callee.kind !== 'member') return;
    const { object, property = '' } = call.callee;
    const key = reads.test(property) && call.args[0] ? flow.constant(call.args[0].value) : undefined;
    if (typeof key === 'string') {
      for (const { value } of call.args.slice(1)) visit(value, search, at);
      followMember({ ...call.callee, object, property: key }, search, at);
      return;
    }
    if (tells.test(property)) return;
    if (maps.test(property)) for (const mapped of functionsIn(call)) followReturns(mapped, call, search, at, object);
    else visit(object, search, at);
    if (methodsHandOn.test(property)) given();
  }

  function functionsIn(call: Call): FunctionFact[] {
    return call.args.flatMap(({ value }) => functions.of(value) ?? []);
  }

  function followReturns(fn: FunctionFact, call: Call, search: Search, at: At, element?: Value): void {
    if (isWithin(at.frame, fn)) return;
    const frame: Frame | undefined = element ? at.frame : { fn, call, outer: at.frame };
    for (const returned of fn.returns) {
      const inside = step(at, { kind: 'return', name: fn.name ?? '', range: returned.range }, fn.name !== undefined);
      visit(returned, search, { ...inside, frame });
    }
  }
}

/** Whether what a function of this name gives is harmless for the use. */
function createSanitizers(): (name: string, use: Use) => boolean {
  const known = new Map<string, readonly Sanitizer[]>();
  return (name, use) => {
    const rows = known.get(name) ?? sanitizers.filter((one) => one.name.test(name));
    known.set(name, rows);
    return rows.some(({ uses }) => !uses || uses.includes(use));
  };
}

/** Recursion is followed once. */
function isWithin(frame: Frame | undefined, fn: FunctionFact): boolean {
  for (let current = frame; current; current = current.outer) if (current.fn === fn) return true;
  return false;
}

const step = (at: At, one: Step, isTold = true): At => (isTold ? { ...at, steps: [...at.steps, one] } : at);

const hasUnknownKeys = ({ entries }: { entries: readonly { spread?: boolean; key: string | undefined }[] }) =>
  entries.some(({ spread, key }) => spread || key === undefined);

function functionOfScope(scope: Binding['scope']): FunctionFact | undefined {
  for (let current: Binding['scope'] | undefined = scope; current; current = current.parent)
    if (current.function) return current.function;
  return undefined;
}

const scopeFunction = (value: Value): FunctionFact | undefined =>
  value.kind === 'name' ? functionOfScope(value.scope) : undefined;
