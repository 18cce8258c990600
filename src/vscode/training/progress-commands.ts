/** Commands of the Training view. */
import { commands, l10n, window, workspace } from 'vscode';
import { defaultPlan } from '../../training/plan';
import type { ModuleProgress, Step } from '../../training/progress';
import type { TrainingState } from '../../training/state';
import { labScheme } from '../../training/types';
import type { Store } from '../steady';
import { placeOfUri, type TrainingContent } from './content';
import { type LabSession, replaceText } from './lab-session';
import { planUri, type TeamPlan } from './plan';
import { commandOf } from './progress-item';
import type { ProgressView } from './progress-view';
import type { TrainingHandlers } from './types';

export interface ProgressCommandsOptions {
  content: TrainingContent;
  state: TrainingState;
  session: LabSession;
  memory: Store;
  plans: TeamPlan;
  view: ProgressView;
}

const isModuleNode = (node: unknown): node is { module: ModuleProgress } =>
  typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'module';

async function go(step: Step): Promise<void> {
  const { command, arguments: given } = commandOf(step);
  await commands.executeCommand(command, ...given);
}

/** @param node a module's row; without one, what is next in all */
async function goOn({ view }: ProgressCommandsOptions, node: unknown): Promise<void> {
  const next = isModuleNode(node) ? node.module.next : (await view.progress()).progress.next;
  if (next) return go(next);
  const record = l10n.t('Export Record…');
  const said = l10n.t('You have done every module of the training.');
  if ((await window.showInformationMessage(said, record)) === record)
    await commands.executeCommand('claudeGuard.training.exportRecord');
}

/** Labs that are open show what they were at first; undoing brings the draft back. */
async function emptyLabs(content: TrainingContent): Promise<void> {
  for (const document of workspace.textDocuments.filter(({ uri, isClosed }) => uri.scheme === labScheme && !isClosed)) {
    const place = placeOfUri(document.uri);
    const first = place && (await content.firstText(place));
    if (first === undefined) continue;
    if (document.getText() !== first) await replaceText(document.uri, first);
    await document.save();
  }
}

async function reset({ content, state, memory, session }: ProgressCommandsOptions): Promise<void> {
  const forget = l10n.t('Forget Progress');
  const detail = l10n.t(
    'Solved labs, drafts, lessons that were read and results are forgotten on this machine. They cannot be brought back; a record that you have exported stays as it is.',
  );
  const question = l10n.t('Begin the training anew?');
  if ((await window.showWarningMessage(question, { modal: true, detail }, forget)) !== forget) return;
  await emptyLabs(content);
  await state.reset(memory.keys());
  session.update({ hints: 0, solutionShown: false });
  window.setStatusBarMessage(l10n.t('The training begins anew.'), 4000);
}

const quarter = 90 * 86_400_000;

/** What a lead begins with. */
function planTemplate(): string {
  const due = new Date(Date.now() + quarter).toISOString().slice(0, 10);
  const lines = [
    [
      'title',
      l10n.t('Secure use of Claude'),
      l10n.t('What the training is called in your team. Every line can be left out.'),
    ],
    [
      'modules',
      defaultPlan.modules.map(({ module }) => module),
      l10n.t('In your order. An object with “module”, “note” and “links” says more.'),
    ],
    [
      'full',
      false,
      l10n.t('True: every lab and check of each module is needed, not one lab and the final check alone.'),
    ],
    ['passMark', defaultPlan.passMark, l10n.t('Right answers that a check of one’s knowledge needs, in percent.')],
    ['due', due, l10n.t('The last day on which it is in time.')],
    ['contact', l10n.t('your security team'), l10n.t('Whom to ask: a name, a channel, an e-mail address or a page.')],
  ] as const;
  const fields = lines.map(([key, value, says]) => `  // ${says}\n  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

/** The plan, or a new one, which is written when it is saved. */
async function openPlan({ plans }: ProgressCommandsOptions): Promise<void> {
  const found = await plans.get();
  if (found) return void window.showTextDocument(found.uri);
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder)
    return void window.showInformationMessage(l10n.t('Open your team’s folder first: the plan belongs there.'));
  const uri = planUri(folder);
  const isThere = await workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (isThere) return void window.showTextDocument(uri);
  const editor = await window.showTextDocument(uri.with({ scheme: 'untitled' }));
  if (editor.document.getText() !== '') return;
  await editor.edit((edit) => edit.insert(editor.document.positionAt(0), planTemplate()));
}

type Name = 'showProgress' | 'continue' | 'continueModule' | 'reset' | 'openPlan';

export const progressHandlers = (options: ProgressCommandsOptions): Pick<TrainingHandlers, `training.${Name}`> => ({
  async 'training.showProgress'() {
    await commands.executeCommand('claudeGuard.training.focus');
    await options.view.showNext();
  },
  'training.continue': (node) => goOn(options, node),
  'training.continueModule': (node) => goOn(options, node),
  'training.reset': () => reset(options),
  'training.openPlan': () => openPlan(options),
});
