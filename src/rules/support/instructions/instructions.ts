/** What a document tells Claude as the one who runs it: system prompts, tools' descriptions, words given as Claude's own. */
import type { Request } from '../../../engine/claude/claude';
import { contentsOf, parametersOf } from '../../../engine/claude/requests';
import type { Call, Value } from '../../../engine/facts';
import { perObject } from '../../../engine/per-object';
import type { Document } from '../../../engine/types';
import { callsNamed } from '../traces';

const slots: readonly [string, ...string[]][] = [
  ['system'],
  ['systemPrompt'],
  ['system_prompt'],
  ['appendSystemPrompt'],
  ['append_system_prompt'],
  ['options', 'systemPrompt'],
  ['options', 'appendSystemPrompt'],
  ['options', 'system_prompt'],
  ['instructions'],
];
const agentSlots = ['system_prompt', 'append_system_prompt', 'instructions', 'systemPrompt'];
const messageClass = /(?:^|[#.])SystemMessage(?:\.\w+)?$/;
const promptFactory = /\.ChatPromptTemplate\.from_messages$|#ChatPromptTemplate\.fromMessages$/;
const toolFactory = /(?:^|[#.])(?:tool|betaZodTool|betaTool|createTool)$/;
/** Agents that are made once and asked later. */
const agentFactory =
  /\.beta\.agents\.(?:create|update)$|^(?:@?langchain|langgraph|deepagents)\b.*[#.](?:create(?:React|Deep)?Agent|create_(?:react_|deep_)?agent)$/;
const agentFactorySlots = ['system', 'systemPrompt', 'system_prompt', 'prompt'];

/** `tells`: a system prompt. `describes`: a tool's description. `speaks`: a message that is given to Claude as its own. */
export interface Instruction {
  kind: 'tells' | 'describes' | 'speaks';
  value: Value;
}

const as =
  (kind: Instruction['kind']) =>
  (value: Value): Instruction => ({ kind, value });

/** Several rules ask for them. */
export const instructionsOf = perObject(findInstructions);

function findInstructions(document: Document): readonly Instruction[] {
  const { claude, flow } = document;
  const requested = claude.requests.flatMap((request) => [
    ...slots.flatMap((slot) => parametersOf(request, flow, ...slot)).map(as('tells')),
    ...batched(request, document).map(as('tells')),
    ...contents(request, document, 'system').map(as('tells')),
    ...contents(request, document, 'assistant').map(as('speaks')),
    ...parametersOf(request, flow, 'tools')
      .flatMap((one) => listed(one, document))
      .flatMap((one) => flow.property(one, 'description') ?? [])
      .map(as('describes')),
  ]);
  const clients = claude.clients.flatMap(({ call }) => keywords(call, agentSlots, document));
  const agents = callsNamed(document, agentFactory).flatMap((call) => keywords(call, agentFactorySlots, document));
  const messages = callsNamed(document, messageClass).flatMap(
    (call) => flow.property(flow.argument(call, 0), 'content') ?? flow.argument(call, 0, 'content') ?? [],
  );
  const prompts = callsNamed(document, promptFactory)
    .flatMap((call) => flow.argument(call, 0, 'messages') ?? [])
    .flatMap((one) => contentsOf(one, 'system', flow));
  const tools = callsNamed(document, toolFactory).flatMap(
    (call) => flow.property(flow.argument(call, 0), 'description') ?? [],
  );
  return [
    ...requested,
    ...[...clients, ...agents, ...messages, ...prompts].map(as('tells')),
    ...tools.map(as('describes')),
  ];
}

const contents = (request: Request, { flow }: Document, role: string): Value[] =>
  parametersOf(request, flow, 'messages').flatMap((one) => contentsOf(one, role, flow));

/** System prompts of a batch: `requests: [{ params: { system } }]`. */
const batched = (request: Request, document: Document): Value[] =>
  /batches/.test(request.method)
    ? parametersOf(request, document.flow, 'requests')
        .flatMap((one) => listed(one, document))
        .flatMap((one) => document.flow.property(one, 'params', 'system') ?? [])
    : [];

const listed = (value: Value, { flow }: Document): Value[] =>
  value.kind === 'array' ? value.items : flow.sources(value).flatMap((one) => (one.kind === 'array' ? one.items : []));

/** What a call is given under the names, as keywords or in any of its arguments. */
const keywords = (call: Call, names: readonly string[], { flow }: Document): Value[] =>
  names.flatMap(
    (name) =>
      flow.argument(call, undefined, name) ?? call.args.flatMap(({ value }) => flow.property(value, name) ?? []),
  );
