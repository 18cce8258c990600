/** Which modules of a folder import which: by the words of their imports, checked by resolution where somebody asks. */

import { isTest } from '../place';
import { callersOf, handsOnToPages, offersOf, serversFor } from './addresses';
import { createJavaScriptResolve } from './javascript';
import type { Graph } from './linkage';
import { folderOf, foldersAround, joined } from './paths';
import { createPythonResolve } from './python';
import { isModuleName, languageOf, usingWord } from './specifiers';
import type { ModuleTree, Resolve } from './tree';
import { createWorkflowResolve } from './workflows';

/** A code file, and what it imports as it is written there, with the words of addresses. */
export interface ModuleFile {
  path: string;
  specifiers: readonly string[];
}

/** Uses of uses of what has to do with Claude are looked at this far. */
const askDepth = 3;

/** What they hand to functions of other modules is followed to modules this far away. */
const helpDepth = 2;

export interface ModuleGraph extends Graph {
  /** Modules that use what they are given, and are used by those that `asks` holds for. */
  readonly helpers: ReadonlySet<string>;
  /** Modules that `asks` holds for and whose findings rest on no other module, nor do those of others on them. */
  readonly alone: ReadonlySet<string>;
}

/** A build tool's configuration gives values to client code that does not import it. */
const buildConfiguration = /\.config\.[cm]?[jt]s$/;

/** A framework calls what it finds here, behind files that neither imports (`middleware.ts`, Supabase's configuration). */
const servedByPath =
  /(?:^|\/)(?:route\.[jt]s|\+(?:server|page\.server)\.[jt]s|(?:api|(?:netlify|supabase)\/functions)\/.+\.[cm]?[jt]sx?)$/;

