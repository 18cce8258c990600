/** Lock files around a manifest. A file is analysed by itself: that there is one must be told by who sees the folder. */
import { join } from 'node:path';
import { baseName } from '../engine/formats/shared';
import type { Files } from './files';

interface Locks {
  locks: readonly string[];
  /** Lock files of the manifest's own folder alone: around it, they may be of anything. */
  beside?: readonly string[];
}

/** By the manifest's name. */
const locksOf: ReadonlyMap<string, Locks> = new Map<string, Locks>([
  [
    'package.json',
    {
      locks: [
        'package-lock.json',
        'npm-shrinkwrap.json',
        'pnpm-lock.yaml',
        'yarn.lock',
        'bun.lock',
        'bun.lockb',
        'deno.lock',
      ],
    },
  ],
  [
    'pyproject.toml',
    {
      locks: ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml'],
      // Compiled ones hold versions; and of one that holds none it is said at itself.
      beside: ['requirements.txt', 'requirements.lock'],
    },
  ],
  ['Pipfile', { locks: ['Pipfile.lock'] }],
  ['Gemfile', { locks: ['Gemfile.lock'] }],
  ['composer.json', { locks: ['composer.lock'] }],
]);

const gradle = /\.gradle(?:\.kts)?$|\.versions\.toml$/;

function locksFor(path: string): Locks | undefined {
  const name = baseName(path);
  return locksOf.get(name) ?? (gradle.test(name) ? { locks: ['gradle.lockfile'] } : undefined);
}

export const isManifest = (path: string): boolean => locksFor(path) !== undefined;

/**
 * Names of the lock files that hold for a manifest: those of the nearest folder that has any, its own or one around it.
 * @param path relative to the root, with `/`
 */
export function locksAround(files: Files, root: string, path: string): string[] {
  const { locks, beside = [] } = locksFor(path) ?? { locks: [] };
  const steps = path.split('/').slice(0, -1);
  for (let depth = steps.length; depth >= 0; depth--) {
    const folder = join(root, ...steps.slice(0, depth));
    const names = depth === steps.length ? [...locks, ...beside] : locks;
    const found = names.filter((name) => files.exists(join(folder, name)));
    if (found.length > 0) return found;
  }
  return [];
}
