/** TOML. The parser stops at the first error: then the line in question is left out and the rest read again. */
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Facts, Range } from '../facts';
import { addData } from './data';
import type { DataNode, ListNode, MapNode } from './data-tree';
import { withoutDepths } from './depths';
import { buildText, type MappedText, verbatimText } from './embedded';
import { quotedReferences } from './environment';
import { copyEscaped, decodeString, encodeJson, tomlEscapes } from './escapes';
import type { Format } from './format';
import { collect, withoutMark } from './shared';

/** Lines that may be left out of a broken text. */
const maxErrors = 16;

const rangeOf = ({ range }: { range: [number, number] }): Range => ({ start: range[0], end: range[1] });
const keyName = (key: AST.TOMLBare | AST.TOMLQuoted): string => (key.type === 'TOMLBare' ? key.name : key.value);

/** Between the quotes; a multi-line string does not begin with the line break after them. */
function contentOf({ range: [start, end], multiline }: AST.TOMLStringValue, text: string): Range {
  const quote = multiline ? 3 : 1;
  const from = start + quote;
  const lineBreak = multiline ? (/^\r?\n/.exec(text.slice(from, from + 2))?.[0].length ?? 0) : 0;
  return { start: from + lineBreak, end: end - quote };
}

/** Undefined where our reading differs from the parser's value: backslashes at ends of lines. */
function decode(node: AST.TOMLStringValue, content: Range, text: string): MappedText | undefined {
  const mapped = node.style === 'basic' ? decodeString(text, content, tomlEscapes) : verbatimText(text, content);
  return mapped.text === node.value ? mapped : decodeLines(node, content, text);
}

/** Multi-line strings whose lines end in CR LF, which the parser gives as LF. */
function decodeLines(node: AST.TOMLStringValue, content: Range, text: string): MappedText | undefined {
  const builder = buildText(text);
  let at = content.start;
  for (const { 0: lineBreak, index } of text.slice(content.start, content.end).matchAll(/\r\n/g)) {
    const end = content.start + index;
    if (node.style === 'basic') copyEscaped(builder, text, { start: at, end }, tomlEscapes);
    else builder.copy(at, end);
    builder.put('\n', end);
    at = end + lineBreak.length;
  }
  if (node.style === 'basic') copyEscaped(builder, text, { start: at, end: content.end }, tomlEscapes);
  else builder.copy(at, content.end);
  const mapped = builder.done(content.end);
  return mapped.text === node.value ? mapped : undefined;
}

function toData(node: AST.TOMLContentNode, reading: Reading): DataNode {
  const range = rangeOf(node);
  if (node.type === 'TOMLArray') {
    return { kind: 'list', items: node.elements.map((item) => toData(item, reading)), range };
  }
  if (node.type === 'TOMLInlineTable') {
    const map: MapNode = { kind: 'map', entries: [], range };
    for (const pair of node.body) addPair(map, pair, reading);
    return map;
  }
  return toScalar(node, range, reading.text);
}

function toScalar(node: AST.TOMLValue, range: Range, text: string): DataNode {
  if (node.kind !== 'string') {
    const value = node.value instanceof Date ? text.slice(range.start, range.end) : node.value;
    return {
      kind: 'scalar',
      value,
      range,
      content: range,
      decode: () => verbatimText(text, range),
      encode: (part) => part,
    };
  }
  const content = contentOf(node, text);
  const encode = node.style === 'basic' ? encodeJson : (part: string) => part;
  return { kind: 'scalar', value: node.value, range, content, decode: () => decode(node, content, text), encode };
}

type Key = AST.TOMLBare | AST.TOMLQuoted;

interface Reading {
  text: string;
  /** The nodes that tables made, by their map and key: a file has thousands of tables. */
  tables: Map<MapNode, Map<string, DataNode>>;
}

function tablesOf(map: MapNode, { tables }: Reading): Map<string, DataNode> {
  const known = tables.get(map) ?? new Map<string, DataNode>();
  tables.set(map, known);
  return known;
}

function addTableEntry(map: MapNode, key: Key, value: MapNode | ListNode, reading: Reading): void {
  map.entries.push({ key: keyName(key), keyRange: keyRange(key), value, range: value.range });
  tablesOf(map, reading).set(keyName(key), value);
}

