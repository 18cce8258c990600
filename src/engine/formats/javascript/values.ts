/** JavaScript and TypeScript expressions -> values. Every expression is lowered once; calls and strings are listed on the way. */
import type { Argument, Call, Entry, MemberValue, UnknownValue, Value } from '../../facts';
import { fieldOf, rangeOf, type SyntaxNode } from '../../snapshot';
import { enclosing } from '../scopes';
import { createOperators } from './operators';
import { deeper, type Place, textOf } from './place';
import { decodeEscapes, numeric } from './strings';
import { isType } from './tree';

/** What statements and expressions need of each other. */
export interface Lowering {
  statements(node: SyntaxNode, place: Place): void;
  functionValue(node: SyntaxNode, place: Place): Value;
  classValue(node: SyntaxNode, place: Place): void;
  assign(target: SyntaxNode, value: Value, place: Place): void;
}

/** Deeper nesting is not looked into: it is generated or hostile, and the stack is finite. */
const maxDepth = 300;

const buildsString =
  /^(join|concat|reverse|replace|replaceAll|toString|fromCharCode|fromCodePoint|atob|from|decode|slice|substring|repeat|raw)$/;

/** Others are elements of the page. */
const isComponent = (tag: Value): boolean => tag.kind === 'member' || (tag.kind === 'name' && /^[A-Z]/.test(tag.name));

