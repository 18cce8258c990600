/** `--fix-dry-run`: the changes as a unified diff that `git apply` and `patch -p1` take, without a secret. */
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import { maskCredentials } from '../engine/credentials/credentials';
import type { FileChange } from './fix';

/** Longer ones first, so that none is left in part. */
function masked(text: string, secrets: readonly string[]): string {
  const sorted = [...secrets].sort((left, right) => right.length - left.length);
  return sorted.reduce((rest, secret) => rest.replaceAll(secret, '…'), maskCredentials(text));
}

export interface Diff {
  text: string;
  /** A secret in it was masked: it does not apply. */
  masked: boolean;
}

/** As git does: behind a name with a space, unless it is quoted, stands a tab. `patch` takes the space for its end otherwise. */
function endNames(diff: string): string {
  const ended = (line: string) => (/^.{4}[^"].* /.test(line) ? `${line}\t` : line);
  return diff.replace(/^(--- .*)\n(\+{3} .*)\n/, (_, from: string, to: string) => `${ended(from)}\n${ended(to)}\n`);
}

function diffOf({ path, file, after, secrets }: FileChange, prefix: string): Diff {
  const names = [file ? `a/${prefix}${path}` : '/dev/null', `b/${prefix}${path}`] as const;
  const between = (before: string, then: string) =>
    endNames(formatPatch(structuredPatch(...names, before, then, '', '', { context: 3 }), FILE_HEADERS_ONLY));
  const before = file?.text ?? '';
  const text = between(masked(before, secrets), masked(after, secrets));
  return { text, masked: text !== between(before, after) };
}

/** @param prefix of every path: '', or a folder with `/` at its end */
export function unifiedDiff(changes: readonly FileChange[], prefix: string): Diff {
  const diffs = changes.map((change) => diffOf(change, prefix));
  return { text: diffs.map(({ text }) => text).join(''), masked: diffs.some((diff) => diff.masked) };
}
