/** Packages of files that are read by a pattern, line by line. */
import type { Range } from '../facts';
import type { Dependency } from './types';

/** Each match of the pattern, whose groups are `name` and `version`. A comment before it on its line takes it away. */
export function matches(
  text: string,
  pattern: RegExp,
  comment: string,
  kind: 'manifest' | 'lock',
): Omit<Dependency, 'ecosystem'>[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { name = '', version = '' } = match.groups ?? {};
    const lineStart = text.lastIndexOf('\n', match.index) + 1;
    if (text.slice(lineStart, match.index).includes(comment)) return [];
    const nameAt = match.index + match[0].indexOf(name);
    const at = version ? match.index + match[0].lastIndexOf(version) : nameAt;
    const range: Range = { start: at, end: at + (version || name).length };
    return [{ name, requirement: version, kind, range, isDevelopment: false, ...(version && { written: range }) }];
  });
}
