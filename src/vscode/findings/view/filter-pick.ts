/** The list in which a person chooses what the view shows. */
import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from 'vscode';
import { type Choice, type Filter, filterOf, noFilter, sectionTitle } from './filter';

type Item = QuickPickItem & { choice?: Choice };

/** A heading before each section. */
function itemsOf(choices: readonly Choice[]): Item[] {
  return choices.flatMap((choice, index): Item[] => {
    const { section, label, count } = choice;
    const item = { label, description: String(count), choice };
    if (choices[index - 1]?.section === section) return [item];
    return [{ label: sectionTitle(section, l10n.t), kind: QuickPickItemKind.Separator }, item];
  });
}

/** @returns undefined where the person changed their mind */
export function pickFilter(choices: readonly Choice[]): Promise<Filter | undefined> {
  const pick = window.createQuickPick<Item>();
  const items = itemsOf(choices);
  pick.title = l10n.t('Filter Findings');
  pick.placeholder = l10n.t('Show only what is ticked');
  pick.canSelectMany = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ choice }) => choice?.picked);
  pick.buttons = [{ iconPath: new ThemeIcon('clear-all'), tooltip: l10n.t('Clear Filters') }];
  return new Promise((resolve) => {
    const end = (filter: Filter | undefined) => {
      resolve(filter);
      pick.dispose();
    };
    pick.onDidTriggerButton(() => end(noFilter));
    pick.onDidAccept(() =>
      end(
        filterOf(
          choices,
          pick.selectedItems.flatMap(({ choice }) => choice ?? []),
        ),
      ),
    );
    pick.onDidHide(() => end(undefined));
    pick.show();
  });
}
