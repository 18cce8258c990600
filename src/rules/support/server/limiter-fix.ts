/** A suggestion that limits a route with the limiter that the module already has. */
import { phrases } from '../../../engine/messages';
import type { Endpoint } from '../../../engine/server/types';
import type { Document, Edit, ProposedFix } from '../../../engine/types';
import { importedName } from '../imported-name';
import { bindingOf } from '../module-names';
import { insertion, lineStart, styleOf } from '../style';
import { parametersOfHandler } from './handler-answers';

const say = phrases({ limit: 'Limit it to 20 requests in a minute for each caller' });
/** What this fix says, for the `messages` of a rule that offers it. */
export const limiterTexts = say.texts;

const library = 'express-rate-limit';
/** Objects that limit, by name as `Flow.name` gives them. */
const expressLimiter = /^express-rate-limit#(?:default|rateLimit|\*)(?:\.rateLimit|\.default)?\(\)$/;
const flaskLimiter = /^flask_limiter\.(?:\w+\.)?Limiter\(\)$/;
const slowLimiter = /^slowapi\.(?:\w+\.)?Limiter\(\)$/;

/** None where the module has no limiter: which one there should be is its owner's to say. */
export function limiterFix(endpoint: Endpoint, document: Document): ProposedFix[] {
  const edits = document.format.id === 'python' ? decorated(endpoint, document) : registered(endpoint, document);
  return edits.length > 0 ? [{ title: say('limit'), kind: 'suggestion', edits }] : [];
}

/** `app.post('/ask', rateLimit({ … }), handler)`, for Express. */
function registered({ registration }: Endpoint, document: Document): Edit[] {
  const { facts, flow } = document;
  const callee = registration?.callee;
  const isExpress = callee?.kind === 'member' && /^express#/.test(flow.name(callee.object) ?? '');
  const path = registration?.args[0];
  if (!isExpress || !path || flow.pattern(path.value) === undefined || !facts.calls.includes(registration)) return [];
  const own = bindingOf(expressLimiter, document);
  const isBefore = own !== undefined && own.range.start < registration.range.start;
  if (isBefore) return [insertion(path.range.end, `, ${own.name}`)];
  if (!facts.imports.some(({ module }) => module === library) && !document.links.depends(library)) return [];
  const limiter = 'rateLimit({ windowMs: 60_000, limit: 20 })';
  return [...importedName('rateLimit', library, document), insertion(path.range.end, `, ${limiter}`)];
}

/** `@limiter.limit("20 per minute")` below the route's decorator. Slowapi wants to see the request. */
function decorated({ registration, fn }: Endpoint, document: Document): Edit[] {
  const { flow, text } = document;
  const isDecorator = registration && fn.decorators.some((one) => one.kind === 'call' && one.call === registration);
  if (!isDecorator || registration.callee.kind !== 'member') return [];
  const isFlask = /^flask\./.test(flow.name(registration.callee.object) ?? '');
  const limiter = bindingOf(isFlask ? flaskLimiter : slowLimiter, document);
  if (!limiter || limiter.range.start > registration.range.start) return [];
  if (!isFlask && !parametersOfHandler(fn).includes('request')) return [];
  const { quote, eol } = styleOf(document);
  const at = lineStart(text, registration.range.start);
  const indentation = /^[ \t]*/.exec(text.slice(at))?.[0] ?? '';
  const behind = text.indexOf('\n', registration.range.end) + 1;
  return behind === 0
    ? []
    : [insertion(behind, `${indentation}@${limiter.name}.limit(${quote}20 per minute${quote})${eol}`)];
}
