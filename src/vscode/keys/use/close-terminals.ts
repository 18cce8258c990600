/** Terminals that still have a key after it is no longer theirs: named, and closed where a person wants that. */
import { l10n, type Terminal } from 'vscode';
import { pickMany } from './pick-many';

/** @param title what has happened */
export async function offerToClose(terminals: readonly Terminal[], title: string): Promise<void> {
  if (terminals.length === 0) return;
  const items = terminals.map((terminal) => ({
    ...{ label: `$(terminal) ${terminal.name}`, terminal },
    detail: l10n.t('It was given the key, and what runs there may still have it.'),
  }));
  const placeholder =
    terminals.length === 1
      ? l10n.t('A terminal still has the key. Close it?')
      : l10n.t('{0} terminals still have the key. Close those that are picked?', terminals.length);
  const picked = await pickMany({ title, placeholder, items, isPicked: () => true });
  for (const { terminal } of picked ?? []) terminal.dispose();
}
