/** The texts that `vscode.l10n` translates: what `src/vscode` says, and what rules say in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Rule } from '../engine/types';
import { practiceTitles } from '../report/rule-page';

/** First arguments of `l10n.t(…)`, and of the `t(…)` that modules without `vscode` are handed. */
export function textsIn(source: string, file: string): string[] {
  const texts: string[] = [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(?:l10n\.)?t$/.test(node.expression.getText(tree))) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      texts.push(...literals(node.arguments[0], `${file}:${line + 1}`));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return texts;
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

const textsOf = ({ title, why, remedy, messages }: Rule): string[] => [title, why, remedy, ...Object.values(messages)];

/** `l10n/bundle.l10n.json`: each text by itself, in order. */
export function bundle(rules: readonly Rule[], folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const said = files.sort().flatMap((file) => textsIn(readFileSync(join(folder, file), 'utf8'), file));
  const texts = new Set([...said, ...Object.values(practiceTitles), ...rules.flatMap(textsOf)]);
  return Object.fromEntries([...texts].sort().map((text) => [text, text]));
}
