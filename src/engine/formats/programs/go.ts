/** Go. */
import type { Import } from '../../facts';
import { fieldOf, rangeOf, type SyntaxNode } from '../../snapshot';
import { noEnvironment } from '../shared';
import { calls } from './calls';
import {
  block,
  constant,
  element,
  inside,
  list,
  members,
  name,
  negation,
  number,
  objectOf,
  operators,
  text,
  wrapper,
} from './expressions';
import { classes, functions } from './functions';
import { findBindings, type Handler, lowerAll, lowerValue, textOf, unknown } from './lowering';
import { programFormat } from './programs';
import { addImport, assign, branches, goThrough, increases, loops } from './statements';

const names = /^identifier$/;

/** The package's own name, as far as its path tells: `github.com/a/go-b/v2` is `b`. */
function packageName(module: string): string {
  const parts = module.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? module)
    .replace(/\.v\d+$|\.go$/, '')
    .replace(/^go-|-sdk-go$|-go$|^goth-/g, '')
    .replaceAll('-', '_');
}

const lowerImport: Handler = (node, at) => {
  const [path, alias] = [fieldOf(node, 'path'), fieldOf(node, 'name')];
  if (!path) return undefined;
  const module = textOf(path, at).slice(1, -1);
  const local = alias ? textOf(alias, at) : packageName(module);
  addImport(module, '*', /^[._]$/.test(local) ? '*' : local, path, node, at);
  return undefined;
};

const spread = (node: SyntaxNode | undefined): readonly SyntaxNode[] =>
  node?.type === 'expression_list' ? node.children : node ? [node] : [];

/** `a, err := f()`: the first is what the function gives. */
const declares =
  (kind: 'constant' | 'variable'): Handler =>
  (node, at) => {
    const left = node.children.filter(({ field }) => field === 'name');
    const targets = left.length > 0 ? left : spread(fieldOf(node, 'left'));
    const values = spread(fieldOf(node, 'right') ?? fieldOf(node, 'value')).map((value) => lowerValue(value, node, at));
    targets.forEach((target, index) => {
      const given = values[index];
      assign(target, given ?? unknown(target, []), at, names, kind);
    });
    return undefined;
  };

const sum = increases('left', 'right', names);
const lowerAssignment: Handler = (node, at) => {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  const isSum = left && right && at.file.text.slice(left.end, right.start).includes('+=');
  if (!isSum) return declares('variable')(node, at);
  const children = [left, right].flatMap((side) =>
    spread(side)
      .slice(0, 1)
      .map((one) => ({ ...one, field: side.field })),
  );
  return sum({ ...node, children }, at);
};

/** `T{A: x}` is an object, `[]T{x}` a list. */
const lowerLiteral: Handler = (node, at) => {
  const body = node.type === 'literal_value' ? node : fieldOf(node, 'body');
  const pairs = (body?.children ?? []).filter(({ type }) => type === 'keyed_element');
  return pairs.length === 0 ? list({ ...node, children: body?.children ?? [] }, at) : objectOf(node, pairs, at);
};

/** `if err != nil { … }`: what stands before has failed. */
const branch = branches({ condition: 'condition', chosen: 'consequence', alternative: 'alternative' });
const lowerIf: Handler = (node, at) => {
  const [condition, chosen] = [fieldOf(node, 'condition'), fieldOf(node, 'consequence')];
  const failed = condition && /^(\w*[eE]rr\w*)\s*!=\s*nil$/.exec(textOf(condition, at))?.[1];
  branch(node, at);
  if (!failed || !chosen) return undefined;
  const caught = findBindings(failed, at.scope)
    .filter(({ range }) => range.start < chosen.start)
    .at(-1);
  if (!caught) return undefined;
  at.file.facts.regions.push(
    { kind: 'try', range: { start: caught.range.start, end: condition.start } },
    { kind: 'catch', range: rangeOf(chosen), caught },
  );
  return undefined;
};

const lowerRange: Handler = (node, at) => {
  const clause = node.children.find(({ type }) => type === 'range_clause');
  if (!clause) return loop(node, at);
  const source = lowerValue(fieldOf(clause, 'right'), clause, at);
  goThrough(source, spread(fieldOf(clause, 'left')).at(-1), fieldOf(node, 'body'), names, at);
  return undefined;
};

