/** PHP. */
import type { Import, Value } from '../../facts';
import { childOf, fieldOf, rangeOf, type SyntaxNode } from '../../snapshot';
import { noEnvironment } from '../shared';
import { type ArgumentShape, argumentsIn, backticks, callOf, calls, method } from './calls';
import {
  block,
  conditional,
  constant,
  element,
  elementOf,
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
import { classes, functions, nameText, returns } from './functions';
import { type Handler, lower, lowerAll, lowerValue, type Place, textOf, unknown } from './lowering';
import { programFormat } from './programs';
import { addImport, assign, branches, catches, goThrough, increases, loops, tries } from './statements';

const names = /^variable_name$/;
const argument: ArgumentShape = { holder: 'argument', named: /^argument$/, spread: /^variadic_unpacking$/ };

const variable: Handler = (node, at) => named(nameText(node, at), rangeOf(node), at);

/** `use A\B as C`, `use A\{B, C}`. */
const lowerUse: Handler = (node, at) => {
  const prefix = childOf(node, 'namespace_name');
  const group = childOf(node, 'namespace_use_group');
  const base = prefix && group ? `${textOf(prefix, at)}\\` : '';
  for (const clause of (group ?? node).children) {
    const path = childOf(clause, 'qualified_name') ?? childOf(clause, 'name');
    if (clause.type !== 'namespace_use_clause' || !path) continue;
    const whole = `${base}${textOf(path, at)}`.replace(/^\\/, '');
    const alias = fieldOf(clause, 'alias');
    const imported = whole.replace(/^.*\\/, '');
    addImport(whole.replace(/\\?[^\\]+$/, ''), imported, alias ? textOf(alias, at) : imported, path, node, at);
  }
  return undefined;
};

const lowerAssignment: Handler = (node, at) => {
  const left = fieldOf(node, 'left');
  const value = lowerValue(fieldOf(node, 'right'), node, at);
  if (left?.type === 'list_literal' || left?.type === 'array_creation_expression')
    for (const target of left.children)
      if (names.test(target.type)) assign(target, elementOf(value, target), at, names, 'variable');
  if (left && left.type !== 'list_literal') assign(left, value, at, names, 'variable');
  return value;
};

/** `['a' => x, y]`, `[CURLOPT_POST => true]`. */
const lowerArray: Handler = (node, at) => {
  const elements = node.children.filter(({ type }) => type === 'array_element_initializer');
  if (!elements.some(({ children }) => children.length > 1)) return list({ ...node, children: elements }, at);
  const entries = elements.map((pair) => {
    const [first, second] = pair.children;
    const key = second && first ? lower(first, at) : undefined;
    const value = lowerValue(second ?? first, pair, at);
    return {
      key: key?.kind === 'literal' ? String(key.value) : first?.type === 'name' ? textOf(first, at) : undefined,
      keyRange: rangeOf(first ?? pair),
      value,
      range: rangeOf(pair),
    };
  });
  return { kind: 'object', entries, range: rangeOf(node) };
};

const lowerNew: Handler = (node, at) => {
  const given = childOf(node, 'arguments');
  const type = node.children.find(({ type }) => type === 'name' || type === 'qualified_name');
  const callee: Value = type ? named(textOf(type, at).replace(/^\\/, ''), rangeOf(type), at) : unknown(node, []);
  return callOf(node, callee, given, argumentsIn(given, argument, at), at, true);
};

/** `echo`, `print`, `include` and the backticks are calls by these names. */
const speaks =
  (called: string): Handler =>
  (node, at) => {
    const word = { start: node.start, end: Math.min(node.end, node.start + called.length) };
    const args = node.children.flatMap((child) => {
      const parts = child.type === 'sequence_expression' ? child.children : [child];
      return parts.map((one) => ({ value: lowerValue(one, node, at), range: rangeOf(one) }));
    });
    return callOf(node, named(called, word, at), undefined, args, at);
  };

/** `foreach ($list as $key => $value)`. */
const lowerForeach: Handler = (node, at) => {
  const body = fieldOf(node, 'body');
  const [source, target] = node.children.filter((child) => child !== body);
  const last = target?.type === 'pair' ? target.children.at(-1) : target;
  goThrough(lowerValue(source, node, at), last, body, names, at);
  return undefined;
};

/** `<?= $text ?>`: what stands behind such a tag is sent. */
const lowerProgram: Handler = (node, at) => {
  let isEcho = false;
  for (const child of node.children) {
    if (isEcho && child.type === 'expression_statement') speaks('echo')(child, { ...at, statement: rangeOf(child) });
    else lower(child, { ...at, statement: rangeOf(child) });
    isEcho = /<\?=$/.test(textOf(child, at)) && /^(?:text_interpolation|php_tag)$/.test(child.type);
  }
  return undefined;
};

function attributes(node: SyntaxNode, at: Place): Value[] {
  const lists = node.children.filter(({ type }) => type === 'attribute_list');
  const found = lists.flatMap((one) => one.children.flatMap(({ children }) => children));
  return found.flatMap((one) => lowerAll(one.children.slice(0, 1), at));
}

const functionShape = { name: 'name', parameters: 'parameters', body: 'body', names, decorators: attributes };
const anonymous = { parameters: 'parameters', body: 'body', names };

/** Functions of PHP see nothing of what is around them; closures take what they name, arrow functions all. */
const importName = ({ module, imported }: Import): string => (module === '' ? imported : `${module}\\${imported}`);

const quotes = text(/^(?:string_content|escape_sequence)$/);

export const php = programFormat({
  id: 'php',
  languageIds: ['php'],
  extensions: ['.php', '.phtml', '.php5'],
  comments: { line: '//', block: ['/*', '*/'], alsoLine: ['#'] },
  idioms: { ...noEnvironment, importName },
  grammar: 'php',
  chain: 'binary_expression',
  leaves: /^(?:name|variable_name|string_content|escape_sequence|php_tag|text|integer|float|boolean|null)$/,
  handlers: {
    program: lowerProgram,
    compound_statement: block,
    declaration_list: block,
    namespace_use_declaration: lowerUse,
    namespace_name: () => undefined,
    expression_statement: inside,
    name,
    qualified_name: name,
    variable_name: variable,
    argument: wrapper(),
    parenthesized_expression: wrapper(),
    cast_expression: wrapper('value'),
    null: constant(null),
    boolean: (node, at) => constant(/^true$/i.test(textOf(node, at)))(node, at),
    integer: number,
    float: number,
    string: quotes,
    encapsed_string: quotes,
    heredoc: (node, at) => {
      const body = fieldOf(node, 'value');
      return body ? quotes(body, at) : undefined;
    },
    shell_command_expression: backticks('shell_exec'),
    member_access_expression: members('object', 'name'),
    nullsafe_member_access_expression: members('object', 'name'),
    class_constant_access_expression: (node, at) => {
      const [scope, label] = node.children;
      const object = lowerValue(scope, node, at);
      const propertyRange = rangeOf(label ?? node);
      return { kind: 'member', object, property: label && textOf(label, at), range: rangeOf(node), propertyRange };
    },
    scoped_property_access_expression: members('scope', 'name'),
    subscript_expression: element('', ''),
    function_call_expression: calls('function', 'arguments', argument),
    member_call_expression: method('object', 'name', 'arguments', argument),
    nullsafe_member_call_expression: method('object', 'name', 'arguments', argument),
    scoped_call_expression: method('scope', 'name', 'arguments', argument),
    object_creation_expression: lowerNew,
    array_creation_expression: lowerArray,
    binary_expression: operators({ left: 'left', right: 'right', joins: /^\.$/ }),
    unary_op_expression: negation,
    conditional_expression: conditional('condition', 'body', 'alternative'),
    assignment_expression: lowerAssignment,
    augmented_assignment_expression: increases('left', 'right', names),
    property_element: (node, at) => {
      const [label, given] = [fieldOf(node, 'name'), fieldOf(node, 'default_value')];
      if (label && given) assign(label, lowerValue(given, node, at), at, names);
      return undefined;
    },
    echo_statement: speaks('echo'),
    print_intrinsic: speaks('print'),
    include_expression: speaks('include'),
    include_once_expression: speaks('include'),
    require_expression: speaks('include'),
    require_once_expression: speaks('include'),
    exit_statement: speaks('exit'),
    if_statement: branches({ condition: 'condition', chosen: 'body', alternative: 'alternative' }),
    else_if_clause: branches({ condition: 'condition', chosen: 'body', alternative: 'alternative' }),
    while_statement: loops('condition', 'body'),
    do_statement: loops('condition', 'body'),
    for_statement: loops('condition', 'body'),
    foreach_statement: lowerForeach,
    try_statement: tries('body'),
    catch_clause: catches((node) => ({ name: fieldOf(node, 'name'), types: fieldOf(node, 'type') }), 'body'),
    return_statement: returns,
    function_definition: functions(functionShape),
    method_declaration: functions(functionShape),
    anonymous_function: functions(anonymous),
    arrow_function: functions(anonymous),
    class_declaration: classes({ name: 'name', body: 'body', bases: /^base_clause$/, receiver: 'this' }),
    trait_declaration: classes({ name: 'name', body: 'body', receiver: 'this' }),
  },
});
