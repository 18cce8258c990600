/** Ruby. */
import type { Argument, Import, Value } from '../../facts';
import { childOf, fieldOf, rangeOf, type SyntaxNode } from '../../snapshot';
import { noEnvironment } from '../shared';
import { type ArgumentShape, argumentsIn, backticks, callOf } from './calls';
import {
  conditional,
  constant,
  element,
  elementOf,
  list,
  memberOf,
  name,
  named,
  negation,
  number,
  objectOf,
  operators,
  text,
  wrapper,
} from './expressions';
import { classes, functionOf, functions } from './functions';
import { type Handler, lower, lowerAll, lowerValue, type Place, textOf, unknown } from './lowering';
import { programFormat } from './programs';
import { addImport, assign, branches, catches, increases, loops } from './statements';

const names = /^(?:identifier|constant)$/;
const argument: ArgumentShape = { named: /^pair$/, nameField: 'key', spread: /^(?:hash_)?splat_argument$/ };

/** Of statements, the last is what they give. */
const body: Handler = (node, at) => {
  let last: Value | undefined;
  for (const child of node.children) last = lower(child, { ...at, end: node.end, statement: rangeOf(child) });
  return last;
};

/** What a block, a branch or a file does; its value goes nowhere. */
const statements: Handler = (node, at) => {
  body(node, at);
  return undefined;
};

const blockShape = { parameters: 'parameters', body: 'body', names };

const lowerCall: Handler = (node, at) => {
  const [owner, label] = [fieldOf(node, 'receiver'), fieldOf(node, 'method')];
  const given = fieldOf(node, 'arguments');
  const method = label ? textOf(label, at) : 'call';
  const receiver = owner && lowerValue(owner, node, at);
  const required = method === 'require' && !owner ? given?.children[0] : undefined;
  if (required) addImport(textOf(required, at).slice(1, -1), '*', '*', required, node, at);
  const block = fieldOf(node, 'block');
  const args: Argument[] = argumentsIn(given, argument, at);
  if (block) args.push({ value: functionOf(block, blockShape, at), range: rangeOf(block) });
  if (receiver && (method === 'new' || method === 'call'))
    return callOf(node, receiver, given, args, at, method === 'new');
  const callee: Value = receiver
    ? memberOf({ ...node, end: label?.end ?? node.end }, receiver, label, at)
    : named(method, rangeOf(label ?? node), at);
  if (owner && !given && !block && !/\)\s*$/.test(textOf(node, at)) && !isDeed(method)) return callee;
  return callOf(node, callee, given, args, at);
};

/** Without arguments a method reads as a member does, unless its name says that it does something. */
const isDeed = (method: string): boolean => /[!?]$|^(?:html_safe|raw|run|exec|call|constantize)$/.test(method);

/** `@x` is a field of the object. */
const field: Handler = (node, at) => {
  const scope = at.receiver?.scope ?? at.scope;
  return { kind: 'name', name: `this.${textOf(node, at).replace(/^@+/, '')}`, scope, range: rangeOf(node) };
};

const lowerAssignment: Handler = (node, at) => {
  const left = fieldOf(node, 'left');
  const right = fieldOf(node, 'right');
  if (left?.type === 'left_assignment_list') {
    const values = (right?.type === 'right_assignment_list' ? right.children : right ? [right] : []).map((one) =>
      lowerValue(one, node, at),
    );
    const [only] = values;
    left.children.forEach((target, index) => {
      const value = values.length === 1 && only ? elementOf(only, target) : values[index];
      if (value) assign(target, value, at, names, 'variable');
    });
    return only;
  }
  const value = lowerValue(right, node, at);
  if (left?.type === 'call') {
    const [owner, label] = [fieldOf(left, 'receiver'), fieldOf(left, 'method')];
    if (owner && label) {
      const target = memberOf(left, lowerValue(owner, left, at), label, at);
      if (target.kind === 'member')
        at.file.facts.assignments.push({ target, value, scope: at.scope, range: rangeOf(node) });
    }
  } else if (left) assign(left, value, at, names, 'variable');
  return value;
};

const lowerHash: Handler = (node, at) => {
  return objectOf(node, node.children, at);
};

