/** The credentials that a raw HTTP request carries. */
import type { Request } from '../../../engine/claude/claude';
import type { Call, Entry, Value } from '../../../engine/facts';
import type { Flow } from '../../../engine/flow/flow';
import type { Document } from '../../../engine/types';

const credentialHeader = /^(?:x-api-key|authorization|api-key)$/i;

/** Headers of a request made by hand, under any of the spellings that HTTP allows. */
export function headersOf({ raw }: Request, flow: Flow): readonly Entry[] {
  return (raw?.headers && flow.object(raw.headers)?.entries) ?? [];
}

export function credentialHeaders(request: Request, flow: Flow): Entry[] {
  return headersOf(request, flow).filter(({ key }) => credentialHeader.test(key ?? ''));
}

/** Credential headers that a Python session is given after it was made: `session.headers["x-api-key"] = …`, `.update({…})`. */
export function sessionCredentials({ claude, facts, flow }: Document): Pick<Entry, 'key' | 'value'>[] {
  const sessions = new Set(claude.requests.flatMap(({ call, raw }) => (raw && receiverOf(call, flow)) ?? []));
  if (sessions.size === 0) return [];
  const isHeaders = (value: Value) => sessions.has((flow.name(value) ?? '').replace(/\.headers$/, ''));
  const assigned = facts.assignments.flatMap(({ target, value }) =>
    isHeaders(target.object) ? [{ key: target.property, value }] : [],
  );
  const updated = facts.calls.flatMap(({ callee, args: [first] }) =>
    callee.kind === 'member' && callee.property === 'update' && first && isHeaders(callee.object)
      ? (flow.object(first.value)?.entries ?? [])
      : [],
  );
  return [...assigned, ...updated].filter(({ key }) => credentialHeader.test(key ?? ''));
}

/** `requests.Session()` of `session.post(…)`. */
const receiverOf = ({ callee }: Call, flow: Flow): string | undefined =>
  callee.kind === 'member' && callee.object.kind !== 'call' ? flow.name(callee.object) : undefined;
