/** What is done only once a person has said yes. */
import type { Value } from '../../engine/facts';
import type { Trace } from '../../engine/taint/types';
import type { Document, Range } from '../../engine/types';
import { within } from './values';

/** Words by which code asks a person. */
const asks =
  /confirm|approv|consent|\binput\(|\bask_?(?:user|human|person|yes|permission)|\bprompt\.|\.question\(|click\.prompt|window\.prompt|yes_?no|y\/n/i;
/** Names that stand for what others have answered are followed this far. */
const maxDepth = 2;

/** Whether the range stands in a branch, or behind an early exit, that a person has decided. */
function isDecidedByPerson(range: Range, document: Document): boolean {
  const { facts, flow, text } = document;
  const isAsked = (value: Value, depth = 0): boolean => {
    if (asks.test(text.slice(value.range.start, value.range.end))) return true;
    const parts = value.kind === 'unknown' ? value.parts : value.kind === 'member' ? [value.object] : [];
    const receiver = value.kind === 'call' && value.call.callee.kind === 'member' ? [value.call.callee.object] : [];
    const sources = depth < maxDepth ? flow.sources(value) : [];
    return [...parts, ...receiver, ...sources].some((one) => isAsked(one, depth + 1));
  };
  return facts.regions.some(
    ({ kind, condition, range: around }) =>
      kind === 'branch' && condition !== undefined && within(range, around) && isAsked(condition),
  );
}

/** Whether a person has approved of it, where it is used or on the way there. */
export const isApproved = (range: Range, { steps }: Trace, document: Document): boolean =>
  [range, ...steps.flatMap((one) => (one.file ? [] : [one.range]))].some((one) => isDecidedByPerson(one, document));
