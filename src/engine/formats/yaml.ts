/** YAML: several documents, anchors, block scalars; templates of Helm and others as far as they leave YAML. */
import {
  type Alias,
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type ParsedNode,
  Parser,
} from 'yaml';
import type { Facts, Range } from '../facts';
import { addData } from './data';
import type { DataEntry, DataNode } from './data-tree';
import { withoutDepths } from './depths';
import { environmentReference } from './environment';
import type { Format } from './format';
import { isPipeline } from './pipelines';
import { collect } from './shared';
import { maskTemplates } from './templates';
import { toScalar, type YamlText } from './yaml-scalars';

interface Reading extends YamlText {
  anchors: Map<string, DataNode>;
}

interface Parsed {
  documents: Document.Parsed[];
  comments: Range[];
  errors: number;
}

/** The documents of a text and its comments, in one pass. */
function parseDocuments(text: string): Parsed {
  const comments: Range[] = [];
  const composer = new Composer({ uniqueKeys: false, strict: false, logLevel: 'silent' });
  const documents = [...composer.compose(tokensOf(text, comments), false, text.length)] as Document.Parsed[];
  return { documents, comments, errors: documents.reduce((sum, { errors }) => sum + errors.length, 0) };
}

const marks: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

/** The parser's tokens. Lexemes are the text in pieces, with marks between them that stand for nothing. */
function* tokensOf(text: string, comments: Range[]): Generator<CST.Token, void> {
  const parser = new Parser();
  let at = 0;
  let isText = false;
  for (const lexeme of new Lexer().lex(text)) {
    const isMark: boolean = !isText && marks.includes(lexeme);
    if (!isText && lexeme.startsWith('#')) comments.push({ start: at, end: at + lexeme.length });
    isText = isMark && lexeme === CST.SCALAR;
    if (!isMark) at += lexeme.length;
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

function toData(node: ParsedNode | Alias.Parsed, reading: Reading): DataNode {
  const range = { start: node.range[0], end: node.range[1] };
  if (isAlias(node)) return { kind: 'alias', target: reading.anchors.get(node.source), range };
  const data = toOwnData(node, range, reading);
  if (node.anchor) reading.anchors.set(node.anchor, data);
  return data;
}

function toOwnData(node: ParsedNode, range: Range, reading: Reading): DataNode {
  if (isScalar(node)) return toScalar(node, reading);
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => toItem(item, range, reading)), range };
  if (!isMap(node)) return { kind: 'list', items: [], range };
  const entries = node.items.map(({ key, value }) => toEntry(key, value, reading));
  return { kind: 'map', entries, range: { start: range.start, end: entries.at(-1)?.range.end ?? range.end } };
}

/** Items of ordered maps (`!!omap`) and sets are pairs. */
function toItem(item: unknown, range: Range, reading: Reading): DataNode {
  const node = item as ParsedNode & { key?: ParsedNode; value?: ParsedNode | null };
  if (node.range) return toData(node, reading);
  return node.key
    ? { kind: 'map', entries: [toEntry(node.key, node.value, reading)], range }
    : { kind: 'list', items: [], range };
}

/** A key that is no scalar stands for itself as it is written. */
function toEntry(key: ParsedNode, value: ParsedNode | null | undefined, reading: Reading): DataEntry {
  const name = toData(key, reading);
  const keyRange = name.kind === 'scalar' ? name.content : name.range;
  const text = name.kind === 'scalar' ? String(name.value ?? '') : reading.text.slice(keyRange.start, keyRange.end);
  const data = value ? toData(value, reading) : undefined;
  return {
    key: text,
    keyRange,
    value: data,
    range: { start: name.range.start, end: data?.range.end ?? name.range.end },
  };
}

/** A text that is no YAML because of its templates is parsed without them. */
function parse(text: string): Parsed & { parsed: string } {
  const whole = parseDocuments(text);
  const parsed = whole.errors > 0 ? maskTemplates(text) : text;
  if (parsed === text) return { ...whole, parsed };
  const masked = parseDocuments(parsed);
  return masked.errors < whole.errors ? { ...masked, parsed } : { ...whole, parsed: text };
}

function read(facts: Facts, text: string, file: string): void {
  const readable = withoutDepths(text, '[]{}');
  const { documents, comments, errors, parsed } = parse(readable);
  facts.comments = comments;
  facts.errors = errors;
  if (errors > 0) facts.unread = 'syntax';
  if (readable !== text) facts.unread = 'depth';
  for (const { contents } of documents) {
    if (!contents) continue;
    const anchors = new Map<string, DataNode>();
    const root = toData(contents as ParsedNode, { text, parsed, anchors });
    addData(facts, root, file, anchors.size > 0);
    if (isPipeline(file)) facts.trees = [...(facts.trees ?? []), root];
  }
}

export const yaml: Format = {
  id: 'yaml',
  languageIds: ['yaml', 'dockercompose', 'github-actions-workflow', 'helm'],
  extensions: ['.yaml', '.yml'],
  filenames: ['.clang-format', '.yamllint'],
  comments: { line: '#' },
  idioms: { readEnvironment: (name, { path }) => environmentReference(name, path) },
  kind: 'data',
  parse: (text, { path }) => collect(text, (facts) => read(facts, text, path)),
};
