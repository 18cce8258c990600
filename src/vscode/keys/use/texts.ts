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

export const iconOf: Readonly<Record<Way, string>> = {
  helper: '$(terminal)',
  environment: '$(warning)',
  debugging: '$(debug-alt)',
  extensions: '$(extensions)',
};

const helperText = () =>
  l10n.t(
    'Recommended. No terminal has the key: “claude-guard key -- npm start” gives it to that program alone. Claude Code takes it by the setting "apiKeyHelper": "claude-guard key".',
  );

const environmentText = () =>
  l10n.t(
    'Every program in every new terminal has the key. Possible here, because VS Code does not store terminals ({0} is off).',
    persistenceSetting,
  );

export const whyNoEnvironment = (): string =>
  l10n.t(
    'VS Code stores the environment of terminals and what they show on the disk ({0}): so no key is put there.',
    persistenceSetting,
  );

export const detailOf = (way: Way): string =>
  ({
    helper: storesTerminals() ? `${helperText()} ${whyNoEnvironment()}` : helperText(),
    environment: environmentText(),
    debugging: l10n.t(
      'Programs that are started in the debug console have the key in their environment ({0}). Those in a terminal take the terminal’s way.',
      debugTypes().join(', '),
    ),
    extensions: l10n.t(
      'An extension asks VS Code for a session of Claude Guard, VS Code asks you, and its Manage Trusted Extensions takes it back.',
    ),
  })[way];