export function createValues(lowering: Lowering) {
  const { binary, unary, choice, assignment, augmented } = createOperators({
    value,
    unknown,
    listed,
    assign: lowering.assign,
  });
  function unknown(node: SyntaxNode, place: Place): UnknownValue {
    return { kind: 'unknown', parts: expressions(node, place), range: rangeOf(node) };
  }

  /** The values of all expressions directly below a node; statements below are lowered as such. */
  function expressions(node: SyntaxNode, place: Place): Value[] {
    const values: Value[] = [];
    for (const child of node.children) {
      if (isType(child.type)) continue;
      values.push(value(child, place));
    }
    return values;
  }

  function value(node: SyntaxNode, outer: Place): Value {
    if (outer.depth > maxDepth) return { kind: 'unknown', parts: [], range: rangeOf(node) };
    switch (node.type) {
      case 'string':
        return listed(stringLiteral(node, outer), outer);
      case 'number':
        return { kind: 'literal', value: numeric(textOf(node, outer)), range: rangeOf(node) };
      case 'true':
      case 'false':
        return { kind: 'literal', value: node.type === 'true', range: rangeOf(node) };
      case 'null':
      case 'undefined':
        return { kind: 'literal', value: null, range: rangeOf(node) };
      case 'identifier':
      case 'shorthand_property_identifier':
      case 'this':
      case 'super':
      case 'import':
      case 'meta_property':
        return { kind: 'name', name: textOf(node, outer), scope: outer.scope, range: rangeOf(node) };
      default:
        return composite(node, deeper(outer, outer.inString));
    }
  }

  /** What is made of other values. @param place one level deeper than the node's own */
  function composite(node: SyntaxNode, place: Place): Value {
    const inner = place.inString ? deeper(place, false, 0) : place;
    switch (node.type) {
      case 'template_string':
        return listed(template(node, inner), place);
      case 'parenthesized_expression':
      case 'await_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'non_null_expression':
      case 'type_assertion':
      case 'spread_element':
      case 'jsx_expression':
      case 'expression_statement':
        return unwrapped(node, place);
      case 'yield_expression':
        return yielded(node, place);
      case 'member_expression':
        return member(node, fieldOf(node, 'property'), inner);
      case 'subscript_expression':
        return subscript(node, inner);
      case 'call_expression':
      case 'new_expression':
        return call(node, place);
      case 'object':
        return { kind: 'object', entries: entries(node, inner), range: rangeOf(node) };
      case 'array':
        return array(node, inner);
      case 'binary_expression':
        return binary(node, place);
      case 'ternary_expression':
        return choice(node, ['consequence', 'alternative'], inner);
      case 'unary_expression':
        return unary(node, inner);
      case 'jsx_opening_element':
      case 'jsx_self_closing_element':
        return element(node, place);
      case 'jsx_attribute':
        return attribute(node, inner);
      case 'arrow_function':
      case 'function_expression':
      case 'generator_function':
      case 'function':
      case 'method_definition':
        return lowering.functionValue(node, inner);
      case 'class':
        lowering.classValue(node, inner);
        return { kind: 'unknown', parts: [], range: rangeOf(node) };
      case 'assignment_expression':
        return assignment(node, inner);
      case 'augmented_assignment_expression':
        return augmented(node, inner);
      case 'statement_block':
        lowering.statements(node, inner);
        return { kind: 'unknown', parts: [], range: rangeOf(node) };
      default:
        return unknown(node, inner);
    }
  }

  function listed(string: Value, place: Place): Value {
    if (!place.inString) place.facts.strings.push(string);
    return string;
  }

  function stringLiteral(node: SyntaxNode, place: Place): Value {
    const content = { start: node.start + 1, end: Math.max(node.start + 1, node.end - 1) };
    return { kind: 'literal', value: decodeEscapes(textOf(node, place).slice(1, -1)), range: rangeOf(node), content };
  }

  function template(node: SyntaxNode, place: Place): Value {
    const parts: Value[] = [];
    let from = node.start + 1;
    const literal = (end: number) => {
      if (end <= from) return;
      const range = { start: from, end };
      parts.push({ kind: 'literal', value: decodeEscapes(place.text.slice(from, end)), range, content: range });
    };
    for (const child of node.children) {
      if (child.type !== 'template_substitution') continue;
      literal(child.start);
      const inner = child.children[0];
      if (inner) parts.push(value(inner, place));
      from = child.end;
    }
    literal(node.end - 1);
    const only = parts[0];
    if (parts.length === 0) {
      const content = { start: node.start + 1, end: node.start + 1 };
      return { kind: 'literal', value: '', range: rangeOf(node), content };
    }
    if (parts.length === 1 && only?.kind === 'literal') return { ...only, range: rangeOf(node), content: only.range };
    return { kind: 'template', parts, range: rangeOf(node) };
  }

  function unwrapped(node: SyntaxNode, place: Place): Value {
    const inner = node.children.filter((child) => !isType(child.type));
    const subject = node.type === 'type_assertion' ? inner.at(-1) : inner[0];
    for (const other of inner) if (other !== subject && node.type !== 'type_assertion') value(other, place);
    if (!subject) return { kind: 'unknown', parts: [], range: rangeOf(node) };
    return { ...value(subject, place), range: rangeOf(node) };
  }

  /** What a generator yields counts as returned. */
  function yielded(node: SyntaxNode, place: Place): Value {
    const found = unwrapped(node, place);
    if (node.children.length > 0) enclosing(place.scope, 'function').function?.returns.push(found);
    return found;
  }

  function member(node: SyntaxNode, property: SyntaxNode | undefined, place: Place): Value {
    const object = fieldOf(node, 'object');
    if (!object || !property) return unknown(node, place);
    const name = textOf(property, place);
    if (object.type === 'this') return { kind: 'name', name: `this.${name}`, scope: place.scope, range: rangeOf(node) };
    return {
      kind: 'member',
      object: value(object, place),
      property: name,
      range: rangeOf(node),
      propertyRange: rangeOf(property),
    };
  }

  function subscript(node: SyntaxNode, place: Place): Value {
    const object = fieldOf(node, 'object');
    const index = fieldOf(node, 'index');
    if (!object || !index) return unknown(node, place);
    const key = value(index, deeper(place, true, 0));
    return {
      kind: 'member',
      object: value(object, place),
      property: key.kind === 'literal' && key.value !== null ? String(key.value) : undefined,
      range: rangeOf(node),
      propertyRange: rangeOf(index),
    };
  }

  function call(node: SyntaxNode, outer: Place): Value {
    const callee = fieldOf(node, 'function') ?? fieldOf(node, 'constructor');
    if (!callee) return unknown(node, outer);
    const name = textOf(fieldOf(callee, 'property') ?? callee, outer);
    const builds = buildsString.test(name);
    const place = deeper(outer, false, 0);
    const parts = builds ? deeper(outer, true, 0) : place;
    const args = fieldOf(node, 'arguments');
    const result: Call = {
      callee: value(callee, builds ? parts : place),
      args: args ? argumentsOf(args, place) : [],
      isNew: node.type === 'new_expression',
      scope: place.scope,
      range: rangeOf(node),
      argsRange:
        args?.type === 'arguments' ? { start: args.start + 1, end: args.end - 1 } : { start: node.end, end: node.end },
      statement: place.statement,
    };
    place.facts.calls.push(result);
    const lowered: Value = { kind: 'call', call: result, range: rangeOf(node) };
    if (builds && !outer.inString) place.facts.strings.push(lowered);
    return lowered;
  }

  function argumentsOf(node: SyntaxNode, place: Place): Argument[] {
    if (node.type === 'template_string') return [{ value: value(node, place), range: rangeOf(node) }];
    const args: Argument[] = [];
    for (const child of node.children) {
      if (isType(child.type)) continue;
      const argument: Argument = { value: value(child, place), range: rangeOf(child) };
      if (child.type === 'spread_element') argument.spread = true;
      args.push(argument);
    }
    return args;
  }

  function entries(node: SyntaxNode, place: Place): Entry[] {
    const result: Entry[] = [];
    for (const child of node.children) {
      const entry = entryOf(child, place);
      if (entry) result.push(entry);
    }
    return result;
  }

  function entryOf(node: SyntaxNode, place: Place): Entry | undefined {
    const range = rangeOf(node);
    if (node.type === 'shorthand_property_identifier')
      return { key: textOf(node, place), keyRange: range, value: value(node, place), range };
    if (node.type === 'spread_element')
      return { key: undefined, keyRange: range, value: value(node, place), range, spread: true };
    if (node.type === 'method_definition') {
      const name = fieldOf(node, 'name');
      const keyRange = rangeOf(name ?? node);
      return { key: name && textOf(name, place), keyRange, value: lowering.functionValue(node, place), range };
    }
    const key = fieldOf(node, 'key');
    const inner = fieldOf(node, 'value');
    if (node.type !== 'pair' || !key || !inner) return undefined;
    return { key: keyOf(key, place), keyRange: rangeOf(key), value: value(inner, place), range };
  }

  function keyOf(node: SyntaxNode, place: Place): string | undefined {
    if (node.type !== 'computed_property_name')
      return node.type === 'string' ? decodeEscapes(textOf(node, place).slice(1, -1)) : textOf(node, place);
    const inner = node.children[0];
    const key = inner ? value(inner, place) : undefined;
    return key?.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
  }

  function array(node: SyntaxNode, place: Place): Value {
    return { kind: 'array', items: expressions(node, place), range: rangeOf(node) };
  }

  /** An opening tag. Its attributes know the component that they are given to. */
  function element(node: SyntaxNode, outer: Place): Value {
    const place = outer.inString ? deeper(outer, false, 0) : outer;
    let component: Value | undefined;
    const parts = node.children.flatMap((child) => {
      if (isType(child.type)) return [];
      const part =
        child.type === 'jsx_attribute' ? attribute(child, deeper(place, false), component) : value(child, place);
      component ??= part;
      return [part];
    });
    return { kind: 'unknown', parts, range: rangeOf(node) };
  }

  /** `<a href={url}>`: the element is given a property. */
  function attribute(node: SyntaxNode, place: Place, component?: Value): Value {
    const [name, given] = node.children;
    if (!name || !given) return unknown(node, place);
    const parts = component && isComponent(component) ? [component] : [];
    const object: Value = { kind: 'unknown', parts, range: { start: node.start, end: node.start } };
    const range = rangeOf(node);
    const target: MemberValue = {
      kind: 'member',
      object,
      property: textOf(name, place),
      range,
      propertyRange: rangeOf(name),
    };
    const bound = value(given, place);
    place.facts.assignments.push({ target, value: bound, scope: place.scope, range });
    return { kind: 'unknown', parts: [bound], range };
  }

  return { value, expressions };
}
