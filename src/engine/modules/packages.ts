/** Packages of the same repository: what their `package.json` gives away, in source rather than as it is built. */
import { parse } from 'jsonc-parser';
import { exports as exported, imports } from 'resolve.exports';
import { foldersAround, joined } from './paths';
import type { ModuleTree } from './tree';

interface Package {
  folder: string;
  name: string;
  manifest: Record<string, unknown>;
}

/** Conditions under which sources are meant rather than what is built of them, before the usual ones. */
const conditions = ['source', 'development', 'types', 'import', 'module', 'require', 'node', 'browser', 'default'];

function packageIn(tree: ModuleTree, folder: string): Package | undefined {
  const text = tree.text(folder === '' ? 'package.json' : `${folder}/package.json`);
  const manifest: unknown = text === undefined ? undefined : parse(text);
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) return undefined;
  const { name } = manifest as { name?: unknown };
  return { folder, name: typeof name === 'string' ? name : '', manifest: manifest as Record<string, unknown> };
}

/** What is built of `src/x.ts` stands in `dist/x.js`. */
const sourceOf = (path: string): string => path.replace(/^(?:\.\/)?(?:dist|build|lib|out|es|esm|cjs)\//, 'src/');

const withoutExtension = (path: string): string => path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');

/** Files of the package that the entry may be, as paths relative to the root without their extension. */
function candidates({ folder, manifest, name }: Package, entry: string): string[] {
  const named = safely(() => exported(manifest, entry, { unsafe: true, conditions })) ?? [];
  const below = entry.slice(name.length + 1);
  const fields = ['source', 'module', 'main', 'types'].map((field) => manifest[field]);
  const rest = below !== '' ? [below, `src/${below}`] : [...fields, 'src/index', 'index', 'src/main'];
  const paths = [...named, ...rest].filter((one): one is string => typeof one === 'string');
  return paths
    .flatMap((path) => [path, sourceOf(path)])
    .flatMap((path) => joined(folder, path) ?? [])
    .flatMap((path) => [path, withoutExtension(path)]);
}

/** A manifest that says nothing sensible says nothing. */
function safely<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

export interface Packages {
  /** Paths that the specifier of another package may stand for, best first. */
  entries(specifier: string): string[];
  /** The same for `#name`, which the nearest package defines. */
  own(folder: string, specifier: string): string[];
}

export function createPackages(tree: ModuleTree): Packages {
  let named: Map<string, Package> | undefined;
  const byName = () => {
    named ??= new Map(tree.packages.flatMap((folder) => packageIn(tree, folder) ?? []).map((one) => [one.name, one]));
    return named;
  };
  return {
    entries(specifier) {
      const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '';
      const found = byName().get(name);
      return found ? candidates(found, specifier) : [];
    },
    own(folder, specifier) {
      const nearest = foldersAround(folder).find((one) => tree.packages.includes(one));
      const found = nearest === undefined ? undefined : packageIn(tree, nearest);
      const named = found && safely(() => imports(found.manifest, specifier, { unsafe: true, conditions }));
      return (named ?? []).flatMap((path) => (found && joined(found.folder, path)) ?? []);
    },
  };
}
