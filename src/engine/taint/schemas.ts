/** Data that a schema has checked, where the schema leaves nothing that somebody could write. */
import type { Binding, Call, ClassFact, Value } from '../facts';
import { calleeOf, dottedName, lookup, namedValue } from '../flow/names';
import type { Linked } from '../modules/links';
import {
  checkedPart,
  checks,
  checksWith,
  choiceClass,
  declaredPart,
  declares,
  fixedSchemas,
  fixingDecorator,
  fixingKeyword,
  fixingMethod,
  fixingValidator,
  listSchema,
  objectSchema,
  patternType,
  pipeSchema,
  routeParts,
  toolSchema,
  unionSchema,
  wrapperSchema,
} from './schema-table';
import { checkedType } from './transfer-table';
import type { Unit } from './unit';

export interface Schemas {
  /** Whether a value is a part of checked data that is a fixed choice, a number or of a pattern. */
  leavesNothing(value: Value): boolean;
}

/** What a part of data begins with: the call that checked it, or a handler's parameter. */
interface Part {
  root: Binding | Call;
  path: string[];
}

const maxDepth = 12;

export function createSchemas(unit: Unit): Schemas {
  const { flow, uses, sources } = unit;

  function partOf(value: Value, depth = 0): Part | undefined {
    if (depth > maxDepth) return undefined;
    if (value.kind === 'member') return below(partOf(value.object, depth + 1), value.property);
    if (value.kind === 'name') {
      const [binding, other] = lookup(value.name, value.scope) ?? [];
      if (!binding || other) return undefined;
      if (binding.kind === 'parameter') return { root: binding, path: [] };
      return binding.value && partOf(binding.value, depth + 1);
    }
    if (value.kind !== 'call') return undefined;
    const { callee, args } = value.call;
    const key = callee.kind === 'member' && callee.property === 'get' && args[0] && flow.constant(args[0].value);
    if (callee.kind === 'member' && typeof key === 'string') return below(partOf(callee.object, depth + 1), key);
    return { root: value.call, path: [] };
  }

  function leavesNothing(value: Value): boolean {
    const part = partOf(value);
    if (!part) return false;
    const { root, path } = part;
    if ('callee' in root) return ofCall(root, path);
    return sources.isHandled(root) && ofParameter(root, path);
  }

  const ofCall = (call: Call, path: readonly string[]): boolean => {
    const schema = schemaOf(call);
    return schema !== undefined && isFixed({ unit, value: schema }, dataPath(path));
  };

  /** The schema that a call checks with: `schema.parse(x)`, `v.parse(schema, x)`, `Model(**x)`, `Form(x)`. */
  function schemaOf(call: Call): Value | undefined {
    const { callee } = call;
    if (checksWith.test(flow.name(callee) ?? '')) return call.args[0]?.value;
    if (callee.kind === 'member' && checks.test(callee.property ?? '')) return instanceOf(callee.object);
    return classOf({ unit, value: callee }) && callee;
  }

  /** `Schema()` in `Schema().load(x)`, by its class. */
  const instanceOf = (value: Value): Value => {
    const [source = value] = value.kind === 'name' ? flow.sources(value) : [];
    return source.kind === 'call' && classOf({ unit, value: source.call.callee }) ? source.call.callee : value;
  };

  function ofParameter(parameter: Binding, path: readonly string[]): boolean {
    const { annotation, scope, range } = parameter;
    if (annotation !== undefined && ofType({ unit, annotation, scope, range }, path)) return true;
    const fn = scope.function;
    return (
      fn !== undefined &&
      uses.handovers(fn).some(({ call, path: keys }) => {
        const schema = declared(call) ?? besideTool(call, keys);
        if (schema !== undefined && isFixed({ unit, value: schema }, inputPath(path))) return true;
        const [part = '', ...rest] = path;
        const own = routeParts.test(part) ? besideRoute(call, part) : undefined;
        return own !== undefined && isFixed({ unit, value: own }, rest);
      })
    );
  }

  /** `.input(schema)` among the calls before. */
  function declared({ callee }: Call): Value | undefined {
    for (let at = callee; at.kind === 'member' || at.kind === 'call'; ) {
      if (at.kind === 'member') at = at.object;
      else {
        const { callee: inner, args } = at.call;
        if (inner.kind === 'member' && declares.test(inner.property ?? '') && args[0]) return args[0].value;
        at = inner;
      }
    }
    return undefined;
  }

  /** `tool({ inputSchema, execute })`, `server.registerTool(name, { inputSchema }, handler)`. */
  function besideTool({ args }: Call, keys: readonly string[]): Value | undefined {
    if (keys.length > 1) return undefined;
    for (const { value } of args)
      for (const key of toolSchema) {
        const found = flow.property(value, key);
        if (found) return found;
      }
    return args.map(({ value }) => value).find((value) => value.kind === 'object' && value.entries.some(isField));
  }

  /** `.post(path, handler, { body: t.Object({ … }) })`, as Elysia has it. */
  function besideRoute({ args }: Call, part: string): Value | undefined {
    for (const { value } of args.slice(1)) {
      const found = value.kind === 'object' ? flow.property(value, part) : undefined;
      if (found && rootCall(found)) return found;
    }
    return undefined;
  }

  const isField = ({ value }: { value: Value }) => /^(?:zod|valibot)/.test(flow.name(rootCall(value) ?? value) ?? '');

  return { leavesNothing };

  function isFixed(schema: Linked, path: readonly string[], depth = 0): boolean {
    if (depth > maxDepth) return false;
    const next = (value: Value, rest = path) => isFixed({ unit: schema.unit, value }, rest, depth + 1);
    const made = classOf(schema);
    if (made) return ofClass(made, path, depth);
    const { value } = schema;
    if (value.kind === 'object') return inObject(schema, path, depth);
    if (value.kind === 'call') return ofSchemaCall(value.call, schema.unit, path, next);
    const elsewhere = schema.unit.links.values(value);
    if (elsewhere.length > 0) return elsewhere.some((one) => isFixed(one, path, depth + 1));
    const found = schema.unit.flow.sources(value);
    return found.length === 1 && next(found[0]!);
  }

  function inObject({ unit: at, value }: Linked, path: readonly string[], depth: number): boolean {
    const [first, ...rest] = path;
    const field = first === undefined ? undefined : at.flow.property(value, first);
    return field !== undefined && isFixed({ unit: at, value: field }, rest, depth + 1);
  }

  function ofSchemaCall(
    call: Call,
    at: Unit,
    path: readonly string[],
    next: (value: Value, rest?: readonly string[]) => boolean,
  ): boolean {
    const name = at.flow.name(call.callee) ?? '';
    const first = call.args[0]?.value;
    const method = call.callee.kind === 'member' ? call.callee : undefined;
    if (path.length === 0 && (fixedSchemas.some((row) => row.name.test(name)) || keepsToPattern(call, at))) return true;
    if (path.length === 0 && method && fixingMethod.test(method.property ?? '') && method.object.kind === 'call')
      return true;
    if (first && objectSchema.test(name) && next(first)) return true;
    if (first && listSchema.test(name)) return next(first, path.slice(1));
    if (first && wrapperSchema.test(name)) return next(first);
    if (first && pipeSchema.test(name)) return call.args.some(({ value }) => next(value));
    if (first && unionSchema.test(name)) {
      const all = first.kind === 'array' ? first.items : call.args.map(({ value }) => value);
      return all.length > 0 && all.every((one) => next(one));
    }
    return method?.object.kind === 'call' || method?.object.kind === 'name' ? next(method.object) : false;
  }
}

