/** An open notebook as the text of its file, laid out as Jupyter writes it, and the way back from that text to its cells. */
import type { Range } from '../../../engine/types';

export interface CellContent {
  kind: 'code' | 'markup';
  /** VS Code's language id. */
  language: string;
  text: string;
  outputs: readonly OutputContent[];
}

/** What can be read of one output, by MIME type; `stream` and `error` are of Jupyter's own kinds. */
export interface OutputContent {
  data: Readonly<Record<string, string>>;
  stream?: string;
  error?: { message: string; stack: string };
}

/** A part of one cell's source. */
export interface CellPlace {
  cell: number;
  /** In UTF-16 units of the cell's text. */
  range: Range;
}

export interface OutputPlace {
  cell: number;
  output: number;
}

export interface OutputCut extends OutputPlace {
  cut: Range;
}

export interface NotebookText {
  text: string;
  /** Undefined where the range does not lie in one cell's source. */
  inSource(range: Range): CellPlace | undefined;
  /** Undefined where the range does not lie in one output. */
  inOutput(range: Range): OutputPlace | undefined;
  /** Every output, with what is to be cut out of the text so that it is gone and the rest is still JSON. */
  cuts: readonly OutputCut[];
}

/** One string of the JSON: a line of a cell. `start` and `end` are in the text, between the quotes. */
interface Line {
  cell: number;
  /** In the cell. */
  offset: number;
  source: string;
  start: number;
  end: number;
}

type Output = OutputPlace & Range;

/** As Jupyter splits a text: each line with its end. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const jsonOf = (value: unknown): string => JSON.stringify(value);

class Writer {
  readonly #pieces: string[] = [];
  #length = 0;

  /** @returns where the piece begins */
  put(piece: string): number {
    const start = this.#length;
    this.#pieces.push(piece);
    this.#length += piece.length;
    return start;
  }

  get length(): number {
    return this.#length;
  }

  text(): string {
    return this.#pieces.join('');
  }

  /** A list, one item on each line, as indented as Jupyter does. */
  list<T>(items: readonly T[], indent: string, write: (item: T, index: number) => void): void {
    this.put(items.length === 0 ? '[]' : '[');
    for (const [index, item] of items.entries()) {
      this.put(`${index === 0 ? '' : ','}\n${indent} `);
      write(item, index);
    }
    if (items.length > 0) this.put(`\n${indent}]`);
  }
}

/** The language that most code cells have: that of the kernel, as far as VS Code tells. */
function commonLanguage(cells: readonly CellContent[]): string {
  const counts = new Map<string, number>();
  for (const { kind, language } of cells) if (kind === 'code') counts.set(language, (counts.get(language) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'python';
}

/** Indented as below a cell. */
const nested = (value: unknown, indent: string) => JSON.stringify(value, undefined, 1).replaceAll('\n', `\n${indent}`);

function outputJson({ data, stream, error }: OutputContent): object {
  if (error) return { evalue: error.message, output_type: 'error', traceback: error.stack.split('\n') };
  if (stream !== undefined) return { output_type: 'stream', text: linesOf(stream) };
  const texts = Object.entries(data).map(([mime, text]) => [mime, linesOf(text)]);
  return { data: Object.fromEntries(texts), output_type: 'display_data' };
}

interface Written {
  writer: Writer;
  lines: Line[];
  outputs: Output[];
}

function writeSource({ writer, lines }: Written, text: string, cell: number): void {
  let offset = 0;
  writer.list(linesOf(text), '   ', (source) => {
    const start = writer.put(jsonOf(source)) + 1;
    lines.push({ cell, offset, source, start, end: writer.length - 1 });
    offset += source.length;
  });
}

function writeCell(written: Written, content: CellContent, cell: number, common: string): void {
  const { writer, outputs } = written;
  const isCode = content.kind === 'code';
  const own = isCode && content.language !== common ? { vscode: { languageId: content.language } } : {};
  writer.put(`{\n   "cell_type": ${jsonOf(isCode ? 'code' : 'markdown')},\n   "metadata": ${nested(own, '   ')},\n`);
  if (isCode) {
    writer.put('   "outputs": ');
    writer.list(content.outputs, '   ', (one, output) => {
      const start = writer.put(nested(outputJson(one), '    '));
      outputs.push({ cell, output, start, end: writer.length });
    });
    writer.put(',\n');
  }
  writer.put('   "source": ');
  writeSource(written, content.text, cell);
  writer.put('\n  }');
}

/** The unit of the line that the JSON at `at` stands for: an escape stands for one, a pair of surrogates for itself. */
function unitOf({ source, start, end }: Line, at: number): number {
  if (end - start === source.length) return at - start;
  let [position, unit] = [start, 0];
  for (const character of source) {
    const length = jsonOf(character).length - 2;
    if (position + length > at) return unit + Math.min(character.length - 1, Math.max(0, at - position));
    position += length;
    unit += character.length;
  }
  return unit;
}

/** With the comma that stands beside it. */
function cutOf(outputs: readonly Output[], index: number): Range {
  const own = outputs[index]!;
  const [before, after] = [outputs[index - 1], outputs[index + 1]].map((one) =>
    one?.cell === own.cell ? one : undefined,
  );
  return { start: after || !before ? own.start : before.end, end: after ? after.start : own.end };
}

export function createNotebookText(cells: readonly CellContent[]): NotebookText {
  const common = commonLanguage(cells);
  const written: Written = { writer: new Writer(), lines: [], outputs: [] };
  const { writer, lines, outputs } = written;
  writer.put('{\n "cells": ');
  writer.list(cells, ' ', (content, cell) => writeCell(written, content, cell, common));
  const metadata = { language_info: { name: common } };
  writer.put(`,\n "metadata": ${nested(metadata, ' ')},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n`);
  const lineAt = (at: number) => lines.find(({ start, end }) => start <= at && at <= end);

  return {
    text: writer.text(),
    inSource({ start, end }) {
      const [first, last] = [lineAt(start), lineAt(end)];
      if (!first || first.cell !== last?.cell) return undefined;
      return {
        cell: first.cell,
        range: { start: first.offset + unitOf(first, start), end: last.offset + unitOf(last, end) },
      };
    },
    inOutput({ start, end }) {
      const found = outputs.find((one) => one.start <= start && end <= one.end);
      return found && { cell: found.cell, output: found.output };
    },
    cuts: outputs.map((one, index) => ({ cell: one.cell, output: one.output, cut: cutOf(outputs, index) })),
  };
}

/** What an edit's text, which is written for the JSON, says in a cell. Undefined where it is no part of one JSON string. */
export function decodeJson(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
