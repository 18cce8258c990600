/** What rules about servers ask: who may use an endpoint, and what of Claude's requests its caller writes. */
import type { Request } from '../../../engine/claude/claude';
import { parametersOf, spreadsOf } from '../../../engine/claude/requests';
import type { Value } from '../../../engine/facts';
import type { Endpoint, Reached } from '../../../engine/server/types';
import { createTracer } from '../../../engine/taint/trace';
import type { Source, Trace } from '../../../engine/taint/types';
import type { Confidence, Document, RuleContext } from '../../../engine/types';
import { isForDevelopment, isInViteServer } from '../development';
import { asksClaude } from '../flow-rule';
import { confidenceIn } from '../traces';
import { within } from '../values';

/** Endpoints of the document that can be reached by others than who runs it. */
export function servedEndpoints({ document, setting }: RuleContext): readonly Endpoint[] {
  if (setting === 'documentation' || !asksClaude(document)) return [];
  return document.server
    .endpoints()
    .filter(({ isLocal, fn }) => isLocal !== true && !isInViteServer(fn.range, document));
}

/** How sure it is that nothing stands before an endpoint that others reach: what is not known may. */
export function confidenceOf({ knowledge, isLocal }: Endpoint, isRead: boolean, context: RuleContext): Confidence {
  const isServed = isLocal === false && !isForDevelopment(context.document.file.path);
  const isSure = knowledge === 'all' && isServed && isRead;
  return isSure ? confidenceIn(context, 'high') : 'low';
}

const contentSlots: readonly [string, ...string[]][] = [['messages'], ['prompt'], ['system'], ['input'], ['contents']];

/** What a request tells Claude. */
export const contentsOfRequest = (request: Request, flow: Document['flow']): Value[] => [
  ...contentSlots.flatMap((slot) => parametersOf(request, flow, ...slot)),
  ...spreadsOf(request, flow),
];

/** Where a caller of this endpoint has written what a value is made of. */
export const writtenBy = (value: Value, reached: Reached, endpoint: Endpoint, document: Document): Trace | undefined =>
  allWrittenBy(value, reached, endpoint, document)[0];

export function allWrittenBy(value: Value, { unit }: Reached, endpoint: Endpoint, document: Document): Trace[] {
  // A function that many endpoints call is given more than a trace tells of.
  const isMeant = ({ range, file }: Source): boolean =>
    (file ?? unit.file).path === document.file.path && within(range, endpoint.fn.range);
  return createTracer(unit)(value, { use: 'prompt', kinds: ['request', 'message'], isMeant });
}

/** What decides what a request costs and may do. */
export const costlyParameters = ['model', 'max_tokens', 'tools', 'mcp_servers'] as const;

/** The caller of the endpoint decides one of these. */
export const callerChoosesCost = (reached: Reached, endpoint: Endpoint, document: Document): boolean =>
  costlyParameters.some((name) =>
    parametersOf(reached.request, reached.unit.flow, name).some((value) =>
      writtenBy(value, reached, endpoint, document),
    ),
  );
