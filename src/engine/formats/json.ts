/** JSON, strict and with comments. */
import { type Node, type ParseError, parseTree, visit } from 'jsonc-parser';
import type { Facts, Range } from '../facts';
import { addData } from './data';
import type { DataEntry, DataNode } from './data-tree';
import { withoutDepths } from './depths';
import { verbatimText } from './embedded';
import { quotedReferences } from './environment';
import { decodeString, encodeJson, jsonEscapes } from './escapes';
import type { Format } from './format';
import { collect, withoutMark } from './shared';

const rangeOf = ({ offset, length }: Node): Range => ({ start: offset, end: offset + length });

/** Between the quotes; a string that ends with its line or file has one quote only. */
function contentOf(text: string, range: Range): Range {
  const closed =
    range.end - range.start > 1 && text[range.end - 1] === '"' && !isEscaped(text, range.end - 1, range.start);
  return { start: range.start + 1, end: closed ? range.end - 1 : range.end };
}

function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - 1 - slashes > from && text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

/** The tree that jsonc-parser read; undefined for an empty text. */
export function readJson(text: string, errors: ParseError[], strict: boolean): DataNode | undefined {
  const options = { disallowComments: strict, allowTrailingComma: !strict, allowEmptyContent: true };
  const root = parseTree(withoutMark(text), errors, options);
  return root && toData(root, text);
}

function toData(node: Node, text: string): DataNode {
  const range = rangeOf(node);
  const children = node.children ?? [];
  if (node.type === 'object') return { kind: 'map', entries: children.map((child) => toEntry(child, text)), range };
  if (node.type === 'array') return { kind: 'list', items: children.map((child) => toData(child, text)), range };
  if (node.type !== 'string') {
    return {
      kind: 'scalar',
      value: node.value,
      range,
      content: range,
      decode: () => verbatimText(text, range),
      encode: (part) => part,
    };
  }
  const content = contentOf(text, range);
  const decode = () => decodeString(text, content, jsonEscapes);
  return { kind: 'scalar', value: node.value, range, content, decode, encode: encodeJson };
}

function toEntry(property: Node, text: string): DataEntry {
  const [key, value] = property.children ?? [];
  return {
    key: String(key?.value ?? ''),
    keyRange: key ? contentOf(text, rangeOf(key)) : rangeOf(property),
    value: value && toData(value, text),
    range: value ? { start: property.offset, end: value.offset + value.length } : rangeOf(property),
  };
}

function commentsOf(text: string): Range[] {
  const comments: Range[] = [];
  const onComment = (start: number, length: number) => {
    comments.push({ start, end: Math.min(start + length, text.length) });
  };
  if (text.includes('/*') || text.includes('//')) visit(text, { onComment });
  return comments;
}

/** With comments and commas at ends, nothing goes unread. */
function isLoose(text: string): boolean {
  const errors: ParseError[] = [];
  visit(withoutMark(text), { onError: (error, offset, length) => errors.push({ error, offset, length }) }, loose);
  return errors.length === 0;
}

const loose = { disallowComments: false, allowTrailingComma: true, allowEmptyContent: true };

/** Facts of a JSON text. @param file path of the file, which decides about variables and scripts */
export function parseJson(text: string, file: string, strict: boolean): Facts {
  return collect(text, (facts) => {
    const readable = withoutDepths(text, '[]{}');
    facts.comments = commentsOf(readable);
    const errors: ParseError[] = [];
    const root = readJson(readable, errors, strict);
    facts.errors = errors.length;
    if (errors.length > 0 && !isLoose(readable)) facts.unread = 'syntax';
    if (readable !== text) facts.unread = 'depth';
    if (root) addData(facts, root, file);
  });
}

export const json: Format = {
  id: 'json',
  languageIds: ['json'],
  extensions: ['.json', '.webmanifest', '.geojson', '.tfstate'],
  filenames: ['.prettierrc', '.swcrc', '.lintstagedrc', 'pipfile.lock', 'composer.lock'],
  comments: {},
  idioms: quotedReferences,
  kind: 'data',
  parse: (text, { path }) => parseJson(text, path, true),
};

export const jsonc: Format = {
  id: 'jsonc',
  languageIds: ['jsonc', 'json5'],
  extensions: ['.jsonc', '.json5', '.code-workspace'],
  filenames: [
    /^(?:ts|js)config[^/]*\.json$/,
    /^\.?devcontainer\.json$/,
    /(?:^|\/)\.vscode\/[^/]+\.json$/,
    /(?:^|\/)\.claude\/settings[^/]*\.json$/,
    '.eslintrc',
    '.eslintrc.json',
    '.babelrc',
    'bun.lock',
  ],
  comments: { line: '//', block: ['/*', '*/'] },
  idioms: quotedReferences,
  kind: 'data',
  parse: (text, { path }) => parseJson(text, path, false),
};
