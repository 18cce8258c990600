import type { Request } from '../../engine/claude/claude';
import type { Facts, Range, Value } from '../../engine/facts';
import type { Flow } from '../../engine/flow/flow';
import { phrases } from '../../engine/messages';
import type { Unit } from '../../engine/taint/unit';
import type { Document, Message, Problem, ProposedFix, Rule } from '../../engine/types';
import { environmentReads, readInstead } from '../support/credentials/environment-reads';
import { callsNamed } from '../support/traces';

const adminVariable = /(?:^|_)(?:ANTHROPIC|CLAUDE)_(?:API_)?ADMIN_(?:API_)?KEY$|(?:^|_)ANTHROPIC_ADMIN_(?:API_)?TOKEN$/;
/** What any key may ask, `/organizations/me`, is none of it. */
const adminUrl = /\/v1\/organizations(?:\/(?!me(?:[/?]|$))|\0|$)/;
const adminMethod = /^(?:@anthropic-ai\/sdk#|anthropic\.).*\(\)\.(?:beta\.)?organization\.\w/;
const mentioned = /_ADMIN_|\/organizations|\.organization\b/;

/** Modules that answer requests of others. */
const serverModule =
  /^(?:express|fastify|koa|hono|@hono\/.*|hono\/.*|@nestjs\/common|next\/server|polka|restify|elysia|h3|@trpc\/server|@vercel\/node|@sveltejs\/kit|discord\.js|@slack\/bolt|telegraf|grammy)$|^(?:flask|fastapi|django|starlette|quart|sanic|bottle|aiohttp\.web|litestar|tornado|rest_framework|streamlit|gradio|discord|slack_bolt|telegram)(?:$|\.)/;
const servedPath =
  /(?:^|\/)(?:pages\/api\/.+|app\/(?:.*\/)?(?:route|page)|\+(?:server|page\.server|layout\.server))\.[cm]?[jt]sx?$/;
/** Modules that use modules that use it are looked at this far. */
const maxDepth = 3;
const mostUnits = 40;

const say = phrases({
  key: 'An Admin key ({name}) is in reach of code that {work}: whoever takes that over rules the whole organisation.',
  api: 'The Admin API is used by code that {work}: whoever takes that over rules the whole organisation.',
  asks: 'asks Claude for answers',
  serves: 'answers requests of others',
  readKey: 'Read ANTHROPIC_API_KEY instead',
});

export const adminCredentialInApplication: Rule = {
  id: 'admin-credential-in-application',
  title: 'Admin key in an application',
  practice: 'permissions',
  severity: 'error',
  confidence: 'medium',
  cwe: [250, 269, 522],
  owasp: ['LLM06', 'ASI03'],
  why: 'An Admin key has no scopes: with it one reads everybody’s usage, invites members, and switches keys of every workspace off. A flaw of the application that holds it, or a leaked environment, is a flaw of the whole organisation.',
  remedy:
    'Give the application a key of its own workspace, and let a separate job with the Admin key, which nobody can send requests to, do what administration there is.',
  reports:
    'An Admin key that is read, or the Admin API that is called, where the same code, or code that imports it, asks Claude for answers or answers requests of others. Where nothing but administration is served, as a warning.',
  silent: 'Scripts and jobs that only administer or report, /v1/organizations/me, tests whether the variable is set.',
  messages: say.texts,
  yieldsTo: ['hardcoded-credential', 'encoded-credential', 'plaintext-mcp-secret'],
  examples: [
    {
      file: 'client.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ apiKey: process.env.ANTHROPIC_ADMIN_KEY });\n\nexport const ask = (content: string) =>\n  client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, messages: [{ role: 'user', content }] });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY });\n\nexport const ask = (content: string) =>\n  client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, messages: [{ role: 'user', content }] });\n",
    },
    {
      file: 'usage.py',
      bad: 'import os\n\nimport httpx\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/usage")\ndef usage():\n    url = "https://api.anthropic.com/v1/organizations/usage_report/messages"\n    return httpx.get(url, headers={"x-api-key": os.environ["ANTHROPIC_ADMIN_KEY"]}).json()\n',
      good: 'import os\n\nimport httpx\n\nurl = "https://api.anthropic.com/v1/organizations/usage_report/messages"\nreport = httpx.get(url, headers={"x-api-key": os.environ["ANTHROPIC_ADMIN_KEY"]}).json()\nprint(report)\n',
    },
  ],
  document({ document, setting }) {
    if (setting === 'documentation' || !mentioned.test(document.text)) return [];
    const [first, ...rest] = usesOf(document);
    const work = first && workOf(document);
    return work ? [first, ...rest].map((use) => problemOf(use, work, document)) : [];
  },
};

/** The key where it is read; else the first call of the Admin API. */
interface Use {
  range: Range;
  /** The read. */
  key?: Value;
}

function usesOf(document: Document): Use[] {
  const reads = environmentReads(document, (name) => adminVariable.test(name));
  if (reads.length > 0) return reads.map((key) => ({ range: key.range, key }));
  const methods = callsNamed(document, adminMethod);
  const raw = document.claude.requests.filter((one) => isAdmin(one, document.flow)).map(({ call }) => call);
  const [first] = [...methods, ...raw].sort((left, right) => left.range.start - right.range.start);
  return first ? [{ range: first.callee.range }] : [];
}

const isAdmin = ({ raw }: Request, flow: Flow): boolean =>
  raw?.url !== undefined && adminUrl.test(flow.pattern(raw.url) ?? '');

interface Work {
  kind: 'asks' | 'serves';
  /** In the very document. */
  isHere: boolean;
}

/** What the program does beside administration, as far as the document and those that use it tell. */
function workOf(document: Document): Work | undefined {
  const around = usersOf(document);
  if (asks(document)) return { kind: 'asks', isHere: true };
  if (serves(document)) return { kind: around.some(asks) ? 'asks' : 'serves', isHere: true };
  if (around.some(asks)) return { kind: 'asks', isHere: false };
  return around.some(serves) ? { kind: 'serves', isHere: false } : undefined;
}

type Module = Pick<Unit, 'facts' | 'claude' | 'flow' | 'file'>;

const asks = ({ claude, flow }: Module): boolean => claude.requests.some((one) => !isAdmin(one, flow));
const serves = ({ facts, file }: Module): boolean => servedPath.test(file.path) || usesServer(facts);
const usesServer = ({ imports }: Facts): boolean =>
  imports.some(({ module, typeOnly }) => !typeOnly && serverModule.test(module));

function usersOf({ links }: Document): readonly Unit[] {
  const found = new Set<Unit>();
  let edge = links.importers();
  for (let depth = 0; depth < maxDepth; depth++) {
    const added = edge.filter((one) => !found.has(one)).slice(0, Math.max(0, mostUnits - found.size));
    for (const one of added) found.add(one);
    edge = added.flatMap((one) => one.links.importers());
  }
  return [...found];
}

function problemOf({ range, key }: Use, { kind, isHere }: Work, document: Document): Problem {
  const work: Message = say(kind);
  const name = key && document.flow.environment(key);
  return {
    range,
    message: name === undefined ? say('api', { work }) : say('key', { name, work }),
    ...(kind === 'serves' && { severity: 'warning' as const }),
    ...(kind === 'asks' && isHere && { confidence: 'high' as const }),
    fixes: key && kind === 'asks' ? keyFix(key, document) : [],
  };
}

/** Where a client is made with it: one for answers needs a key that gives them. */
function keyFix(key: Value, document: Document): ProposedFix[] {
  const isGiven = document.claude.clients.some(({ apiKey }) =>
    apiKey ? document.flow.origins(apiKey).some(({ value }) => value.range.start === key.range.start) : false,
  );
  const edits = isGiven ? readInstead(key, 'ANTHROPIC_API_KEY', document) : [];
  return edits.length > 0 ? [{ title: say('readKey'), kind: 'suggestion', edits }] : [];
}
