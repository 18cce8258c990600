/** The training, as far as it is there from the start. All else is loaded with the first of it that somebody needs. */
import {
  Disposable,
  EventEmitter,
  type ExtensionContext,
  type FileChangeEvent,
  type TextDocument,
  Uri,
  type WebviewPanelSerializer,
  window,
  workspace,
} from 'vscode';
import type { Scanner } from '../../scanner/types';
import { labScheme, planPath } from '../../training/types';
import { Part, registerLater, viewLater } from '../part';
import { guideViewType, lessonViewType, quizViewType, solutionScheme, viewId } from './ids';
import type { OwnCodeOptions } from './own-code';
import { type Training, trainingCommands } from './types';

/** What everybody waits for comes first, in ms. */
const afterStart = 4000;

export interface TrainingOptions {
  context: ExtensionContext;
  scanner: Pick<Scanner, 'analyze'>;
  /** Of the person's own code. */
  findings: OwnCodeOptions;
}

/** Labs are opened by URI, also those that VS Code brings back when it starts. */
function registerLabFiles(training: Part<Training>): Disposable {
  const changed = new EventEmitter<FileChangeEvent[]>();
  const refuse = async (uri: Uri) => (await training.get()).files.refuse(uri);
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new Disposable(() => {}),
    stat: async (uri: Uri) => (await training.get()).files.stat(uri),
    readFile: async (uri: Uri) => (await training.get()).files.readFile(uri),
    async writeFile(uri: Uri, bytes: Uint8Array) {
      changed.fire(await (await training.get()).files.writeFile(uri, bytes));
    },
    readDirectory: () => [],
    ...{ createDirectory: refuse, delete: refuse, rename: refuse },
  };
  return Disposable.from(
    changed,
    workspace.registerFileSystemProvider(labScheme, provider, { isCaseSensitive: true }),
    workspace.registerTextDocumentContentProvider(solutionScheme, {
      provideTextDocumentContent: async (uri) => (await training.get()).solution(uri),
    }),
  );
}

/** Pages that VS Code has kept over a reload. */
function registerPages(training: Part<Training>): Disposable {
  const restoring = (restore: (part: Training) => WebviewPanelSerializer['deserializeWebviewPanel']) => ({
    deserializeWebviewPanel: async (...given: Parameters<WebviewPanelSerializer['deserializeWebviewPanel']>) =>
      restore(await training.get())(...given),
  });
  return Disposable.from(
    window.registerWebviewPanelSerializer(
      guideViewType,
      restoring(({ restoreGuide }) => restoreGuide),
    ),
    window.registerWebviewPanelSerializer(
      lessonViewType,
      restoring(({ restoreLesson }) => restoreLesson),
    ),
    window.registerWebviewPanelSerializer(
      quizViewType,
      restoring(({ restoreQuiz }) => restoreQuiz),
    ),
  );
}

async function hasPlan(): Promise<boolean> {
  const there = (workspace.workspaceFolders ?? []).map(({ uri }) =>
    workspace.fs.stat(Uri.joinPath(uri, planPath)).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(there)).includes(true);
}

/** A lab or a team's plan that is in front, something that was learnt before, and a team's plan need it unasked. */
function followNeed(training: Part<Training>, { globalState }: ExtensionContext): Disposable {
  const isTraining = ({ uri: { scheme, path } }: TextDocument) => scheme === labScheme || path.endsWith(`/${planPath}`);
  const look = () => {
    if (window.activeTextEditor && isTraining(window.activeTextEditor.document)) void training.get();
  };
  look();
  // In another window, too.
  const goOn = () => {
    if (globalState.keys().some((key) => key.startsWith('training.'))) void training.get();
  };
  const begun = setTimeout(goOn, 0);
  const offer = async () => {
    if (workspace.isTrusted && (await hasPlan())) (await training.get()).offer();
  };
  const later = setTimeout(offer, afterStart);
  const stop = new Disposable(() => {
    clearTimeout(begun);
    clearTimeout(later);
  });
  const onFocus = window.onDidChangeWindowState(({ focused }) => {
    if (focused) goOn();
  });
  return Disposable.from(
    stop,
    onFocus,
    window.onDidChangeActiveTextEditor(look),
    workspace.onDidGrantWorkspaceTrust(offer),
  );
}

export function registerTraining(options: TrainingOptions): Disposable {
  const rows = viewLater(viewId, async () => (await training.get()).rows);
  const training: Part<Training> = new Part(async () => (await import('./part')).startTraining(options, rows.view));
  return Disposable.from(
    training,
    rows,
    registerLabFiles(training),
    registerPages(training),
    followNeed(training, options.context),
    registerLater('claudeGuard.', trainingCommands, async (name, ...given) =>
      (await training.get()).handlers[name](...given),
    ),
  );
}
