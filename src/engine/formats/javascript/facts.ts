/** JavaScript and TypeScript statements -> facts. */
import type { Binding, Entry, Facts, Field, FunctionFact, Reexport, Scope, Value } from '../../facts';
import { childOf, fieldOf, hasWord, rangeOf, type Snapshot, type SyntaxNode } from '../../snapshot';
import { createPieces } from '../pieces';
import { childScope, declare, enclosing } from '../scopes';
import { addWrittenSettings } from '../written-settings';
import { createControl } from './control';
import { settingOrAssignment, settingsAndCommands } from './effects';
import { importStatement, requireBinding } from './imports';
import { createPatterns } from './patterns';
import { type Place, textOf } from './place';
import { isType, remember } from './tree';
import { createValues, type Lowering } from './values';

const declarations = new Set(['lexical_declaration', 'variable_declaration']);
const functions = new Set(['function_declaration', 'generator_function_declaration']);
const classes = new Set(['class_declaration', 'abstract_class_declaration']);
/** What ends the code that an early exit skips. */
const holdsStatements = remember((type) =>
  /^(?:statement_block|switch_case|switch_default|program|class_static_block)$/.test(type),
);

const readProgram = createPieces<void>();

export function javascriptFacts(snapshot: Snapshot, text: string): Facts {
  const { root, comments, errors } = snapshot;
  const { facts } = readProgram(snapshot, text.length, (nodes, into) => {
    const place = startOf(into, text, root.end);
    for (const node of nodes) lower.statement(node, place);
  });
  for (const call of facts.calls) settingsAndCommands(call, { facts, text });
  addWrittenSettings(facts, text);
  return { ...facts, comments, errors, directives: directives(root, text) };
}

const startOf = (facts: Facts, text: string, end: number): Place => ({
  facts,
  text,
  scope: facts.module,
  statement: { start: 0, end: 0 },
  end,
  depth: 0,
  inString: false,
});

