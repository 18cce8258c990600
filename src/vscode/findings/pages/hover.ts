/** Hovers over findings, and over rules that a comment suppresses. */
import { Hover, l10n, MarkdownString, type Position, type Range, type TextDocument } from 'vscode';
import type { Finding } from '../../../engine/types';
import { withinTime } from '../../time-limit';
import type { FixesOptions } from '../fixes/fixes';
import { rangeOf } from '../places';
import { isOurs } from '../scan/documents';
import { ruleOf } from '../view/labels';
import { type HoverLink, hoverText } from './hover-text';
import { suppressionHover } from './suppression-help';

/** What is not analysed by then, in ms, is shown the next time. */
const patience = 1000;
/** Of more findings at one place, the rest is in the Problems view. */
const most = 3;

const commands = ['showRule', 'learn', 'suppress'];

/** VS Code's own hover leads to the fixes. */
function linksOf(document: TextDocument, { rule, practice, fingerprint }: Finding): HoverLink[] {
  return [
    { command: 'showRule', title: l10n.t('Explain'), args: [rule] },
    { command: 'learn', title: l10n.t('Learn'), args: [practice, rule] },
    { command: 'suppress', title: l10n.t('Suppress…'), args: [document.uri.toString(), fingerprint] },
  ];
}

function contentOf(document: TextDocument, finding: Finding): MarkdownString[] {
  const rule = ruleOf(finding.rule);
  if (!rule) return [];
  const markdown = new MarkdownString(hoverText(rule, finding, linksOf(document, finding), l10n.t), true);
  markdown.isTrusted = { enabledCommands: commands.map((name) => `claudeGuard.${name}`) };
  return [markdown];
}

export async function hoverAt(
  document: TextDocument,
  position: Position,
  { documents }: Pick<FixesOptions, 'documents'>,
): Promise<Hover | undefined> {
  if (!isOurs(document)) return undefined;
  const suppressed = suppressionHover(document, position);
  const analysed = await withinTime(patience, documents.current(document));
  if (!analysed || analysed.file.version !== document.version) return suppressed;
  const here = analysed.findings.filter((finding) => rangeOf(finding).contains(position)).slice(0, most);
  const [first] = here;
  if (!first) return suppressed;
  const ranges = here.map(rangeOf);
  const smallest = ranges.reduce((one, other) => one.intersection(other) ?? one, rangeOf(first) as Range);
  return new Hover(
    [...here.flatMap((finding) => contentOf(document, finding)), ...(suppressed?.contents ?? [])],
    smallest,
  );
}
