/** One quiet offer, once: to people who are new to the training, in a workspace whose team has a plan. */
import { commands, l10n, window } from 'vscode';
import { hasBegun, materialOf } from '../../training/progress';
import { type TrainingState, teamKey } from '../../training/state';
import type { Store } from '../steady';
import type { TrainingContent } from './content';
import type { TeamPlan } from './plan';
import { words } from './progress-view';

export interface OfferOptions {
  content: TrainingContent;
  state: TrainingState;
  memory: Store;
  plans: TeamPlan;
}

/** It says nothing in the plan's own words, which anybody may have written. */
export async function offerTraining({ content, state, memory, plans }: OfferOptions): Promise<void> {
  const { plan, uri } = (await plans.get()) ?? {};
  if (!plan || !uri) return;
  const key = teamKey(`offered.${uri.toString()}`);
  if (memory.get(key) !== undefined || hasBegun(materialOf(await content.get()), state)) return;
  await memory.update(key, new Date().toISOString());
  const start = l10n.t('Show Training');
  const { date } = words();
  const asks =
    plan.due === undefined
      ? l10n.t('Your team has a training for the secure use of Claude here.')
      : l10n.t('Your team has a training for the secure use of Claude here, due on {0}.', date(plan.due));
  const said = `${asks} ${l10n.t('It stays in the Training view, should you want it later.')}`;
  if ((await window.showInformationMessage(said, start)) === start)
    await commands.executeCommand('claudeGuard.training.showProgress');
}
