/** JavaScript and TypeScript statements -> facts. */
import { type Binding, emptyFacts, type Facts, type FunctionFact, type Import, type Value } from '../facts';
import { requiredModule } from '../flow-names';
import type { Node, Tree } from '../grammars';
import { settingsAndCommands } from './javascript-effects';
import { createPatterns } from './javascript-patterns';
import { createValues, type Lowering, type Place } from './javascript-values';
import { childScope, declare, enclosing } from './scopes';
import { countErrors, rangeOf } from './syntax-tree';

const declarations = new Set(['lexical_declaration', 'variable_declaration']);
const functions = new Set(['function_declaration', 'generator_function_declaration']);
const classes = new Set(['class_declaration', 'abstract_class_declaration']);
/** Types and ambient declarations bring no value. */
const ignored = new Set([
  'interface_declaration',
  'type_alias_declaration',
  'ambient_declaration',
  'function_signature',
]);

export function javascriptFacts(tree: Tree, text: string): Facts {
  const facts = emptyFacts(text.length);
  const place: Place = { facts, text, scope: facts.module, statement: { start: 0, end: 0 }, depth: 0 };
  createStatements().statements(tree.rootNode, place);
  facts.directives.unshift(...directives(tree.rootNode));
  facts.errors = countErrors(tree);
  return facts;
}

