/** The training, as what is there from the start sees it. */
import type { Disposable, FileChangeEvent, FileStat, TreeDataProvider, Uri, WebviewPanelSerializer } from 'vscode';
import type { Handlers } from '../part';
import type { ProgressNode } from './progress-item';

type Restore = WebviewPanelSerializer['deserializeWebviewPanel'];

/** Behind `claudeGuard.` */
export const trainingCommands = [
  'learn',
  'training.openLab',
  'training.openQuiz',
  'training.showGuide',
  'training.showProgress',
  'training.continue',
  'training.continueModule',
  'training.exportRecord',
  'training.overview',
  'training.openPlan',
  'training.reset',
  // For tests, and for what comes after the labs.
  'training.doneLab',
] as const;

export type TrainingHandlers = Handlers<(typeof trainingCommands)[number]>;

/** Labs, as VS Code reads and writes them. */
export interface LabFiles {
  stat(uri: Uri): Promise<FileStat>;
  readFile(uri: Uri): Promise<Uint8Array>;
  /** @returns what has changed */
  writeFile(uri: Uri, bytes: Uint8Array): Promise<FileChangeEvent[]>;
  /** Labs have the files that they have. @throws FileSystemError */
  refuse(uri: Uri): never;
}

export interface Training extends Disposable {
  handlers: TrainingHandlers;
  rows: TreeDataProvider<ProgressNode>;
  files: LabFiles;
  /** A file of the lab's solution. */
  solution(uri: Uri): Promise<string | undefined>;
  /** One quiet offer, once, see `offer.ts`. */
  offer(): void;
  restoreGuide: Restore;
  restoreLesson: Restore;
  restoreQuiz: Restore;
}
