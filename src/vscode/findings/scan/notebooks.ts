/** An open notebook: analysed as the text of its file, shown and mended in its cells. */
import {
  l10n,
  type NotebookCell,
  NotebookCellData,
  NotebookCellKind,
  type NotebookCellOutput,
  type NotebookDocument,
  NotebookEdit,
  NotebookRange,
  type TextDocument,
  type Uri,
  type WorkspaceEdit,
} from 'vscode';
import { phrases } from '../../../engine/messages';
import { createLineTable, type LineTable, positionAt } from '../../../engine/text/positions';
import type { Edit, Finding, Fix, Notice, Range } from '../../../engine/types';
import { inWords } from '../../wording';
import type { Analysed, Parts } from '../fixes/validation';
import { rangeIn } from '../places';
import type { FindingStore } from '../store';
import {
  type CellContent,
  createNotebookText,
  decodeJson,
  type NotebookText,
  type OutputContent,
  type OutputPlace,
} from './notebook-text';
import type { Subject } from './tracking';

/** What people read in outputs, as the engine does in a file; a longer one is looked through up to here, in bytes. */
const readable = /^text\/(?:plain|html|markdown)$/;
const stream = /^application\/vnd\.code\.notebook\.std(?:out|err)$/;
const error = 'application/vnd.code.notebook.error';
const longestOutput = 1 << 20;

const decode = (data: Uint8Array): string => new TextDecoder().decode(data.subarray(0, longestOutput));

function errorOf(data: Uint8Array): NonNullable<OutputContent['error']> {
  try {
    const { message, stack } = JSON.parse(decode(data));
    return { message: String(message ?? ''), stack: String(stack ?? '') };
  } catch {
    return { message: decode(data), stack: '' };
  }
}

function outputContent({ items }: NotebookCellOutput): OutputContent {
  const streams = items.filter(({ mime }) => stream.test(mime));
  const failed = items.find(({ mime }) => mime === error);
  const data = items.filter(({ mime }) => readable.test(mime)).map((item) => [item.mime, decode(item.data)]);
  return {
    data: Object.fromEntries(data),
    ...(streams.length > 0 && { stream: streams.map((item) => decode(item.data)).join('') }),
    ...(failed && { error: errorOf(failed.data) }),
  };
}

const contentOf = ({ kind, document, outputs }: NotebookCell): CellContent => ({
  kind: kind === NotebookCellKind.Code ? 'code' : 'markup',
  language: document.languageId,
  text: document.getText(),
  outputs: outputs.map(outputContent),
});

/** A cell as it was read. */
interface Cell {
  uri: Uri;
  version: number;
  lines: LineTable;
}

/** The notebook as it was read, with the way from its text to its cells. */
interface Reading {
  notebook: NotebookText;
  cells: Cell[];
}

interface Shown {
  cell: Cell;
  finding: Finding;
  /** As the engine told it. */
  origin: Finding;
}

const placed = ({ lines }: Cell, range: Range) => ({
  range,
  start: positionAt(lines, range.start),
  end: positionAt(lines, range.end),
});

const firstLine = ({ lines: { text } }: Cell): Range => ({ start: 0, end: /[\r\n]|$/.exec(text)?.index ?? 0 });

/** The finding as it is shown in a cell. One of an output stands at the first line of the cell that made it. */
function shown(finding: Finding, { notebook, cells }: Reading): Shown | undefined {
  const source = notebook.inSource(finding.range);
  const output = source ? undefined : notebook.inOutput(finding.range);
  const cell = cells[source?.cell ?? output?.cell ?? 0];
  if (!cell) return undefined;
  const uri = cell.uri.toString();
  const related = finding.related.flatMap((one) => {
    const place = notebook.inSource(one.range);
    const other = place && cells[place.cell];
    return other ? [{ ...one, ...placed(other, place.range), uri: other.uri.toString() }] : [];
  });
  const inCell = { ...finding, ...placed(cell, source?.range ?? firstLine(cell)), uri, related };
  if (!output) return { cell, finding: inCell, origin: finding };
  const message = l10n.t('{0} It stands in output {1} of this cell.', inWords(finding.said), output.output + 1);
  const fixes = [...finding.fixes, ...clearing(output, notebook)];
  return {
    cell,
    finding: { ...inCell, message, said: saidAs('sentence', { sentence: message }), fixes },
    origin: finding,
  };
}

/** A sentence that is in the reader's language already. */
const saidAs = phrases({ sentence: '{sentence}' });

const isSame = (a: OutputPlace, b: OutputPlace) => a.cell === b.cell && a.output === b.output;

function clearing(output: OutputPlace, { cuts }: NotebookText): Fix[] {
  const title = l10n.t('Clear output {0} of this cell', output.output + 1);
  return cuts
    .filter((one) => isSame(one, output))
    .map(({ cut }) => ({ title, kind: 'suggestion', edits: [{ range: cut, text: '' }] }));
}

/** The cell's data without one output. */
function withoutOutput({ kind, document, outputs, metadata, executionSummary }: NotebookCell, output: number) {
  const data = new NotebookCellData(kind, document.getText(), document.languageId);
  data.metadata = metadata;
  data.outputs = outputs.filter((_, index) => index !== output);
  if (executionSummary) data.executionSummary = executionSummary;
  return data;
}

