/**
 * Languages whose trees are read by a table: for each type of node what it is, and in which fields its parts stand. Enough for
 * the ways that text takes through functions, classes, strings and calls.
 */
import type { Argument, Call, Facts, FunctionFact, Range, Value } from '../../facts';
import type { GrammarName } from '../../grammars';
import type { Shape, SyntaxNode } from '../../snapshot';
import { fieldOf, rangeOf } from '../../snapshot';
import type { Format, ParseContext } from '../format';
import { createPieces } from '../pieces';
import {
  addBinding,
  bindName,
  findBindings,
  type Handler,
  isString,
  lower,
  lowerAll,
  lowerStatements,
  lowerValue,
  maybeString,
  newBinding,
  openScope,
  type Place,
  type SourceFile,
  settleKinds,
  template,
  textOf,
  unknown,
} from './lowering';

export type Handlers = Readonly<Record<string, Handler>>;

/** Nothing in it is a value: its parts are read for what they do. */
export const inside: Handler = (node, at) => {
  lowerAll(node.children, at);
  return undefined;
};

/** Statements, one behind the other. */
export const block: Handler = (node, at) => {
  lowerStatements(node.children, { ...at, end: node.end });
  return undefined;
};

/** It is what its only part is; strings keep their own range, so that a fix leaves the parentheses. */
export const wrapper =
  (field?: string): Handler =>
  (node, at) => {
    const value = lowerValue(field === undefined ? node.children.at(-1) : fieldOf(node, field), node, at);
    if (!isString(value)) value.range = rangeOf(node);
    return value;
  };

export const name: Handler = (node, at) => ({
  kind: 'name',
  name: textOf(node, at),
  scope: at.scope,
  range: rangeOf(node),
});

export const constant =
  (value: boolean | null): Handler =>
  (node) => ({ kind: 'literal', value, range: rangeOf(node) });

export const number: Handler = (node, at) => {
  const value = Number(textOf(node, at).replace(/_|[lLfFdDmMuU]+$/g, ''));
  return Number.isNaN(value) ? unknown(node, []) : { kind: 'literal', value, range: rangeOf(node) };
};

export const members = (object: string, property: string): Handler => {
  return (node, at) => memberOf(node, lowerValue(fieldOf(node, object), node, at), fieldOf(node, property), at);
};

/** Of the object that a method is called on, it is the field of its class. */
export function memberOf(node: SyntaxNode, object: Value, property: SyntaxNode | undefined, at: Place): Value {
  const key = property && textOf(property, at);
  const { receiver } = at;
  if (receiver && key && object.kind === 'name' && object.name === receiver.name)
    return { kind: 'name', name: `this.${key}`, scope: receiver.scope, range: rangeOf(node) };
  return { kind: 'member', object, property: key, range: rangeOf(node), propertyRange: rangeOf(property ?? node) };
}

/** `object[key]`. */
export const element = (object: string, key: string): Handler => {
  return (node, at) => {
    const of = fieldOf(node, object) ?? node.children[0];
    const keyNode = fieldOf(node, key) ?? node.children.find((child) => child !== of);
    const [value, index] = [lowerValue(of, node, at), keyNode && lower(keyNode, at)];
    const only = index?.kind === 'array' ? index.items[0] : index;
    const property = only?.kind === 'literal' ? String(only.value) : undefined;
    const propertyRange = rangeOf(keyNode ?? node);
    return { kind: 'member', object: value, property, range: rangeOf(node), propertyRange };
  };
};

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', e: '\u001b', s: ' ' };
const decoded = (text: string): string =>
  text.replace(
    /\\(?:u\{?([0-9a-fA-F]{4,6})\}?|x([0-9a-fA-F]{2})|(.))/gs,
    (_, wide?: string, byte?: string, one = '') =>
      wide || byte
        ? String.fromCodePoint(Math.min(Number.parseInt(wide ?? byte ?? '0', 16), 0x10ffff))
        : (escapes[one] ?? one),
  );
