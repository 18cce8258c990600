/** Jupyter notebooks: sources and outputs of the cells, through the JSON that holds them. */
import type { ParseError } from 'jsonc-parser';
import type { Embedded } from '../facts';
import { childOf, type DataNode, type MapNode, type ScalarNode, stringOf } from './data-tree';
import { withoutDepths } from './depths';
import { buildText, embed, type MappedText } from './embedded';
import { copyEscaped, encodeJson, jsonEscapes } from './escapes';
import type { Format } from './format';
import { readJson } from './json';
import { formatIdOfLanguage } from './languages';
import { collect, noEnvironment } from './shared';

const asMap = (node: DataNode | undefined): MapNode | undefined => (node?.kind === 'map' ? node : undefined);
const itemsOf = (node: DataNode | undefined): DataNode[] => (node?.kind === 'list' ? node.items : []);
const isString = (node: DataNode): node is ScalarNode => node.kind === 'scalar' && typeof node.value === 'string';

const partsOf = (node: DataNode | undefined): ScalarNode[] =>
  node?.kind === 'list' ? node.items.filter(isString) : node && isString(node) ? [node] : [];

/** A text, or a list of texts that are joined by `separator`. Undefined where there is none. */
function readText(text: string, node: DataNode | undefined, separator = ''): MappedText | undefined {
  const parts = partsOf(node);
  const builder = buildText(text);
  for (const [index, { content }] of parts.entries()) {
    copyEscaped(builder, text, content, jsonEscapes);
    if (index < parts.length - 1) builder.put(separator, content.end);
  }
  const mapped = builder.done(parts.at(-1)?.content.end ?? 0);
  return mapped.text === '' ? undefined : mapped;
}

/** Format of the notebook's code cells; Jupyter's default is Python. */
function codeFormat(root: MapNode): string {
  const metadata = asMap(childOf(root, 'metadata'));
  const kernel = metadata && asMap(childOf(metadata, 'kernelspec'));
  const language = metadata && asMap(childOf(metadata, 'language_info'));
  const name = (language && stringOf(language, 'name')) ?? (kernel && stringOf(kernel, 'language'));
  return name === undefined ? 'python' : (formatIdOfLanguage(name) ?? 'text');
}

/** VS Code keeps the language of a cell that differs from its notebook's. */
function cellFormat(cell: MapNode, code: string): string {
  const type = stringOf(cell, 'cell_type');
  if (type !== 'code') return type === 'markdown' ? 'markdown' : 'text';
  const metadata = asMap(childOf(cell, 'metadata'));
  const vscode = metadata && asMap(childOf(metadata, 'vscode'));
  const name = vscode && stringOf(vscode, 'languageid');
  return name === undefined ? code : (formatIdOfLanguage(name) ?? 'text');
}

const sourceOf = (cell: MapNode): DataNode | undefined => childOf(cell, 'source') ?? childOf(cell, 'input');

/** Cells in the notebook's language share their names, so they are one document; of the others each is one. */
function* sources(text: string, cells: readonly MapNode[], code: string): Generator<Embedded> {
  const shared = buildText(text);
  let end: number | undefined;
  for (const cell of cells) {
    const format = cellFormat(cell, code);
    if (format !== code) {
      const source = readText(text, sourceOf(cell));
      if (source) yield embed(format, source, undefined, encodeJson);
      continue;
    }
    const parts = partsOf(sourceOf(cell)).filter(({ value }) => value !== '');
    if (end !== undefined && parts.length > 0) shared.put('\n', end);
    for (const { content } of parts) {
      copyEscaped(shared, text, content, jsonEscapes);
      end = content.end;
    }
  }
  if (end !== undefined) yield embed(code, shared.done(end), undefined, encodeJson);
}

/** What people read in outputs; images and scripts are left out. */
const readable = /^(?:text\/(?:plain|html|markdown)|application\/vnd\.jupyter\.std(?:out|err))$/;

function* outputs(text: string, cell: MapNode): Generator<Embedded> {
  for (const output of itemsOf(childOf(cell, 'outputs')).flatMap((item) => asMap(item) ?? [])) {
    const data = asMap(childOf(output, 'data'))?.entries.filter(({ key }) => readable.test(key)) ?? [];
    const texts = [
      ...data.map(({ value }) => readText(text, value)),
      ...['text', 'html', 'evalue'].map((key) => readText(text, childOf(output, key))),
      readText(text, childOf(output, 'traceback'), '\n'),
    ];
    for (const mapped of texts) if (mapped) yield embed('text', mapped, 'output', encodeJson);
  }
}

/** Cells of the notebook; format 3 keeps them in worksheets. */
function cellsOf(root: MapNode): MapNode[] {
  const sheets = itemsOf(childOf(root, 'worksheets')).flatMap((sheet) => asMap(sheet) ?? []);
  return [root, ...sheets].flatMap((holder) => itemsOf(childOf(holder, 'cells'))).flatMap((cell) => asMap(cell) ?? []);
}

export const notebook: Format = {
  id: 'notebook',
  languageIds: ['jupyter-notebook'],
  extensions: ['.ipynb'],
  filenames: [],
  comments: {},
  idioms: noEnvironment,
  kind: 'data',
  parse: (text) =>
    collect(text, (facts) => {
      const errors: ParseError[] = [];
      const readable = withoutDepths(text, '[]{}');
      const root = asMap(readJson(readable, errors, true));
      facts.errors = errors.length;
      if (errors.length > 0) facts.unread = 'syntax';
      if (readable !== text) facts.unread = 'depth';
      if (!root) return;
      const code = codeFormat(root);
      const cells = cellsOf(root);
      facts.embedded.push(...sources(text, cells, code), ...cells.flatMap((cell) => [...outputs(text, cell)]));
    }),
};
