/** Shows hidden characters in place: those of findings by themselves, all of a file when a person asks. */
import {
  commands,
  type DecorationOptions,
  DecorationRangeBehavior,
  Disposable,
  l10n,
  MarkdownString,
  Range,
  type TextDocument,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from 'vscode';
import { say } from '../locate';
import { rangeOf } from '../places';
import type { FindingStore } from '../store';
import { hiddenMarks, type Mark } from './hidden-text-marks';

const rule = 'hidden-text';
/** Of one editor; what follows is not decorated. */
const most = 2000;
/** Longer texts are not searched when a person asks, in UTF-16 units. */
const longest = 5_000_000;
/** Typing is followed this long after it, in ms. */
const pause = 150;

const createDecoration = (): TextEditorDecorationType =>
  window.createTextEditorDecorationType({
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
    before: {
      color: new ThemeColor('editor.foreground'),
      backgroundColor: new ThemeColor('inputValidation.warningBackground'),
      border: '1px solid',
      borderColor: new ThemeColor('inputValidation.warningBorder'),
      margin: '0 2px',
    },
    overviewRulerColor: new ThemeColor('editorUnicodeHighlight.border'),
  });

const howMany = (count: number): string =>
  count === 1 ? l10n.t('1 hidden character') : l10n.t('{0} hidden characters', count);

function decorationOf(mark: Mark, document: TextDocument): DecorationOptions {
  const { range, label, names, count } = mark;
  const hover = new MarkdownString();
  hover.appendText(`${howMany(count)}: ${names.join(', ')}`);
  return {
    range: new Range(document.positionAt(range.start), document.positionAt(range.end)),
    hoverMessage: hover,
    // Spaces at the ends of an inserted text are not shown.
    renderOptions: { before: { contentText: label.replaceAll(' ', '\u00a0') } },
  };
}

export class HiddenText implements Disposable {
  readonly #store: FindingStore;
  /** Documents of which everything is shown, by URI. */
  readonly #revealed = new Set<string>();
  readonly #disposables: Disposable[];
  #decoration: TextEditorDecorationType | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: FindingStore) {
    this.#store = store;
    this.#disposables = [
      commands.registerCommand('claudeGuard.revealHiddenText', () => this.#toggle()),
      Disposable.from(store.onDidChange((uris) => this.#updateAll((uri) => uris.includes(uri)))),
      window.onDidChangeVisibleTextEditors(() => this.#updateAll(() => true)),
      workspace.onDidChangeTextDocument(({ document }) => this.#typed(document.uri.toString())),
      workspace.onDidCloseTextDocument(({ uri }) => this.#revealed.delete(uri.toString())),
    ];
  }

  /** Shows every hidden character of the file that a person looks at, or shows those of findings alone again. */
  #toggle(): void {
    const { document } = window.activeTextEditor ?? {};
    say(document ? this.#toggleIn(document) : l10n.t('Open a file to see its hidden characters.'));
  }

  /** @returns what happened */
  #toggleIn(document: TextDocument): string {
    const uri = document.uri.toString();
    const wasShown = this.#revealed.delete(uri);
    const marks = wasShown ? [] : this.#everywhere(document);
    if (marks.length > 0) this.#revealed.add(uri);
    this.#updateAll((one) => one === uri);
    if (wasShown) return l10n.t('Hidden characters are shown at findings only.');
    const count = marks.reduce((sum, one) => sum + one.count, 0);
    if (count === 0) return l10n.t('There are no hidden characters in this file.');
    return l10n.t('Shown: {0}.', howMany(count));
  }

  #everywhere(document: TextDocument): Mark[] {
    const text = document.getText();
    return text.length > longest ? [] : hiddenMarks(text, 'everywhere');
  }

  #typed(uri: string): void {
    if (!this.#revealed.has(uri)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#updateAll((one) => one === uri), pause);
  }

  #updateAll(isMeant: (uri: string) => boolean): void {
    for (const editor of window.visibleTextEditors) if (isMeant(editor.document.uri.toString())) this.#update(editor);
  }

  #update(editor: TextEditor): void {
    const { document } = editor;
    const marks = this.#marks(document);
    // Findings of another version are about to be replaced; what is shown moves with the text meanwhile.
    if (!marks || (marks.length === 0 && !this.#decoration)) return;
    this.#decoration ??= createDecoration();
    editor.setDecorations(
      this.#decoration,
      marks.slice(0, most).map((one) => decorationOf(one, document)),
    );
  }

  #marks(document: TextDocument): Mark[] | undefined {
    const uri = document.uri.toString();
    if (this.#revealed.has(uri)) return this.#everywhere(document);
    const entry = this.#store.get(uri);
    const found = entry?.findings.filter((one) => one.rule === rule) ?? [];
    if (found.length === 0) return [];
    if (entry?.version !== undefined && entry.version !== document.version) return undefined;
    const ranges = found.map(rangeOf).map(({ start, end }) => ({
      start: document.offsetAt(start),
      end: document.offsetAt(end),
    }));
    return hiddenMarks(document.getText(), ranges);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#disposables) one.dispose();
    this.#decoration?.dispose();
  }
}