function createStatements() {
  const lowering: Lowering = { statements, functionValue, classValue, assign };
  const { value, expressions } = createValues(lowering);
  const bindPattern = createPatterns(value);
  const control = createControl({ value, statement, statements, bindPattern });

  function statements(node: SyntaxNode, outer: Place): void {
    const block = node.type === 'statement_block' && outer.scope.range.start !== node.start;
    const inner = block ? { ...outer, scope: childScope('block', outer.scope, rangeOf(node)) } : outer;
    const place = holdsStatements(node.type) ? { ...inner, end: node.end } : inner;
    for (const child of node.children) statement(child, place);
  }

  function statement(node: SyntaxNode, outer: Place): void {
    if (isType(node.type)) return;
    const place: Place = { ...outer, statement: rangeOf(node), depth: outer.depth + 1 };
    if (place.depth > 300) return;
    if (node.type === 'import_statement') importStatement(node, place);
    else if (declarations.has(node.type)) declaration(node, place);
    else if (functions.has(node.type)) functionDeclaration(node, place);
    else if (classes.has(node.type)) classValue(node, place);
    else if (node.type === 'export_statement') exported(node, { ...place, depth: outer.depth });
    else if (node.type === 'return_statement') returnStatement(node, place);
    else if (control[node.type]) control[node.type]!(node, place);
    else if (node.type === 'expression_statement') expressions(node, place);
    else if (node.type === 'enum_declaration') enumeration(node, place);
    else if (isStatement(node.type)) statements(node, place);
    else value(node, place);
  }

  function exported(node: SyntaxNode, place: Place): void {
    const unnamed = fieldOf(node, 'value');
    if (unnamed) {
      place.facts.exports.push(value(unnamed, place));
      return;
    }
    place.facts.reexports.push(...reexports(node, place));
    const definition = node.children.find(({ type }) => classes.has(type));
    // TypeScript's tree has the decorators of an exported class here.
    if (definition) classValue(definition, { ...place, statement: rangeOf(definition) }, decorators(node, place));
    else statements(node, place);
    const declared = hasWord(node, 'default') && fieldOf(node, 'declaration');
    const name = declared && fieldOf(declared, 'name');
    if (name)
      place.facts.exports.push({ kind: 'name', name: textOf(name, place), scope: place.scope, range: rangeOf(name) });
  }

  function declaration(node: SyntaxNode, place: Place): void {
    const keyword = node.token;
    const scope = keyword === 'var' ? enclosing(place.scope, 'function', 'module') : place.scope;
    for (const one of node.children) {
      if (one.type !== 'variable_declarator') continue;
      const target = fieldOf(one, 'name');
      const initial = fieldOf(one, 'value');
      const bound = initial ? value(initial, place) : undefined;
      if (target && !requireBinding(target, bound, { ...place, scope }))
        bindPattern(target, bound, keyword === 'const' ? 'constant' : 'variable', { ...place, scope });
    }
  }

  function functionDeclaration(node: SyntaxNode, place: Place): void {
    const name = fieldOf(node, 'name');
    const lowered = functionValue(node, place);
    if (name)
      declare(place.facts, place.scope, {
        kind: 'function',
        name: textOf(name, place),
        range: rangeOf(name),
        value: lowered,
      });
  }

  /** @param marks decorators that stand before the node */
  function functionValue(node: SyntaxNode, place: Place, marks: readonly Value[] = []): Value {
    const body = fieldOf(node, 'body');
    const scope = childScope('function', place.scope, rangeOf(body ?? node));
    const fact: FunctionFact = {
      parameters: [],
      returns: [],
      isAsync: hasWord(node, 'async'),
      scope,
      range: rangeOf(node),
      decorators: [...marks, ...decorators(node, place)],
    };
    const name = fieldOf(node, 'name');
    if (name) fact.name = textOf(name, place);
    scope.function = fact;
    place.facts.functions.push(fact);
    const inner: Place = { ...place, scope };
    parameters(node, fact, inner);
    if (body?.type === 'statement_block') {
      const own = directives(body, place.text);
      if (own.length > 0) fact.directives = own;
      statements(body, inner);
    } else if (body) fact.returns.push(value(body, { ...inner, statement: rangeOf(body) }));
    return { kind: 'function', function: fact, range: rangeOf(node) };
  }

  function parameters(node: SyntaxNode, fact: FunctionFact, place: Place): void {
    const single = fieldOf(node, 'parameter');
    const list = single ? [single] : (fieldOf(node, 'parameters')?.children ?? []);
    for (const parameter of list) {
      const target = fieldOf(parameter, 'pattern') ?? parameter;
      const initial = fieldOf(parameter, 'value');
      const range = rangeOf(target);
      const simple = target.type === 'identifier';
      const name = simple ? textOf(target, place) : `\u0000${fact.parameters.length}`;
      const fallback = initial ? value(initial, place) : undefined;
      const binding = declare(place.facts, place.scope, { kind: 'parameter', name, range, value: fallback });
      const type = fieldOf(parameter, 'type');
      if (type) binding.annotation = textOf(type, place).replace(/^:\s*/, '');
      const marks = decorators(parameter, place);
      if (marks.length > 0) binding.decorators = marks;
      fact.parameters.push(binding);
      if (!simple) bindPattern(target, { kind: 'name', name, scope: place.scope, range }, 'constant', place);
      fieldParameter(parameter, binding, place);
    }
  }

  /** TypeScript's `constructor(private client: Anthropic)`. */
  function fieldParameter(node: SyntaxNode, binding: Binding, place: Place): void {
    if (!childOf(node, 'accessibility_modifier') && !hasWord(node, 'readonly')) return;
    const scope = enclosing(place.scope, 'class', 'module');
    const value: Value = { kind: 'name', name: binding.name, scope: place.scope, range: binding.range };
    declare(place.facts, scope, { kind: 'constant', name: `this.${binding.name}`, range: binding.range, value });
  }

  function decorators(node: SyntaxNode, place: Place): Value[] {
    const found = node.children.filter((child) => child.type === 'decorator');
    return found.flatMap((one) => expressions(one, place));
  }

  /** `extends` names one class; what TypeScript's `implements` names says nothing of what runs. */
  function heritage(node: SyntaxNode, place: Place): Value[] {
    const clause = childOf(node, 'class_heritage');
    const first = clause && (childOf(clause, 'extends_clause') ?? clause).children[0];
    return first && first.type !== 'implements_clause' ? [value(first, place)] : [];
  }

  /** @param before decorators that stand before the node */
  function classValue(node: SyntaxNode, place: Place, before: readonly Value[] = []): void {
    const name = fieldOf(node, 'name');
    const body = fieldOf(node, 'body');
    const binding =
      name && declare(place.facts, place.scope, { kind: 'class', name: textOf(name, place), range: rangeOf(name) });
    const marks = [...before, ...decorators(node, place)];
    if (binding && marks.length > 0) binding.decorators = marks;
    if (!body) return;
    const inner: Place = { ...place, scope: childScope('class', place.scope, rangeOf(body)) };
    const fields = classMembers(body, inner);
    if (!binding) return;
    binding.bases = heritage(node, place);
    const made = { fields, bases: binding.bases };
    binding.value = { kind: 'object', entries: membersOf(inner.scope), range: rangeOf(node), made };
  }

  /** TypeScript's tree has the decorators of a method before it. */
  function classMembers({ children }: SyntaxNode, place: Place): Field[] {
    let marks: Value[] = [];
    return children.flatMap((child) => {
      if (child.type === 'decorator') {
        marks.push(...expressions(child, place));
        return [];
      }
      const own = marks;
      marks = [];
      return classMember(child, place, own) ?? [];
    });
  }

  function classMember(node: SyntaxNode, outer: Place, marks: readonly Value[]): Field | undefined {
    const place: Place = { ...outer, statement: rangeOf(node) };
    const name = fieldOf(node, 'name') ?? fieldOf(node, 'property');
    if (node.type === 'method_definition') {
      const method = functionValue(node, place, marks);
      if (name)
        declare(place.facts, place.scope, {
          kind: 'function',
          name: `this.${textOf(name, place)}`,
          range: rangeOf(name),
          value: method,
        });
    } else if (node.type === 'public_field_definition' || node.type === 'field_definition') {
      const initial = fieldOf(node, 'value');
      const bound = initial ? value(initial, place) : undefined;
      if (name && bound)
        declare(place.facts, place.scope, {
          kind: 'constant',
          name: `this.${textOf(name, place)}`,
          range: rangeOf(name),
          value: bound,
        });
      return name && fieldOfClass(node, textOf(name, place), bound, place);
    } else if (node.type === 'class_static_block') statements(node, place);
    return undefined;
  }

  function fieldOfClass(node: SyntaxNode, name: string, bound: Value | undefined, place: Place): Field {
    const type = fieldOf(node, 'type');
    return {
      name,
      decorators: decorators(node, place),
      ...(type && { annotation: textOf(type, place).replace(/^:\s*/, '') }),
      ...(bound && { value: bound }),
    };
  }

  function returnStatement(node: SyntaxNode, place: Place): void {
    const returned = expressions(node, place);
    const fn = enclosing(place.scope, 'function').function;
    if (fn) fn.returns.push(...returned);
  }

  function enumeration(node: SyntaxNode, place: Place): void {
    for (const member of fieldOf(node, 'body')?.children ?? []) {
      const initial = fieldOf(member, 'value');
      if (initial) value(initial, place);
    }
  }

  /** `x = …` binds x again; `this.x = …` binds a field; `process.env.X = …` is seen by `settingsAndCommands`. */
  function assign(target: SyntaxNode, bound: Value, place: Place): void {
    const range = rangeOf(target);
    if (target.type === 'identifier') {
      const name = textOf(target, place);
      let scope = place.scope;
      while (scope.parent && !scope.bindings.has(name)) scope = scope.parent;
      declare(place.facts, scope, { kind: 'variable', name, range, value: bound });
      return;
    }
    if (target.type === 'object_pattern' || target.type === 'array_pattern') {
      bindPattern(target, bound, 'variable', place);
      return;
    }
    const left = value(target, { ...place, inString: true });
    if (left.kind === 'name' && left.name.startsWith('this.')) {
      const scope = enclosing(place.scope, 'class', 'module');
      declare(place.facts, scope, { kind: 'constant', name: left.name, range, value: bound });
    } else settingOrAssignment(left, bound, place.scope, place);
  }

  return { statement };
}

