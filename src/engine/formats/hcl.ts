/** HCL: Terraform and its relatives. */
import { emptyFacts, type Facts, type Range } from '../facts';
import type { Node, Tree } from '../grammars';
import { addData } from './data';
import type { DataEntry, DataNode, MapNode, ScalarNode } from './data-tree';
import { withoutDepths } from './depths';
import { verbatimText } from './embedded';
import { encodeJson } from './escapes';
import type { EnvironmentPlace, Format } from './format';
import { baseName, stringLiteral } from './shared';
import { countErrors, findAll, namedChildren, rangeOf } from './syntax-tree';

interface Reading {
  text: string;
  facts: Facts;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Escapes of a quoted template, `$${` and `%%{` included; interpolations stay as they are written. */
function decode(source: string): string {
  return source.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))|([$%])\4\{/g,
    (whole, short, long, letter, sign) => {
      if (sign) return `${sign}{`;
      if (letter) return escapes[letter] ?? letter;
      const code = Number.parseInt(short ?? long, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}

const lineBreakAt = (text: string, at: number): number => /^\r?\n/.exec(text.slice(at, at + 2))?.[0].length ?? 0;

/** Between the quotes of a string; the lines of a here-document. */
function contentOf(node: Node, text: string): Range {
  const children = namedChildren(node);
  const open = children[node.type === 'heredoc_template' ? 1 : 0];
  const close = children.at(-1);
  const lineBreak = node.type === 'heredoc_template' ? lineBreakAt(text, open?.endIndex ?? 0) : 0;
  const start = (open?.endIndex ?? node.startIndex) + lineBreak;
  return { start, end: Math.max(close?.startIndex ?? node.endIndex, start) };
}

/** The node inside wrappers of the grammar that have one child. */
function unwrap(node: Node): Node {
  let inner = node;
  while (
    /^(?:expression|literal_value|template_expr|collection_value)$/.test(inner.type) &&
    inner.namedChildCount === 1
  ) {
    inner = inner.namedChild(0)!;
  }
  return inner;
}

/** Functions that give their argument on, in another shape. */
const transparent = /^(?:jsonencode|yamlencode|merge|tomap|tolist|toset|concat|sensitive|nonsensitive)$/;

function toData(expression: Node, reading: Reading): DataNode {
  const node = unwrap(expression);
  const range = rangeOf(node);
  const children = namedChildren(node);
  switch (node.type) {
    case 'object':
      return { kind: 'map', entries: entriesOf(children, reading), range };
    case 'tuple':
      return {
        kind: 'list',
        items: children.filter(({ type }) => type === 'expression').map((item) => toData(item, reading)),
        range,
      };
    case 'function_call':
      return callData(children, range, reading);
    default:
      return toScalar(node, reading);
  }
}

function entriesOf(elements: Node[], reading: Reading): DataEntry[] {
  return elements.flatMap((element) => {
    const key = element.childForFieldName('key');
    const value = element.childForFieldName('val');
    return key && value ? toEntry(key, value, rangeOf(element), reading) : [];
  });
}

function toEntry(key: Node, value: Node, range: Range, reading: Reading): DataEntry {
  const inner = unwrap(key);
  const keyRange = /^(?:string_lit|quoted_template)$/.test(inner.type)
    ? contentOf(inner, reading.text)
    : rangeOf(inner);
  return { key: reading.text.slice(keyRange.start, keyRange.end), keyRange, value: toData(value, reading), range };
}

/** The collections that a transparent function is given, as one; any other call is an expression. */
function callData([name, args]: Node[], range: Range, reading: Reading): DataNode {
  const isTransparent = name && transparent.test(name.text);
  const values = isTransparent && args ? namedChildren(args).map((argument) => toData(argument, reading)) : [];
  const maps = values.filter((value) => value.kind === 'map');
  if (maps.length > 1) return { kind: 'map', entries: maps.flatMap(({ entries }) => entries), range };
  return maps[0] ?? values.find(({ kind }) => kind === 'list') ?? reference(range, reading);
}

/** An expression that is no constant has the value of the template that it could stand in: `var.x` is `${var.x}`. */
function reference(range: Range, { text }: Reading): DataNode {
  const source = text.slice(range.start, range.end);
  return { ...scalar(`\${${source}}`, range, range, text), expression: true };
}

const scalar = (value: ScalarNode['value'], range: Range, content: Range, text: string): ScalarNode => ({
  kind: 'scalar',
  value,
  range,
  content,
  decode() {
    const verbatim = verbatimText(text, content);
    return verbatim.text === value ? verbatim : undefined;
  },
  encode: encodeJson,
});

function toScalar(node: Node, reading: Reading): DataNode {
  const { text } = reading;
  const range = rangeOf(node);
  const source = text.slice(range.start, range.end);
  if (/^(?:string_lit|quoted_template|heredoc_template)$/.test(node.type)) {
    const content = contentOf(node, text);
    const inner = text.slice(content.start, content.end);
    return scalar(node.type === 'heredoc_template' ? inner : decode(inner), range, content, text);
  }
  if (node.type === 'numeric_lit' || /^-?\d+(?:\.\d+)?$/.test(source))
    return scalar(Number(source), range, range, text);
  if (node.type === 'bool_lit') return scalar(source === 'true', range, range, text);
  return node.type === 'null_lit' ? scalar(null, range, range, text) : reference(range, reading);
}

/** The labels of a block: its type, then its identifiers and strings. */
function labelsOf(block: Node, { text }: Reading): { key: string; keyRange: Range }[] {
  const labels = namedChildren(block).filter(({ type }) => type === 'identifier' || type === 'string_lit');
  return labels.map((label) => {
    const keyRange = label.type === 'string_lit' ? contentOf(label, text) : rangeOf(label);
    return { key: text.slice(keyRange.start, keyRange.end), keyRange };
  });
}

/** The map under a label; blocks of one type and labels share it unless they have to be told apart. */
function addBlock(into: MapNode, block: Node, path: readonly string[], reading: Reading): void {
  const range = rangeOf(block);
  const labels = labelsOf(block, reading);
  const keys = [...path, ...labels.map(({ key }) => key)];
  const last = labels.at(-1);
  if (!last) return;
  const setting = { path: keys, key: last.key, keyRange: last.keyRange, value: null, range, environment: false };
  reading.facts.settings.push({ ...setting, valueRange: { start: range.end, end: range.end } });
  const body: MapNode = { kind: 'map', entries: [], range };
  const inner = namedChildren(block).find(({ type }) => type === 'body');
  if (inner) addBody(body, inner, keys, reading);
  const outer = labels.reduceRight<DataNode>(
    (value, label) => ({ kind: 'map', entries: [{ ...label, value, range }], range }),
    body,
  );
  if (outer.kind === 'map') into.entries.push(...outer.entries);
}

function addBody(into: MapNode, body: Node, path: readonly string[], reading: Reading): void {
  for (const child of namedChildren(body)) {
    if (child.type === 'block') addBlock(into, child, path, reading);
    const [key, value] = child.type === 'attribute' ? namedChildren(child) : [];
    if (key && value) into.entries.push(toEntry(key, value, rangeOf(child), reading));
  }
}

/** Strings that are no setting's value, in arguments and conditions. */
function addStrings(tree: Tree, { facts, text }: Reading): void {
  const known = new Set(facts.strings.map(({ range }) => range.start));
  let end = -1;
  for (const holder of findAll(tree.rootNode, 'function_arguments', 'conditional')) {
    if (holder.startIndex < end) continue;
    end = holder.endIndex;
    for (const node of findAll(holder, 'string_lit', 'quoted_template')) {
      const content = contentOf(node, text);
      const value = decode(text.slice(content.start, content.end));
      if (!known.has(node.startIndex)) facts.strings.push(stringLiteral(value, rangeOf(node), content));
    }
  }
}

function read(tree: Tree, text: string, file: string): Facts {
  const facts = emptyFacts(text.length);
  const reading = { text, facts };
  const root: MapNode = { kind: 'map', entries: [], range: { start: 0, end: text.length } };
  const body = namedChildren(tree.rootNode).find(({ type }) => type === 'body');
  if (body) addBody(root, body, [], reading);
  addData(facts, root, file);
  addStrings(tree, reading);
  facts.comments = findAll(tree.rootNode, 'comment')
    .map(rangeOf)
    .filter(({ start }) => /[#/]/.test(text[start] ?? ''));
  facts.errors = countErrors(tree);
  return facts;
}

/** Of brackets. The grammar takes seconds to recover from a hundred that do not end. */
const deepestBlock = 64;

/** Blanks cost the grammar the square of their number: the inner ones of a long run are a comment to it. */
const readable = (text: string): string =>
  withoutDepths(text, '[]{}()', deepestBlock).replace(
    /\s{100,}/g,
    (run) => `${run[0]}/*${run.slice(3, -3).replace(/[^\r\n]/g, '-')}*/${run.at(-1)}`,
  );

/** Values of variables (`.tfvars`) are constants. */
function readEnvironment(name: string, { kind, path }: EnvironmentPlace): string | undefined {
  if (/\.tfvars$/i.test(baseName(path))) return undefined;
  const variable = `var.${name.toLowerCase()}`;
  return kind === 'literal' ? variable : `\${${variable}}`;
}

export const hcl: Format = {
  id: 'hcl',
  languageIds: ['hcl', 'terraform', 'terraform-vars', 'terraform-stack', 'opentofu'],
  extensions: ['.tf', '.tfvars', '.hcl', '.tofu', '.nomad'],
  filenames: [],
  comments: { line: '#', block: ['/*', '*/'] },
  idioms: { readEnvironment },
  kind: 'data',
  grammar: 'hcl',
  parse: (text, { grammars, path }) => grammars.withTree('hcl', readable(text), (tree) => read(tree, text, path)),
};