const opening = /^(?:[a-zA-Z@$]{0,3}|<<<?[-~]?)("{3,}|["'`]|)/;

/** @param parts types of nodes that are text; what else stands inside is put in */
export const text = (parts: RegExp, isRaw = false): Handler => {
  return (node, at) => {
    const range = rangeOf(node);
    const whole = textOf(node, at);
    const [begin = '', quotes = ''] = opening.exec(whole) ?? [];
    const isClosed = whole.length >= begin.length + quotes.length && whole.endsWith(quotes);
    const content = { start: range.start + begin.length, end: range.end - (isClosed ? quotes.length : 0) };
    const pieceOf = (start: number, end: number): Value => {
      const source = at.file.text.slice(start, end);
      return {
        kind: 'literal',
        value: isRaw ? source : decoded(source),
        range: { start, end },
        content: { start, end },
      };
    };
    const fields = node.children.filter(({ type }) => !parts.test(type));
    if (fields.length === 0) {
      const literal = { ...pieceOf(content.start, Math.max(content.start, content.end)), range } as Value;
      at.file.facts.strings.push(literal);
      return literal;
    }
    const values = [...fields, undefined].flatMap((field, index) => {
      const start = fields[index - 1]?.end ?? content.start;
      const end = field?.start ?? content.end;
      const before = end > start ? [pieceOf(start, end)] : [];
      return field ? [...before, lowerValue(field, node, at)] : before;
    });
    const value = template(values, range, at.file);
    at.file.facts.strings.push(value);
    return value;
  };
};

/** How arguments are written. */
export interface ArgumentShape {
  /** Nodes that only hold an argument. */
  holder?: string;
  /** Nodes that name one: the field of the name, or the first child; the value stands last. */
  named?: RegExp;
  nameField?: string;
  spread?: RegExp;
}

export function argumentsIn(list: SyntaxNode | undefined, shape: ArgumentShape, at: Place): Argument[] {
  return (list?.children ?? []).map((node) => {
    const range = rangeOf(node);
    const holder = node.type === shape.holder ? node : undefined;
    const inner = holder?.children.length === 1 ? holder.children[0]! : node;
    if (shape.spread?.test(inner.type)) return { value: lowerValue(inner.children[0], inner, at), range, spread: true };
    const isNamed = (shape.named?.test(inner.type) ?? false) && inner.children.length > 1;
    const label = isNamed ? (fieldOf(inner, shape.nameField ?? 'name') ?? undefined) : undefined;
    if (!label) return { value: lowerValue(inner, inner, at), range };
    return { name: keyText(label, at), value: lowerValue(inner.children.at(-1), inner, at), range };
  });
}

const keyText = (node: SyntaxNode, at: Place): string => textOf(node, at).replace(/^[:"'$]+|["':]+$/g, '');

/** A call, recorded. @param more arguments that stand elsewhere, such as a block */
export function callOf(
  node: SyntaxNode,
  callee: Value,
  list: SyntaxNode | undefined,
  args: Argument[],
  at: Place,
  isNew = false,
): Value {
  const argsRange: Range = list
    ? { start: Math.min(list.start + 1, list.end), end: Math.max(list.start + 1, list.end - 1) }
    : { start: node.end, end: node.end };
  const call: Call = { callee, args, isNew, scope: at.scope, range: rangeOf(node), argsRange, statement: at.statement };
  at.file.facts.calls.push(call);
  return { kind: 'call', call, range: rangeOf(node) };
}

/** `object.name(…)`, or a function by its own name. */
export const method = (object: string, property: string, list: string, shape: ArgumentShape = {}): Handler => {
  return (node, at) => {
    const [owner, called] = [fieldOf(node, object), fieldOf(node, property)];
    const callee = owner
      ? memberOf(called ? { ...called, start: owner.start } : node, lowerValue(owner, node, at), called, at)
      : called
        ? (name(called, at) as Value)
        : unknown(node, []);
    return callOf(node, callee, fieldOf(node, list), argumentsIn(fieldOf(node, list), shape, at), at);
  };
};

export const calls = (callee: string, list: string, shape: ArgumentShape = {}): Handler => {
  return (node, at) => {
    const called = lowerValue(fieldOf(node, callee), node, at);
    return callOf(node, called, fieldOf(node, list), argumentsIn(fieldOf(node, list), shape, at), at);
  };
};

/** Operators as JavaScript writes them. */
const spelled: Readonly<Record<string, string>> = {
  '==': '===',
  '!=': '!==',
  '<>': '!==',
  and: '&&',
  or: '||',
  not: '!',
};

export interface OperatorShape {
  left: string;
  right: string;
  /** Those that make one text of two. */
  joins: RegExp;
}

/** A chain of operators leans to the left: it is read from its first operand on, in a loop. */
export const operators = ({ left, right, joins }: OperatorShape): Handler => {
  return (node, at) => {
    const chain: SyntaxNode[] = [];
    let first: SyntaxNode | undefined = node;
    for (; first?.type === node.type; first = fieldOf(first, left)) chain.push(first);
    let value = lowerValue(first, node, at);
    for (const step of chain.reverse()) value = operation(step, value, fieldOf(step, right), joins, at);
    return value;
  };
};

function operation(node: SyntaxNode, left: Value, rightNode: SyntaxNode | undefined, joins: RegExp, at: Place): Value {
  const token = operatorOf(node, at);
  const operator = spelled[token] ?? token;
  if (rightNode && (operator === '&&' || operator === '||'))
    at.file.facts.regions.push({
      kind: 'branch',
      range: rangeOf(rightNode),
      condition: left,
      holds: operator === '&&',
    });
  const right = lowerValue(rightNode, node, at);
  const range = rangeOf(node);
  if (joins.test(operator) && (isString(left) || isString(right) || (maybeString(left) && maybeString(right)))) {
    const value = template([left, right], range, at.file);
    at.file.facts.strings.push(value);
    return value;
  }
  if (operator === '||' || operator === '??' || operator === '?:')
    return { kind: 'choice', options: [left, right].flatMap(options), range };
  return { ...unknown(node, [left, right]), operator };
}

const options = (value: Value): Value[] => (value.kind === 'choice' ? value.options : [value]);

function operatorOf(node: SyntaxNode, at: Place): string {
  const [first, last] = [node.children[0], node.children.at(-1)];
  const named = fieldOf(node, 'operator');
  if (named) return textOf(named, at);
  return first && last ? at.file.text.slice(first.end, last.start).trim() : (node.token ?? '');
}

export const negation: Handler = (node, at) => {
  const values = lowerAll(node.children, at);
  const [only] = values;
  const isNot = /^(?:!|not\b)/.test(textOf(node, at));
  if (isNot) return { ...unknown(node, values), operator: '!' };
  if (/^[&*@]/.test(textOf(node, at)) && only) return only;
  return only?.kind === 'literal' && typeof only.value === 'number'
    ? { ...only, value: -only.value }
    : unknown(node, values);
};

export const conditional = (condition: string, chosen: string, otherwise: string): Handler => {
  return (node, at) => {
    const test = lowerValue(fieldOf(node, condition), node, at);
    const ways = [fieldOf(node, chosen), fieldOf(node, otherwise)].flatMap((way, index) => {
      if (!way) return [];
      at.file.facts.regions.push({ kind: 'branch', range: rangeOf(way), condition: test, holds: index === 0 });
      return [lowerValue(way, node, at)];
    });
    return { kind: 'choice', options: ways.flatMap(options), range: rangeOf(node), condition: test };
  };
};

export const list: Handler = (node, at) => ({
  kind: 'array',
  items: lowerAll(node.children, at),
  range: rangeOf(node),
});

export function objectOf(node: SyntaxNode, pairs: readonly [SyntaxNode, SyntaxNode, SyntaxNode][], at: Place): Value {
  const entries = pairs.map(([key, value, pair]) => ({
    key: keyText(key, at),
    keyRange: rangeOf(key),
    value: lowerValue(value, pair, at),
    range: rangeOf(pair),
  }));
  return { kind: 'object', entries, range: rangeOf(node) };
}

/** How a function is written. */
export interface FunctionShape {
  name?: string;
  parameters?: string;
  /** The object that a method is called on, where it is written as a parameter of its own. */
  receiver?: string;
  body: string;
  /** Nodes inside a parameter's that hold its name, where it has no field of that name. */
  names: RegExp;
  /** Annotations: of the function, and of its parameters. */
  decorators?: (node: SyntaxNode, at: Place) => Value[];
}

export const functions = (shape: FunctionShape): Handler => {
  return (node, at) => {
    const label = shape.name ? fieldOf(node, shape.name) : undefined;
    const value = functionOf(node, shape, at);
    if (label) bindName(label, value, at, 'function');
    if (label && shape.receiver && fieldOf(node, shape.receiver)) {
      const key = `this.${textOf(label, at)}`;
      addBinding(newBinding('function', key, at.file.facts.module, rangeOf(label), value), at.file);
    }
    return label ? undefined : value;
  };
};

export function functionOf(node: SyntaxNode, shape: FunctionShape, at: Place): Value {
  const label = shape.name ? fieldOf(node, shape.name) : undefined;
  const scope = openScope('function', rangeOf(node), at.fields ?? at.scope, at.file);
  const fact: FunctionFact = {
    ...(label && { name: textOf(label, at) }),
    parameters: [],
    returns: [],
    isAsync: node.token === 'async',
    scope,
    range: rangeOf(node),
    decorators: shape.decorators?.(node, at) ?? [],
  };
  scope.function = fact;
  at.file.facts.functions.push(fact);
  const parameters = shape.parameters ? fieldOf(node, shape.parameters) : undefined;
  const each = parameters?.children.length ? parameters.children : parameters ? [parameters] : [];
  for (const parameter of each) addParameter(parameter, fact, shape, at);
  const receiver = shape.receiver ? fieldOf(node, shape.receiver)?.children[0] : undefined;
  const own = receiver && fieldOf(receiver, 'name');
  if (own) addBinding(newBinding('variable', textOf(own, at), scope, rangeOf(own), undefined), at.file);
  const through = own ? { receiver: { name: textOf(own, at), scope: at.file.facts.module } } : {};
  const body = fieldOf(node, shape.body);
  const around: Place = { ...at, scope, home: scope, fields: undefined, function: fact, elsewhere: new Map() };
  const place: Place = { ...around, ...through };
  const given = body && lower(body, { ...place, end: body.end, statement: rangeOf(body) });
  if (given) fact.returns.push(given);
  return { kind: 'function', function: fact, range: rangeOf(node) };
}

function addParameter(node: SyntaxNode, fact: FunctionFact, shape: FunctionShape, at: Place): void {
  const labels = node.children.filter(({ field }) => field === 'name');
  const own = shape.names.test(node.type) ? [node] : labels;
  const found = own.length > 0 ? own : node.children.filter(({ type }) => shape.names.test(type)).slice(-1);
  const type = fieldOf(node, 'type');
  const preset = fieldOf(node, 'value') ?? fieldOf(node, 'default_value');
  const decorators = shape.decorators?.(node, at) ?? [];
  for (const label of found) {
    const value = preset && lower(preset, at);
    const binding = newBinding('parameter', nameText(label, at), fact.scope, rangeOf(label), value);
    if (type) binding.annotation = textOf(type, at);
    if (decorators.length > 0) binding.decorators = decorators;
    fact.parameters.push(addBinding(binding, at.file));
  }
}

/** PHP's variables are known without their sign. */
export const nameText = (node: SyntaxNode, at: Place): string => textOf(node, at).replace(/^[$&.@]+/, '');

/** How a class is written. */
export interface ClassShape {
  name: string;
  body: string;
  bases?: RegExp;
  /** How its own fields are reached: `this.x`; they are names as well where `x` alone means the field. */
  receiver: string;
}

export const classes = ({ name: label, body, bases, receiver }: ClassShape): Handler => {
  return (node, at) => {
    const [named, inner] = [fieldOf(node, label), fieldOf(node, body)];
    const parents = node.children.filter(({ type }) => bases?.test(type)).flatMap((one) => lowerAll(one.children, at));
    const fields = openScope('class', rangeOf(node), at.fields ?? at.scope, at.file);
    const place: Place = { ...at, scope: fields, home: fields, fields, receiver: { name: receiver, scope: fields } };
    for (const child of node.children) if (/parameter/.test(child.type)) bindFields(child, place);
    if (inner) lowerStatements(inner.children, { ...place, end: inner.end });
    const entries = [...fields.bindings.values()].flatMap((bound) =>
      bound.flatMap(({ name: key, value, range }) =>
        value && !key.startsWith('this.') ? [{ key, keyRange: range, value, range }] : [],
      ),
    );
    const made = { fields: [], bases: parents };
    const value: Value = { kind: 'object', entries, range: rangeOf(node), made };
    if (named) bindName(named, value, at, 'class', { bases: parents });
    return undefined;
  };
};

/** Parameters of a class are its fields. */
function bindFields(list: SyntaxNode, at: Place): void {
  for (const parameter of list.children) {
    const label = fieldOf(parameter, 'name');
    if (label) bindName(label, undefined, at, 'variable');
  }
}

/** Binds what stands left of an assignment; members are assigned to. */
export function assign(
  target: SyntaxNode,
  value: Value,
  at: Place,
  names: RegExp,
  kind: 'constant' | 'variable' = 'constant',
): void {
  if (names.test(target.type)) {
    bindNamed(target, value, at, kind);
    return;
  }
  const member = lower(target, at);
  if (member?.kind === 'name')
    addBinding({ kind, name: member.name, scope: member.scope, range: { ...member.range }, value }, at.file);
  else if (member?.kind === 'member') {
    const range = { start: target.start, end: Math.max(target.end, value.range.end) };
    at.file.facts.assignments.push({ target: member, value, scope: at.scope, range });
    addToVariable(member, value, at);
  }
}

/** `list[] = x`: what is put into a variable is a part of it. */
function addToVariable(member: Value & { kind: 'member' }, value: Value, at: Place): void {
  if (member.property === undefined && member.object.kind === 'name')
    bindAgain(
      member.object.name,
      unknown({ start: member.range.start, end: member.range.end } as SyntaxNode, [member.object, value]),
      member.range,
      at,
    );
}

function bindAgain(label: string, value: Value, range: Range, at: Place): void {
  const scope = findBindings(label, at.scope)[0]?.scope ?? at.home;
  addBinding({ kind: 'variable', name: label, scope, range: { ...range }, value }, at.file);
}

/** A name that is known around is bound there: only a declaration makes a new one. */
function bindNamed(target: SyntaxNode, value: Value, at: Place, kind: 'constant' | 'variable'): void {
  const label = nameText(target, at);
  const known = kind === 'variable' ? findBindings(label, at.scope)[0]?.scope : undefined;
  const scope = known ?? at.home;
  addBinding({ kind, name: label, scope, range: rangeOf(target), value }, at.file);
  if (at.fields && scope === at.home)
    addBinding({ kind, name: `this.${label}`, scope: at.fields, range: rangeOf(target), value }, at.file);
}

/** An element of what is looped over. */
export const elementOf = (iterable: Value, node: SyntaxNode): Value => ({
  kind: 'member',
  object: iterable,
  property: undefined,
  range: rangeOf(node),
  propertyRange: rangeOf(node),
});

/** `x += value`. */
export const increases = (left: string, right: string, names: RegExp): Handler => {
  return (node, at) => {
    const target = fieldOf(node, left);
    if (!target) return undefined;
    const [old, given] = [lowerValue(target, node, at), lowerValue(fieldOf(node, right), node, at)];
    const isText = maybeString(old) && maybeString(given);
    const value: Value = isText ? template([old, given], rangeOf(node), at.file) : unknown(node, [old, given]);
    assign(target, value, at, names, 'variable');
    return undefined;
  };
};

/** How branches are written. */
export interface BranchShape {
  condition: string;
  chosen: string;
  alternative: string;
}

const leaves = /^(?:return|throw|break|continue|raise|exit|next|yield_break)(?:_statement|_expression)?$/;
const leavingCall =
  /^(?:throw\b|exit\b|die\b|panic\(|log\.Fatal|os\.Exit\(|System\.exit\(|abort\b|halt\b|raise\b|Environment\.Exit\()/;

/** Whether nothing behind the block runs once it has run. */
function exits(node: SyntaxNode | undefined, at: Place): boolean {
  if (!node) return false;
  if (leaves.test(node.type)) return true;
  const last = node.children.at(-1);
  if (!last) return false;
  if (/^(?:block|statement_list|compound_statement|then|body_statement)$/.test(node.type)) return exits(last, at);
  return leavingCall.test(textOf(node, at).slice(0, 30));
}

export const branches = (shape: BranchShape, isNegated = false): Handler => {
  return (node, at) => {
    for (const child of node.children) if (child.field === 'initializer') lower(child, at);
    const test = fieldOf(node, shape.condition);
    const condition = test && lowerValue(test, node, at);
    const [chosen, alternative] = [fieldOf(node, shape.chosen), fieldOf(node, shape.alternative)];
    const { regions } = at.file.facts;
    const holds = !isNegated;
    if (condition && chosen) regions.push({ kind: 'branch', range: rangeOf(chosen), condition, holds });
    if (condition && alternative)
      regions.push({ kind: 'branch', range: rangeOf(alternative), condition, holds: !holds });
    if (chosen) lower(chosen, at);
    for (const child of node.children) if (child.field === shape.alternative) lower(child, at);
    const rest = { start: node.end, end: Math.max(node.end, at.end) };
    if (condition && exits(chosen, at)) regions.push({ kind: 'branch', range: rest, condition, holds: !holds });
    return undefined;
  };
};

export const loops = (condition: string, body: string): Handler => {
  return (node, at) => {
    const [test, inner] = [fieldOf(node, condition), fieldOf(node, body)];
    lowerAll(
      node.children.filter((child) => child !== test && child !== inner),
      at,
    );
    const tested = test && lower(test, at);
    const { regions } = at.file.facts;
    if (inner) regions.push({ kind: 'loop', range: rangeOf(inner) });
    if (inner && tested) regions.push({ kind: 'branch', range: rangeOf(inner), condition: tested, holds: true });
    if (inner) lower(inner, at);
    return undefined;
  };
};

/** `for (x : list)`. */
export const iterations = (target: string, iterable: string, body: string, names: RegExp): Handler => {
  return (node, at) => {
    const [left, inner] = [fieldOf(node, target), fieldOf(node, body)];
    const source = lowerValue(fieldOf(node, iterable), node, at);
    if (left) assign(left, elementOf(source, left), at, names);
    if (inner) at.file.facts.regions.push({ kind: 'loop', range: rangeOf(inner) });
    if (inner) lower(inner, at);
    return undefined;
  };
};

export const tries = (body: string): Handler => {
  return (node, at) => {
    const inner = fieldOf(node, body);
    if (inner) at.file.facts.regions.push({ kind: 'try', range: rangeOf(inner) });
    lowerAll(node.children, at);
    return undefined;
  };
};

/** @param caught the node of the name that is bound to what is caught, and of its types */
export const catches = (
  caught: (node: SyntaxNode) => { name?: SyntaxNode | undefined; types?: SyntaxNode | undefined },
  body: string,
): Handler => {
  return (node, at) => {
    const inner = fieldOf(node, body);
    const { name: label, types } = caught(node);
    if (!inner) return undefined;
    const value = unknown(types ?? node, types ? lowerAll(types.children, at) : []);
    const binding =
      label && addBinding(newBinding('variable', nameText(label, at), at.home, rangeOf(label), value), at.file);
    at.file.facts.regions.push({ kind: 'catch', range: rangeOf(inner), ...(binding && { caught: binding }) });
    lower(inner, at);
    return undefined;
  };
};

export const returns: Handler = (node, at) => {
  at.function?.returns.push(...lowerAll(node.children, at));
  return undefined;
};

/** An import, known under a name here. */
export function addImport(
  module: string,
  imported: string,
  local: string,
  node: SyntaxNode,
  statement: SyntaxNode,
  at: Place,
) {
  const fact = { module, imported, local, range: rangeOf(node), statement: rangeOf(statement) };
  at.file.facts.imports.push(fact);
  if (local !== '*')
    addBinding({ kind: 'import', name: local, scope: at.home, range: rangeOf(node), import: fact }, at.file);
}

export interface Language extends Omit<Format, 'kind' | 'byTable' | 'parse' | 'grammar' | 'filenames'> {
  grammar: GrammarName;
  /** Chains of operators. */
  chain: string;
  /** Types of nodes without anything inside that matters. */
  leaves: RegExp;
  handlers: Handlers;
}

/** A format of a language that is read by its table. */
export function programFormat({ grammar, chain, leaves: leafTypes, handlers, ...format }: Language): Format {
  const shape: Shape = { maxDepth: 500, chain, isLeaf: (type) => leafTypes.test(type) };
  const table = new Map(Object.entries(handlers));
  const readProgram = createPieces<undefined>();

  const read = (text: string) => (nodes: readonly SyntaxNode[], into: Facts) => {
    const file: SourceFile = {
      text,
      facts: into,
      handlers: table,
      scopes: [into.module],
      parts: new Set(),
      declarations: [],
      assignments: [],
    };
    const scope = into.module;
    const end = nodes.at(-1)?.end ?? 0;
    lowerStatements(nodes, { file, scope, home: scope, elsewhere: new Map(), statement: scope.range, end });
    settleKinds(file);
    into.strings = into.strings.filter((value) => !file.parts.has(value));
    for (const list of [into.calls, into.strings, into.bindings, into.regions] as { range: Range }[][])
      list.sort((one, other) => one.range.start - other.range.start);
    return undefined;
  };

  return {
    ...format,
    filenames: [],
    kind: 'code',
    byTable: true,
    grammar,
    parse(text, { grammars, kept }: ParseContext) {
      const snapshot = grammars.snapshot(grammar, text, shape, kept);
      const { facts } = readProgram(snapshot, text.length, read(text));
      facts.comments = snapshot.comments;
      facts.errors = snapshot.errors;
      return facts;
    },
  };
}
