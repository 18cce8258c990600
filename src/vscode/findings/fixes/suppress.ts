/**
 * Suppressing a finding with a reason: asked of the person, written as a comment that the engine has tried; or by the
 * configuration. In the same list stands what else a person may want to whom a finding is none.
 */
import { commands, l10n, type QuickPickItem, QuickPickItemKind, WorkspaceEdit, window, workspace } from 'vscode';
import type { SuppressionFix } from '../../../engine/suppressions';
import type { Fix } from '../../../engine/types';
import { titleOfRule } from '../../wording';
import { applyWish } from '../config/configure';
import { type Found, findAgain, findFinding, say } from '../locate';
import { type FixesOptions, targetOf } from './fixes';
import { onOneLine, reasonProblem, withReason } from './suppression-edit';
import { configurationChange, type Wish, writeEdits } from './workspace-edits';

type Form = SuppressionFix['form'];
/** The title asks for a reason. */
type Choice = QuickPickItem & ({ form: Form } | { wish: Wish; title: string });
/** Leads to another command. */
type Other = QuickPickItem & { command?: string };

/** Comments that hold. */
async function commentChoices({ analysed, finding }: Found, { validation }: FixesOptions): Promise<Choice[]> {
  const forms: (QuickPickItem & { form: Form })[] = [
    {
      label: l10n.t('On this line…'),
      description: l10n.t('a comment with a reason'),
      form: 'next-line',
    },
    {
      label: l10n.t('In this file…'),
      description: l10n.t('a comment with a reason, for all of this rule'),
      form: 'file',
    },
  ];
  const tried = forms.map(async (choice) =>
    (await validation.suppressible(analysed, finding, choice.form)) ? [choice] : [],
  );
  return (await Promise.all(tried)).flat();
}

/** What `.claude-guard.json` can say. */
async function configurationChoices({ document, finding }: Found, { folders }: FixesOptions): Promise<Choice[]> {
  const target = targetOf(document, folders);
  const description = l10n.t('in .claude-guard.json, with a reason');
  const wishes: (QuickPickItem & { wish: Wish; title: string })[] = [
    {
      label: l10n.t('Exclude the file…'),
      description,
      wish: { kind: 'exclude-file' },
      title: l10n.t('Exclude the file from scans'),
    },
    {
      label: l10n.t('Turn the rule off…'),
      description,
      wish: { kind: 'rule-off', rule: finding.rule },
      title: l10n.t('Turn “{0}” off', titleOfRule(finding.rule)),
    },
  ];
  const tried = wishes.map(async (choice) => ((await configurationChange(target, choice.wish)) ? [choice] : []));
  return (await Promise.all(tried)).flat();
}

const otherChoices = (): Other[] => [
  { label: l10n.t('Instead of suppressing it'), kind: QuickPickItemKind.Separator },
  {
    label: l10n.t('Change the rule’s severity…'),
    description: l10n.t('in settings or .claude-guard.json'),
    command: 'changeSeverity',
  },
  {
    label: l10n.t('Report a false positive…'),
    description: l10n.t('a draft to read first; nothing is sent'),
    command: 'reportFalsePositive',
  },
];

const choose = (choices: Choice[], { finding }: Found): Thenable<Choice | Other | undefined> =>
  window.showQuickPick<Choice | Other>([...choices, ...otherChoices()], {
    title: l10n.t('Suppress “{0}”', titleOfRule(finding.rule)),
    placeHolder: l10n.t('Where should this no longer be reported?'),
  });

const ask = (title: string, prompt: string): Thenable<string | undefined> =>
  window.showInputBox({
    title,
    prompt,
    placeHolder: l10n.t('For instance: test data that opens nothing'),
    ignoreFocusOut: true,
    validateInput: (text) => reasonProblem(text, l10n.t),
  });

const askReason = (form: Form, { finding }: Found): Thenable<string | undefined> =>
  ask(
    form === 'file'
      ? l10n.t('Suppress “{0}” in this file', titleOfRule(finding.rule))
      : l10n.t('Suppress “{0}” here', titleOfRule(finding.rule)),
    l10n.t(
      'Why may this stay? The comment will say so. End with “until 2027-01-31” to be asked again from that day on.',
    ),
  );

async function write({ document, analysed }: Found, fix: Fix): Promise<void> {
  const edit = new WorkspaceEdit();
  if (writeEdits(edit, document, analysed, fix.edits)) await workspace.applyEdit(edit);
}

async function writeComment(found: Found, form: Form, options: FixesOptions): Promise<void> {
  const reason = await askReason(form, found);
  const now = reason === undefined ? undefined : await findAgain(found, options);
  if (reason === undefined || !now) return;
  const { analysed, document, finding } = now;
  const { validation } = options;
  const comment = await validation.suppression(analysed, finding, form);
  const fix = comment && withReason(comment, reason);
  const holds = fix && (await validation.holds(analysed, finding, fix));
  if (analysed.file.version !== document.version) return;
  if (fix && holds) return write(now, fix);
  say(l10n.t('The comment can’t hold this reason.'));
}

async function follow(choice: Choice, found: Found, options: FixesOptions): Promise<void> {
  if ('form' in choice) return writeComment(found, choice.form, options);
  const reason = await ask(choice.title, l10n.t('Why is that right? A comment in the file will say so.'));
  if (reason === undefined) return;
  await applyWish(targetOf(found.document, options.folders), choice.wish, onOneLine(reason));
}

const isOther = (choice: Choice | Other): choice is Other => !('form' in choice || 'wish' in choice);

/** By a comment on its line: nothing is asked but the reason. Without arguments, the finding at the cursor. */
export async function suppressHere(uri: unknown, fingerprint: unknown, options: FixesOptions): Promise<void> {
  const found = await findFinding(uri, fingerprint, options);
  if (found) await writeComment(found, 'next-line', options);
}

/** Without arguments, the finding at the cursor. */
export async function suppress(uri: unknown, fingerprint: unknown, options: FixesOptions): Promise<void> {
  const found = await findFinding(uri, fingerprint, options);
  if (!found) return;
  const choices = [...(await commentChoices(found, options)), ...(await configurationChoices(found, options))];
  const choice = await choose(choices, found);
  if (!choice) return;
  if (!isOther(choice)) return follow(choice, found, options);
  const { document, finding } = found;
  await commands.executeCommand(`claudeGuard.${choice.command}`, document.uri.toString(), finding.fingerprint);
}
