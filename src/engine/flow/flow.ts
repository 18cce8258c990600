/**
 * What a value is: through bindings, members, choices and helper functions of one document. Names and constants are
 * followed into other modules, as they are plain data; values that are handed out are always of this document.
 */
import type { Binding, Call, Facts, FunctionFact, ObjectValue, Scope, Value } from '../facts';
import type { Format } from '../formats/format';
import { Memo, type Memory, memoryOf, restOnMore } from '../lasting';
import { type Links, noLinks } from '../modules/links';
import { firstDefined, isDict, keywordEntries, lookup, moduleName, plainModule, requiredModule } from './names';
import { createOrigins, maxDepth, type Origin } from './origins';

export type { Origin } from './origins';

/**
 * Questions about values of one document. All are total: depth and work are bounded, cycles end. `depth`: steps that have led
 * here from another module.
 */
export interface Flow {
  /**
   * Qualified name of a value: the chain of members from an import or a global.
   * JavaScript: `module#export.member`, default import `module#default`, namespace or require `module#*` with its members as
   * `module#member`; Python: `module.member`. An instance, or a call's result, is the callee's name with `()`:
   * `@anthropic-ai/sdk#default().messages.create`. Globals are plain: `process.env.HOME`, `fetch`.
   */
  name(value: Value, depth?: number): string | undefined;
  /** The same of what a function gives when it is called. */
  resultName(fn: Value, depth?: number): string | undefined;
  /** The one constant that the value always is. */
  constant(value: Value, depth?: number): string | number | boolean | null | undefined;
  /** Every string literal that the value can be, through choices, bindings and helper functions. */
  literals(value: Value): { text: string; value: Value }[];
  /** Text of a string with unknown parts as `\u0000`; undefined where it is no string at all. */
  pattern(value: Value, depth?: number): string | undefined;
  origins(value: Value): Origin[];
  /** What a name or member is bound to here, one step on. */
  sources(value: Value): Value[];
  /** The object literal that the value is. */
  object(value: Value): ObjectValue | undefined;
  /** The value under a constant path of an object literal, through spreads and bindings. */
  property(value: Value | undefined, ...path: string[]): Value | undefined;
  /** The argument at a position or under a keyword. */
  argument(call: Call, position: number | undefined, keyword?: string): Value | undefined;
  /** Name of the environment variable that the value reads directly (`process.env.X`, `os.getenv("X")`). */
  environment(value: Value): string | undefined;
  /** The local function that a call calls. */
  calledFunction(call: Call): FunctionFact | undefined;
}

