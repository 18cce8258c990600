/** Lists of which a part belongs to the team's training. */
import { l10n, type QuickPickItem, QuickPickItemKind } from 'vscode';

/** What a row stands for; a heading stands for nothing. */
export type TeamItem<Value> = QuickPickItem & { value?: Value };

/**
 * Rows under headings; without these where a team has left nothing out.
 * @param own of the team's training, in its order
 * @param title of the others
 */
export function teamItems<Value>(
  own: readonly TeamItem<Value>[],
  others: readonly TeamItem<Value>[],
  title: string,
): TeamItem<Value>[] {
  const heading = (label: string) => ({ label, kind: QuickPickItemKind.Separator });
  if (others.length === 0) return [...own];
  return [heading(l10n.t('Your team’s training')), ...own, heading(title), ...others];
}
