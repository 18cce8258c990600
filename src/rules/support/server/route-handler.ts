/** Moves a browser's own request to Claude behind a route handler of the application (Next.js' app router). */
import type { Request } from '../../../engine/claude/claude';
import type { Entry } from '../../../engine/facts';
import { phrases } from '../../../engine/messages';
import type { Document, Edit, ProposedFix } from '../../../engine/types';
import { headersOf } from '../credentials/requests';
import { removeElement } from '../removal';

const say = phrases({ moveBehindRoute: 'Move the request behind a route handler of this application' });
/** What this fix says, for the `messages` of a rule that offers it. */
export const routeHandlerTexts = say.texts;

const route = '/api/claude';
const endpoint = 'https://api.anthropic.com/v1/messages';
/** What the handler sends itself. */
const serverHeader = /^(?:x-api-key|authorization|anthropic-.*)$/i;

/** It answers nobody until somebody has said who may ask: an open route would give the key's use to everybody. */
const handler = `import Anthropic from '@anthropic-ai/sdk';

/** Reads ANTHROPIC_API_KEY, which never leaves the server. */
const client = new Anthropic();
const longestConversation = 20_000;

/** Says who may ask, from the session of the request. Until it does, nobody may. */
async function mayAsk(_request: Request): Promise<boolean> {
  return false;
}

export async function POST(request: Request): Promise<Response> {
  if (!(await mayAsk(request))) return Response.json({ error: 'Not allowed' }, { status: 401 });
  const { messages } = await request.json();
  if (!Array.isArray(messages) || JSON.stringify(messages).length > longestConversation)
    return Response.json({ error: 'Not a conversation' }, { status: 400 });
  try {
    const reply = await client.messages.create({ model: 'claude-sonnet-5-5', max_tokens: 1024, messages });
    return Response.json(reply);
  } catch {
    // The error belongs in your log; callers are told nothing of it.
    return Response.json({ error: 'Claude gave no answer.' }, { status: 502 });
  }
}
`;

/** A suggestion for a plain `fetch` with its URL and headers in place, in an application of Next.js; else none. */
export function routeHandlerFix(request: Request, document: Document): ProposedFix[] {
  const folder = appFolder(document);
  const url = request.raw?.url;
  const headers = headersOf(request, document.flow).filter(({ key }) => serverHeader.test(key ?? ''));
  const isPlain = request.method === 'fetch' && url?.kind === 'literal' && url.value === endpoint && url.content;
  if (folder === undefined || !isPlain || !headers.every(({ range }) => isInside(range, request))) return [];
  const edits = [{ range: isPlain, text: route }, ...removals(headers, document.text)];
  return [
    {
      title: say('moveBehindRoute'),
      kind: 'suggestion',
      edits: edits.sort((a, b) => a.range.start - b.range.start),
      createFiles: [{ path: `${folder}/api/claude/route.ts`, text: handler }],
    },
  ];
}

const isInside = ({ start, end }: Edit['range'], { call }: Request): boolean =>
  start >= call.range.start && end <= call.range.end;

/** The app router's folder, where the file's own place or a variable of Next.js' tells that this is its application. */
function appFolder({ file, text }: Document): string | undefined {
  const [, source] = /^(src\/)?(?:app|components|lib|hooks|features)\//.exec(file.path) ?? [];
  const isNext = /\bNEXT_PUBLIC_|^['"]use client['"]/m.test(text);
  return isNext && /^(?:src\/)?(?:app|components|lib|hooks|features)\//.test(file.path)
    ? `${source ?? ''}app`
    : undefined;
}

/** Neighbours in a list go in one edit, so that no comma is taken twice. */
function removals(entries: readonly Entry[], text: string): Edit[] {
  const merged: Edit[] = [];
  for (const { range } of entries) {
    const edit = removeElement(text, range);
    const last = merged.at(-1);
    if (last && edit.range.start <= last.range.end) last.range.end = Math.max(last.range.end, edit.range.end);
    else merged.push({ range: { ...edit.range }, text: '' });
  }
  return merged;
}
