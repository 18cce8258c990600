/** What a learner does with labs, for the tests inside VS Code. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, extensions, Range, type TextDocument, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { withKey } from '../../../src/training/lab-files';
import type { DoneLab } from '../../../src/training/state';
import type { Lab, LabLanguage } from '../../../src/training/types';
import { until } from './support';

/** What is shipped. */
export function shippedLabs(): Lab[] {
  const [extension] = extensions.all.filter(({ id }) => id === 'claude-guard.claude-guard');
  if (!extension) throw new Error('Claude Guard is not installed.');
  return JSON.parse(readFileSync(join(extension.extensionPath, 'dist', 'training.json'), 'utf8')).labs;
}

export const labUri = (path: string): Uri => Uri.from({ scheme: 'claude-guard-lab', path });

/** In the language that comes first, as it is opened. */
export function firstFile({ id, variants }: Lab): { language: LabLanguage; uri: Uri } {
  const [[language, variant]] = Object.entries(variants) as [[LabLanguage, NonNullable<Lab['variants'][LabLanguage]>]];
  return { language, uri: labUri(`/${id}/${language}/${Object.keys(variant.files)[0]}`) };
}

export async function openLab(lab: string, language: string, uri: Uri): Promise<TextDocument> {
  await commands.executeCommand('claudeGuard.training.openLab', lab, language);
  return until(`the file of the lab ${lab}`, () => {
    const document = window.activeTextEditor?.document;
    return document?.uri.toString() === uri.toString() && document;
  });
}

export const done = async (lab: string): Promise<DoneLab | undefined> =>
  commands.executeCommand<DoneLab | undefined>('claudeGuard.training.doneLab', lab);

export const untilDone = (lab: string): Promise<DoneLab> => until('the lab to be done', () => done(lab));

/** Makes the edits of the solution, as a learner would by hand. */
export async function solve({ id, variants }: Lab, language: LabLanguage): Promise<void> {
  const [attempt] = variants[language]?.right ?? [];
  for (const { file, ...edit } of attempt?.edits ?? []) {
    const [find, replace] = [withKey(edit.find, id), withKey(edit.replace, id)];
    const document = await workspace.openTextDocument(labUri(`/${id}/${language}/${file}`));
    const start = document.getText().indexOf(find);
    assert.ok(start >= 0, find);
    const change = new WorkspaceEdit();
    change.replace(
      document.uri,
      new Range(document.positionAt(start), document.positionAt(start + find.length)),
      replace,
    );
    assert.ok(await workspace.applyEdit(change));
  }
}