/** The edit as one of a cell's text. What would be taken of the cell behind it stays: cells do not flow into each other. */
function inCell(
  { range, text }: Edit,
  { notebook, cells }: Reading,
): { cell: Cell; range: Range; text: string } | undefined {
  const start = notebook.inSource({ start: range.start, end: range.start });
  const cell = start && cells[start.cell];
  const decoded = decodeJson(text);
  if (!start || !cell || decoded === undefined) return undefined;
  const whole = notebook.inSource(range);
  if (!whole && text !== '') return undefined;
  return { cell, range: whole?.range ?? { start: start.range.start, end: cell.lines.text.length }, text: decoded };
}

export class NotebookSubject implements Subject {
  readonly #notebook: NotebookDocument;
  readonly #store: FindingStore;
  #version = 1;
  #reading: Reading = { notebook: createNotebookText([]), cells: [] };
  #shown: Shown[] = [];
  /** Of what was analysed last, by the URI of the cell. */
  readonly #views = new Map<string, Analysed>();
  /** URIs of cells that have an entry in the store. */
  readonly #entries = new Set<string>();

  constructor(notebook: NotebookDocument, store: FindingStore) {
    this.#notebook = notebook;
    this.#store = store;
  }

  get uri(): Uri {
    return this.#notebook.uri;
  }

  get version(): number {
    return this.#version;
  }

  get isClosed(): boolean {
    return this.#notebook.isClosed;
  }

  get isDirty(): boolean {
    return this.#notebook.isDirty;
  }

  /** A cell or an output has changed. */
  changed(): void {
    this.#version++;
  }

  /** Cells that are gone have no findings. */
  forgetDeleted(): void {
    const left = new Set(this.#notebook.getCells().map(({ document }) => document.uri.toString()));
    for (const uri of this.#entries) if (!left.has(uri)) this.#forget(uri);
  }

  read() {
    const cells = this.#notebook.getCells();
    const notebook = createNotebookText(cells.map(contentOf));
    this.#reading = {
      notebook,
      cells: cells.map(({ document }) => ({
        uri: document.uri,
        version: document.version,
        lines: createLineTable(document.getText()),
      })),
    };
    return { text: notebook.text, languageId: 'jupyter-notebook' };
  }

  show(analysed: Analysed, notices: readonly Notice[], suppressed: number): void {
    const reading = this.#reading;
    this.#shown = analysed.findings.flatMap((finding) => shown(finding, reading) ?? []);
    this.#makeViews(analysed, reading);
    // What was found in the file, before it was opened.
    this.#store.delete(this.uri.toString());
    for (const [index, cell] of reading.cells.entries()) {
      const uri = cell.uri.toString();
      const findings = this.#views.get(uri)?.findings ?? [];
      const ofNotebook = index === 0 ? { notices, suppressed } : { notices: [] };
      this.#store.set(uri, { findings, ...ofNotebook, version: cell.version });
      this.#entries.add(uri);
    }
    this.forgetDeleted();
  }

  clear(): void {
    for (const uri of [...this.#entries, this.uri.toString()]) this.#forget(uri);
    this.#views.clear();
  }

  /** What is found in one cell, of an analysis of the whole. */
  ofCell({ uri }: TextDocument, analysed: Analysed | undefined): Analysed | undefined {
    const view = this.#views.get(uri.toString());
    return analysed && view?.signal === analysed.signal ? view : undefined;
  }

  #forget(uri: string): void {
    this.#store.delete(uri);
    this.#entries.delete(uri);
  }

  #makeViews(analysed: Analysed, reading: Reading): void {
    const parts = this.#partsOf(reading);
    this.#views.clear();
    for (const cell of reading.cells) {
      const findings = this.#shown.filter((one) => one.cell === cell).map(({ finding }) => finding);
      const file = { ...analysed.file, version: cell.version };
      this.#views.set(cell.uri.toString(), { ...analysed, file, findings, parts });
    }
  }

  #partsOf(reading: Reading): Parts {
    const origins = new Map(this.#shown.map(({ finding, origin }) => [finding, origin]));
    return {
      origin: (finding) => origins.get(finding) ?? finding,
      write: (edit, edits) => edits.every((one) => this.#write(edit, one, reading)),
    };
  }

  #write(edit: WorkspaceEdit, one: Edit, reading: Reading): boolean {
    const source = inCell(one, reading);
    if (source) {
      edit.replace(source.cell.uri, rangeIn(source.cell.lines, source.range), source.text);
      return true;
    }
    const output = reading.notebook.cuts.find(({ cut }) => sameRange(cut, one.range));
    if (!output || one.text !== '') return false;
    const data = withoutOutput(this.#notebook.cellAt(output.cell), output.output);
    edit.set(this.uri, [NotebookEdit.replaceCells(new NotebookRange(output.cell, output.cell + 1), [data])]);
    return true;
  }
}

const sameRange = (a: Range, b: Range) => a.start === b.start && a.end === b.end;
