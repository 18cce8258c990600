/** A row of the Keys view. */
import { env, l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem, Uri } from 'vscode';
import { escapeMarkdown } from '../findings/view/markdown';
import { isUsedHere } from './ask';
import { endOf } from './entry';
import { dueOf, type Notice, noticesOf } from './notices';
import { rotationDays } from './settings';
import type { KeyInfo } from './types';

const dateOf = (ms: number): string => new Intl.DateTimeFormat(env.language, { dateStyle: 'medium' }).format(ms);

/** What a person calls it. @param address of a folder, which may not be open */
const folderName = (address: string): string => Uri.parse(address).path.split('/').filter(Boolean).at(-1) ?? address;

function iconOf(notice: Notice | undefined): ThemeIcon {
  if (!notice || notice.kind === 'soon' || notice.kind === 'elsewhere') return new ThemeIcon('key');
  const isError = notice.kind === 'lost' || notice.kind === 'unreadable';
  return isError
    ? new ThemeIcon('error', new ThemeColor('list.errorForeground'))
    : new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
}

/** Names are what people have typed: nothing of them is Markdown. */
function tooltipOf(key: KeyInfo, notices: readonly Notice[]): MarkdownString {
  const text = new MarkdownString();
  const line = (label: string, value: string) => {
    text.appendMarkdown(`  \n${escapeMarkdown(`${label}: ${value}`)}`);
  };
  text.appendMarkdown(`**${escapeMarkdown(key.name)}**`);
  line(l10n.t('Key'), key.masked);
  line(l10n.t('Environment'), key.environment);
  if (key.folders?.length) line(l10n.t('Key of'), key.folders.map(folderName).join(', '));
  line(l10n.t('Added'), dateOf(key.added));
  if (key.rotated !== undefined) line(l10n.t('Rotated'), dateOf(key.rotated));
  line(l10n.t('Last used'), key.used === undefined ? l10n.t('not yet') : dateOf(key.used));
  line(l10n.t('Last known to work'), key.worked === undefined ? l10n.t('not verified') : dateOf(key.worked));
  if (key.state === 'stored') line(l10n.t('Rotate by'), dateOf(dueOf(key, rotationDays())));
  for (const { long } of notices) text.appendMarkdown(`\n\n---\n\n${escapeMarkdown(long)}`);
  return text;
}

/** What matters most comes first: a view at the side cuts the rest. */
function describe({ state, environment, masked }: KeyInfo, notice: Notice | undefined, here: boolean): string[] {
  if (notice && state !== 'stored') return [notice.short, environment];
  const more = [...(notice ? [notice.short] : []), ...(here ? [l10n.t('this folder’s')] : [])];
  return [environment, ...(more.length > 0 ? more : [endOf(masked)])];
}

export function keyItem(key: KeyInfo, keys: readonly KeyInfo[]): TreeItem {
  const notices = noticesOf(key, keys, { now: Date.now(), rotationDays: rotationDays(), t: l10n.t });
  const here = isUsedHere(key);
  const item = new TreeItem(key.name);
  item.id = key.id;
  item.description = describe(key, notices[0], here).join(' · ');
  item.iconPath = iconOf(notices[0]);
  item.tooltip = tooltipOf(key, notices);
  item.contextValue = `key.${key.state}${here ? '.here' : ''}`;
  item.accessibilityInformation = {
    label: [key.name, key.environment, ...notices.map(({ short }) => short), key.masked].join(', '),
  };
  return item;
}
