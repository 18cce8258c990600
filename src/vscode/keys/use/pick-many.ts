/** A list in which several rows may be ticked. */
import { type QuickInputButton, type QuickPickItem, window } from 'vscode';

export interface ManyOptions<T> {
  title: string;
  placeholder: string;
  items: readonly T[];
  isPicked(item: T): boolean;
  /** In the title bar. */
  button?: QuickInputButton & { press(): void };
}

/** @returns undefined: a person has changed their mind */
export function pickMany<T extends QuickPickItem>(options: ManyOptions<T>): Promise<readonly T[] | undefined> {
  const { title, placeholder, items, isPicked, button } = options;
  const pick = window.createQuickPick<T>();
  Object.assign(pick, { title, placeholder, canSelectMany: true, ignoreFocusOut: true });
  pick.buttons = button ? [button] : [];
  pick.items = items;
  pick.selectedItems = items.filter(isPicked);
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => button?.press());
    pick.onDidAccept(() => {
      resolve([...pick.selectedItems]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
