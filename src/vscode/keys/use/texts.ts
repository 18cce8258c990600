/** What the ways to a key are called, and what each means: said before it is chosen, and while it is in force. */
import { l10n } from 'vscode';
import { debugTypes } from '../settings';
import type { Way } from './consent';
import { persistenceSetting, storesTerminals } from './stored-terminals';

export const titleOf = (way: Way): string =>
  ({
    helper: l10n.t('Terminals and tasks: “claude-guard key”'),
    environment: l10n.t('Terminals and tasks: in their environment'),
    debugging: l10n.t('Debugging without a terminal'),
    extensions: l10n.t('Other extensions'),
  })[way];

/** A word or two, beside others. */
export const shortOf = (way: Way): string =>
  ({
    helper: l10n.t('terminals'),
    environment: l10n.t('terminals’ environment'),
    debugging: l10n.t('debugging'),
    extensions: l10n.t('extensions'),
  })[way];

export const iconOf: Readonly<Record<Way, string>> = {
  helper: '$(terminal)',
  environment: '$(warning)',
  debugging: '$(debug-alt)',
  extensions: '$(extensions)',
};

export const whyNoEnvironment = (): string =>
  l10n.t('VS Code stores terminals on the disk ({0}): so no key is put into their environment.', persistenceSetting);

export const whyNotThere = (): string =>
  l10n.t(
    'This workspace’s own settings decide what runs in its terminals: they get no key until you agree, by “Change…”.',
  );

/** Half a line. */
export const detailOf = (way: Way): string =>
  ({
    helper: storesTerminals()
      ? l10n.t('Recommended: VS Code stores terminals, so they have no key, but may ask for it.')
      : l10n.t('Recommended: a terminal has no key, but may ask for it.'),
    environment: l10n.t('Every program in every new terminal has it. VS Code stores no terminals here.'),
    debugging: l10n.t('Programs in the debug console have it ({0}). Not those in terminals.', debugTypes().join(', ')),
    extensions: l10n.t('VS Code asks you about each extension that wants it.'),
  })[way];
