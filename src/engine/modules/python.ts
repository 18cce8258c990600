/** Which file a module's name names in Python: relative to its package, or below a folder on the path. */
import { folderOf, foldersAround, joined } from './paths';
import type { ModuleTree, Resolve } from './tree';

const below = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

/** A module, a package, or a namespace package: a folder, which is told by its path with a `/` at its end. */
function moduleAt(tree: ModuleTree, path: string): string | undefined {
  const file = [`${path}.py`, below(path, '__init__.py')].find((one) => tree.has(one));
  return file ?? (path !== '' && tree.hasFolder(path) ? `${path}/` : undefined);
}

/** `import a.b` is looked for beside the script, and in the folders around it and their `src`: any may be on the path. */
export function createPythonResolve(tree: ModuleTree): Resolve {
  return (from, module) => {
    const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
    const path = name.replaceAll('.', '/');
    if (dots !== '') {
      const folder = joined(from.endsWith('/') ? from.slice(0, -1) : folderOf(from), '../'.repeat(dots.length - 1));
      return folder === undefined ? undefined : moduleAt(tree, path === '' ? folder : below(folder, path));
    }
    if (path === '') return undefined;
    const roots = foldersAround(folderOf(from)).flatMap((folder) => [folder, below(folder, 'src')]);
    const found = roots.flatMap((root) => moduleAt(tree, below(root, path)) ?? []);
    // A folder is a module only where nothing better is.
    return found.find((one) => !one.endsWith('/')) ?? found[0];
  };
}