const environmentObject =
  /^(?:process\.env|import\.meta\.env|Bun\.env|Deno\.env|os\.environ|(?:node:)?process#(?:\*|default|env)(?:\.env)?)\.([A-Za-z_]\w*)$/;
const environmentCall =
  /^(?:os\.getenv|os\.environ\.get|os\.environ\.pop|Deno\.env\.get|environ\.get|getenv|decouple\.config)$/;

export function createFlow(facts: Facts, format: Format, links: Links = noLinks()): Flow {
  const importName = format.idioms.importName ?? moduleName;
  const memory = memoryOf(facts, links.basis);
  const bindingName = remembered(memory, 'name of binding', (value, depth) => name(value, depth));
  const bindingPattern = remembered(memory, 'pattern of binding', (value, depth) => pattern(value, depth));
  const bindingFunction = remembered(memory, 'function of binding', (value, depth) => functionOf(value, depth));
  const results = new Memo<FunctionFact, string | undefined>(memory, 'name of result');
  const bindingObject = remembered(memory, 'object of binding', (value, depth) => object(value, depth));

  const names = new Memo<Value, string | undefined>(memory, 'name');

  /** Every rule asks for the name of every call. */
  function name(value: Value, depth = 0): string | undefined {
    const known = names.get(value);
    if (known) return known.value;
    return depth === 0 ? names.find(value, () => findName(value, depth)) : findName(value, depth);
  }

  function findName(value: Value, depth: number): string | undefined {
    if (isTooDeep(depth)) return undefined;
    switch (value.kind) {
      case 'name':
        return elsewhere(value, depth, 'name') ?? nameOfBinding(value.name, value.scope, depth);
      case 'member': {
        const other = elsewhere(value, depth, 'name');
        if (other !== undefined) return other;
        const object = name(value.object, depth + 1);
        if (object === undefined || value.property === undefined) return undefined;
        return object.endsWith('#*') ? `${object.slice(0, -1)}${value.property}` : `${object}.${value.property}`;
      }
      case 'call': {
        const module = requiredModule(value.call);
        if (module !== undefined) return `${plainModule(module)}#*`;
        const result = resultName(value.call.callee, depth + 1);
        if (result !== undefined) return result;
        const callee = name(value.call.callee, depth + 1);
        return callee === undefined ? undefined : `${callee}()`;
      }
      case 'choice':
        return firstDefined(value.options, (option) => name(option, depth + 1));
      default:
        return undefined;
    }
  }

  /** What another module says of a value that it gives away. */
  function elsewhere<Question extends 'name' | 'resultName' | 'constant' | 'pattern'>(
    value: Value,
    depth: number,
    question: Question,
  ): ReturnType<Flow[Question]> | undefined {
    return firstDefined(links.values(value), ({ value: one, unit }) => unit.flow[question](one, depth + 1)) as
      | ReturnType<Flow[Question]>
      | undefined;
  }

  function resultName(fn: Value, depth = 0): string | undefined {
    if (isTooDeep(depth)) return undefined;
    const own = functionOf(fn, depth);
    if (!own) return elsewhere(fn, depth, 'resultName');
    const known = results.get(own);
    if (known) return known.value;
    // Functions that call each other give nothing.
    results.begin(own, undefined);
    return results.find(own, () => firstDefined(own.returns, (one) => name(one, depth + 1)));
  }

  function nameOfBinding(local: string, scope: Scope, depth: number): string | undefined {
    const bindings = lookup(local, scope);
    if (!bindings) return local.startsWith('this') ? undefined : local;
    return firstDefined(bindings, (binding) => {
      if (binding.import) return importName(binding.import);
      if (binding.kind === 'function' || binding.kind === 'class') return undefined;
      if (binding.annotation !== undefined && !binding.value) return instanceOf(binding.annotation, scope, depth);
      return bindingName(binding, depth + 1);
    });
  }

  /** A parameter of a type that is imported: an instance of it, made elsewhere. */
  function instanceOf(annotation: string, scope: Scope, depth: number): string | undefined {
    const [first = '', ...rest] = /^[A-Za-z_]\w*(?:\.\w+)*$/.test(annotation) ? annotation.split('.') : [];
    if (!lookup(first, scope)?.some((one) => one.import)) return undefined;
    const name = nameOfBinding(first, scope, depth + 1);
    return name === undefined ? undefined : `${[name, ...rest].join('.').replace('#*.', '#')}()`;
  }

  function constant(value: Value, depth = 0): string | number | boolean | null | undefined {
    if (isTooDeep(depth)) return undefined;
    switch (value.kind) {
      case 'literal':
        return value.value;
      case 'template': {
        const parts = value.parts.map((part) => constant(part, depth + 1));
        return parts.includes(undefined) ? undefined : parts.join('');
      }
      case 'name': {
        const [only, other] = lookup(value.name, value.scope) ?? [];
        if (only?.import && !other) return elsewhere(value, depth, 'constant');
        if (!only?.value || other || only.kind === 'parameter') return undefined;
        return constant(only.value, depth + 1);
      }
      case 'member': {
        const found = value.property === undefined ? undefined : step(value.object, value.property, depth + 1);
        return found ? constant(found, depth + 1) : elsewhere(value, depth, 'constant');
      }
      default:
        return undefined;
    }
  }

  function pattern(value: Value, depth = 0): string | undefined {
    const known = constant(value, depth);
    if (known !== undefined) return typeof known === 'string' ? known : undefined;
    if (isTooDeep(depth)) return undefined;
    if (value.kind === 'template') return value.parts.map((part) => pattern(part, depth + 1) ?? '\0').join('');
    if (value.kind === 'choice') return firstDefined([...value.options].reverse(), (one) => pattern(one, depth + 1));
    if (value.kind !== 'name') return value.kind === 'member' ? elsewhere(value, depth, 'pattern') : undefined;
    const bindings = lookup(value.name, value.scope) ?? [];
    return (
      firstDefined(bindings, (binding) => bindingPattern(binding, depth + 1)) ?? elsewhere(value, depth, 'pattern')
    );
  }

  function calledFunction(call: Call): FunctionFact | undefined {
    return functionOf(call.callee, 0);
  }

  function functionOf(value: Value, depth: number): FunctionFact | undefined {
    if (value.kind === 'function') return value.function;
    if (value.kind !== 'name' || isTooDeep(depth)) return undefined;
    const bindings = lookup(value.name, value.scope) ?? [];
    return firstDefined(bindings, (binding) => bindingFunction(binding, depth + 1));
  }

  function object(value: Value, depth = 0): ObjectValue | undefined {
    if (isTooDeep(depth)) return undefined;
    if (value.kind === 'object') return value;
    if (value.kind === 'choice') return firstDefined(value.options, (option) => object(option, depth + 1));
    if (value.kind === 'unknown' && value.operator === '&&') return object(value.parts.at(-1)!, depth + 1);
    if (value.kind === 'name')
      return firstDefined(lookup(value.name, value.scope) ?? [], (one) => bindingObject(one, depth + 1));
    if (value.kind === 'member') {
      const inner = value.property === undefined ? undefined : step(value.object, value.property, depth + 1);
      return inner && object(inner, depth + 1);
    }
    if (value.kind !== 'call') return undefined;
    if (isDict(value.call)) {
      // It stands where the call stands in this version.
      restOnMore();
      return { kind: 'object', entries: keywordEntries(value.call), range: value.range };
    }
    if (/^(?:Object\.(?:freeze|assign|seal)|Headers)$/.test(name(value.call.callee, depth + 1) ?? ''))
      return firstDefined([...value.call.args].reverse(), (one) => object(one.value, depth + 1));
    const returned = calledFunction(value.call)?.returns ?? [];
    return firstDefined(returned, (one) => object(one, depth + 1));
  }

  /** One member of an object literal, or of an array literal by its index. */
  function step(value: Value, property: string, depth: number): Value | undefined {
    if (isTooDeep(depth)) return undefined;
    if (value.kind === 'array') return value.items[Number(property)];
    const entries = object(value, depth)?.entries ?? [];
    for (let at = entries.length - 1; at >= 0; at--) {
      const entry = entries[at]!;
      if (entry.key === property) return entry.value;
      const inner = entry.spread ? step(entry.value, property, depth + 1) : undefined;
      if (inner) return inner;
    }
    return undefined;
  }

  function sources(value: Value): Value[] {
    if (value.kind === 'name') return (lookup(value.name, value.scope) ?? []).flatMap((one) => one.value ?? []);
    const inner =
      value.kind === 'member' && value.property !== undefined ? step(value.object, value.property, 0) : undefined;
    return inner ? [inner] : [];
  }

  function property(value: Value | undefined, ...path: string[]): Value | undefined {
    return path.reduce<Value | undefined>((current, key) => current && step(current, key, 0), value);
  }

  function argument(call: Call, position: number | undefined, keyword?: string): Value | undefined {
    let value: Value | undefined;
    let count = 0;
    let isSpread = false;
    for (const { name, spread, value: given } of call.args) {
      if (keyword !== undefined && name === keyword) return given;
      if (spread) isSpread = true;
      else if (name === undefined && count++ === position) value = given;
    }
    return (isSpread && keyword !== undefined ? spreadArgument(call, keyword) : undefined) ?? value;
  }

  /** `f(**{"a": 1})` and `f(**options)`. */
  function spreadArgument(call: Call, keyword: string): Value | undefined {
    return firstDefined(
      call.args.filter((one) => one.spread),
      (one) => step(one.value, keyword, 0),
    );
  }

  function environment(value: Value): string | undefined {
    if (value.kind !== 'member' && value.kind !== 'call') return undefined;
    if (value.kind === 'member') return environmentObject.exec(name(value) ?? '')?.[1];
    if (!environmentCall.test(name(value.call.callee) ?? '')) return undefined;
    const variable = value.call.args[0] && constant(value.call.args[0].value);
    return typeof variable === 'string' ? variable : undefined;
  }

  const { origins, literals } = createOrigins(facts, {
    importName,
    name: (value) => name(value),
    step,
    environment,
    argument,
    calledFunction,
  });
  return {
    name,
    resultName,
    constant,
    literals,
    pattern,
    origins,
    sources,
    object: (value) => object(value),
    property,
    argument,
    environment,
    calledFunction,
  };
}

/** How far one has come decides then, not only what is asked about. */
function isTooDeep(depth: number): boolean {
  if (depth > maxDepth) restOnMore();
  return depth > maxDepth;
}

/** A question about what a binding is bound to, asked once: many assignments that use each other would ask without end. */
function remembered<T>(
  memory: Memory | undefined,
  question: string,
  ask: (value: Value, depth: number) => T | undefined,
): (binding: Binding, depth: number) => T | undefined {
  const answers = new Memo<Binding, T | undefined>(memory, question);
  return (binding, depth) => {
    const { value } = binding;
    if (!value) return undefined;
    const known = answers.get(binding);
    if (known) return known.value;
    answers.begin(binding, undefined);
    return answers.find(binding, () => ask(value, depth));
  };
}
