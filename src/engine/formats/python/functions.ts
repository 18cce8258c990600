/** Functions, lambdas, classes, and their scopes. */
import type { Binding, Entry, Field, FunctionFact, FunctionValue, Scope, Value } from '../../facts';
import {
  addBinding,
  bindName,
  type Handler,
  lower,
  lowerAll,
  lowerStatements,
  lowerValue,
  newBinding,
  openScope,
  type Place,
  textOf,
} from '../programs/lowering';
import { lowerArguments } from './calls';
import { childOf, fieldOf, rangeOf, type SyntaxNode } from './tree';

const lowerDefinition: Handler = (node, at) => defineFunction(node, [], at);

/** Decorators are read outside of the function or class. */
const lowerDecorated: Handler = (node, at) => {
  const decorators = node.children.filter((child) => child.type === 'decorator');
  const values = decorators.map((decorator) => lowerValue(decorator.children[0], decorator, at));
  const definition = fieldOf(node, 'definition');
  if (definition?.type === 'function_definition') defineFunction(definition, values, at);
  else if (definition?.type === 'class_definition') defineClass(definition, values, at);
  else if (definition) lower(definition, at);
  return undefined;
};

function defineFunction(node: SyntaxNode, decorators: Value[], at: Place): undefined {
  const name = fieldOf(node, 'name');
  const types = ['type_parameters', 'return_type'].map((field) => fieldOf(node, field));
  lowerAll(
    types.filter((type) => type !== undefined),
    at,
  );
  const isAsync = node.token === 'async';
  const { value, inside } = openFunction(node, { ...(name && { name: textOf(name, at) }), isAsync, decorators }, at);
  const isProperty = at.fields && decorators.some(makesProperty);
  if (name && !isProperty) bindName(name, value, at, 'function');
  const body = fieldOf(node, 'body');
  if (body) lowerStatements(body.children, { ...inside, end: body.end });
  if (name && isProperty) bindName(name, returned(value), at);
}

/** `@property`, `@cached_property` and their like: reading the name gives what the function returns. */
function makesProperty(decorator: Value): boolean {
  const name =
    decorator.kind === 'name' ? decorator.name : decorator.kind === 'member' ? decorator.property : undefined;
  return /^(?:\w{0,40}_)?property$/.test(name ?? '');
}

function returned({ function: { returns }, range }: FunctionValue): Value {
  return returns.length === 1 ? returns[0]! : { kind: 'choice', options: [...returns], range };
}

const lowerLambda: Handler = (node, at) => {
  const { value, inside } = openFunction(node, { isAsync: false, decorators: [] }, at);
  value.function.returns.push(lowerValue(fieldOf(node, 'body'), node, inside));
  return value;
};

type Head = Pick<FunctionFact, 'name' | 'isAsync' | 'decorators'>;

function openFunction(node: SyntaxNode, head: Head, at: Place): { value: FunctionValue; inside: Place } {
  const scope = openScope('function', rangeOf(node), at.fields ?? at.scope, at.file);
  const fact: FunctionFact = { ...head, parameters: [], returns: [], scope, range: rangeOf(node) };
  scope.function = fact;
  at.file.facts.functions.push(fact);
  const parameters = fieldOf(node, 'parameters')?.children ?? [];
  fact.parameters = parameters.flatMap((parameter) => bindParameter(parameter, scope, at));
  const receiver = receiverOf(fact, parameters[0], at);
  const inside: Place = {
    ...at,
    scope,
    home: scope,
    fields: undefined,
    receiver,
    function: fact,
    elsewhere: new Map(),
  };
  return { value: { kind: 'function', function: fact, range: rangeOf(node) }, inside };
}

/** A method's first parameter; elsewhere that of the method around, where no parameter hides it. */
function receiverOf(fact: FunctionFact, first: SyntaxNode | undefined, at: Place): Place['receiver'] {
  const [parameter] = fact.parameters;
  const isStatic = fact.decorators.some((value) => value.kind === 'name' && value.name === 'staticmethod');
  const isPlain = first?.type === 'identifier' || first?.type === 'typed_parameter';
  if (at.fields) return parameter && isPlain && !isStatic ? { name: parameter.name, scope: at.fields } : undefined;
  return fact.parameters.some(({ name }) => name === at.receiver?.name) ? undefined : at.receiver;
}

const nameTypes = ['identifier', 'list_splat_pattern', 'dictionary_splat_pattern'];

/** Defaults and annotations are read outside of the function. Separators are no parameters. */
function bindParameter(node: SyntaxNode, scope: Scope, at: Place): Binding[] {
  const [type, value] = [fieldOf(node, 'type'), fieldOf(node, 'value')];
  if (type) lower(type, at);
  const preset = value && lower(value, at);
  let name = nameTypes.includes(node.type) ? node : (fieldOf(node, 'name') ?? node.children[0]);
  if (name && name.type !== 'identifier') name = childOf(name, 'identifier');
  if (!name) return [];
  const binding = newBinding('parameter', textOf(name, at), scope, rangeOf(name), preset);
  if (type) binding.annotation = textOf(type, at);
  return [addBinding(binding, at.file)];
}

/**
 * A class has two scopes, because methods don't see the names of its body: that of its `this.x` around, a block for the
 * body within. Its name is bound to an object of what the body binds.
 */
function defineClass(node: SyntaxNode, decorators: Value[], at: Place): undefined {
  const [name, bases, body] = [fieldOf(node, 'name'), fieldOf(node, 'superclasses'), fieldOf(node, 'body')];
  const derived = bases ? lowerArguments(bases, at).filter((one) => one.name === undefined) : [];
  const fields = openScope('class', rangeOf(node), at.fields ?? at.scope, at.file);
  const scope = openScope('block', rangeOf(body ?? node), fields, at.file);
  const inside: Place = { ...at, scope, home: scope, fields, receiver: undefined, elsewhere: new Map() };
  if (body) lowerStatements(body.children, { ...inside, end: body.end });
  const entries = [...scope.bindings.values()].flatMap((bindings) => bindings.flatMap(entryOf));
  const parents = derived.map((one) => one.value);
  const made = { fields: (body?.children ?? []).flatMap((child) => fieldIn(child, scope, at)), bases: parents };
  const head = { bases: parents, ...(decorators.length > 0 && { decorators }) };
  if (name) bindName(name, { kind: 'object', entries, range: rangeOf(node), made }, at, 'class', head);
}

const lowerClass: Handler = (node, at) => defineClass(node, [], at);

/** `x: str = y` in a class's body. */
function fieldIn(node: SyntaxNode, scope: Scope, at: Place): Field[] {
  const assignment = node.type === 'expression_statement' ? node.children[0] : undefined;
  const target = assignment?.type === 'assignment' ? fieldOf(assignment, 'left') : undefined;
  if (!assignment || target?.type !== 'identifier') return [];
  const [name, type] = [textOf(target, at), fieldOf(assignment, 'type')];
  const value = scope.bindings.get(name)?.at(-1)?.value;
  return [{ name, decorators: [], ...(type && { annotation: textOf(type, at) }), ...(value && { value }) }];
}

function entryOf({ name, range, value }: Binding): Entry[] {
  if (!value) return [];
  const whole = { start: range.start, end: Math.max(range.end, value.range.end) };
  return [{ key: name, keyRange: range, value, range: whole }];
}

export const functionHandlers: readonly [string, Handler][] = [
  ['function_definition', lowerDefinition],
  ['decorated_definition', lowerDecorated],
  ['lambda', lowerLambda],
  ['class_definition', lowerClass],
];
