/** What is no text that anybody has chosen, or harmless for what it is used for. */
import { byName } from '../by-name';
import type { Value } from '../facts';
import { isChecked } from './guards';
import { isHarmlessPiece } from './slices';
import { sanitizers } from './transfer-table';
import type { SourceKind, Use } from './types';
import type { Unit } from './unit';
import type { Search } from './walk';

/** Members that hold no text of what they are members of. */
const noText = /^(?:length|size|byteLength|status_code|statusCode|ok|__class__|__name__|constructor)$/;
/** The same of replies, errors and clients. In what somebody has written, they may hold anything. */
const metadata = /^(?:usage|id|_request_id|request_id|requestId|stop_reason|stopReason|model|role|status)$/;
const written: ReadonlySet<SourceKind> = new Set(['request', 'form', 'message', 'commandLine', 'fetched']);
/** What a reply brings that is data of its own: the input of a tool call, parsed text. */
const ownData = /^(?:input|args|arguments|params|parameters|data|parsed|json|result|item)$/i;

const sanitizersOf = byName((name) => sanitizers.filter((one) => one.name.test(name)));

/** Whether what a function of this name gives is harmless for the use; undefined where nothing is known of it. */
export function cleans(name: string, use: Use): boolean | undefined {
  const rows = sanitizersOf(name);
  return rows.length > 0 ? rows.some(({ uses }) => !uses || uses.includes(use)) : undefined;
}

export function isSanitized(value: Value, { use }: Search, { flow, text, regions, schemas }: Unit): boolean {
  if (use === 'log' && isHarmlessPiece(value, flow, text)) return true;
  if (value.kind === 'call') {
    const { callee } = value.call;
    const name = flow.name(callee);
    return (
      (name !== undefined && cleans(name, use) === true) ||
      (callee.kind === 'member' && cleans(`.${callee.property}`, use) === true) ||
      (callee.kind === 'member' && schemas.leavesNothing(value))
    );
  }
  if (value.kind !== 'name' && value.kind !== 'member') return false;
  return isChecked(value, regions.guards(value.range.start), flow) || schemas.leavesNothing(value);
}

export function isNoText({ property = '', object }: Value & { kind: 'member' }, kinds: readonly SourceKind[]): boolean {
  if (noText.test(property)) return true;
  if (!metadata.test(property) || kinds.every((one) => written.has(one))) return false;
  const of = object.kind === 'member' ? object.property : object.kind === 'name' ? object.name : undefined;
  return of === undefined || !ownData.test(of);
}
