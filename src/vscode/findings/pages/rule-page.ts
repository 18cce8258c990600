/** Pages about rules and keys, generated from what this version does: they work offline. */
import { l10n, type QuickPickItem, Uri, window } from 'vscode';
import { practiceNote, rulePage } from '../../../report/rule-page';
import { ruleTexts } from '../../../report/rule-texts';
import { ruleOf } from '../view/labels';
import { ruleScheme, showPreview } from './pages';
import { parseRotation, type Rotation, rotationPage } from './rotation';

const pageUri = (kind: string, name: string, query = ''): Uri =>
  Uri.from({ scheme: ruleScheme, authority: kind, path: `/${name}.md`, query });

/** @param uri of a page of ours */
export function pageText({ authority, path, query }: Uri): string | undefined {
  const name = path.slice(1, -'.md'.length);
  if (authority === 'key') return rotationPage(parseRotation(query), l10n.t);
  const rule = ruleOf(name);
  return rule && `${rulePage(rule, l10n.t)}\n${practiceNote(rule, ruleTexts(), l10n.t)}`;
}

async function show(uri: Uri, toSide = false): Promise<void> {
  await showPreview(uri, toSide ? 'markdown.showPreviewToSide' : 'markdown.showPreview');
}

async function pickRule(): Promise<string | undefined> {
  const items = ruleTexts().map((rule): QuickPickItem & { id: string } => ({
    id: rule.id,
    label: l10n.t(rule.title),
    description: rule.id,
    detail: l10n.t(rule.reports),
  }));
  const options = {
    title: l10n.t('Claude Guard: Rules'),
    matchOnDescription: true,
    placeHolder: l10n.t('Which rule’s page?'),
  };
  return (await window.showQuickPick(items, options))?.id;
}

/** @param id without it, a person picks one */
export async function showRule(id?: unknown): Promise<void> {
  const wanted = typeof id === 'string' ? id : await pickRule();
  if (wanted === undefined) return;
  if (!ruleOf(wanted)) {
    void window.showWarningMessage(l10n.t('Claude Guard has no such rule.'));
    return;
  }
  await show(pageUri('rule', wanted));
}

/** The checklist for a key that has been seen. */
export const showRotation = (rotation: Rotation): Promise<void> =>
  show(pageUri('key', l10n.t('Replace the key'), new URLSearchParams({ ...rotation }).toString()), true);
