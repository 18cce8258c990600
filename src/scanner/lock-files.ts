/** Lock files around a manifest. A file is analysed by itself: that there is one must be told by who sees the folder. */
import { join } from 'node:path';
import type { Files } from './files';

const locksOf: readonly { manifest: RegExp; locks: readonly string[] }[] = [
  {
    manifest: /(?:^|\/)package\.json$/,
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
  { manifest: /(?:^|\/)pyproject\.toml$/, locks: ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml'] },
  { manifest: /(?:^|\/)Pipfile$/, locks: ['Pipfile.lock'] },
  { manifest: /(?:^|\/)Gemfile$/, locks: ['Gemfile.lock'] },
  { manifest: /(?:^|\/)composer\.json$/, locks: ['composer.lock'] },
];

export const isManifest = (path: string): boolean => locksOf.some(({ manifest }) => manifest.test(path));

/** Names of the lock files that may hold for a manifest, in its folder and those around it. @param path relative to the root, with `/` */
export function locksAround(files: Files, root: string, path: string): string[] {
  const steps = path.split('/').slice(0, -1);
  const folders = [...steps.keys(), steps.length].map((depth) => join(root, ...steps.slice(0, depth)));
  const names = locksOf.find(({ manifest }) => manifest.test(path))?.locks ?? [];
  return names.filter((name) => folders.some((one) => files.exists(join(one, name))));
}
