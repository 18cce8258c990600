/** Rules that report text of others where it is used: a table of places, and what is said of them. */
import { hasToDoWithClaude } from '../../engine/claude/claude';
import type { SourceKind, Trace, Use } from '../../engine/taint/types';
import type { Confidence, Document, Problem, ProposedFix, Range, Rule, RuleContext } from '../../engine/types';
import { isAboutFailure } from './server/failures';
import { confidenceIn, nounOf, reached, type Sink, wayOf } from './traces';

export interface FlowOptions {
  use: Use;
  kinds: readonly SourceKind[];
  sinks(document: Document): Sink[];
  fixes?(sink: Sink, context: RuleContext): ProposedFix[];
  /** It is not meant: such as what a person has approved of. */
  isSettled?(range: Range, trace: Trace, document: Document): boolean;
  /** In production code; by default high. */
  confidence?(trace: Trace): Confidence;
}

/**
 * The hook of such a rule. Documentation, and files in which nobody asks Claude anything, are not looked at; where it is about
 * what Claude has written, those are that such files hand it to.
 */
export function flowHook({
  use,
  kinds,
  sinks,
  fixes,
  isSettled,
  confidence,
}: FlowOptions): NonNullable<Rule['document']> {
  const ofClaude = kinds.every((kind) => kind === 'reply' || kind === 'toolInput');
  return (context) => {
    const { document } = context;
    const isMeant = asksClaude(document) || (ofClaude && document.links.helps);
    if (context.setting === 'documentation' || !isMeant) return [];
    const found = reached(document, sinks(document), use, kinds).filter(
      ({ sink: { value }, trace }) =>
        !(isOfServer(trace) && isAboutFailure(value.range, document)) && !isSettled?.(value.range, trace, document),
    );
    return found.map(
      ({ sink, trace }): Problem => ({
        range: sink.value.range,
        message: sink.message(nounOf(trace)),
        confidence: confidenceIn(context, sink.confidence ?? confidence?.(trace) ?? 'high'),
        ...wayOf(trace),
        ...(fixes && { fixes: fixes(sink, context) }),
      }),
    );
  };
}

/** A server that has failed answers with something else than a reply. */
const isOfServer = ({ steps }: Trace): boolean => steps.some(({ kind }) => kind === 'answer');

/** It has to do with Claude, or uses a module that does and names no other vendor's model alone. */
export const asksClaude = (document: Document): boolean =>
  hasToDoWithClaude(document) || (document.links.asks && !namesOthersAlone(document.text));

const othersModel =
  /['"`](?:[a-z-]+[:/])*(?:gemini-\d|gpt-\d|o[134]-(?:mini|preview|pro)|mistral-|llama-?\d|command-r|deepseek-|grok-\d)/;
const namesOthersAlone = (text: string): boolean => othersModel.test(text) && !/claude|anthropic/i.test(text);