/** The map under `key`, made where it is missing; the last one where there is a list of tables. */
function childMap(map: MapNode, key: Key, range: Range, reading: Reading): MapNode {
  const found = tablesOf(map, reading).get(keyName(key));
  const last = found?.kind === 'list' ? found.items.at(-1) : found;
  if (last?.kind === 'map') return last;
  const value: MapNode = { kind: 'map', entries: [], range };
  addTableEntry(map, key, value, reading);
  return value;
}

function addPair(map: MapNode, pair: AST.TOMLKeyValue, reading: Reading): void {
  const range = rangeOf(pair);
  const last = pair.key.keys.at(-1)!;
  const parent = pair.key.keys.slice(0, -1).reduce((holder, key) => childMap(holder, key, range, reading), map);
  parent.entries.push({ key: keyName(last), keyRange: keyRange(last), value: toData(pair.value, reading), range });
}

const keyRange = (key: Key): Range => {
  const { start, end } = rangeOf(key);
  return key.type === 'TOMLBare' ? { start, end } : { start: start + 1, end: end - 1 };
};

function addTable(root: MapNode, table: AST.TOMLTable, reading: Reading): void {
  const range = rangeOf(table);
  const last = table.key.keys.at(-1)!;
  const parent = table.key.keys.slice(0, -1).reduce((holder, key) => childMap(holder, key, range, reading), root);
  const map = table.kind === 'array' ? newItem(parent, last, range, reading) : childMap(parent, last, range, reading);
  for (const pair of table.body) addPair(map, pair, reading);
}

/** A table of `[[name]]`. */
function newItem(parent: MapNode, key: Key, range: Range, reading: Reading): MapNode {
  const map: MapNode = { kind: 'map', entries: [], range };
  const list = tablesOf(parent, reading).get(keyName(key));
  if (list?.kind === 'list') list.items.push(map);
  else addTableEntry(parent, key, { kind: 'list', items: [map], range }, reading);
  return map;
}

/** The text without the line that `offset` stands in: spaces in its place. */
function withoutLine(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const length = text.slice(start).search(/[\r\n]|$/);
  return text.slice(0, start) + ' '.repeat(length) + text.slice(start + length);
}

/** The program of what can be read; each line left out is an error. */
function parse(source: string, facts: Facts): AST.TOMLProgram | undefined {
  let text = source;
  while (facts.errors < maxErrors) {
    try {
      return parseTOML(text, { tomlVersion: '1.1' });
    } catch (error) {
      facts.errors++;
      if (!(error instanceof ParseError)) return undefined;
      const shorter = withoutLine(text, lastFilled(text, error.index));
      if (shorter === text) return undefined;
      text = shorter;
    }
  }
  return undefined;
}

/** A missing value is reported on the line after, a missing end at the end of the text: the place before that they belong to. */
function lastFilled(text: string, index: number): number {
  const before = text.slice(0, index).trimEnd();
  const startsLine = /[\r\n]/.test(text.slice(before.length, index));
  return (startsLine && before.endsWith('=')) || text.slice(index).trim() === '' ? before.length : index;
}

function read(facts: Facts, text: string, file: string): void {
  const readable = withoutDepths(text, '[]{}');
  const program = parse(withoutMark(readable), facts);
  if (facts.errors > 0) facts.unread = 'syntax';
  if (readable !== text) facts.unread = 'depth';
  if (!program) return;
  const root: MapNode = { kind: 'map', entries: [], range: { start: 0, end: text.length } };
  const reading: Reading = { text, tables: new Map() };
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLTable') addTable(root, node, reading);
    else addPair(root, node, reading);
  }
  facts.comments = program.comments.map(rangeOf);
  addData(facts, root, file);
}

export const toml: Format = {
  id: 'toml',
  languageIds: ['toml'],
  extensions: ['.toml'],
  filenames: ['pipfile', 'poetry.lock', 'uv.lock', 'pdm.lock', 'cargo.lock'],
  comments: { line: '#' },
  idioms: quotedReferences,
  kind: 'data',
  parse: (text, { path }) => collect(text, (facts) => read(facts, text, path)),
};
