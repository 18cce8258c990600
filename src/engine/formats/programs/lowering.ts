/** Where the walk over a program's tree stands, and what it writes to; of every language that is read by a table of handlers. */
import type {
  Assignment,
  Binding,
  Facts,
  FunctionFact,
  Range,
  Scope,
  TemplateValue,
  UnknownValue,
  Value,
} from '../../facts';
import { rangeOf, type SyntaxNode } from '../../snapshot';

/** Gives the value of an expression, `undefined` for a statement; records facts on the way. */
export type Handler = (node: SyntaxNode, at: Place) => Value | undefined;

/** One file being read. */
export interface SourceFile {
  text: string;
  facts: Facts;
  handlers: ReadonlyMap<string, Handler>;
  scopes: Scope[];
  /** Strings that stand inside another string, so that they are not listed on their own. */
  parts: Set<Value>;
  /** Class fields that are declared without a value. */
  declarations: { name: string; scope: Scope; range: Range }[];
  /** Assignments to members, environment variables among them. */
  assignments: MemberAssignment[];
}

export interface MemberAssignment extends Assignment {
  /** `=`, `+=`, `|=` … */
  operator: string;
  /** The right-hand side. */
  given: Value;
}

export interface Place {
  file: SourceFile;
  /** Where names are looked up. */
  scope: Scope;
  /** Where assignments bind: comprehensions have a scope but are no home. */
  home: Scope;
  /** In a class body: the scope of its `this.x`. */
  fields?: Scope | undefined;
  /** What a method calls `self`, and its class. */
  receiver?: { name: string; scope: Scope } | undefined;
  function?: FunctionFact | undefined;
  /** Names that `global` and `nonlocal` send elsewhere. */
  elsewhere: Map<string, Scope>;
  statement: Range;
  /** Where the block ends that holds the statement. */
  end: number;
  typeOnly?: boolean;
}

export function textOf(node: SyntaxNode, at: Place): string {
  return at.file.text.slice(node.start, node.end);
}

/** Reads a node by its type's handler; what has none is read for what stands inside. */
export function lower(node: SyntaxNode, at: Place): Value | undefined {
  const handler = at.file.handlers.get(node.type);
  return handler ? handler(node, at) : unknown(node, lowerAll(node.children, at));
}

/** The values of an expression's children; statements in between (broken code) are read for their facts. */
export function lowerAll(nodes: readonly SyntaxNode[], at: Place): Value[] {
  const values: Value[] = [];
  for (const node of nodes) {
    const value = lower(node, at);
    if (value) values.push(value);
  }
  return values;
}

/** The value of an expression; a missing one (broken code) is unknown, at the end of `around`. */
export function lowerValue(node: SyntaxNode | undefined, around: SyntaxNode, at: Place): Value {
  if (!node) return { kind: 'unknown', parts: [], range: { start: around.end, end: around.end } };
  return lower(node, at) ?? unknown(node, []);
}

export function unknown(node: SyntaxNode, parts: Value[]): UnknownValue {
  return { kind: 'unknown', parts, range: rangeOf(node) };
}

/** Reads statements in order, each of them being the statement of the calls inside. */
export function lowerStatements(nodes: readonly SyntaxNode[], at: Place): void {
  const inside = { ...at };
  for (const node of nodes) {
    inside.statement = rangeOf(node);
    lower(node, inside);
  }
}

export function openScope(kind: Scope['kind'], range: Range, parent: Scope, file: SourceFile): Scope {
  const scope: Scope = { kind, parent, bindings: new Map(), range };
  file.scopes.push(scope);
  return scope;
}

/** Records a binding in exactly this scope. A constant may turn out to be a variable: see `settleKinds`. */
export function addBinding(binding: Binding, file: SourceFile): Binding {
  const { bindings } = binding.scope;
  const list = bindings.get(binding.name);
  if (list) list.push(binding);
  else bindings.set(binding.name, [binding]);
  file.facts.bindings.push(binding);
  return binding;
}

/** Binds a name in the scope that assignments bind in; in a class body the field `this.x` too. */
export function bindName(
  node: SyntaxNode,
  value: Value | undefined,
  at: Place,
  kind: Binding['kind'] = 'constant',
  more: Pick<Binding, 'bases' | 'decorators'> = {},
): void {
  const name = textOf(node, at);
  if (name === '') return;
  const scope = at.elsewhere.get(name) ?? at.home;
  const bind = (to: string, within: Scope) =>
    addBinding({ ...newBinding(kind, to, within, rangeOf(node), value), ...more }, at.file);
  bind(name, scope);
  if (at.fields && scope === at.home) bind(`this.${name}`, at.fields);
}

export function newBinding(
  kind: Binding['kind'],
  name: string,
  scope: Scope,
  range: Range,
  value: Value | undefined,
): Binding {
  const binding: Binding = { kind, name, scope, range };
  if (value) binding.value = value;
  return binding;
}

/** A name that is bound more than once in its scope is no constant. Class fields without a value come last. */
export function settleKinds(file: SourceFile): void {
  for (const { name, scope, range } of file.declarations) {
    if (!scope.bindings.has(name)) addBinding({ kind: 'variable', name, scope, range }, file);
  }
  for (const scope of file.scopes) {
    for (const list of scope.bindings.values()) {
      if (list.length < 2) continue;
      for (const binding of list) if (binding.kind === 'constant') binding.kind = 'variable';
    }
  }
}

/** The bindings of a name as seen from a scope. Class bodies are invisible to their methods, which `Scope.parent` respects. */
export function findBindings(name: string, scope: Scope): Binding[] {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    const found = current.bindings.get(name);
    if (found) return found;
  }
  return [];
}

/** Joins parts to a template; templates among them are dissolved, and no part is listed as a string of its own. */
export function template(parts: readonly Value[], range: Range, file: SourceFile): TemplateValue {
  for (const part of parts) file.parts.add(part);
  return { kind: 'template', parts: parts.flatMap((part) => (part.kind === 'template' ? part.parts : [part])), range };
}

/** It is a string, whatever the variables hold. */
export function isString(value: Value): boolean {
  return value.kind === 'template' || (value.kind === 'literal' && typeof value.value === 'string');
}

/** It can be a string. */
export function maybeString(value: Value): boolean {
  return isString(value) || ['name', 'member', 'call', 'choice'].includes(value.kind);
}