/** The condition of `for i := 0; i < 3; i++` stands in its clause. */
const loopBody = loops('condition', 'body');
const loop: Handler = (node, at) => {
  const clause = node.children.find(({ type }) => type === 'for_clause');
  if (clause)
    lowerAll(
      clause.children.filter(({ field }) => field === 'initializer'),
      at,
    );
  const condition = clause
    ? fieldOf(clause, 'condition')
    : node.children.find(({ field, type }) => field !== 'body' && type !== 'for_clause');
  const children = node.children.flatMap((child) =>
    child.type === 'for_clause' || child === condition ? [] : [child],
  );
  const test = condition ? [{ ...condition, field: 'condition' }] : [];
  return loopBody({ ...node, children: [...test, ...children] }, at);
};

/** `switch b := x.(type)`. */
const lowerTypeSwitch: Handler = (node, at) => {
  const source = lowerValue(fieldOf(node, 'value'), node, at);
  for (const target of spread(fieldOf(node, 'alias'))) assign(target, source, at, names);
  lowerAll(
    node.children.filter(({ field }) => field !== 'value' && field !== 'alias'),
    at,
  );
  return undefined;
};

/** `return text, nil`: the first is what the function gives. */
const lowerReturn: Handler = (node, at) => {
  at.function?.returns.push(...lowerAll(spread(node.children[0]), at).slice(0, 1));
  return undefined;
};

const functionShape = { parameters: 'parameters', receiver: 'receiver', body: 'body', names };

const goCall = calls('function', 'arguments', { spread: /^variadic_argument$/ });
/** `json.Unmarshal(data, &request)` gives the variable what the call knows. */
const lowerCall: Handler = (node, at) => {
  const value = goCall(node, at);
  for (const given of fieldOf(node, 'arguments')?.children ?? []) {
    const [target] = given.children;
    if (
      given.type === 'unary_expression' &&
      target &&
      names.test(target.type) &&
      textOf(given, at).startsWith('&') &&
      value
    )
      assign(target, unknown(given, [value]), at, names, 'variable');
  }
  return value;
};

/** `package#name`, as in JavaScript, reads badly here: `os/exec.Command`. */
const importName = ({ module }: Import): string => module;

export const go = programFormat({
  id: 'go',
  languageIds: ['go'],
  extensions: ['.go'],
  comments: { line: '//', block: ['/*', '*/'] },
  idioms: { ...noEnvironment, importName },
  grammar: 'go',
  chain: 'binary_expression',
  leaves:
    /^(?:identifier|\w+_identifier|interpreted_string_literal_content|raw_string_literal_content|escape_sequence|nil|true|false|int_literal|float_literal)$/,
  handlers: {
    source_file: block,
    block,
    statement_list: block,
    import_spec: lowerImport,
    expression_statement: inside,
    identifier: name,
    package_identifier: name,
    type_identifier: name,
    field_identifier: name,
    literal_element: wrapper(),
    parenthesized_expression: wrapper(),
    type_assertion_expression: wrapper('operand'),
    slice_expression: wrapper('operand'),
    variadic_argument: wrapper(),
    nil: constant(null),
    true: constant(true),
    false: constant(false),
    int_literal: number,
    float_literal: number,
    interpreted_string_literal: text(/^(?:interpreted_string_literal_content|escape_sequence)$/),
    raw_string_literal: text(/^raw_string_literal_content$/, true),
    selector_expression: members('operand', 'field'),
    qualified_type: members('package', 'name'),
    index_expression: element('operand', 'index'),
    call_expression: lowerCall,
    type_conversion_expression: wrapper('operand'),
    binary_expression: operators({ left: 'left', right: 'right', joins: /^\+$/ }),
    unary_expression: negation,
    composite_literal: lowerLiteral,
    literal_value: lowerLiteral,
    expression_list: list,
    short_var_declaration: declares('constant'),
    var_spec: declares('constant'),
    const_spec: declares('constant'),
    assignment_statement: lowerAssignment,
    if_statement: lowerIf,
    for_statement: lowerRange,
    type_switch_statement: lowerTypeSwitch,
    function_declaration: functions({ name: 'name', ...functionShape }),
    method_declaration: functions({ name: 'name', ...functionShape }),
    func_literal: functions(functionShape),
    return_statement: lowerReturn,
    type_spec: classes({ name: 'name', body: 'type', receiver: '' }),
  },
});
