/** A team's overview: records of a folder, whose lab solutions the engine looks at again. */
import {
  type CancellationToken,
  commands,
  Disposable,
  EventEmitter,
  env,
  FileType,
  l10n,
  ProgressLocation,
  type QuickPickItem,
  Uri,
  window,
  workspace,
} from 'vscode';
import { decodeText } from '../../scanner/text';
import type { Scanner } from '../../scanner/types';
import { type Analyze, gradingConfig } from '../../training/grading';
import { defaultPlan } from '../../training/plan';
import { isRecordName, largestRecord, mostRecords } from '../../training/record-read';
import { type RecordFile, type TeamReport, teamReport } from '../../training/report';
import { type ReportForm, reportAs } from '../../training/report-forms';
import { today } from '../findings/scan/folder';
import type { TrainingContent } from './content';
import { mistakeOf, type TeamPlan } from './plan';
import { offerToOpen, saveAs } from './save';

const scheme = 'claude-guard-training-report';

export interface OverviewOptions {
  content: TrainingContent;
  plans: TeamPlan;
  scanner: Pick<Scanner, 'analyze'>;
}

async function readRecordFile(folder: Uri, name: string): Promise<RecordFile> {
  const uri = Uri.joinPath(folder, name);
  try {
    const { type, size } = await workspace.fs.stat(uri);
    const isSmall = type === FileType.File && size <= largestRecord;
    const text = isSmall ? decodeText(await workspace.fs.readFile(uri))?.text : undefined;
    if (text !== undefined) return { name, text };
    return { name, unread: l10n.t('The file is no text file of at most 1 MiB.') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, unread: l10n.t('The file can’t be read: {0}', reason) };
  }
}

async function recordFiles(folder: Uri): Promise<RecordFile[]> {
  const entries = await workspace.fs.readDirectory(folder);
  const names = entries
    .map(([name]) => name)
    .filter(isRecordName)
    .sort();
  if (names.length > mostRecords) throw new Error(l10n.t('The folder has more than {0} JSON files.', mostRecords));
  return Promise.all(names.map((name) => readRecordFile(folder, name)));
}

function analyzeWith({ scanner }: OverviewOptions, token: CancellationToken): Analyze {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  const options = { config: gradingConfig, today: today() };
  return (path, text) => scanner.analyze({ uri: `lab:/${path}`, path, version: 0, text }, options, controller.signal);
}

async function reportOn(files: readonly RecordFile[], options: OverviewOptions, token: CancellationToken) {
  const [content, found] = await Promise.all([options.content.get(), options.plans.get()]);
  const plan = found?.plan ?? defaultPlan;
  const mistake = mistakeOf(found);
  // By another plan than the team's, an overview would be wrong.
  if (mistake !== undefined) throw new Error(mistake);
  return teamReport(files, { content, plan, today: today(), analyze: analyzeWith(options, token), t: l10n.t });
}

async function askFolder(): Promise<Uri | undefined> {
  const [uri] =
    (await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: l10n.t('Folder with the records of your team'),
      openLabel: l10n.t('Check Records'),
    })) ?? [];
  return uri;
}

const forms = (): (QuickPickItem & { form: ReportForm; extension: string })[] => [
  { form: 'html', extension: 'html', label: l10n.t('Page to print (HTML)') },
  { form: 'csv', extension: 'csv', label: l10n.t('Table for a spreadsheet (CSV)') },
  { form: 'markdown', extension: 'md', label: 'Markdown' },
  { form: 'text', extension: 'txt', label: l10n.t('Text') },
];

async function save(report: TeamReport): Promise<void> {
  const picked = await window.showQuickPick(forms(), { title: l10n.t('Save the Overview') });
  if (!picked) return;
  const text = reportAs(picked.form, report, env.language, l10n.t);
  const uri = await saveAs(`claude-guard-training-overview.${picked.extension}`, picked.extension.toUpperCase(), text);
  if (uri) void offerToOpen(uri, l10n.t('The overview was saved.'));
}

export class Overview implements Disposable {
  readonly #options: OverviewOptions;
  readonly #changed = new EventEmitter<Uri>();
  readonly #subscription: Disposable;
  #text = '';

  constructor(options: OverviewOptions) {
    this.#options = options;
    const provider = { provideTextDocumentContent: () => this.#text, onDidChange: this.#changed.event };
    this.#subscription = Disposable.from(
      this.#changed,
      workspace.registerTextDocumentContentProvider(scheme, provider),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** @param given the folder; without it, a person picks one */
  async show(given?: unknown): Promise<void> {
    const folder = given instanceof Uri ? given : await askFolder();
    if (!folder) return;
    try {
      const report = await this.#make(folder);
      if (report) await this.#present(report);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(l10n.t('The records could not be checked: {0}', reason));
    }
  }

  async #make(folder: Uri): Promise<TeamReport | undefined> {
    const files = await recordFiles(folder);
    if (files.length === 0)
      return void window.showInformationMessage(
        l10n.t('There is no JSON file in this folder: records are exported as such.'),
      );
    const title = l10n.t('Checking the lab solutions of {0} records…', files.length);
    const progress = { location: ProgressLocation.Notification, title, cancellable: true };
    return window.withProgress(progress, async (_, token) => {
      const report = await reportOn(files, this.#options, token);
      return token.isCancellationRequested ? undefined : report;
    });
  }

  async #present(report: TeamReport): Promise<void> {
    const page = Uri.from({ scheme, path: `/${l10n.t('Training overview')}.md` });
    this.#text = reportAs('markdown', report, env.language, l10n.t);
    this.#changed.fire(page);
    await commands.executeCommand('markdown.showPreview', page).then(undefined, () => window.showTextDocument(page));
    const keep = l10n.t('Save As…');
    const said = l10n.t('The lab solutions were checked again.');
    if ((await window.showInformationMessage(said, keep)) === keep) await save(report);
  }
}
