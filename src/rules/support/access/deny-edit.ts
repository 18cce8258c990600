/** Deny rules, added to the text of settings. */
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Edit, Range } from '../../../engine/types';

const endOf = ({ offset, length }: Node): number => offset + length;

/** Where settings speak of permissions; their beginning where they don't. Undefined: there is no object. */
export function permissionsKey(text: string): Range | undefined {
  const root = parseTree(text);
  if (root?.type !== 'object') return undefined;
  const key = findNodeAtLocation(root, ['permissions'])?.parent?.children?.[0];
  return key ? { start: key.offset, end: endOf(key) } : { start: root.offset, end: root.offset + 1 };
}

/** What stands before a node, from the end of a line on, where that is blank; a blank where it stands behind something. */
function spaceBefore({ offset }: Node, text: string): string {
  const before = text.slice(0, offset);
  return /\r?\n[ \t]*$/.exec(before)?.[0] ?? ' ';
}

/** Another member, behind the last one of a list or an object. */
function append(node: Node, text: string, members: readonly string[]): Edit {
  const last = node.children?.at(-1);
  const at = last ? endOf(last) : node.offset + 1;
  const space = last ? spaceBefore(last, text) : '';
  const added = last ? members.map((one) => `,${space}${one}`).join('') : members.join(', ');
  return { range: { start: at, end: at }, text: added };
}

/** Undefined where the text is not one that can be added to. */
export function addDenied(text: string, rules: readonly string[]): Edit | undefined {
  const root = parseTree(text);
  if (root?.type !== 'object') return undefined;
  const members = rules.map((rule) => JSON.stringify(rule));
  const permissions = findNodeAtLocation(root, ['permissions']);
  if (!permissions) return append(root, text, [`"permissions": { "deny": [${members.join(', ')}] }`]);
  const list = findNodeAtLocation(permissions, ['deny']);
  if (list?.type === 'array') return append(list, text, members);
  if (list || permissions.type !== 'object') return undefined;
  return append(permissions, text, [`"deny": [${members.join(', ')}]`]);
}
