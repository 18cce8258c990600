/** The include and exclude lists of a configuration. */
import { Minimatch } from 'minimatch';

export interface Globs {
  /** @param path relative to the configuration's folder, with `/` */
  includes(path: string): boolean;
  /** A file, or a folder and all that it holds. */
  excludes(path: string): boolean;
  /** Patterns that would take too long to match, and are not obeyed. */
  refused: string[];
}

const options = {
  dot: true,
  /** A pattern without a slash is about names in any folder. */
  matchBase: true,
  nocomment: true,
  nonegate: true,
  noext: true,
  braceExpandMax: 64,
  maxGlobstarRecursion: 8,
} as const;

/** A name is matched in a time that is a power of its wildcards: with three, at worst a few ms. */
const mostWildcards = 3;

function isBounded(pattern: string): boolean {
  return pattern.split('/').every((part) => part === '**' || (part.match(/\*+/g)?.length ?? 0) <= mostWildcards);
}

/** `docs`, `docs/` and `docs/**` name the folder and all that it holds. */
const bare = (pattern: string) => unanchored(pattern).replace(/\/(?:\*\*)?$/, '');
const unanchored = (pattern: string) => pattern.replace(/^\.?\//, '');

/** As VS Code matches its own lists: the whole path, a name without a slash only at the root. A folder hides all that it holds. */
export function createHidden(patterns: readonly string[]): (path: string) => boolean {
  const globs = patterns
    .filter(isBounded)
    .map((pattern) => new Minimatch(pattern.replace(/\/$/, ''), { ...options, matchBase: false }));
  return (path) => globs.some((glob) => glob.match(path));
}

/** Whether the path is hidden, or lies in a folder that is. */
export function isHidden(path: string, hides: (path: string) => boolean): boolean {
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
    if (hides(path.slice(0, end))) return true;
  return hides(path);
}

/** @param shape what of a pattern is matched; one that begins with a slash (or `./`) is about the configuration's own folder */
const compile = (patterns: readonly string[], shape: (pattern: string) => string) =>
  patterns
    .filter(isBounded)
    .map((pattern) => new Minimatch(shape(pattern), { ...options, matchBase: !/^\.?\//.test(pattern) }));

export function createGlobs(include: readonly string[], exclude: readonly string[]): Globs {
  const included = compile(include, unanchored);
  const excluded = compile(exclude, bare);
  const includedFolders = compile(include, (pattern) => `${bare(pattern)}/**`);
  return {
    includes: (path) => include.length === 0 || [...included, ...includedFolders].some((glob) => glob.match(path)),
    excludes: (path) => excluded.some((glob) => glob.match(path)),
    refused: [...include, ...exclude].filter((pattern) => !isBounded(pattern)),
  };
}