/** `validate=OneOf([…])`, `pattern='…'`, `choices=[…]`. */
function keepsToPattern({ args }: Call, { flow }: Unit): boolean {
  return args.some(({ name, value }) => {
    if (name !== undefined && fixingKeyword.test(name)) return true;
    if (name !== 'validate' && name !== 'validators') return false;
    const all = value.kind === 'array' ? value.items : [value];
    return all.some((one) => fixingValidator.test(flow.name(one) ?? ''));
  });
}

interface Typed {
  unit: Unit;
  annotation: string;
  scope: Binding['scope'];
  range: Binding['range'];
}

/** Whether a type of Python's, or a class with decorators, leaves nothing. Types that nobody checks say nothing. */
function ofType({ unit, annotation, scope, range }: Typed, path: readonly string[], depth = 0): boolean {
  const plain = annotation
    .replace(/^(?:Optional|Annotated|List|list|Sequence)\[\s*([\w.]+)[\s\S]*\]$/, '$1')
    .replace(/\s*\|\s*(?:None|null|undefined)$/, '')
    .replace(/\[\]$/, '');
  if (path.length === 0 && patternType.test(annotation)) return true;
  if (path.length === 0 && /\.py|ipynb$/.test(unit.file.path) && checkedType.test(annotation)) return true;
  if (!/^[\w.]+$/.test(plain) || depth > maxDepth) return false;
  const made = classOf({ unit, value: namedValue(plain, { scope, range }) });
  return made !== undefined && ofClass(made, path, depth + 1);
}

