/** Which file a specifier of JavaScript or TypeScript names: relative, by `paths`, by a package of the same repository. */
import { createPackages } from './packages';
import { folderOf, joined } from './paths';
import type { ModuleTree, Resolve } from './tree';
import { aliased, createAliases } from './tsconfig';

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte'];
/** TypeScript imports `./a.js` where `./a.ts` is meant. */
const built = /\.([cm]?)jsx?$/;

/** The file at a path that may lack its extension, or be a folder with an index. */
function fileAt(tree: ModuleTree, path: string): string | undefined {
  const bare = path.replace(built, '');
  const written = bare === path ? [] : extensions.map((one) => bare + one);
  const index = path === '' ? 'index' : `${path}/index`;
  const all = [path, ...written, ...extensions.map((one) => path + one), ...extensions.map((one) => index + one)];
  return all.find((one) => one !== '' && tree.has(one));
}

export function createJavaScriptResolve(tree: ModuleTree): Resolve {
  const aliasesOf = createAliases(tree);
  const packages = createPackages(tree);
  return (from, specifier) => {
    const folder = folderOf(from);
    const plain = specifier.replace(/[?#].*$/, (rest) => (specifier.startsWith('#') ? rest : ''));
    if (/^\.{1,2}(?:\/|$)/.test(plain)) {
      const path = joined(folder, plain);
      return path === undefined ? undefined : fileAt(tree, path);
    }
    const own = plain.startsWith('#') ? packages.own(folder, plain) : packages.entries(plain);
    const paths = [...aliased(aliasesOf(folder), plain), ...own, ...conventional(folder, plain)];
    return paths.map((path) => fileAt(tree, path)).find((path) => path !== undefined);
  };
}

/** `@/x` and `~/x` without a configuration that is at hand: SvelteKit, Nuxt, bundlers. */
function conventional(folder: string, specifier: string): string[] {
  const [, below] = /^(?:@|~|\$lib)\/(.+)$/.exec(specifier) ?? [];
  if (below === undefined) return [];
  const source = /^(.*?(?:^|\/)src)(?:\/|$)/.exec(folder)?.[1];
  const roots = specifier.startsWith('$lib') ? ['src/lib'] : [...(source === undefined ? [] : [source]), 'src', ''];
  return roots.map((root) => (root === '' ? below : `${root}/${below}`));
}