function createStatements() {
  const lowering: Lowering = { statements, functionValue, classValue, assign, called: settingsAndCommands };
  const { value, expressions } = createValues(lowering);
  const bindPattern = createPatterns(value);

  function statements(node: Node, outer: Place): void {
    const block = node.type === 'statement_block' && outer.scope.range.start !== node.startIndex;
    const place = block ? { ...outer, scope: childScope('block', outer.scope, rangeOf(node)) } : outer;
    for (const child of node.namedChildren) if (child) statement(child, place);
  }

  function statement(node: Node, outer: Place): void {
    if (node.type === 'comment') {
      outer.facts.comments.push(rangeOf(node));
      return;
    }
    if (ignored.has(node.type)) return;
    const place: Place = { ...outer, statement: rangeOf(node), depth: outer.depth + 1 };
    if (place.depth > 300) return;
    if (node.type === 'import_statement') importStatement(node, place);
    else if (declarations.has(node.type)) declaration(node, place);
    else if (functions.has(node.type)) functionDeclaration(node, place);
    else if (classes.has(node.type)) classValue(node, place);
    else if (node.type === 'export_statement') exported(node, { ...place, depth: outer.depth });
    else if (node.type === 'return_statement') returnStatement(node, place);
    else if (node.type === 'for_in_statement') forIn(node, place);
    else if (node.type === 'catch_clause') catchClause(node, place);
    else if (node.type === 'expression_statement') expressions(node, place);
    else if (node.type === 'enum_declaration') enumeration(node, place);
    else if (isStatement(node)) statements(node, place);
    else value(node, place);
  }

  function exported(node: Node, place: Place): void {
    const unnamed = node.childForFieldName('value');
    if (unnamed) place.facts.exports.push(value(unnamed, place));
    else statements(node, place);
  }

  function importStatement(node: Node, place: Place): void {
    const source = node.childForFieldName('source');
    if (!source) return;
    const module = source.text.slice(1, -1);
    const typeOnly = node.children.some((child) => child?.type === 'type');
    const add = (imported: string, local: Node | null, at: Node, type = typeOnly) => {
      if (local)
        importBinding(
          { module, imported, local: local.text, typeOnly: type, range: rangeOf(at), statement: rangeOf(node) },
          place,
        );
    };
    const clause = node.namedChildren.find((child) => child?.type === 'import_clause');
    for (const child of clause?.namedChildren ?? []) {
      if (child?.type === 'identifier') add('default', child, child);
      if (child?.type === 'namespace_import') add('*', child.namedChildren[0] ?? null, child);
      if (child?.type !== 'named_imports') continue;
      for (const one of child.namedChildren) {
        if (one?.type !== 'import_specifier') continue;
        const name = one.childForFieldName('name');
        const type = typeOnly || one.children.some((part) => part?.type === 'type');
        add(name?.text.replace(/^['"]|['"]$/g, '') ?? '', one.childForFieldName('alias') ?? name, one, type);
      }
    }
    if (!clause)
      place.facts.imports.push({ module, imported: '', local: '', range: rangeOf(source), statement: rangeOf(node) });
  }

  function importBinding(fact: Import, place: Place): void {
    place.facts.imports.push(fact);
    declare(place.facts, place.scope, { kind: 'import', name: fact.local, range: fact.range, import: fact });
  }

  function declaration(node: Node, place: Place): void {
    const keyword = node.childForFieldName('kind')?.text ?? node.children[0]?.text;
    const scope = keyword === 'var' ? enclosing(place.scope, 'function', 'module') : place.scope;
    for (const one of node.namedChildren) {
      if (one?.type !== 'variable_declarator') continue;
      const target = one.childForFieldName('name');
      const initial = one.childForFieldName('value');
      const bound = initial ? value(initial, place) : undefined;
      if (target && !requireBinding(target, bound, { ...place, scope }))
        bindPattern(target, bound, keyword === 'const' ? 'constant' : 'variable', { ...place, scope });
    }
  }

  /** `const A = require('m')` and `const { B: C } = await import('m')` are imports. */
  function requireBinding(target: Node, bound: Value | undefined, place: Place): boolean {
    const module = bound?.kind === 'call' ? requiredModule(bound.call) : undefined;
    if (module === undefined) return false;
    const add = (imported: string, local: Node) =>
      importBinding({ module, imported, local: local.text, range: rangeOf(local), statement: place.statement }, place);
    if (target.type === 'identifier') add('*', target);
    else if (target.type === 'object_pattern') {
      for (const child of target.namedChildren) {
        if (child?.type === 'shorthand_property_identifier_pattern') add(child.text, child);
        const [key, local] = [child?.childForFieldName('key'), child?.childForFieldName('value')];
        if (key && local?.type === 'identifier') add(key.text, local);
      }
    } else return false;
    return true;
  }

  function functionDeclaration(node: Node, place: Place): void {
    const name = node.childForFieldName('name');
    const lowered = functionValue(node, place);
    if (name)
      declare(place.facts, place.scope, { kind: 'function', name: name.text, range: rangeOf(name), value: lowered });
  }

  function functionValue(node: Node, place: Place): Value {
    const body = node.childForFieldName('body');
    const scope = childScope('function', place.scope, rangeOf(body ?? node));
    const fact: FunctionFact = {
      parameters: [],
      returns: [],
      isAsync: node.children.some((child) => child?.type === 'async'),
      scope,
      range: rangeOf(node),
      decorators: decorators(node, place),
    };
    const name = node.childForFieldName('name')?.text;
    if (name) fact.name = name;
    scope.function = fact;
    place.facts.functions.push(fact);
    const inner: Place = { ...place, scope };
    parameters(node, fact, inner);
    if (body?.type === 'statement_block') statements(body, inner);
    else if (body) fact.returns.push(value(body, { ...inner, statement: rangeOf(body) }));
    return { kind: 'function', function: fact, range: rangeOf(node) };
  }

  function parameters(node: Node, fact: FunctionFact, place: Place): void {
    const single = node.childForFieldName('parameter');
    const list = single ? [single] : (node.childForFieldName('parameters')?.namedChildren ?? []);
    for (const parameter of list) {
      if (!parameter || parameter.type === 'comment') continue;
      const target = parameter.childForFieldName('pattern') ?? parameter;
      const initial = parameter.childForFieldName('value');
      const range = rangeOf(target);
      const simple = target.type === 'identifier';
      const name = simple ? target.text : `\u0000${fact.parameters.length}`;
      const fallback = initial ? value(initial, place) : undefined;
      const binding = declare(place.facts, place.scope, { kind: 'parameter', name, range, value: fallback });
      fact.parameters.push(binding);
      if (!simple) bindPattern(target, { kind: 'name', name, scope: place.scope, range }, 'constant', place);
      fieldParameter(parameter, binding, place);
    }
  }

  /** TypeScript's `constructor(private client: Anthropic)`. */
  function fieldParameter(node: Node, binding: Binding, place: Place): void {
    if (!node.children.some((child) => child?.type === 'accessibility_modifier' || child?.type === 'readonly')) return;
    const scope = enclosing(place.scope, 'class', 'module');
    const value: Value = { kind: 'name', name: binding.name, scope: place.scope, range: binding.range };
    declare(place.facts, scope, { kind: 'constant', name: `this.${binding.name}`, range: binding.range, value });
  }

  function decorators(node: Node, place: Place): Value[] {
    const found = node.namedChildren.filter((child) => child?.type === 'decorator');
    return found.flatMap((one) => (one ? expressions(one, place) : []));
  }

  function classValue(node: Node, place: Place): void {
    const name = node.childForFieldName('name');
    const body = node.childForFieldName('body');
    if (name) declare(place.facts, place.scope, { kind: 'class', name: name.text, range: rangeOf(name) });
    decorators(node, place);
    if (!body) return;
    const inner: Place = { ...place, scope: childScope('class', place.scope, rangeOf(body)) };
    for (const child of body.namedChildren) if (child) classMember(child, inner);
  }

  function classMember(node: Node, outer: Place): void {
    const place: Place = { ...outer, statement: rangeOf(node) };
    const name = node.childForFieldName('name') ?? node.childForFieldName('property');
    if (node.type === 'comment') place.facts.comments.push(rangeOf(node));
    else if (node.type === 'method_definition') {
      const method = functionValue(node, place);
      if (name)
        declare(place.facts, place.scope, {
          kind: 'function',
          name: `this.${name.text}`,
          range: rangeOf(name),
          value: method,
        });
    } else if (node.type === 'public_field_definition' || node.type === 'field_definition') {
      const initial = node.childForFieldName('value');
      const bound = initial ? value(initial, place) : undefined;
      if (name && bound)
        declare(place.facts, place.scope, {
          kind: 'constant',
          name: `this.${name.text}`,
          range: rangeOf(name),
          value: bound,
        });
    } else if (node.type === 'class_static_block') statements(node, place);
  }

  function returnStatement(node: Node, place: Place): void {
    const returned = expressions(node, place);
    const fn = enclosing(place.scope, 'function').function;
    if (fn) fn.returns.push(...returned);
  }

  function forIn(node: Node, place: Place): void {
    const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
    const body = node.childForFieldName('body');
    const parts = right ? [value(right, place)] : [];
    const inner = { ...place, scope: childScope('block', place.scope, rangeOf(node)) };
    if (left) bindPattern(left, { kind: 'unknown', parts, range: rangeOf(left) }, 'variable', inner);
    if (body) statement(body, inner);
  }

  function catchClause(node: Node, place: Place): void {
    const inner = { ...place, scope: childScope('block', place.scope, rangeOf(node)) };
    const parameter = node.childForFieldName('parameter');
    if (parameter) bindPattern(parameter, undefined, 'variable', inner);
    const body = node.childForFieldName('body');
    if (body) statements(body, inner);
  }

  function enumeration(node: Node, place: Place): void {
    for (const member of node.childForFieldName('body')?.namedChildren ?? []) {
      const initial = member?.childForFieldName('value');
      if (initial) value(initial, place);
    }
  }

  /** `x = …` binds x again; `this.x = …` binds a field; `process.env.X = …` is seen by `settingsAndCommands`. */
  function assign(target: Node, bound: Value, place: Place): void {
    const range = rangeOf(target);
    if (target.type === 'identifier') {
      let scope = place.scope;
      while (scope.parent && !scope.bindings.has(target.text)) scope = scope.parent;
      declare(place.facts, scope, { kind: 'variable', name: target.text, range, value: bound });
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
    } else settingsAndCommands({ target: left, value: bound }, place);
  }

  return { statements };
}

function isStatement(node: Node): boolean {
  return /(_statement|_clause|_block|_body|_case|_default|^internal_module|^module|^namespace|^program|^ERROR|^finally_clause)$/.test(
    node.type,
  );
}

function directives(root: Node): string[] {
  const found: string[] = [];
  for (const child of root.namedChildren) {
    if (child?.type === 'hash_bang_line') found.push(child.text);
    else if (child?.type === 'comment') continue;
    else if (child?.type === 'expression_statement' && child.namedChildren[0]?.type === 'string')
      found.push(child.namedChildren[0].text.slice(1, -1));
    else break;
  }
  return found;
}
