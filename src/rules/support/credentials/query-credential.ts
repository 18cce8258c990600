/** Moves a credential from the query of a URL into a header. */
import type { Request } from '../../../engine/claude/claude';
import type { LiteralValue, Range, Value } from '../../../engine/facts';
import { phrases } from '../../../engine/messages';
import type { Document, Edit, ProposedFix } from '../../../engine/types';

const say = phrases({ sendInHeader: 'Send it in the x-api-key header' });
/** What this fix says, for the `messages` of a rule that offers it. */
export const headerTexts = say.texts;

/** A suggestion where the credential is the URL's last part, and the call's shape says where headers go; else none. */
export function headerFix(request: Request, document: Document): ProposedFix[] {
  const url = request.raw?.url;
  const [literal, credential] = url?.kind === 'template' ? url.parts.slice(-2) : [];
  if (!url || literal?.kind !== 'literal' || !literal.content || !credential) return [];
  const removed = queryRange(literal, credential, url, document.text);
  const added = headerEdit(request, url, credential, document);
  if (!removed || !added) return [];
  const edits = [{ range: removed.query, text: '' }, ...(removed.sum ? [{ range: removed.sum, text: '' }] : []), added];
  return [
    {
      title: say('sendInHeader'),
      kind: 'suggestion',
      edits: edits.sort((a, b) => a.range.start - b.range.start),
    },
  ];
}

interface Removed {
  query: Range;
  /** ` + key` behind a literal with quotes of its own. */
  sum?: Range;
}

function queryRange(literal: LiteralValue, credential: Value, url: Value, text: string): Removed | undefined {
  const content = literal.content ?? literal.range;
  const parameter = /[?&][\w-]+=$/.exec(text.slice(content.start, content.end));
  if (!parameter) return undefined;
  const start = content.start + parameter.index;
  const isQuoted = content.end < literal.range.end;
  if (isQuoted)
    return { query: { start, end: content.end }, sum: { start: literal.range.end, end: credential.range.end } };
  const brace = text.indexOf('}', credential.range.end);
  return brace < 0 || brace > url.range.end ? undefined : { query: { start, end: brace + 1 } };
}

/** Into the headers that are there, or into new ones right behind the URL. */
function headerEdit(
  { call, method, raw }: Request,
  url: Value,
  credential: Value,
  document: Document,
): Edit | undefined {
  const isPython = document.format.id === 'python';
  const source = document.text.slice(credential.range.start, credential.range.end);
  const header = isPython ? `"x-api-key": ${source}` : `'x-api-key': ${source}`;
  const first = raw?.headers?.kind === 'object' ? raw.headers.entries[0] : undefined;
  if (first) return { range: { start: first.range.start, end: first.range.start }, text: `${header}, ` };
  if (raw?.headers || !call.args.some(({ value }) => value === url)) return undefined;
  const at = { start: url.range.end, end: url.range.end };
  if (isPython) return { range: at, text: `, headers={${header}}` };
  return method === 'fetch' && call.args.length === 1 ? { range: at, text: `, { headers: { ${header} } }` } : undefined;
}
