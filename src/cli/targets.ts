/** What the paths of a command line mean. */
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { ScanTarget } from '../scanner/types';
import { UsageError } from './host';
import { reasonOf } from './reasons';

export const isInside = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** The path with its folder's links resolved, not its own. */
function locate(path: string, cwd: string): { absolute: string; isFolder: boolean } {
  const absolute = resolve(cwd, path);
  // What a script gets from a variable that is not set: the current folder is not what it means.
  if (path === '') throw new UsageError('A path is empty.');
  try {
    const isFolder = statSync(absolute).isDirectory();
    return {
      absolute: isFolder ? realpathSync(absolute) : join(realpathSync(dirname(absolute)), basename(absolute)),
      isFolder,
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UsageError(`There is no file or folder “${path}”.`);
    throw new UsageError(`“${path}” can't be read: ${reasonOf(error)}.`);
  }
}

/** The deepest folder that holds both. */
function common(left: string, right: string): string {
  let folder = left;
  while (!isInside(right, folder)) folder = dirname(folder);
  return folder;
}

/**
 * One folder is scanned as it is, and findings are relative to it. Several paths, or single files, are relative to the
 * current folder where that holds them all, else to the deepest folder that does.
 */
export function resolveTarget(paths: readonly string[], cwd: string): ScanTarget {
  const places = (paths.length === 0 ? ['.'] : paths).map((path) => locate(path, cwd));
  const [first] = places;
  if (places.length === 1 && first!.isFolder) return { root: first!.absolute };
  const absolute = places.map((place) => place.absolute);
  const here = realpathSync(cwd);
  if (absolute.every((path) => isInside(path, here))) return { root: here, paths: absolute };
  const folders = places.map((place) => (place.isFolder ? place.absolute : dirname(place.absolute)));
  return { root: folders.reduce(common), paths: absolute };
}

/** What leads from the current folder to the root, with `/` at its end; '' where the root is that folder or lies elsewhere. */
export function prefixOf(root: string, cwd: string): string {
  const here = realpathSync(cwd);
  if (root === here || !isInside(root, here)) return '';
  return `${relative(here, root).split(sep).join('/')}/`;
}

/** The name of standard input, with `/`; relative to the current folder where it lies below that. */
export function stdinPath(name: string, cwd: string): string {
  const absolute = resolve(cwd, name);
  return (isInside(absolute, cwd) ? relative(cwd, absolute) : name).replaceAll('\\', '/');
}
