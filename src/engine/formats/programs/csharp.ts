/** C#. */
import type { Argument, Import, Value } from '../../facts';
import { childOf, fieldOf, rangeOf, type SyntaxNode } from '../../snapshot';
import { noEnvironment } from '../shared';
import { type ArgumentShape, argumentsIn, callOf, calls } from './calls';
import {
  block,
  conditional,
  constant,
  element,
  inside,
  list,
  members,
  name,
  named,
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

const names = /^(?:identifier|implicit_parameter)$/;
const argument: ArgumentShape = { holder: 'argument', named: /^argument$/ };

/** Namespaces; what they hold is known by its own name. */
const lowerUsing: Handler = (node, at) => {
  const path = node.children.at(-1);
  const alias = fieldOf(node, 'name');
  if (path) addImport(textOf(path, at), '*', alias ? textOf(alias, at) : '*', path, node, at);
  return undefined;
};

function attributes(node: SyntaxNode, at: Place): Value[] {
  const lists = node.children.filter(({ type }) => type === 'attribute_list');
  return lists
    .flatMap(({ children }) => children)
    .flatMap((one): Value[] => {
      const label = fieldOf(one, 'name');
      if (!label) return [];
      const called = name(label, at);
      const given = childOf(one, 'attribute_argument_list');
      return given
        ? [callOf(one, called, given, argumentsIn(given, { holder: 'attribute_argument' }, at), at)]
        : [called];
    });
}

/** `{ A = x }` behind a `new`: what it sets stands among the arguments, by name. */
function initialized(node: SyntaxNode, at: Place): Argument[] {
  const body = childOf(node, 'initializer_expression');
  return (body?.children ?? []).flatMap((one): Argument[] => {
    const [label, value] = [fieldOf(one, 'left'), fieldOf(one, 'right')];
    if (one.type !== 'assignment_expression' || !label || !value)
      return [{ value: lowerValue(one, one, at), range: rangeOf(one) }];
    return [{ name: textOf(label, at), value: lowerValue(value, one, at), range: rangeOf(one) }];
  });
}

const lowerNew: Handler = (node, at) => {
  const type = fieldOf(node, 'type');
  const given = childOf(node, 'argument_list');
  const callee: Value = type
    ? named(textOf(type, at).replace(/<.*$/s, ''), rangeOf(type), at)
    : { kind: 'unknown', parts: [], range: { start: node.start, end: Math.min(node.end, node.start + 3) } };
  return callOf(node, callee, given, [...argumentsIn(given, argument, at), ...initialized(node, at)], at, true);
};

/** `new { A = x, b.C }`. */
const lowerAnonymous: Handler = (node, at) => ({
  kind: 'array',
  items: lowerAll(
    node.children.filter((child, index) => child.type !== 'identifier' || index === node.children.length - 1),
    at,
  ),
  range: rangeOf(node),
});

/** `a?.B`. */
const lowerMaybe: Handler = (node, at) => {
  const object = lowerValue(fieldOf(node, 'condition') ?? node.children[0], node, at);
  const last = node.children.at(-1);
  const label = last && fieldOf(last, 'name');
  const property = label && textOf(label, at);
  return { kind: 'member', object, property, range: rangeOf(node), propertyRange: rangeOf(label ?? node) };
};

const declarator: Handler = (node, at) => {
  const label = fieldOf(node, 'name');
  const given = node.children.filter((child) => child !== label).at(-1);
  const value = given && lower(given, at);
  if (label) assign(label, value ?? unknown(label, []), at, names);
  return undefined;
};

const sum = increases('left', 'right', names);
const lowerAssignment: Handler = (node, at) => {
  const operator = fieldOf(node, 'operator');
  const isPlain = operator !== undefined && textOf(operator, at) === '=';
  const left = fieldOf(node, 'left');
  const isSum = !isPlain && at.file.text.slice(left?.end ?? 0, fieldOf(node, 'right')?.start ?? 0).includes('+=');
  if (isSum || !left) return sum(node, at);
  const value = lowerValue(fieldOf(node, 'right'), node, at);
  assign(left, value, at, names, 'variable');
  return value;
};

const lambda: Handler = (node, at) => functionOf(node, { parameters: 'parameters', body: 'body', names }, at);
const functionShape = { name: 'name', parameters: 'parameters', body: 'body', names, decorators: attributes };
const importName = ({ module }: Import): string => module;

const literal =
  /^(?:string_literal_content|string_content|raw_string_content|raw_string_start|raw_string_end|interpolation_start|interpolation_quote|escape_sequence|interpolation_brace)$/;

export const csharp = programFormat({
  id: 'csharp',
  languageIds: ['csharp'],
  extensions: ['.cs', '.csx'],
  comments: { line: '//', block: ['/*', '*/'] },
  idioms: { ...noEnvironment, importName },
  grammar: 'c-sharp',
  chain: 'binary_expression',
  leaves:
    /^(?:identifier|\w+_literal_content|string_content|escape_sequence|interpolation_(?:start|brace|quote)|integer_literal|real_literal|boolean_literal|null_literal|predefined_type|implicit_type|modifier)$/,
  handlers: {
    compilation_unit: block,
    global_statement: inside,
    namespace_declaration: inside,
    file_scoped_namespace_declaration: inside,
    declaration_list: block,
    block,
    arrow_expression_clause: wrapper(),
    using_directive: lowerUsing,
    expression_statement: inside,
    local_declaration_statement: inside,
    identifier: name,
    implicit_parameter: name,
    generic_name: name,
    predefined_type: name,
    qualified_name: name,
    argument: wrapper(),
    parenthesized_expression: wrapper(),
    await_expression: wrapper(),
    cast_expression: wrapper('value'),
    null_literal: constant(null),
    boolean_literal: (node, at) => constant(textOf(node, at) === 'true')(node, at),
    integer_literal: number,
    real_literal: number,
    string_literal: text(literal),
    character_literal: text(literal),
    verbatim_string_literal: text(literal, true),
    raw_string_literal: text(literal, true),
    interpolated_string_expression: text(literal),
    interpolation: (node, at) =>
      lowerValue(
        node.children.find(({ type }) => !literal.test(type)),
        node,
        at,
      ),
    member_access_expression: members('expression', 'name'),
    conditional_access_expression: lowerMaybe,
    element_access_expression: element('expression', 'subscript'),
    bracketed_argument_list: list,
    element_binding_expression: list,
    collection_expression: list,
    invocation_expression: calls('function', 'arguments', argument),
    object_creation_expression: lowerNew,
    implicit_object_creation_expression: lowerNew,
    anonymous_object_creation_expression: lowerAnonymous,
    initializer_expression: list,
    array_creation_expression: wrapper(),
    implicit_array_creation_expression: wrapper(),
    binary_expression: operators({ left: 'left', right: 'right', joins: /^\+$/ }),
    prefix_unary_expression: negation,
    conditional_expression: conditional('condition', 'consequence', 'alternative'),
    variable_declarator: declarator,
    property_declaration: declarator,
    assignment_expression: lowerAssignment,
    if_statement: branches({ condition: 'condition', chosen: 'consequence', alternative: 'alternative' }),
    while_statement: loops('condition', 'body'),
    do_statement: loops('condition', 'body'),
    for_statement: loops('condition', 'body'),
    foreach_statement: iterations('left', 'right', 'body', names),
    try_statement: tries('body'),
    catch_clause: catches((node) => {
      const caught = childOf(node, 'catch_declaration');
      return { name: caught && fieldOf(caught, 'name'), types: undefined };
    }, 'body'),
    return_statement: returns,
    lambda_expression: lambda,
    anonymous_method_expression: lambda,
    method_declaration: functions(functionShape),
    constructor_declaration: functions(functionShape),
    local_function_statement: functions(functionShape),
    class_declaration: classes({ name: 'name', body: 'body', bases: /^base_list$/, receiver: 'this' }),
    record_declaration: classes({ name: 'name', body: 'body', receiver: 'this' }),
    struct_declaration: classes({ name: 'name', body: 'body', receiver: 'this' }),
  },
});
