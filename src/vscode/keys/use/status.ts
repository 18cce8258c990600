/** In the status bar as long as a key is used here: which, for what, and the way to stop it. */
import {
  commands,
  Disposable,
  l10n,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from 'vscode';
import { escapeMarkdown } from '../../findings/view/markdown';
import { named } from '../say';
import type { Sharing } from './sharing';
import { storesTerminals } from './stored-terminals';
import { titleOf, whyNoEnvironment, whyNotThere } from './texts';

/** Behind the item of the findings. */
const priority = 8;

const links = ['switchEnvironment', 'share', 'stopSharing'].map((name) => `claudeGuard.keys.${name}`);

function tooltipOf(sharing: Sharing): MarkdownString {
  const text = new MarkdownString('', true);
  text.isTrusted = { enabledCommands: links };
  const keys = sharing.active.map((key) => `${named(key)} ${key.masked}`);
  const line = (icon: string, said: string) => text.appendMarkdown(`\n\n${icon}${escapeMarkdown(said)}`);
  text.appendMarkdown(`**${escapeMarkdown(l10n.t('A key is used in this workspace'))}**`);
  line('', keys.length > 0 ? keys.join(', ') : l10n.t('No key is chosen: nothing is given.'));
  for (const way of sharing.consent) line('$(check) ', titleOf(way));
  if (sharing.consent.has('environment') && storesTerminals()) line('$(warning) ', whyNoEnvironment());
  if (sharing.isHeld) line('$(warning) ', whyNotThere());
  const link = (name: string, label: string) => `[${label}](command:claudeGuard.keys.${name})`;
  const all = [
    link('stopSharing', l10n.t('Stop')),
    link('switchEnvironment', l10n.t('Switch Environment…')),
    link('share', l10n.t('Change…')),
  ];
  return text.appendMarkdown(`\n\n---\n\n${all.join(' · ')}`);
}

function render(item: StatusBarItem, sharing: Sharing): void {
  const [key, ...more] = sharing.active;
  const isBlocked = sharing.consent.has('environment') && storesTerminals();
  const words = key ? [...new Set([key, ...more].map(({ environment }) => environment))].join(', ') : l10n.t('no key');
  item.text = `$(key) ${words}`;
  item.tooltip = tooltipOf(sharing);
  item.accessibilityInformation = {
    label: l10n.t('Key used in this workspace: {0}. Press to stop it, or to change it.', words),
    role: 'button',
  };
  const isTrouble = !key || isBlocked || sharing.isHeld;
  item.backgroundColor = isTrouble ? new ThemeColor('statusBarItem.warningBackground') : undefined;
}

export function showSharing(sharing: Sharing): Disposable {
  let item: StatusBarItem | undefined;
  const make = () => {
    const made = window.createStatusBarItem('claudeGuard.keyUse', StatusBarAlignment.Left, priority);
    made.name = l10n.t('Claude Guard: Key in Use');
    made.command = 'claudeGuard.keys.menu';
    return made;
  };
  let isShown = false;
  const update = () => {
    const isUsed = sharing.consent.size > 0;
    if (isUsed !== isShown) void commands.executeCommand('setContext', 'claudeGuard.keys.sharing', isUsed);
    isShown = isUsed;
    if (!isUsed) return item?.hide();
    item ??= make();
    render(item, sharing);
    item.show();
  };
  return Disposable.from(sharing.onDidChange(update), { dispose: () => item?.dispose() });
}
