/** Files of Claude Code's settings whose findings rest on another file: on each other, and on which secrets are there. Pure. */
import { mayHoldSecrets } from '../../../rules/support/access/secret-files';

const settingsFile = /^(.*\/)?\.claude\/settings(?:\.local)?\.json$/;
const names = ['.claude/settings.json', '.claude/settings.local.json'] as const;

/** @param path of a file that has changed, relative to the workspace folder @returns settings that are to be looked at again, there or not */
export function settingsRestingOn(path: string): string[] {
  const found = settingsFile.exec(path);
  if (found) return names.map((name) => `${found[1] ?? ''}${name}`).filter((name) => name !== path);
  if (!mayHoldSecrets(path.slice(path.lastIndexOf('/') + 1))) return [];
  const folders = path.split('/').map((_, depth, steps) =>
    steps
      .slice(0, depth)
      .map((step) => `${step}/`)
      .join(''),
  );
  return folders.flatMap((folder) => names.map((name) => `${folder}${name}`));
}