/** `begin … rescue => e … end`, and the same in a method. */
function lowerBegin(node: SyntaxNode, at: Place): Value | undefined {
  const rescue = node.children.findIndex(({ type }) => type === 'rescue');
  if (rescue < 0) return body(node, at);
  const [first, last] = [node.children[0]!, node.children[Math.max(0, rescue - 1)]!];
  at.file.facts.regions.push({ kind: 'try', range: { start: first.start, end: last.end } });
  return body(node, at);
}

const rescue = catches((node) => {
  const bound = fieldOf(node, 'variable');
  return { name: bound?.children[0], types: fieldOf(node, 'exceptions') };
}, 'body');

/** `return x`, in whose list the values stand. */
const lowerReturn: Handler = (node, at) => {
  const [given] = node.children;
  const values = given?.type === 'argument_list' ? lowerAll(given.children, at) : lowerAll(node.children, at);
  at.function?.returns.push(...values);
  return undefined;
};

const words: Handler = (node) => unknown(node, []);
const branch = { condition: 'condition', chosen: 'consequence', alternative: 'alternative' };
const modifier = { condition: 'condition', chosen: 'body', alternative: '' };
const importName = ({ module }: Import): string => module;

export const ruby = programFormat({
  id: 'ruby',
  languageIds: ['ruby'],
  extensions: ['.rb', '.rake', '.ru'],
  comments: { line: '#' },
  idioms: { ...noEnvironment, importName },
  grammar: 'ruby',
  chain: 'binary',
  leaves:
    /^(?:identifier|constant|instance_variable|string_content|escape_sequence|simple_symbol|hash_key_symbol|integer|float|true|false|nil)$/,
  handlers: {
    program: statements,
    body_statement: lowerBegin,
    begin: lowerBegin,
    block_body: body,
    // biome-ignore lint/suspicious/noThenProperty: that is what the grammar calls the node.
    then: body,
    do: statements,
    else: body,
    identifier: name,
    constant: name,
    self: name,
    instance_variable: field,
    class_variable: field,
    scope_resolution: name,
    parenthesized_statements: wrapper(),
    nil: constant(null),
    true: constant(true),
    false: constant(false),
    integer: number,
    float: number,
    simple_symbol: (node, at) => ({ kind: 'literal', value: textOf(node, at).slice(1), range: rangeOf(node) }),
    string: text(/^(?:string_content|escape_sequence)$/),
    heredoc_body: text(/^(?:heredoc_content|escape_sequence|heredoc_end)$/),
    chained_string: text(/^$/),
    interpolation: wrapper(),
    subshell: backticks('`'),
    string_array: words,
    symbol_array: words,
    element_reference: element('object', ''),
    call: lowerCall,
    argument_list: list,
    array: list,
    hash: lowerHash,
    binary: operators({ left: 'left', right: 'right', joins: /^(?:\+|<<)$/ }),
    unary: negation,
    conditional: conditional('condition', 'consequence', 'alternative'),
    assignment: lowerAssignment,
    operator_assignment: increases('left', 'right', names),
    if: branches(branch),
    elsif: branches(branch),
    unless: branches(branch, true),
    if_modifier: branches(modifier),
    unless_modifier: branches(modifier, true),
    while: loops('condition', 'body'),
    until: loops('', 'body'),
    for: (node, at) => {
      const [target, inner] = [fieldOf(node, 'pattern'), fieldOf(node, 'body')];
      const source = lowerValue(
        childOf(fieldOf(node, 'value') ?? node, 'identifier') ?? fieldOf(node, 'value'),
        node,
        at,
      );
      if (target) assign(target, elementOf(source, target), at, names);
      if (inner) lower(inner, at);
      return undefined;
    },
    rescue,
    return: lowerReturn,
    method: functions({ name: 'name', ...blockShape }),
    singleton_method: functions({ name: 'name', ...blockShape }),
    lambda: functions(blockShape),
    block: functions(blockShape),
    do_block: functions(blockShape),
    class: classes({ name: 'name', body: 'body', bases: /^superclass$/, receiver: 'self' }),
    module: classes({ name: 'name', body: 'body', receiver: 'self' }),
  },
});