const lower = createStatements();

/** What `export { … }` and `export … from` name. */
function reexports(node: SyntaxNode, place: Place): Reexport[] {
  const nameIn = (one: SyntaxNode | undefined) => one && textOf(one, place).replace(/^['"]|['"]$/g, '');
  const source = fieldOf(node, 'source');
  const from = source && { module: nameIn(source)! };
  const namespace = childOf(node, 'namespace_export')?.children[0];
  const clause = childOf(node, 'export_clause');
  if (!clause) return from ? [{ ...from, exported: nameIn(namespace) ?? '*', imported: '*' }] : [];
  return clause.children.flatMap((one) => {
    const name = nameIn(fieldOf(one, 'name'));
    const exported = nameIn(fieldOf(one, 'alias')) ?? name;
    if (name === undefined || exported === undefined) return [];
    return [from ? { ...from, exported, imported: name } : { exported, local: name }];
  });
}

/** A class as an object of its fields and methods. */
function membersOf({ bindings }: Scope): Entry[] {
  return [...bindings].flatMap(([name, list]) =>
    list.flatMap(({ value, range }) =>
      value ? [{ key: name.replace(/^this\./, ''), keyRange: range, value, range: value.range }] : [],
    ),
  );
}

const isStatement = remember((type) =>
  /(_statement|_clause|_block|_body|_case|_default|^internal_module|^module|^namespace|^program|^ERROR|^finally_clause)$/.test(
    type,
  ),
);

function directives(root: SyntaxNode, text: string): string[] {
  const textAt = ({ start, end }: SyntaxNode) => text.slice(start, end);
  const found: string[] = [];
  for (const child of root.children) {
    if (child.type === 'hash_bang_line') found.push(textAt(child));
    else if (child.type === 'expression_statement' && child.children[0]?.type === 'string')
      found.push(textAt(child.children[0]).slice(1, -1));
    else break;
  }
  return found;
}
