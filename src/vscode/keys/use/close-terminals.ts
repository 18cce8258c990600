/** Terminals that still have a key after it is no longer theirs: named, and closed where a person wants that. */
import { l10n, type Terminal, window } from 'vscode';
import type { KeyInfo } from '../types';
import { labelIn } from './holders';
import type { Sharing } from './sharing';

/** Tells which terminals have a key, and sees to it that new ones have what they may. */
export type Holders = Pick<Sharing, 'holders' | 'said' | 'update'>;

/** @param title what has happened @param isModal false where a person may be busy in another window */
export async function offerToClose(terminals: readonly Terminal[], title: string, isModal = true): Promise<void> {
  const [only, ...more] = terminals;
  if (!only) return;
  const label = (terminal: Terminal) => labelIn(terminal, window.terminals);
  const isOne = more.length === 0;
  const close = isOne ? l10n.t('Close Terminal') : l10n.t('Close Terminals');
  const detail = isOne
    ? l10n.t('The terminal “{0}” was given the key, and what runs there may still have it. Close it?', label(only))
    : l10n.t(
        'These terminals were given the key, and what runs there may still have it. Close them?\n\n{0}',
        terminals.map((terminal) => `• ${label(terminal)}`).join('\n'),
      );
  const answer = isModal
    ? await window.showWarningMessage(title, { modal: true, detail }, close)
    : await window.showWarningMessage(`${title}. ${detail.replace(/\s*\n\s*/g, ' ')}`, close);
  if (answer !== close) return;
  for (const terminal of terminals) terminal.dispose();
}

/** After keys have changed. @param before they as terminals were given them @param title what has happened to them */
export async function nameHolders(before: readonly KeyInfo[], terminals: Holders, title: string): Promise<void> {
  await terminals.update();
  terminals.said(before);
  await offerToClose(await terminals.holders((given) => before.some(({ masked }) => masked === given)), title);
}
