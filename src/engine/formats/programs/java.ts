/** Java. */
import type { Argument, Import, Value } from '../../facts';
import { childOf, fieldOf, rangeOf, type SyntaxNode } from '../../snapshot';
import { noEnvironment } from '../shared';
import { argumentsIn, callOf, method } from './calls';
import {
  block,
  conditional,
  constant,
  element,
  inside,
  list,
  members,
  name,
  negation,
  number,
  operators,
  text,
  wrapper,
} from './expressions';
import { classes, functionOf, functions, returns } from './functions';
import { type Handler, lower, lowerAll, lowerValue, type Place, textOf, unknown } from './lowering';
import { programFormat } from './programs';
import { addImport, assign, branches, catches, increases, iterations, loops, tries } from './statements';

const names = /^identifier$/;

/** `import a.b.C` has module `a.b`, imported `C`. */
const lowerImport: Handler = (node, at) => {
  const path = childOf(node, 'scoped_identifier') ?? childOf(node, 'identifier');
  if (!path) return undefined;
  const whole = textOf(path, at);
  if (childOf(node, 'asterisk')) addImport(whole, '*', '*', path, node, at);
  else {
    const [module, imported] = [whole.replace(/\.?\w+$/, ''), whole.replace(/^.*\./, '')];
    addImport(module, imported, imported, path, node, at);
  }
  return undefined;
};

/** Annotations of what is declared, with what they are given. */
function annotations(node: SyntaxNode, at: Place): Value[] {
  const modifiers = childOf(node, 'modifiers');
  return (modifiers?.children ?? []).flatMap((one): Value[] => {
    const label = fieldOf(one, 'name');
    if (!label || !/annotation$/.test(one.type)) return [];
    const called = name(label, at);
    const given = fieldOf(one, 'arguments');
    if (!given) return [called];
    const args = argumentsIn(given, { named: /^element_value_pair$/, nameField: 'key' }, at);
    return [callOf(one, called, given, args, at)];
  });
}

const callMethod = method('object', 'name', 'arguments');

/**
 * `X.builder().a(1).b(2).build()` is a call of `X.builder` with what was set as named arguments: so it is known like any other
 * object with options.
 */
const lowerCall: Handler = (node, at) => {
  const value = callMethod(node, at);
  const label = fieldOf(node, 'name');
  if (value?.kind !== 'call' || !label || textOf(label, at) !== 'build') return value;
  const args: Argument[] = [];
  let current: Value = value.call.callee;
  while (current.kind === 'member' && current.object.kind === 'call') {
    const { call } = current.object;
    const { callee } = call;
    const key = callee.kind === 'member' ? callee.property : undefined;
    if (key === undefined) return value;
    if (/^(?:builder|newBuilder)$/.test(key)) {
      const made = { ...value.call, callee, args: args.reverse() };
      at.file.facts.calls[at.file.facts.calls.indexOf(value.call)] = made;
      return { ...value, call: made };
    }
    args.push(...[...call.args].reverse().map((one) => ({ ...one, name: key })));
    current = callee;
  }
  return value;
};

const lowerNew: Handler = (node, at) => {
  const [type, given] = [fieldOf(node, 'type'), fieldOf(node, 'arguments')];
  const label = type?.type === 'generic_type' ? type.children[0] : type;
  const callee = lowerValue(label, node, at);
  const value = callOf(node, callee, given, argumentsIn(given, {}, at), at, true);
  const body = childOf(node, 'class_body');
  if (body) lower(body, at);
  return value;
};

const declarator: Handler = (node, at) => {
  const [label, given] = [fieldOf(node, 'name'), fieldOf(node, 'value')];
  const value = given ? lowerValue(given, node, at) : undefined;
  if (label) assign(label, value ?? unknown(label, []), at, names);
  return undefined;
};

