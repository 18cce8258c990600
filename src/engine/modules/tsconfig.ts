/** `paths` and `baseUrl` of the nearest `tsconfig.json` or `jsconfig.json`. Source: the TypeScript handbook, "Modules – Reference". */
import { parse } from 'jsonc-parser';
import { folderOf, foldersAround, joined } from './paths';
import type { ModuleTree } from './tree';

interface Mapping {
  /** Before and behind the `*`; without one, `suffix` is undefined and the whole must be equal. */
  prefix: string;
  suffix: string | undefined;
  /** Paths relative to the root, `*` included. */
  targets: string[];
}

export interface PathAliases {
  mappings: readonly Mapping[];
  /** What is named without `./` may stand below it. */
  baseUrl?: string;
}

const none: PathAliases = { mappings: [] };
const longestChain = 8;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const strings = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

function mapping(pattern: string, targets: string[]): Mapping {
  const [prefix = '', suffix] = pattern.split('*', 2);
  return { prefix, suffix, targets };
}

interface TsConfig {
  extends?: unknown;
  compilerOptions?: { baseUrl?: unknown; paths?: unknown };
}

/** Reads one configuration and what it extends; what a file says itself wins, and of what it extends the last. */
function read(tree: ModuleTree, path: string, depth = 0): PathAliases {
  const text = tree.text(path);
  const config: unknown = text === undefined || depth > longestChain ? undefined : parse(text);
  if (!isRecord(config)) return none;
  const { extends: bases, compilerOptions }: TsConfig = config;
  const folder = folderOf(path);
  const extendedPaths = strings(bases).flatMap((one) => extended(tree, folder, one));
  const inherited: PathAliases = Object.assign({}, none, ...extendedPaths.map((one) => read(tree, one, depth + 1)));
  const { baseUrl: given, paths } = isRecord(compilerOptions)
    ? (compilerOptions as TsConfig['compilerOptions'] & {})
    : {};
  const baseUrl = typeof given === 'string' ? joined(folder, given) : inherited.baseUrl;
  const from = baseUrl ?? folder;
  const mappings = isRecord(paths)
    ? Object.entries(paths).map(([pattern, targets]) =>
        mapping(
          pattern,
          strings(targets).flatMap((one) => joined(from, one) ?? []),
        ),
      )
    : inherited.mappings;
  return { mappings, ...(baseUrl !== undefined && { baseUrl }) };
}

/** Packages' configurations are other people's, and hold no paths of this folder. */
function extended(tree: ModuleTree, folder: string, name: string): string[] {
  if (!/^\.{1,2}(?:\/|$)/.test(name)) return [];
  const path = joined(folder, name) ?? '';
  return [path, `${path}.json`, `${path}/tsconfig.json`].filter((one) => tree.has(one)).slice(0, 1);
}

/** Of the configuration that a file in the folder belongs to: with references, the one of them that has any. */
function aliasesIn(tree: ModuleTree, folder: string): PathAliases | undefined {
  const inside = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  const names = ['tsconfig.json', 'jsconfig.json', 'tsconfig.app.json', 'tsconfig.base.json'];
  const known = names.map(inside).filter((one) => tree.has(one));
  const all = known.map((one) => read(tree, one));
  return all.find(({ mappings, baseUrl }) => mappings.length > 0 || baseUrl !== undefined);
}

/** @returns the aliases that are in force in a folder, each read once */
export function createAliases(tree: ModuleTree): (folder: string) => PathAliases {
  const known = new Map<string, PathAliases | undefined>();
  return (folder) => {
    for (const around of foldersAround(folder)) {
      if (!known.has(around)) known.set(around, aliasesIn(tree, around));
      const aliases = known.get(around);
      if (aliases) return aliases;
    }
    return none;
  };
}

/** Paths that the specifier may stand for, in the order in which they are tried: the longest prefix first. */
export function aliased({ mappings, baseUrl }: PathAliases, specifier: string): string[] {
  const fits = mappings.filter(({ prefix, suffix }) =>
    suffix === undefined
      ? specifier === prefix
      : specifier.length >= prefix.length + suffix.length && specifier.startsWith(prefix) && specifier.endsWith(suffix),
  );
  const [best] = fits.sort((left, right) => right.prefix.length - left.prefix.length);
  const rest = best && specifier.slice(best.prefix.length, specifier.length - (best.suffix?.length ?? 0));
  const targets = best?.targets.map((one) => one.replace('*', rest ?? '')) ?? [];
  const below = baseUrl === undefined ? undefined : joined(baseUrl, specifier);
  return below === undefined ? targets : [...targets, below];
}
