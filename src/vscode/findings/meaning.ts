/**
 * What a path means to us when it changes. `ignore`: other files may be ignored now, or no longer. `index`: git may track other files.
 * `head`: another branch may be checked out.
 */
export type Meaning = 'file' | 'config' | 'ignore' | 'index' | 'head' | 'nothing';

const inGit: Readonly<Record<string, Meaning>> = { index: 'index', HEAD: 'head', 'info/exclude': 'ignore' };

/** @param path with `/` */
export function meaningOf(path: string): Meaning {
  const git = /(?:^|\/)\.git\/(.*)$/.exec(path)?.[1];
  if (git !== undefined) return (Object.hasOwn(inGit, git) && inGit[git]) || 'nothing';
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === '.git' || name === '.gitignore') return 'ignore';
  return name === '.claude-guard.json' ? 'config' : 'file';
}
