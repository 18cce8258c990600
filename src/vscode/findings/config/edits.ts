/** Changes of a `.claude-guard.json`, which keep its comments. */
import { type FormattingOptions, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import { applyEdits } from '../../../engine/text/edits';
import type { Edit, Severity } from '../../../engine/types';
import { textChanges } from '../scan/text-changes';

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
 * @param reason written as a comment before what is set, on one line and without the end of a comment
 * @returns the edits of the text; undefined where it is no configuration that can be changed
 */
export function configEdits(text: string | undefined, change: ConfigChange, reason?: string): Edit[] | undefined {
  const before = text ?? '';
  const isNew = before.trim() === '';
  if (!isNew && !isObject(before)) return undefined;
  const after = changed(isNew ? '{}\n' : before, change, reason);
  return isNew ? [{ range: { start: 0, end: before.length }, text: after }] : textChanges(before, after);
}

function changed(text: string, change: ConfigChange, reason: string | undefined): string {
  const { path, value, isInsertion } = step(change, text);
  const options = { formattingOptions: formatting(text), isArrayInsertion: isInsertion };
  const edits = modify(text, path, value, options).map(({ offset, length, content }) => ({
    range: { start: offset, end: offset + length },
    text: content,
  }));
  const after = applyEdits(text, edits);
  return reason === undefined ? after : withComment(after, isInsertion ? path : [...path, ...into(change)], reason);
}

/** A list that is begun anew holds what is set at its start. */
const into = ({ kind }: ConfigChange): number[] => (kind === 'rule' ? [] : [0]);

/** A line of its own, where what is set begins a line. */
function withComment(text: string, path: (string | number)[], reason: string): string {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, path);
  if (!node) return text;
  const at = (node.parent?.type === 'property' ? node.parent : node).offset;
  const [, indentation] = /(?:^|[\r\n])([ \t]*)$/.exec(text.slice(0, at)) ?? [];
  const { eol } = formatting(text);
  const comment = indentation === undefined ? `/* ${reason} */ ` : `// ${reason}${eol}${indentation}`;
  return text.slice(0, at) + comment + text.slice(at);
}
