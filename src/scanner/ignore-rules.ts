/** git's ignore files of nested folders as one list of rules, so that the last one that matches decides, as in git. */
import ignore, { type Ignore } from 'ignore';

export interface IgnoreRules {
  /** @param path relative to the repository's root, with `/`, and with one at the end for a folder */
  ignores(path: string): boolean;
  /** The same with an ignore file's rules behind. @param folder of that file, relative to the root; the root itself is '' */
  with(text: string, folder: string): IgnoreRules;
}

/**
 * What the rules of nested ignore files may cost together, as the files are not trusted. The library's time for a line is
 * bounded but for globstars: each one multiplies it by the path's depth. Lines beyond the budget are not obeyed, so that
 * more is scanned.
 */
const budget = 20_000;
const longestLine = 1024;
const costs = [1, 5, 250];

function costOf(line: string): number {
  if (line.length > longestLine) return budget + 1;
  return costs[line.match(/\*\*+(?=\/.)/g)?.length ?? 0] ?? budget + 1;
}

const escapeFolder = (folder: string) => folder.replace(/[\\*?[]/g, '\\$&');

/** Trailing spaces don't count, unless escaped. */
function trimEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
}

/** A line of the ignore file in `folder`, as the root's ignore file would say it. */
function rebase(line: string, folder: string): string[] {
  if (line.startsWith('#')) return [];
  const negative = line.startsWith('!');
  const body = trimEnd(negative ? line.slice(1) : line);
  const anchored = body.slice(0, -1).includes('/');
  const rest = body.startsWith('/') ? body.slice(1) : body;
  if (rest === '') return [];
  return [`${negative ? '!' : ''}/${escapeFolder(folder)}/${anchored ? '' : '**/'}${rest}`];
}

function linesOf(text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/, budget);
  return lines.filter((line) => line !== '');
}

function affordable(lines: readonly string[], left: number): { kept: string[]; left: number } {
  const kept: string[] = [];
  for (const line of lines) {
    const cost = costOf(line);
    if (cost > left) continue;
    kept.push(line);
    left -= cost;
  }
  return { kept, left };
}

/** The library keeps an answer for each path, in a table that becomes slow and large: it begins anew after so many. */
const mostAnswers = 1000;

function wrap(rules: Ignore, ignoreCase: boolean, money: number): IgnoreRules {
  let [answering, answers] = [rules, 0];
  return {
    ignores(path) {
      if (answers++ === mostAnswers) [answering, answers] = [ignore({ ignoreCase }).add(rules), 0];
      return answering.ignores(path);
    },
    with(text, folder) {
      const lines = linesOf(text);
      const { kept, left } = affordable(folder === '' ? lines : lines.flatMap((line) => rebase(line, folder)), money);
      return kept.length === 0 ? this : wrap(ignore({ ignoreCase }).add(rules).add(kept), ignoreCase, left);
    },
  };
}

/** @param ignoreCase as the file system does */
export function createIgnoreRules(ignoreCase: boolean): IgnoreRules {
  return { ...wrap(ignore({ ignoreCase }), ignoreCase, budget), ignores: () => false };
}
