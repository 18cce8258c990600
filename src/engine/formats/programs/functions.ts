/** Functions and classes of languages that are read by a table. */
import type { FunctionFact, Value } from '../../facts';
import type { SyntaxNode } from '../../snapshot';
import { fieldOf, rangeOf } from '../../snapshot';
import {
  addBinding,
  bindName,
  type Handler,
  lower,
  lowerAll,
  lowerStatements,
  newBinding,
  openScope,
  type Place,
  textOf,
} from './lowering';

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
  const body = fieldOf(node, shape.body);
  const place: Place = { ...at, scope, home: scope, fields: undefined, function: fact, elsewhere: new Map() };
  if (own) place.receiver = { name: textOf(own, at), scope: at.file.facts.module };
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

export const returns: Handler = (node, at) => {
  at.function?.returns.push(...lowerAll(node.children, at));
  return undefined;
};
