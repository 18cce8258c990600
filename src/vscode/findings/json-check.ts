/** VS Code's own check of JSON, beside which we need not tell the same mistake once more. */
import { extensions, type Uri, workspace } from 'vscode';

const checker = 'vscode.json-language-features';

/** Whether VS Code tells mistakes in the JSON of this file: it does for files that are open, unless that is switched off. */
export function isJsonChecked(uri: Uri): boolean {
  const document = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (!document || !['json', 'jsonc'].includes(document.languageId) || !extensions.getExtension(checker)) return false;
  return workspace.getConfiguration('json', uri).get('validate.enable', true);
}