const sum = increases('left', 'right', names);
const lowerAssignment: Handler = (node, at) => {
  const operator = fieldOf(node, 'operator');
  const isPlain = (operator ? textOf(operator, at) : (node.token ?? '=')) === '=';
  const left = fieldOf(node, 'left');
  if (!isPlain || !left) return sum(node, at);
  const value = lowerValue(fieldOf(node, 'right'), node, at);
  assign(left, value, at, names, 'variable');
  return value;
};

const lambda: Handler = (node, at) => functionOf(node, { parameters: 'parameters', body: 'body', names }, at);

/** `Foo::bar`. */
const reference: Handler = (node, at) => {
  const [owner, label] = node.children;
  if (!owner || !label) return undefined;
  const object = lowerValue(owner, node, at);
  return { kind: 'member', object, property: textOf(label, at), range: rangeOf(node), propertyRange: rangeOf(label) };
};

const ifShape = { condition: 'condition', chosen: 'consequence', alternative: 'alternative' };
const functionShape = { name: 'name', parameters: 'parameters', body: 'body', names, decorators: annotations };

const importName = ({ module, imported }: Import): string => [module, imported].filter((part) => part !== '').join('.');

export const java = programFormat({
  id: 'java',
  languageIds: ['java'],
  extensions: ['.java'],
  comments: { line: '//', block: ['/*', '*/'] },
  idioms: { ...noEnvironment, importName },
  grammar: 'java',
  chain: 'binary_expression',
  leaves: /^(?:identifier|type_identifier|string_fragment|escape_sequence|\w+_literal|true|false|this|super)$/,
  handlers: {
    program: block,
    block,
    constructor_body: block,
    class_body: block,
    switch_block: block,
    import_declaration: lowerImport,
    expression_statement: inside,
    identifier: name,
    type_identifier: name,
    this: name,
    parenthesized_expression: wrapper(),
    cast_expression: wrapper('value'),
    null_literal: constant(null),
    true: constant(true),
    false: constant(false),
    decimal_integer_literal: number,
    decimal_floating_point_literal: number,
    character_literal: text(/^escape_sequence$/),
    string_literal: text(/^(?:string_fragment|multiline_string_fragment|escape_sequence)$/),
    field_access: members('object', 'field'),
    scoped_identifier: members('scope', 'name'),
    scoped_type_identifier: name,
    array_access: element('array', 'index'),
    method_invocation: lowerCall,
    method_reference: reference,
    object_creation_expression: lowerNew,
    array_initializer: list,
    array_creation_expression: wrapper('value'),
    binary_expression: operators({ left: 'left', right: 'right', joins: /^\+$/ }),
    unary_expression: negation,
    ternary_expression: conditional('condition', 'consequence', 'alternative'),
    variable_declarator: declarator,
    resource: declarator,
    assignment_expression: lowerAssignment,
    if_statement: branches(ifShape),
    while_statement: loops('condition', 'body'),
    do_statement: loops('condition', 'body'),
    for_statement: loops('condition', 'body'),
    enhanced_for_statement: iterations('name', 'value', 'body', names),
    try_statement: tries('body'),
    try_with_resources_statement: tries('body'),
    catch_clause: catches((node) => {
      const caught = childOf(node, 'catch_formal_parameter');
      return { name: caught && fieldOf(caught, 'name'), types: caught && childOf(caught, 'catch_type') };
    }, 'body'),
    return_statement: returns,
    lambda_expression: lambda,
    method_declaration: functions(functionShape),
    constructor_declaration: functions(functionShape),
    class_declaration: classes({ name: 'name', body: 'body', bases: /^superclass$/, receiver: 'this' }),
    record_declaration: classes({ name: 'name', body: 'body', receiver: 'this' }),
    enum_declaration: classes({ name: 'name', body: 'body', receiver: 'this' }),
    interface_declaration: classes({ name: 'name', body: 'body', receiver: 'this' }),
    modifiers: (node, at) => {
      lowerAll(
        node.children.filter(({ type }) => !/annotation$/.test(type)),
        at,
      );
      return undefined;
    },
  },
});
