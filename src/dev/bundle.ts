/** The texts that `vscode.l10n` translates: what `src/vscode` says, and what rules, pages and configurations say in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { hintTexts } from '../engine/closest';
import { configTexts } from '../engine/config/config';
import { jsonTexts } from '../engine/config/json';
import { stricterTexts } from '../engine/config/stricter';
import { noticeTexts } from '../engine/notices';
import type { Rule } from '../engine/types';
import { practiceSummaries, practiceTitles } from '../report/rule-page';
import { moduleSummaries, moduleTitles } from '../training/modules';

/** First arguments of `l10n.t(…)`, and of the `t(…)` that modules without `vscode` are handed; the texts of `phrases({…})`. */
export function textsIn(source: string, file: string): string[] {
  const texts: string[] = [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) texts.push(...textsOfCall(node, tree, file));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return texts;
}

function textsOfCall(node: ts.CallExpression, tree: ts.SourceFile, file: string): string[] {
  const name = node.expression.getText(tree);
  const [first] = node.arguments;
  const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
  if (/^(?:l10n\.)?t$/.test(name)) return literals(first, `${file}:${line + 1}`);
  if (name !== 'phrases' || !first || !ts.isObjectLiteralExpression(first)) return [];
  const values = first.properties.flatMap((one) => (ts.isPropertyAssignment(one) ? one.initializer : []));
  return values.flatMap((value) => literals(value, `${file}:${line + 1}`));
}

/** A name stands for a text that comes from elsewhere: a rule's, or one that is passed on. @throws for a text that is put together */
function literals(node: ts.Node | undefined, place: string): string[] {
  if (!node) throw new Error(`${place}: l10n.t() without a text.`);
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue, place), ...literals(node.whenFalse, place)];
  if (ts.isParenthesizedExpression(node)) return literals(node.expression, place);
  if (ts.isTemplateExpression(node) || ts.isBinaryExpression(node))
    throw new Error(`${place}: no bundle can hold a text that is put together. Write l10n.t('… {0} …', value).`);
  return [];
}

const textsOf = ({ title, why, remedy, steps = [], reports, silent, messages }: Rule): string[] => [
  ...[title, why, remedy, ...steps, reports, silent],
  ...Object.values(messages),
];

/** Of configurations: what is wrong in one, and what it asks for in vain. And of files that were not analysed in full. */
const ofEngine = [configTexts, jsonTexts, hintTexts, stricterTexts, noticeTexts];

function saidIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.sort().flatMap((file) => textsIn(readFileSync(join(folder, file), 'utf8'), file));
}

/** Where the editor's own texts are said, from the project's root. */
const folders = ['src/vscode', 'src/report', 'src/training', 'src/audit/online'];

/** `l10n/bundle.l10n.json`: each text by itself, in order. */
export function bundle(rules: readonly Rule[], root: string): Record<string, string> {
  const texts = new Set([
    ...folders.flatMap((folder) => saidIn(join(root, folder))),
    ...[practiceTitles, practiceSummaries, moduleTitles, moduleSummaries, ...ofEngine].flatMap((some) =>
      Object.values(some),
    ),
    ...rules.flatMap(textsOf),
  ]);
  return Object.fromEntries([...texts].sort().map((text) => [text, text]));
}
