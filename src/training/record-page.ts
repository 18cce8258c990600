/** A record as a page to print. */

import { printable } from '../report/terminal';
import type { Translate } from '../report/translate';
import { escapeHtml } from './html';
import { moduleTitles } from './modules';
import type { Plan } from './plan';
import { printPage, withDays } from './print-page';
import { materialOf, type Progress, percentOf, progressOf } from './progress';
import { type RecordedLab, type RecordedModule, type RecordedQuiz, rememberedOf, type TrainingRecord } from './record';
import type { Content } from './types';

const day = (date: string): string => date.slice(0, 10);
const safe = (text: string): string => escapeHtml(printable(text));

function score(quiz: RecordedQuiz | undefined, t: Translate): string {
  if (!quiz) return '–';
  const { right, asked, date } = quiz.best;
  return t('{0} of {1} right ({2}%), {3}', right, asked, percentOf(quiz.best), day(date));
}

function row({ module, lesson, labs, quiz }: RecordedModule, titles: ReadonlyMap<string, string>, t: Translate) {
  const solved = labs.map(({ lab, date }) => `${safe(titles.get(lab) ?? lab)}, ${day(date)}`).join('<br>');
  const cells = [lesson === undefined ? '–' : day(lesson), solved || '–', safe(score(quiz, t))];
  return `<tr><th scope="row">${safe(t(moduleTitles[module]))}</th>${cells.map((one) => `<td>${withDays(one)}</td>`).join('')}</tr>`;
}

function solution({ lab, files }: RecordedLab, titles: ReadonlyMap<string, string>): string {
  const texts = Object.entries(files).map(
    ([path, text]) => `<p class="small">${safe(path)}</p><pre>${lines(text)}</pre>`,
  );
  return `<h3>${safe(titles.get(lab) ?? lab)}</h3>${texts.join('')}`;
}

/** Ends of lines stay, other control characters are shown. */
const lines = (text: string): string => text.split(/\r?\n/).map(safe).join('\n');

export const recordProof = (t: Translate): string =>
  t(
    'The lab solutions below can be checked again by the engine: “claude-guard training report <folder>”, or “Training Overview” in the editor, with the record’s JSON file. Name, dates, lessons and scores are as this person’s machine reported them. A record does not prove who solved a lab.',
  );

function stateText({ next, done, modules }: Progress, t: Translate): string {
  return next ? `${t('open')}, ${t('modules {0}', t('{0} of {1}', done, modules.length))}` : t('done');
}

export interface RecordPageOptions {
  content: Content;
  /** By which it is done or not. */
  plan: Plan;
  /** As VS Code names it. */
  language: string;
  t: Translate;
}

export function recordPage(record: TrainingRecord, { content, plan, language, t }: RecordPageOptions): string {
  const { labs } = content;
  const titles = new Map(labs.map(({ id, title }) => [id, title]));
  const facts = [
    [t('Name'), record.name],
    [t('Exported'), day(record.exported)],
    [t('State'), stateText(progressOf(materialOf(content), plan, rememberedOf(record)), t)],
    ...(record.plan
      ? [[t('Team’s plan'), [record.plan.title, record.plan.hash.slice(0, 12)].filter(Boolean).join(', ')]]
      : []),
    [t('Material'), t('Claude Guard {0}, {1}', record.guard, record.material.slice(0, 12))],
    [t('Digest'), record.digest.slice(0, 12)],
  ].map(([name = '', value = '']) => `<dt>${safe(name)}</dt><dd>${safe(value)}</dd>`);
  const heads = [t('Module'), t('Lesson read'), t('Labs solved'), t('Check of knowledge (self-reported)')];
  const solved = record.modules.flatMap((one) => one.labs);
  const body = `<h1>${safe(t('Training on secure use of Claude'))}</h1><dl>${facts.join('')}</dl>
<table><thead><tr>${heads.map((one) => `<th scope="col">${safe(one)}</th>`).join('')}</tr></thead>
<tbody>${record.modules.map((one) => row(one, titles, t)).join('\n')}</tbody></table>
<p>${safe(t('Final check (self-reported): {0}', score(record.final, t)))}</p>
<p class="proof">${safe(recordProof(t))}</p>
${solved.length > 0 ? `<h2>${safe(t('Lab solutions'))}</h2>${solved.map((one) => solution(one, titles)).join('\n')}` : ''}`;
  return printPage({ title: t('Training record of {0}', printable(record.name)), language, body });
}
