/** Paths relative to the root, with `/`. */

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The path that a relative one names from a folder; undefined where it leads out of the root. */
export function joined(folder: string, relative: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..' && parts.length === 0) return undefined;
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** The folder and those around it, innermost first, the root last. */
export function foldersAround(folder: string): string[] {
  const around = [folder];
  for (let current = folder; current !== ''; around.push(current)) current = folderOf(current);
  return around;
}
