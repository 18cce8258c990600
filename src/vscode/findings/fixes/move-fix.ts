/** The fix that "move the key out of the code" takes further. Pure. */
import type { Fix } from '../../../engine/types';
import type { Rotation } from '../pages/rotation';

const exampleLine = ({ addLines }: Fix) => addLines?.find(({ path }) => /(?:^|\/)\.env\.example$/.test(path))?.line;

/** The fix that this action takes further: it reads the environment, and says so in the example. */
export const isMove = (fix: Fix): boolean => fix.edits.length > 0 && exampleLine(fix) !== undefined;

/** The documented variable for this credential. */
export const documentedOf = (fix: Fix): string => exampleLine(fix)!.replace(/=.*$/, '');

/** The fix with the project's own name of the variable. */
export function renamed({ addLines: _, ...fix }: Fix, from: string, to: string): Fix {
  const name = new RegExp(`\\b${from}\\b`, 'g');
  return { ...fix, edits: fix.edits.map(({ range, text }) => ({ range, text: text.replace(name, to) })) };
}

/** What the file says instead: it names the variable; nothing, as the variable is set elsewhere; or an empty value. */
export function leftBy({ edits }: Fix, variable: string, secret: Fix['edits'][number]['range']): Rotation['left'] {
  if (edits.some(({ text }) => text.includes(variable) && !text.startsWith('#'))) return 'reference';
  const isEmptied = edits.some(
    ({ range, text }) => range.start === secret.start && range.end === secret.end && /^(?:"")?$/.test(text),
  );
  return isEmptied ? 'empty' : 'start';
}

/**
 * Names that the variable may have from now on, the best first.
 * @param inUse the project's own name for it
 */
export function namesFor(fix: Fix, secret: Fix['edits'][number]['range'], inUse: string): string[] {
  const documented = documentedOf(fix);
  // What was set in the file is read under that name elsewhere.
  return leftBy(fix, documented, secret) === 'start' ? [documented] : [...new Set([inUse, documented])];
}

const dataFile =
  /\.(?:json[c5]?|ya?ml|env|toml|ini|properties)$|(?:^|\/)(?![^/]*\.(?:[cm]?[jt]sx?|py|rb|go)$)\.?(?:env(?:rc)?|dev\.vars|(?:docker|container)file)(?:[._-][^/]*)?$/i;

/** Whether the file is no code. @param path with `/` */
export const isDataFile = (path: string): boolean => dataFile.test(path);
