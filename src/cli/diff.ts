/** `--fix-dry-run`: the changes as a unified diff, without a secret. */
import { createTwoFilesPatch } from 'diff';
import { maskCredentials } from '../engine/credentials';
import type { FileChange } from './fix';

/** Longer ones first, so that none is left in part. */
function masked(text: string, secrets: readonly string[]): string {
  const sorted = [...secrets].sort((left, right) => right.length - left.length);
  return sorted.reduce((rest, secret) => rest.replaceAll(secret, '…'), maskCredentials(text));
}

function patch({ path, file, after, secrets }: FileChange): string {
  const from = file ? `a/${path}` : '/dev/null';
  const texts = [file?.text ?? '', after].map((text) => masked(text, secrets)) as [string, string];
  return createTwoFilesPatch(from, `b/${path}`, ...texts, undefined, undefined, { context: 3 });
}

/** Applies with `patch -p1` as long as no line of its context was masked. */
export function unifiedDiff(changes: readonly FileChange[]): string {
  return changes.map((change) => patch(change).replace(/^=+\r?\n/, '')).join('');
}
