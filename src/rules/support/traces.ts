/** What rules about flow have in common: the places where text is used, and how a finding tells its way there. */
import type { Call, Value } from '../../engine/facts';
import type { SourceKind, Step, Trace, Use } from '../../engine/taint/types';
import type { Confidence, Document, Problem, RuleContext } from '../../engine/types';

/** A place where text is used. */
export interface Sink {
  value: Value;
  /** What is done with it, as a finding's message says it: "is run by eval()". */
  does: string;
}

const nouns: Readonly<Record<SourceKind, string>> = {
  request: 'a request',
  message: 'a message from outside',
  commandLine: 'the command line',
  fetched: 'fetched content',
  reply: 'Claude’s reply',
  toolInput: 'the input of a tool call',
  credential: 'a credential',
  error: 'a caught error',
};

export const nounOf = ({ source }: Trace): string => nouns[source.kind];

const told: Readonly<Record<Step['kind'], (name: string) => string>> = {
  binding: (name) => `It is kept in “${name}”.`,
  argument: (name) => (name ? `It is handed to ${name}().` : 'It is handed on here.'),
  return: (name) => `${name}() returns it.`,
  field: (name) => `It is kept in “${name}”.`,
  element: (name) => `It is added to “${name}”.`,
};

/** The way from the source to the sink, for the finding. */
export function wayOf({ source, steps }: Trace): NonNullable<Problem['related']> {
  return [
    { message: `It comes from here: ${nouns[source.kind]}.`, range: source.value.range },
    ...steps.map(({ kind, name, range }) => ({ message: told[kind](name), range })),
  ];
}

const lower: Readonly<Record<Confidence, Confidence>> = { high: 'medium', medium: 'low', low: 'low' };

/** Tests and examples say less about what runs. */
export const confidenceIn = (context: RuleContext, confidence: Confidence): Confidence =>
  context.setting === 'production' ? confidence : lower[confidence];

/** The sinks that text of one of the kinds gets to, each with the first way there. */
export function reached(
  document: Document,
  sinks: readonly Sink[],
  use: Use,
  kinds: readonly SourceKind[],
): { sink: Sink; trace: Trace }[] {
  return sinks.flatMap((sink) => {
    const [trace] = document.trace(sink.value, { use, kinds });
    return trace ? [{ sink, trace }] : [];
  });
}

/** The name of what is called, promisified functions included; else the last part, as `.name`. */
export function calledName(call: Call, { flow }: Document): string {
  const name = flow.name(call.callee);
  if (name && /^(?:node:)?util#(?:(?:\*|default)\.)?promisify\(\)$/.test(name)) {
    const [source = call.callee] = flow.sources(call.callee);
    const inner = source.kind === 'call' ? source.call.args[0]?.value : undefined;
    return (inner && flow.name(inner)) ?? name;
  }
  return name ?? (call.callee.kind === 'member' ? `.${call.callee.property}` : '');
}
