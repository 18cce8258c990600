/**
 * Addresses under which pages ask the servers of their own project: `/api/chat`. Which files name one, and which may serve it,
 * is told by words and paths alone; what is parsed decides in the end.
 */
import { folderOf } from './paths';

/** An address, as its parts: `*` stands for any one part, `**` at the end for any that follow. */
export type Address = readonly string[];

/** Before what a file asks for or serves, among the words of its imports. */
const asked = 'asks ';
const offered = 'serves ';

/** A server of the same project, while it is being developed or behind a base that is not known (`\0`). */
const ownServer =
  /^(?:(?:https?|wss?):\/\/(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\])(?::\d+)?|(?:wss?:|\0)\/\/\0|\0)(?=\/)/;
const parameterPart = /^(?:[:[<{*\0$].*|.*\0.*)$/;

/**
 * The parts of an address of the own server. Undefined: it is another one's, or has no part that is known.
 *
 * @param text with `\0` for what is not known
 */
export function addressOf(text: string): Address | undefined {
  const path = text.replace(ownServer, '').replace(/[?#].*$/s, '');
  if (!/^(?:\/(?!\/)|api\/)/.test(path)) return undefined;
  const parts = path.split('/').filter((one) => one !== '');
  const address = parts.map((one) => (parameterPart.test(one) ? '*' : one));
  return address.some((one) => !one.startsWith('*')) ? address : undefined;
}

/** As it stands in a text. */
export const writtenOut = (address: Address): string => `/${address.join('/')}`;

const literal =
  /(["'`])((?:(?:https?|wss?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?|(?:wss?:|\$\{[^{}`\n]{1,80}\})\/\/\$\{[^{}`\n]{1,80}\}|\$\{[^{}`\n]{1,80}\})?\/(?:\.netlify\/)?[a-z_][^"'`\s?#]{0,150}|api\/[^"'`\s?#]{1,150})(?:[?#](?:[^"'`\n$]|\$\{[^{}\n]{0,100}\}|\$(?!\{)){0,200})?\1/gi;
/** Supabase calls its functions by name. */
const invoked = /\bfunctions\s*\.invoke\s*(?:<[^()]{0,80}>)?\(\s*["'`]([\w-]{1,80})["'`]/g;
/** What a page keeps in its browser, or reads there, under a name. */
const stored = /\b(?:local|session)Storage\s*\.\s*([gs])etItem\s*\(\s*(["'`])([^"'`\n$]{1,80})\2/g;
/** Files with sockets of Socket.IO, which name the events that they send and hear of. */
const sockets = /socket\.?io|\bio\s*\(/i;
const sending = /\bemit\s*\(\s*(["'`])([^"'`\n$]{1,80})\1/g;
const hearing = /\.(?:on|once)\s*\(\s*(["'`])([^"'`\n$]{1,80})\1/g;
/** Electron's main process serves channels, which a preload script asks for; that exposes functions, which a page asks for. */
const channel =
  /\bipc(Main|Renderer)\s*\.\s*(?:handle|handleOnce|invoke|sendSync)\s*(?:<[^()]{0,80}>)?\(\s*(["'`])([^"'`\n$]{1,80})\2/g;
const exposing = /\bexposeInMainWorld\s*\(\s*(["'`])(\w{1,80})\1/g;
const ofWindow =
  /\b(?:(?:window|globalThis)(?:\s+as\s+\w{1,40}\))?\??\.(?!(?:location|localStorage|sessionStorage|navigator|history|document|console|crypto|performance|chrome|browser)\b)(\w{1,80})|(electron\w{0,40}|bridge|ipc))\??\.\w{1,80}\??[.(]/gi;
/** Addresses that the AI SDK's hooks ask for unless they are told others. */
export const hookAddresses: Readonly<Record<string, string>> = {
  useChat: '/api/chat',
  Chat: '/api/chat',
  useCompletion: '/api/completion',
  Completion: '/api/completion',
};
const hook = /@ai-sdk\/(?:react|vue|svelte|solid)["']|\bai\/(?:react|vue|svelte|solid)["']/;
const serving =
  /(?:\.(?:get|post|put|patch|delete|all|use|route|api_route|add_url_rule|websocket|add_\w+)|\b(?:path|re_path|Route|Post|Get|All|Controller))\s*\(\s*[rf]?(["'`])([^"'`\s?#]{1,150})\1|(?:===?|\bcase|\burl:|\.startsWith\()\s*(["'`])(\/[^"'`\s?#]{1,150})\3/g;
/** What names an address to serve it, and never to ask for it: `app.post('/ask', …)`. */
const router = /\b(?:app|fastify|server|\w*[rR]outer)\s*\.(?:get|post|put|patch|delete|all|use|route)\s*\(\s*$/;
/** Longest text of `router`, in UTF-16 units. */
const routerLength = 60;
/** Addresses of one file that are looked at. */
const mostAddresses = 100;

const written = (text: string): string => text.replace(/\$\{[^{}]*\}/g, '\0');

/** Words about addresses, for `specifiersOf`: what a text of JavaScript, markup or Python asks for, and what it serves. */
export function addressWords(text: string, isPython: boolean): string[] {
  const found = new Set<string>();
  const add = (word: string, address: string) => {
    if (addressOf(address)) found.add(word + address);
  };
  const addParts = (word: string, address: Address) => add(word, writtenOut(address));
  if (!isPython) {
    for (const match of text.matchAll(literal)) {
      if (router.test(text.slice(Math.max(0, match.index - routerLength), match.index))) continue;
      add(asked, written(match[2]!));
      if (found.size >= mostAddresses) break;
    }
    for (const match of text.matchAll(invoked)) add(asked, functionAddress(match[1]!));
    for (const match of text.matchAll(stored)) addParts(match[1] === 'g' ? asked : offered, storageAddress(match[3]!));
    for (const match of text.matchAll(channel))
      addParts(match[1] === 'Main' ? offered : asked, channelAddress(match[3]!));
    for (const match of text.matchAll(exposing)) addParts(offered, exposedAddress(match[2]!));
    for (const match of text.matchAll(ofWindow)) {
      addParts(asked, exposedAddress(match[1] ?? match[2]!));
      if (found.size >= mostAddresses) break;
    }
    if (hook.test(text))
      for (const [name, address] of Object.entries(hookAddresses)) if (text.includes(name)) add(asked, address);
  }
  if (sockets.test(text)) {
    for (const match of text.matchAll(sending)) addParts(offered, eventAddress(match[2]!));
    if (!isPython) for (const match of text.matchAll(hearing)) addParts(asked, eventAddress(match[2]!));
  }
  for (const match of text.matchAll(serving))
    add(offered, `/${written(match[2] ?? match[4]!).replace(/^[/^]+|\$$/g, '')}`);
  return [...found];
}

/** Pages that keep something in the browser serve it to those that read it there. */
export const storageAddress = (name: string): Address => [`${kept}${encodeURIComponent(name)}`];
const kept = 'kept-in-browser:';

/** Servers that send an event serve it to the pages that hear of it. */
export const eventAddress = (name: string): Address => [`sent-event:${encodeURIComponent(name)}`];
export const channelAddress = (name: string): Address => [`channel:${encodeURIComponent(name)}`];
export const exposedAddress = (name: string): Address => [`${exposed}${name}`];
const exposed = 'exposed-to-page:';

export const functionAddress = (name: string): string => `/functions/v1/${name}`;

const wordsOf = (specifiers: readonly string[], word: string): Address[] =>
  specifiers.flatMap((one) => (one.startsWith(word) ? [addressOf(one.slice(word.length)) ?? []] : []));

/** Files that frameworks serve by their path, and the address that the path stands for. */
const servedFiles: readonly (readonly [RegExp, (rest: string) => string])[] = [
  [/(?:^|\/)app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/, (rest) => rest],
  [/(?:^|\/)routes\/(?:(.*)\/)?\+server\.[jt]s$/, (rest) => rest],
  [/(?:^|\/)app\/routes\/([^/]+)\.[jt]sx?$/, (rest) => rest.replaceAll('.', '/')],
  [/(?:^|\/)server\/routes\/(.+?)(?:\.(?:get|post|put|patch|delete))?\.[cm]?[jt]s$/, (rest) => rest],
  [/(?:^|\/)netlify\/functions\/([^/]+)\.[cm]?[jt]s$/, (rest) => `.netlify/functions/${rest}`],
  [/(?:^|\/)supabase\/functions\/([^/]+)\/index\.ts$/, (rest) => `functions/v1/${rest}`],
  [/(?:^|\/)api\/(.+?)(?:\.(?:get|post|put|patch|delete))?\.(?:[cm]?[jt]sx?|py)$/, (rest) => `api/${rest}`],
];

/** The address of a file that a framework serves by its path. */
export function addressOfFile(path: string): Address | undefined {
  for (const [pattern, address] of servedFiles) {
    const match = pattern.exec(path);
    if (match) return partsOfFile(address(match[1] ?? ''));
  }
  return undefined;
}

/** `(group)` and `@slot` are no parts; `[id]` and `$id` stand for any. */
const partsOfFile = (rest: string): Address =>
  rest
    .split('/')
    .filter((one) => one !== '' && one !== 'index' && !/^(?:\(.*\)|@.*)$/.test(one))
    .map((one) => (/^\[{1,2}\.\.\./.test(one) ? '**' : /^[[$_]/.test(one) ? '*' : one));

const isSame = (one: string, other: string): boolean => one === other || one === '*' || other === '*';

/**
 * How many parts at their ends two addresses have in common, where the shorter one is the end of the longer: before what a
 * router serves may stand where it is mounted, and before what a page asks for its server's base. 0: they do not fit.
 */
export function commonParts(one: Address, other: Address): number {
  if (other.at(-1) === '**')
    return other.slice(0, -1).every((part, at) => isSame(part, one[at] ?? '')) ? other.length - 1 : 0;
  const length = Math.min(one.length, other.length);
  let known = 0;
  for (let back = 1; back <= length; back++) {
    const [left, right] = [one.at(-back)!, other.at(-back)!];
    if (!isSame(left, right)) return 0;
    if (left === right && left !== '*') known++;
  }
  return known;
}

/** An address that a file serves. */
interface Served {
  path: string;
  address: Address;
}

/** A file, and the words of its imports and addresses. */
interface Worded {
  path: string;
  specifiers: readonly string[];
}

/** What files serve, by the last part of its address that is known. */
export type Offers = ReadonlyMap<string, readonly Served[]>;

/** @param among paths of the files that are meant */
export function offersOf(files: readonly Worded[], among: ReadonlySet<string>): Offers {
  const found = new Map<string, Served[]>();
  for (const { path, specifiers } of files) {
    if (!among.has(path)) continue;
    const own = addressOfFile(path);
    for (const address of [...(own ? [own] : []), ...wordsOf(specifiers, offered)]) {
      const part = address.findLast((name) => !name.startsWith('*')) ?? '';
      found.set(part, [...(found.get(part) ?? []), { path, address }]);
    }
  }
  return found;
}

/** Whether a file hands on to pages what a server has answered: it keeps that in the browser, or exposes what asks. */
export const handsOnToPages = ({ specifiers }: Worded): boolean =>
  specifiers.some((one) => one.startsWith(`${offered}/${kept}`) || one.startsWith(`${offered}/${exposed}`));

/** Files that ask for what other files serve. */
export function callersOf(files: readonly Worded[], offers: Offers): string[] {
  if (offers.size === 0) return [];
  const isCaller = ({ path, specifiers }: Worded) =>
    wordsOf(specifiers, asked).some((address) => fitting(address, offers).some((one) => one.path !== path));
  return files.filter(isCaller).map(({ path }) => path);
}

/** Files that may serve the address for another file: of several that fit, those that stand nearest to it. */
export function serversFor(from: string, address: Address, offers: Offers): readonly string[] {
  const paths = new Set(fitting(address, offers).map(({ path }) => path));
  paths.delete(from);
  const nearest = Math.max(...[...paths].map((path) => sharedFolders(from, path)));
  return [...paths].filter((path) => sharedFolders(from, path) === nearest);
}

const fitting = (address: Address, offers: Offers): Served[] =>
  [...new Set(address)].flatMap((part) =>
    (offers.get(part) ?? []).filter((one) => commonParts(address, one.address) > 0),
  );

function sharedFolders(one: string, other: string): number {
  const [left, right] = [folderOf(one).split('/'), folderOf(other).split('/')];
  const differs = left.findIndex((part, at) => part !== right[at]);
  return differs < 0 ? left.length : differs;
}
