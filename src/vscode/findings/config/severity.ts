/** "Change the rule's severity": which one, and for whom. */
import { ConfigurationTarget, l10n, type QuickPickItem, window, workspace } from 'vscode';
import { section } from '../../settings';
import { titleOfRule } from '../../wording';
import { type FixesOptions, targetOf } from '../fixes/fixes';
import { configurationChange, type Wish } from '../fixes/workspace-edits';
import { type Found, findFinding } from '../locate';
import { fileOf } from '../scan/left-alone';
import { ruleOf } from '../view/labels';
import { applyWish } from './configure';
import type { Level } from './edits';
import { isHiddenAs, unseenEffect } from './severity-effect';

type LevelItem = QuickPickItem & { level: Level };
type PlaceItem = QuickPickItem & { target?: ConfigurationTarget };

const levels = (): readonly LevelItem[] => [
  { level: 'error', label: `$(error) ${l10n.t('Error')}` },
  { level: 'warning', label: `$(warning) ${l10n.t('Warning')}` },
  { level: 'info', label: `$(info) ${l10n.t('Information')}` },
  { level: 'off', label: `$(circle-slash) ${l10n.t('Off')}`, description: l10n.t('the rule reports nothing') },
];

/** Marks what the rule reports with by itself, and what this finding has. */
function described(item: LevelItem, { analysed, finding }: Found): LevelItem {
  const isHidden = isHiddenAs(item.level, finding.confidence, analysed.options.config);
  const notes = [
    ...(item.level === finding.severity ? [l10n.t('now')] : []),
    ...(item.level === ruleOf(finding.rule)?.severity ? [l10n.t('default')] : []),
    ...(isHidden ? [l10n.t('not shown with the profile “recommended”')] : []),
  ];
  return notes.length > 0 ? { ...item, description: notes.join(', ') } : item;
}

const askLevel = (found: Found): Thenable<LevelItem | undefined> =>
  window.showQuickPick(
    levels().map((item) => described(item, found)),
    {
      title: l10n.t('Severity of “{0}”', titleOfRule(found.finding.rule)),
      placeHolder: l10n.t('What should it report with?'),
    },
  );

/** Where it can be said. A configuration file takes part in the repository, so that others see the same. */
async function places(found: Found, wish: Wish, { folders }: FixesOptions): Promise<PlaceItem[]> {
  const canConfigure = await configurationChange(targetOf(found.document, folders), wish);
  return [
    {
      label: l10n.t('User settings'),
      description: l10n.t('for you, everywhere; a repository may only be stricter'),
      target: ConfigurationTarget.Global,
    },
    ...(workspace.workspaceFolders?.length
      ? [
          {
            label: l10n.t('Workspace settings'),
            description: l10n.t('for whoever opens this workspace in VS Code'),
            target: ConfigurationTarget.Workspace,
          },
        ]
      : []),
    ...(canConfigure
      ? [{ label: '.claude-guard.json', description: l10n.t('for everybody, in VS Code, the terminal and CI') }]
      : []),
  ];
}

async function writeSetting({ document, finding }: Found, level: Level, target: ConfigurationTarget): Promise<void> {
  const configuration = workspace.getConfiguration(section, document.uri);
  const layers = configuration.inspect<Record<string, Level>>('rules');
  const layer = target === ConfigurationTarget.Global ? layers?.globalValue : layers?.workspaceValue;
  await configuration.update('rules', { ...layer, [finding.rule]: level }, target);
}

/** Says so where what was set is not seen. */
async function tellUnseen({ document, finding }: Found, wanted: Level, { folders }: FixesOptions): Promise<void> {
  const { rule, confidence } = finding;
  folders.refresh();
  const { place } = await folders.locate(fileOf(document));
  const byDefault = ruleOf(rule)?.severity ?? finding.severity;
  const message = unseenEffect({ wanted, rule, byDefault, confidence }, place.options.config, l10n.t);
  if (message !== undefined) void window.showInformationMessage(message);
}

/** Without arguments, the rule of the finding at the cursor. */
export async function changeSeverity(uri: unknown, fingerprint: unknown, options: FixesOptions): Promise<void> {
  const found = await findFinding(uri, fingerprint, options);
  const item = found && (await askLevel(found));
  if (!item) return;
  const wish: Wish = { kind: 'severity', rule: found.finding.rule, level: item.level };
  const place = await window.showQuickPick(await places(found, wish, options), {
    title: l10n.t('Severity of “{0}”', titleOfRule(found.finding.rule)),
    placeHolder: l10n.t('For whom?'),
  });
  if (!place) return;
  if (place.target === undefined) return applyWish(targetOf(found.document, options.folders), wish);
  await writeSetting(found, item.level, place.target);
  await tellUnseen(found, item.level, options);
}
