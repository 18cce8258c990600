/** The team's side of the training, wired: progress, plan, record and overview. Nothing is read before it is needed. */
import { commands, Disposable, type ExtensionContext } from 'vscode';
import type { Scanner } from '../../scanner/types';
import type { TrainingState } from '../../training/state';
import type { TrainingContent } from './content';
import { offerTraining } from './offer';
import { Overview } from './overview';
import { type OwnCodeOptions, ownCodeOf } from './own-code';
import { showPlanDiagnostics, type TeamPlan } from './plan';
import { registerProgressCommands } from './progress-commands';
import { ProgressView } from './progress-view';
import { exportRecord } from './record';

/** What everybody waits for comes first, in ms. */
const afterStart = 4000;

export interface TeamOptions {
  context: ExtensionContext;
  scanner: Pick<Scanner, 'analyze'>;
  content: TrainingContent;
  state: TrainingState;
  plans: TeamPlan;
  findings: OwnCodeOptions;
}

export function registerTeam({ context, scanner, content, state, plans, findings }: TeamOptions): Disposable {
  const memory = context.globalState;
  const view = new ProgressView({ content, state, plans, ownCode: ownCodeOf(findings) });
  const overview = new Overview({ content, plans, scanner });
  const version = String(context.extension.packageJSON.version);
  const subscriptions: Disposable[] = [
    view,
    overview,
    registerProgressCommands({ content, state, memory, plans, view }),
    commands.registerCommand('claudeGuard.training.exportRecord', () =>
      exportRecord({ content, state, memory, plans, version }),
    ),
    commands.registerCommand('claudeGuard.training.overview', (folder) => overview.show(folder)),
  ];
  const timer = setTimeout(() => {
    subscriptions.push(showPlanDiagnostics());
    void offerTraining({ content, state, memory, plans });
  }, afterStart);
  subscriptions.push(new Disposable(() => clearTimeout(timer)));
  return new Disposable(() => {
    for (const one of subscriptions) one.dispose();
  });
}
