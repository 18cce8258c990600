/** Changes of a `.claude-guard.json`, which keep its comments. */
import { type FormattingOptions, modify, parseTree } from 'jsonc-parser';
import { applyEdits } from '../../engine/edits';
import type { Edit, Severity } from '../../engine/types';

/** What a rule reports with. */
export type Level = 'off' | Severity;

/** One thing to be set. */
export type ConfigChange =
  | { kind: 'rule'; rule: string; level: Level }
  /** A glob, relative to the configuration's folder. */
  | { kind: 'exclude'; pattern: string }
  | { kind: 'allowHost'; host: string };

/** As the text itself is indented. */
function formatting(text: string): FormattingOptions {
  const indentation = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  const insertSpaces = !indentation.startsWith('\t');
  return { insertSpaces, tabSize: insertSpaces ? indentation.length : 1, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

/**
 * A glob for one file. Undefined for a file beside the configuration: a pattern without a slash names files in any folder.
 *
 * @param path relative to the configuration's folder, with `/`
 */
export const globOf = (path: string): string | undefined =>
  path.includes('/') ? path.replace(/[\\*?[\]{}]/g, '?') : undefined;

function step(change: ConfigChange, text: string): { path: (string | number)[]; value: unknown; isInsertion: boolean } {
  if (change.kind === 'rule') return { path: ['rules', change.rule], value: change.level, isInsertion: false };
  const [key, entry] = change.kind === 'exclude' ? ['exclude', change.pattern] : ['allowedHosts', change.host];
  const list = parseTree(text)?.children?.find((property) => property.children?.[0]?.value === key)?.children?.[1];
  if (list?.type !== 'array') return { path: [key], value: [entry], isInsertion: false };
  return { path: [key, list.children?.length ?? 0], value: entry, isInsertion: true };
}

const isObject = (text: string) => parseTree(text)?.type === 'object';

/**
 * @param text of the file; undefined or empty: there is none
 * @returns the edits of the text; undefined where it is no configuration that can be changed
 */
export function configEdits(text: string | undefined, change: ConfigChange): Edit[] | undefined {
  const before = text ?? '';
  if (before.trim() === '') return [{ range: { start: 0, end: before.length }, text: `${changed('{}\n', change)}` }];
  if (!isObject(before)) return undefined;
  return edits(before, change);
}

function edits(text: string, change: ConfigChange): Edit[] {
  const { path, value, isInsertion } = step(change, text);
  const options = { formattingOptions: formatting(text), isArrayInsertion: isInsertion };
  return modify(text, path, value, options).map(({ offset, length, content }) => ({
    range: { start: offset, end: offset + length },
    text: content,
  }));
}

const changed = (text: string, change: ConfigChange): string => applyEdits(text, edits(text, change));