/** `./llm.js` and `app.services.llm` end with `llm`; `.`, `..` and `./` with nothing. */
const lastPart = (specifier: string): string =>
  specifier
    .replace(/(?<=.)[?#].*$/, '')
    .replace(/\.(?:[cm]?[jt]sx?|vue|svelte|pyi?|ipynb|ya?ml)$/, '')
    .split(/[/.]/)
    .at(-1) ?? '';

/** Last parts of the specifiers that may mean the file. */
function partsOf(path: string, packageNames: ReadonlyMap<string, string>): string[] {
  const name = lastPart(path.split('/').at(-1)!);
  const folders = path.split('/').slice(0, -1);
  const around = folders.map((_, index) => packageNames.get(folders.slice(0, index + 1).join('/')) ?? '');
  const asFolder = /^(?:index|__init__|main|action)$/.test(name) ? [folders.at(-1) ?? '', ''] : [];
  return [...new Set([name, ...asFolder, ...around.filter(Boolean).map(lastPart)])];
}

function createResolve(tree: ModuleTree): Resolve {
  const resolvers = {
    javascript: createJavaScriptResolve(tree),
    python: createPythonResolve(tree),
    workflow: createWorkflowResolve(tree),
  };
  const known = new Map<string, string | undefined>();
  return (from, specifier) => {
    const language = from.endsWith('/') ? 'python' : languageOf(from);
    const key = `${from.endsWith('/') ? from : folderOf(from)}\0${language}\0${specifier}`;
    if (!known.has(key)) known.set(key, language && resolvers[language](from, specifier));
    return known.get(key);
  };
}

/** @param asking paths of the files that have to do with Claude */
export function createGraph(files: readonly ModuleFile[], asking: Iterable<string>, tree: ModuleTree): ModuleGraph {
  const resolve = createResolve(tree);
  const names = new Map(tree.packages.map((folder) => [folder, packageName(tree, folder)]));
  const byPart = new Map<string, [ModuleFile, string][]>();
  for (const file of files)
    for (const specifier of file.specifiers) {
      if (!isModuleName(specifier)) continue;
      const part = lastPart(specifier);
      const group = byPart.get(part);
      if (group) group.push([file, specifier]);
      else byPart.set(part, [[file, specifier]]);
    }
  const known = new Map<string, readonly string[]>();

  function findImporters(path: string): readonly string[] {
    const candidates = partsOf(path, names).flatMap((part) => byPart.get(part) ?? []);
    const found = candidates.filter(
      ([file, specifier]) => file.path !== path && resolve(file.path, specifier) === path,
    );
    return [...new Set(found.map(([file]) => file.path))].sort();
  }

  const importers = (path: string): readonly string[] => {
    const found = known.get(path) ?? findImporters(path);
    known.set(path, found);
    return found;
  };

  const reached = new Set(asking);
  const reach = (from: readonly string[]) => {
    let edge = from;
    for (let depth = 0; depth < askDepth; depth++) {
      edge = edge.flatMap(importers).filter((one) => !reached.has(one));
      for (const one of edge) reached.add(one);
    }
  };
  reach([...reached]);
  // Pages that ask servers for what Claude has answered, and what uses these.
  const reachPages = () => {
    const offers = offersOf(files, reached);
    const callers = callersOf(files, offers);
    const pages = callers.filter((one) => !reached.has(one));
    for (const one of pages) reached.add(one);
    reach(pages);
    return { offers, callers };
  };
  const first = reachPages();
  // What pages keep of such answers in the browser, or expose to others, those read.
  const isKept = files.some((one) => reached.has(one.path) && handsOnToPages(one));
  const { offers, callers } = isKept ? reachPages() : first;
  const isBetween = new Set([...callers, ...[...offers.values()].flat().map(({ path }) => path)]);

  const helpers = helpersOf(files, reached, resolve);

  const isAlone = ({ path, specifiers }: ModuleFile): boolean =>
    reached.has(path) &&
    !buildConfiguration.test(path) &&
    !servedByPath.test(path) &&
    !(callers.length > 0 && isBetween.has(path)) &&
    !specifiers.some((one) => isModuleName(one) && resolve(path, one) !== undefined) &&
    importers(path).length === 0;

  return {
    resolve,
    importers,
    servers: (path, address) => serversFor(path, address, offers),
    asks: (path) => reached.has(path),
    helps: (path) => helpers.has(path),
    helpers,
    depends: (path, name) => dependencyOf(tree, path, name),
    manifest: (path) => tree.text(path),
    asking: (most) => [...reached].slice(0, most),
    alone: new Set(files.filter(isAlone).map(({ path }) => path)),
  };
}

function helpersOf(files: readonly ModuleFile[], users: ReadonlySet<string>, resolve: Resolve): Set<string> {
  const byPath = new Map(files.map((file) => [file.path, file.specifiers]));
  const found = new Set<string>();
  let edge = [...users].filter((path) => !isTest(path));
  for (let depth = 0; depth < helpDepth; depth++) {
    const used = edge.flatMap((path) =>
      (byPath.get(path) ?? []).flatMap((one) => (isModuleName(one) ? (resolve(path, one) ?? []) : [])),
    );
    edge = [...new Set(used)].filter((path) => byPath.has(path) && !users.has(path) && !found.has(path));
    for (const path of edge) found.add(path);
  }
  return new Set([...found].filter((path) => byPath.get(path)!.includes(usingWord)));
}

/** The nearest `package.json` names it. */
function dependencyOf(tree: ModuleTree, path: string, name: string): boolean {
  const folder = foldersAround(folderOf(path)).find((one) => tree.packages.includes(one));
  const text = folder === undefined ? undefined : tree.text(joined(folder, 'package.json') ?? '');
  return text?.includes(`"${name}"`) ?? false;
}

function packageName(tree: ModuleTree, folder: string): string {
  const name = /"name"\s*:\s*"([^"]+)"/.exec(tree.text(joined(folder, 'package.json') ?? '') ?? '')?.[1];
  return name ?? '';
}
