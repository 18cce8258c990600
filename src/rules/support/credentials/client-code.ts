/** Code that ships to clients, code that runs on a server, and the variables that build tools carry from one to the other. */
import { requiredModule } from '../../../engine/flow/names';
import type { Document, RuleContext } from '../../../engine/types';

const serverPath =
  /(?:^|\/)(?:server|servers|backend|\w+[-_]backend|functions|lambdas?|workers?|edge-functions|netlify\/functions)\/|^api\/|(?:^|\/)(?:pages|app)\/(?:.*\/)?api\/|(?:^|[./-])server\.[cm]?[jt]sx?$|\+(?:server|page\.server|layout\.server)\.|(?:^|\/)middleware\.[jt]s$/;
const serverModule =
  /^(?:express|fastify|koa|hono|@hono\/.*|@nestjs\/.*|@vercel\/node|next\/server|server-only|node:.*|https?|fs|fs\/promises|child_process|dotenv(?:\/config)?)$/;

/** Names, directives, imports and the language of code that runs on a server. */
export function isServer({ document }: Pick<RuleContext, 'document'>): boolean {
  const { facts, role, format, file } = document;
  if (facts.directives.includes('use client') || role === 'client') return false;
  if (facts.directives.includes('use server') || role === 'server') return true;
  if (format.id === 'python' || format.id === 'shell' || serverPath.test(file.path)) return true;
  return modulesOf(document).some((module) => serverModule.test(module));
}

/** `require('dotenv').config()` brings no name that would be an import. */
const modulesOf = ({ facts }: Document): string[] => [
  ...facts.imports.map(({ module }) => module),
  ...facts.calls.flatMap((call) => requiredModule(call) ?? []),
];

/** Surely in what a browser downloads: it says so, it is a page of Next.js, or what imports it says so. */
export function isBrowser(document: Document): boolean {
  const { facts, file, links, role } = document;
  if (isServer({ document })) return false;
  const isPage = /(?:^|\/)pages\/(?!api\/).*\.[jt]sx?$/.test(file.path);
  const isMarked = [{ facts }, ...links.importers()].some((one) => one.facts.directives.includes('use client'));
  return isMarked || isPage || role === 'client';
}

const webServer =
  /^(?:express|fastify|koa|hono|@hono\/.*|@nestjs\/.*|@vercel\/node|next\/server|server-only|dotenv(?:\/config)?)$/;

/** Surely on a server: desktop apps and plug-ins use Node's modules as well, and ship to clients. */
export function isWebServer({ document }: RuleContext): boolean {
  const { facts, role, file } = document;
  if (facts.directives.includes('use client') || role === 'client') return false;
  return (
    role === 'server' || serverPath.test(file.path) || modulesOf(document).some((module) => webServer.test(module))
  );
}

/**
 * Whether the name at an offset of code is read: `env.X`, `env["X"]`, or an import of SvelteKit's `$env/static/public`.
 * A declaration of its type is none.
 */
export function isRead(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 200), at);
  return (
    /(?:\benv|environ|publicRuntimeConfig|extra)\??(?:\.|\[["'`])$|getenv\(["']$|environ\.get\(["']$/.test(before) ||
    isStaticImport(text, at, before)
  );
}

const isStaticImport = (text: string, at: number, before: string): boolean =>
  /\bimport\s*\{[^}]*$/.test(before) &&
  /^[^}]*\}\s*from\s*['"]\$env\/static\/public['"]/.test(text.slice(at, at + 400));