interface Made {
  unit: Unit;
  scope: Binding['scope'];
  fact: ClassFact;
}

/** The class that a name stands for, in whatever module. */
function classOf({ unit, value }: Linked): Made | undefined {
  if (value.kind === 'object' && value.made) return { unit, scope: unit.facts.module, fact: value.made };
  if (value.kind !== 'name' && value.kind !== 'member') return undefined;
  const own = value.kind === 'name' ? lookup(value.name, value.scope)?.find(({ kind }) => kind === 'class') : undefined;
  if (own?.value?.kind === 'object' && own.value.made) return { unit, scope: own.scope, fact: own.value.made };
  for (const linked of unit.links.values(value)) {
    const found: Made | undefined = linked.value === value ? undefined : classOf(linked);
    if (found) return found;
  }
  return undefined;
}

function ofClass({ unit, scope, fact }: Made, [first, ...rest]: readonly string[], depth: number): boolean {
  const { flow } = unit;
  if (first === undefined) return fact.bases.some((one) => choiceClass.test(flow.name(one) ?? dottedName(one)));
  const field = fact.fields.find(({ name }) => name === first);
  if (!field)
    return fact.bases.some((one) => {
      const base = depth < maxDepth ? classOf({ unit, value: one }) : undefined;
      return base !== undefined && ofClass(base, [first, ...rest], depth + 1);
    });
  const { annotation, decorators, value } = field;
  const called = value?.kind === 'call' ? value.call : undefined;
  if (rest.length === 0) {
    const named = (one: Value) => flow.name(calleeOf(one)) ?? '';
    if (decorators.some((one) => fixingDecorator.test(named(one)))) return true;
    if (called && (keepsToPattern(called, unit) || fixedSchemas.some((row) => row.name.test(named(value!)))))
      return true;
  }
  const range = { start: 0, end: 0 };
  return annotation !== undefined && ofType({ unit, annotation, scope, range }, rest, depth + 1);
}

/** The first call of a chain: `z.string` of `z.string().max(3)`. */
function rootCall(value: Value): Value | undefined {
  let at = value;
  while (at.kind === 'call') {
    const { callee }: Call = at.call;
    if (callee.kind !== 'member' || callee.object.kind !== 'call') return callee;
    at = callee.object;
  }
  return undefined;
}

const below = (part: Part | undefined, key: string | undefined): Part | undefined =>
  part && { root: part.root, path: [...part.path, key ?? '*'] };

/** Without `data` of what `safeParse` gives. */
const dataPath = ([first = '', ...rest]: readonly string[]): readonly string[] =>
  first === '' ? [] : checkedPart.test(first) ? rest : [first, ...rest];

const inputPath = ([first = '', ...rest]: readonly string[]): readonly string[] =>
  first === '' ? [] : declaredPart.test(first) ? rest : [first, ...rest];
