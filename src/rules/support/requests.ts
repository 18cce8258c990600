/** The credentials that a raw HTTP request carries. */
import type { Request } from '../../engine/claude';
import type { Entry } from '../../engine/facts';
import type { Flow } from '../../engine/flow';

const credentialHeader = /^(?:x-api-key|authorization|api-key)$/i;

/** Headers of a request made by hand, under any of the spellings that HTTP allows. */
export function headersOf({ raw }: Request, flow: Flow): readonly Entry[] {
  return (raw?.headers && flow.object(raw.headers)?.entries) ?? [];
}

export function credentialHeaders(request: Request, flow: Flow): Entry[] {
  return headersOf(request, flow).filter(({ key }) => credentialHeader.test(key ?? ''));
}
