/** What rules about flow have in common: the places where text is used, and how a finding tells its way there. */
import type { Call, Facts, Value } from '../../engine/facts';
import { lastName } from '../../engine/flow/names';
import { phrases } from '../../engine/messages';
import { perObject } from '../../engine/per-object';
import type { Place, SourceKind, Step, Trace, Use } from '../../engine/taint/types';
import { grouped } from '../../engine/taint/uses';
import type { Confidence, Document, Message, Problem, RuleContext } from '../../engine/types';

/** A place where text is used. */
export interface Sink {
  value: Value;
  /** @param source what the text comes from, as a part of a sentence */
  message(source: Message): Message;
  /** Where the value is a list, only its element at this position is used. */
  element?: number;
  /** In production code; where it differs from what the rule says of the source. */
  confidence?: Confidence;
  /** Kinds of sources that another rule reports here. */
  isOthers?: readonly SourceKind[];
}

const say = phrases({
  request: 'a request',
  form: 'a form',
  message: 'a message from outside',
  commandLine: 'the command line',
  reply: 'Claude’s reply',
  toolInput: 'the input of a tool call',
  fetched: 'an answer of another server',
  mail: 'an e-mail',
  document: 'a document',
  credential: 'a credential',
  error: 'a caught error',
  begins: 'It comes from {source}.',
  kept: 'It is kept in “{name}”.',
  handed: 'It is handed to {name}().',
  handedOn: 'It is handed on here.',
  returned: '{name}() returns it.',
  answered: 'The project’s own server answers {name} with it.',
});

/** Texts of every rule that tells a way. */
export const wayTexts = say.texts;

/** What text comes from, as a part of a sentence. */
export const nouns: Readonly<Record<SourceKind, Message>> = {
  request: say('request'),
  form: say('form'),
  message: say('message'),
  commandLine: say('commandLine'),
  reply: say('reply'),
  toolInput: say('toolInput'),
  fetched: say('fetched'),
  mail: say('mail'),
  document: say('document'),
  credential: say('credential'),
  error: say('error'),
};

export const nounOf = ({ source }: Trace): Message => nouns[source.kind];

function told({ kind, name }: Step): Message {
  if (kind === 'binding') return say('kept', { name });
  if (kind === 'return') return say('returned', { name });
  if (kind === 'answer') return say('answered', { name });
  return name ? say('handed', { name }) : say('handedOn');
}

/** The way from the source to the sink, for the finding. */
export function wayOf(trace: Trace): Required<Pick<Problem, 'related' | 'isFlow'>> {
  const { source, steps } = trace;
  const place = ({ range, file }: Place) => ({ range, ...(file && { file }) });
  const begin = { message: say('begins', { source: nounOf(trace) }), ...place(source) };
  return { related: [begin, ...steps.map((step) => ({ message: told(step), ...place(step) }))], isFlow: true };
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
    const meant = sink.isOthers ? kinds.filter((kind) => !sink.isOthers?.includes(kind)) : kinds;
    const [trace] = document.trace(sink.value, {
      use,
      kinds: meant,
      ...(sink.element !== undefined && { element: sink.element }),
    });
    return trace ? [{ sink, trace }] : [];
  });
}

/** All calls by the name of what they call: a table is asked once for each of the few names. */
export const callsByName = perObject(
  (document: Document): ReadonlyMap<string, readonly Call[]> =>
    grouped(document.facts.calls.map((call) => [calledName(call, document), call])),
);

/** The same by the last part of what stands in the call, whatever it is bound to. */
export const callsByLastName = perObject(
  ({ calls }: Facts): ReadonlyMap<string, readonly Call[]> =>
    grouped(calls.map((call) => [lastName(call.callee), call])),
);

export const callsNamed = (document: Document, name: RegExp): Call[] =>
  [...callsByName(document)].flatMap(([one, calls]) => (name.test(one) ? calls : []));

/** The name of what is called, promisified functions included; else the last part, as `.name`. */
function calledName(call: Call, { flow }: Document): string {
  const name = flow.name(call.callee);
  if (name && /^(?:node:)?util#(?:(?:\*|default)\.)?promisify\(\)$/.test(name)) {
    const [source = call.callee] = flow.sources(call.callee);
    const inner = source.kind === 'call' ? source.call.args[0]?.value : undefined;
    return (inner && flow.name(inner)) ?? name;
  }
  return name ?? (call.callee.kind === 'member' ? `.${call.callee.property}` : '');
}

/** `child_process#*.exec` is shown as `exec`, `.query` as `query`. */
export const shownName = (name: string): string => name.replace(/\(\)/g, '').replace(/^.*[#.]/, '');
