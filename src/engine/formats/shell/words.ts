/** Words of a shell: quotes removed, escapes applied, and the values that they are made of. */
import type { LiteralValue, Range, Scope, Value } from '../../facts';
import type { Node } from '../../grammars';
import { rangeOf } from '../syntax-tree';

const ansiEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1B',
  f: '\f',
  v: '\v',
};

/** `$'…'`: escapes of C, `\nnn`, `\xHH`, `\uHHHH`. */
const decodeAnsi = (source: string): string =>
  source.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3})|([\s\S]))/g,
    (_, hex, unicode, octal, letter) => {
      if (hex ?? unicode) return String.fromCharCode(Number.parseInt(hex ?? unicode, 16));
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return ansiEscapes[letter] ?? letter;
    },
  );

const decodeDouble = (source: string): string => source.replace(/\\(?:\r?\n|(["\\$`]))/g, '$1');
const decodePlain = (source: string): string => source.replace(/\\(?:\r?\n|([\s\S]))/g, '$1');

/** Between the quotes of a quoted word; the whole word where it is not quoted as a whole. */
export function contentOf(node: Node): Range {
  const { start, end } = rangeOf(node);
  const open = { string: 1, raw_string: 1, ansi_c_string: 2, translated_string: 2 }[node.type] ?? 0;
  return open > 0 && end - start > open ? { start: start + open, end: end - 1 } : { start, end };
}

/** The word as the program gets it; expansions stay as they are written. */
export function wordText(node: Node, text: string): string {
  const { start, end } = contentOf(node);
  const source = text.slice(start, end);
  switch (node.type) {
    case 'raw_string':
      return source;
    case 'ansi_c_string':
      return decodeAnsi(source);
    case 'string':
    case 'translated_string':
      return decodeDouble(source);
    case 'concatenation':
      return joinParts(node, text);
    case 'word':
      return decodePlain(source);
    default:
      return source;
  }
}

/** Parts and what stands between them (tree-sitter leaves some characters of a word to no part). */
function joinParts(node: Node, text: string): string {
  let joined = '';
  let at = node.startIndex;
  for (const part of node.children) {
    if (!part) continue;
    joined += text.slice(at, part.startIndex) + wordText(part, text);
    at = part.endIndex;
  }
  return joined + text.slice(at, node.endIndex);
}

const isExpansion = ({ type }: Node): boolean =>
  /^(?:simple_expansion|expansion|command_substitution|arithmetic_expansion|process_substitution)$/.test(type);

/** The value of a word: a literal, or a template of literals and variables. */
export function wordValue(node: Node, text: string, scope: Scope): Value {
  const range = rangeOf(node);
  if (isExpansion(node)) return expansionValue(node, text, scope);
  if (node.type === 'array')
    return {
      kind: 'array',
      items: children(node)
        .filter(({ isNamed }) => isNamed)
        .map((item) => wordValue(item, text, scope)),
      range,
    };
  if (node.type === 'concatenation') {
    return { kind: 'template', parts: children(node).map((part) => wordValue(part, text, scope)), range };
  }
  const expansions = children(node).filter(isExpansion);
  const decode = node.type === 'string' ? decodeDouble : (source: string) => source;
  if (expansions.length > 0) return { kind: 'template', parts: between(node, expansions, text, scope, decode), range };
  return literal(wordText(node, text), range, contentOf(node));
}

const children = (node: Node): Node[] => node.children.filter((child) => child !== null);

const literal = (value: string, range: Range, content: Range): LiteralValue => ({
  kind: 'literal',
  value,
  range,
  content,
});

function expansionValue(node: Node, text: string, scope: Scope): Value {
  const range = rangeOf(node);
  const name = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(text.slice(range.start, range.end))?.[1];
  return name === undefined ? { kind: 'unknown', parts: [], range } : { kind: 'name', name, scope, range };
}

/** The expansions of a string and the literal text around them. */
function between(
  node: Node,
  expansions: Node[],
  text: string,
  scope: Scope,
  decode: (source: string) => string,
): Value[] {
  const { start, end } = contentOf(node);
  const parts: Value[] = [];
  let at = start;
  const addText = (to: number) => {
    const range = { start: at, end: to };
    if (to > at) parts.push(literal(decode(text.slice(at, to)), range, range));
  };
  for (const expansion of expansions) {
    addText(expansion.startIndex);
    parts.push(expansionValue(expansion, text, scope));
    at = expansion.endIndex;
  }
  addText(end);
  return parts;
}
