/**
 * Brackets that nest too deep. Parsers recurse, or look back at every level: five thousand of them take the stack, or minutes.
 * No configuration is nested like that. What is inside is taken for blanks, and everything around it is read.
 */

/** Of brackets. */
export const deepest = 500;

/** Strings in double quotes are skipped, where they end on their line: what stands in them opens nothing. */
const token = /"(?:[^"\\\n]|\\.)*"|[[\](){}]/g;
const openings = '[({';

/**
 * The text, of the same length, without what is nested deeper; the text itself where nothing is.
 * @param brackets that count: those of other kinds stand in prose, too
 */
export function withoutDepths(text: string, brackets: string, most = deepest): string {
  const parts: string[] = [];
  let [depth, at, from] = [0, 0, -1];
  for (const { 0: found, index } of text.matchAll(token)) {
    if (!brackets.includes(found)) continue;
    if (openings.includes(found)) depth++;
    else depth = Math.max(0, depth - 1);
    if (depth > most && from < 0) from = index;
    if (depth >= most || from < 0) continue;
    parts.push(text.slice(at, from), blank(text.slice(from, index)));
    [at, from] = [index, -1];
  }
  if (from >= 0) parts.push(text.slice(at, from), blank(text.slice(from)));
  else parts.push(text.slice(at));
  return parts.length === 1 ? text : parts.join('');
}

/** No shell has so many redirections, pipes or expansions side by side; its parser looks ahead to the end from each of them. */
const runs = /[<>|]{100,}|(?:\$\{){100,}/g;

/** The text of a shell's script, of the same length, with blanks for such runs; the text itself where there are none. */
export const withoutRuns = (text: string): string => text.replace(runs, blank);

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');
