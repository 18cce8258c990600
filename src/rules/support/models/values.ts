/** Models that code is written to ask: in requests and clients, and as what is kept under a model's name. */
import type { Client, Request } from '../../../engine/claude/claude';
import { parametersOf } from '../../../engine/claude/requests';
import type { Binding, Call, ObjectValue, Value } from '../../../engine/facts';
import type { Confidence, Document } from '../../../engine/types';
import { describesModel, namesModel } from './names';

/** A literal that may be a model's id. */
export interface ModelLiteral {
  literal: Value & { kind: 'literal' };
  confidence: Confidence;
}

/** Every literal that a model may be asked by, the surest first. */
export function modelLiterals(document: Document): ModelLiteral[] {
  const asked = askedModels(document).flatMap((value) => document.flow.literals(value).map(({ value: one }) => one));
  const kept = keptModels(document).flatMap(alternatives);
  return [...asked.map((value) => found(value, 'high')), ...kept.map((value) => found(value, 'medium'))].flat();
}

const found = (value: Value, confidence: Confidence): ModelLiteral[] =>
  value.kind === 'literal' && typeof value.value === 'string' ? [{ literal: value, confidence }] : [];

const parameters = [
  'model',
  'modelId',
  'model_id',
  'modelName',
  'model_name',
  'fallbackModel',
  'fallback_model',
] as const;

const askedModels = ({ claude, flow, facts }: Document): Value[] => [
  ...claude.requests.flatMap((request) => ofRequest(request, { flow })),
  ...claude.clients.flatMap((client) => ofClient(client, { flow })),
  ...facts.calls.flatMap((call) => ofFirst(call, { flow })),
];

/** They are told a model first. */
const toldFirst =
  /^pydantic_ai(?:\.agent)?\.Agent$|^pydantic_ai\.models\.anthropic\.AnthropicModel$|^langchain\.chat_models(?:\.base)?\.init_chat_model$|^instructor\.from_provider$|^(?:crewai(?:\.llm)?\.LLM|dspy\.LM)$/;

function ofFirst({ callee, args: [first] }: Call, { flow }: Pick<Document, 'flow'>): Value[] {
  const isTold = first !== undefined && first.name === undefined && toldFirst.test(flow.name(callee) ?? '');
  return isTold ? [first.value] : [];
}

function ofRequest(request: Request, { flow }: Pick<Document, 'flow'>): Value[] {
  const given = parameters.flatMap((name) => parametersOf(request, flow, name));
  const options = parameters.flatMap((name) => parametersOf(request, flow, 'options', name));
  return [...given, ...options].flatMap((value) => [value, ...argumentsOf(value)]);
}

/** `anthropic('claude-…')` of the AI SDK, `os.getenv("MODEL", "claude-…")`. */
const argumentsOf = (value: Value): Value[] => (value.kind === 'call' ? value.call.args.map((one) => one.value) : []);

function ofClient({ call }: Client, { flow }: Pick<Document, 'flow'>): Value[] {
  const options = flow.argument(call, 0);
  const places = [options, flow.property(options, 'options')];
  return parameters
    .flatMap((name) => [
      flow.argument(call, undefined, name) ?? [],
      ...places.flatMap((one) => flow.property(one, name) ?? []),
    ])
    .flat();
}

/** Values under a model's name: of bindings, of fields, of what calls are given. */
function keptModels(document: Document): Value[] {
  const { bindings, assignments, calls } = document.facts;
  const assigned = assignments.flatMap(({ target, value }) => (namesModel(target.property ?? '') ? [value] : []));
  const given = calls
    .filter((call) => !onlySpeaks(call))
    .flatMap(({ args }) =>
      args.flatMap(({ name, value }) =>
        name && namesModel(name) && !describesModel(args.map((one) => one.name)) ? [value] : [],
      ),
    );
  const used = bindings.filter((one) => !onlyCompared(one, document));
  return [...used.flatMap(ofBinding), ...assigned, ...given, ...objectsOf(document).flatMap(ofObject)];
}

/** `option.model === currentModel` is all that becomes of it. */
function onlyCompared({ kind, name }: Binding, { text, facts }: Document): boolean {
  if (kind === 'import' || !/^\w+$/.test(name) || !namesModel(name) || facts.exports.length > 0) return false;
  const found = [...text.matchAll(new RegExp(`(?<![\\w$.'"])${name}(?![\\w$'"])`, 'g'))].slice(1);
  return (
    found.length > 0 &&
    found.every(
      ({ index }) =>
        /[=!]==?\s*$/.test(text.slice(Math.max(0, index - 10), index)) ||
        /^\s*[=!]==?/.test(text.slice(index + name.length, index + name.length + 10)),
    )
  );
}

const ofBinding = ({ kind, name, value }: Binding): Value[] =>
  value && kind !== 'import' && namesModel(name) ? [value] : [];

/** Calls that write a model's name down, compare it, or describe it. */
const speaking =
  /(?:^|[.#])(?:log|info|debug|warn|warning|error|print|trace|expect|(?:assert|register|capture|track|record|report|emit)\w*|includes|startsWith|endsWith|startswith|endswith|\w*(?:Info|Spec|Pricing|Price|Cost|Card|Option|Metadata|Profile|Capabilities))$/;

function onlySpeaks({ callee }: Call): boolean {
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : undefined;
  return name !== undefined && speaking.test(name);
}

/** Objects that are not elements of a list, nor entries of a map of such. */
function objectsOf({ facts }: Document): ObjectValue[] {
  const roots = [
    ...facts.bindings.flatMap(({ value }) => value ?? []),
    ...facts.assignments.map(({ value }) => value),
    ...facts.calls.filter((call) => !onlySpeaks(call)).flatMap(({ args }) => args.map(({ value }) => value)),
    ...facts.functions.flatMap(({ returns }) => returns),
    ...facts.exports,
  ];
  return [...new Set(roots.flatMap((value) => nested(value, 0)))];
}

const maxDepth = 5;

function nested(value: Value, depth: number): ObjectValue[] {
  if (depth > maxDepth) return [];
  if (value.kind === 'choice') return value.options.flatMap((one) => nested(one, depth + 1));
  if (value.kind !== 'object') return [];
  const inner = value.entries.map((entry) => nested(entry.value, depth + 1));
  return inner.filter((one) => one.some(hasModel)).length > 1 ? [value] : [value, ...inner.flat()];
}

const hasModel = ({ entries }: ObjectValue): boolean => entries.some(({ key }) => key !== undefined && namesModel(key));

const ofObject = ({ entries }: ObjectValue): Value[] =>
  describesModel(entries.map(({ key }) => key))
    ? []
    : entries.flatMap(({ key, value }) => (key !== undefined && namesModel(key) ? [value] : []));

const reading = /(?:^|[.#])(?:get|getenv|getItem|pop|setdefault|config|env|optional|str)$/i;

/** What stands there: the literal itself, either side of a choice, the default of something that is read. */
function alternatives(value: Value): Value[] {
  if (value.kind === 'choice') return value.options.flatMap(alternatives);
  if (value.kind !== 'call') return [value];
  const { callee, args } = value.call;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : undefined;
  return reading.test(name ?? '') ? args.slice(1).flatMap((one) => alternatives(one.value)) : [];
}
