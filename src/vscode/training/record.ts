/** A person's record, exported when they ask for it. Nothing of the training leaves the machine otherwise. */
import { env, l10n, type QuickPickItem, window } from 'vscode';
import { printable } from '../../report/terminal';
import { defaultPlan, type Plan } from '../../training/plan';
import { hasBegun, materialOf } from '../../training/progress';
import { makeRecord, type TrainingRecord } from '../../training/record';
import { recordPage } from '../../training/record-page';
import { longestName } from '../../training/record-read';
import { type TrainingState, teamKey } from '../../training/state';
import type { Content } from '../../training/types';
import type { Store } from '../steady';
import type { TrainingContent } from './content';
import type { TeamPlan } from './plan';
import { fileNameOf, offerToOpen, saveAs } from './save';

export interface RecordOptions {
  content: TrainingContent;
  state: TrainingState;
  memory: Store;
  plans: TeamPlan;
  /** Of Claude Guard. */
  version: string;
}

const nameKey = teamKey('name');

async function askName(memory: Store): Promise<string | undefined> {
  const name = await window.showInputBox({
    title: l10n.t('Export Training Record'),
    prompt: l10n.t('Your name, as your team knows you. It stands in the record.'),
    value: memory.get<string>(nameKey) ?? '',
    validateInput: (text) =>
      text.trim() !== '' && text.trim().length <= longestName && printable(text) === text
        ? undefined
        : l10n.t('A name has 1 to {0} characters that can be seen.', longestName),
  });
  const given = name?.trim();
  if (given !== undefined) await memory.update(nameKey, given);
  return given;
}

type Form = 'json' | 'html';

async function askForm(): Promise<Form | undefined> {
  const items: (QuickPickItem & { form: Form })[] = [
    {
      form: 'json',
      label: `$(json) ${l10n.t('Record for your team (JSON)')}`,
      detail: l10n.t('With your lab solutions, which a lead can have checked again.'),
    },
    {
      form: 'html',
      label: `$(file) ${l10n.t('Page to print (HTML)')}`,
      detail: l10n.t('The same to read, for people.'),
    },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('Export Training Record') }))?.form;
}

const textOf = (form: Form, record: TrainingRecord, content: Content, plan: Plan): string =>
  form === 'json'
    ? `${JSON.stringify(record, undefined, 2)}\n`
    : recordPage(record, { content, plan, language: env.language, t: l10n.t });

const savedText = (contact: string | undefined): string =>
  contact === undefined
    ? l10n.t('The training record was saved. It proves that its lab solutions work, not who wrote them.')
    : l10n.t('The training record was saved. Whom to send it to, by your team’s plan: {0}', contact);

export async function exportRecord({ content, state, memory, plans, version }: RecordOptions): Promise<void> {
  const [material, found] = await Promise.all([content.get(), plans.get()]);
  if (!hasBegun(materialOf(material), state))
    return void window.showInformationMessage(
      l10n.t('There is nothing to record yet: no lab was solved, no lesson read.'),
    );
  const name = await askName(memory);
  const form = name === undefined ? undefined : await askForm();
  if (name === undefined || form === undefined) return;
  const { plan } = found ?? {};
  const exported = new Date().toISOString();
  const record = makeRecord({ name, exported, guard: version, content: material, ...(plan && { plan }) }, state);
  const fileName = ['claude-guard-training', fileNameOf(name)].filter(Boolean).join('-');
  const uri = await saveAs(
    `${fileName}.${form}`,
    form.toUpperCase(),
    textOf(form, record, material, plan ?? defaultPlan),
  );
  if (uri) void offerToOpen(uri, savedText(plan?.contact));
}
