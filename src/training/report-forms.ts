/** The team's overview as text, Markdown, HTML and CSV. What records say is text in every one of them, never markup, formula or command. */

import { printable } from '../report/terminal';
import type { Translate } from '../report/translate';
import { escapeHtml } from './html';
import { moduleTitles } from './modules';
import type { Plan } from './plan';
import { printPage, withDays } from './print-page';
import { isNeeded, isPassed, percentOf, type Step } from './progress';
import { type Member, proofOf, type TeamReport } from './report';

export const reportForms = ['text', 'markdown', 'html', 'csv'] as const;
export type ReportForm = (typeof reportForms)[number];

const stateText = (state: Member['state'], t: Translate): string =>
  ({ done: t('done'), open: t('open'), overdue: t('overdue') })[state];

export const dayOf = (date: string): string => date.slice(0, 10);

const modulesText = ({ progress }: Member, t: Translate): string =>
  t('{0} of {1}', progress.done, progress.modules.length);

/** Of one kind, how many are done of those that are needed, and how many more. */
function countText({ progress }: Member, kind: Step['kind'], t: Translate): string {
  const all = progress.modules.flatMap(({ steps }) => steps.filter((step) => step.kind === kind));
  const doneOf = (some: readonly Step[]) => some.filter(({ done }) => done !== undefined).length;
  const needed = all.filter(isNeeded);
  const more = doneOf(all) - doneOf(needed);
  if (needed.length === 0) return more > 0 ? `${more}` : '–';
  const share = t('{0} of {1}', doneOf(needed), needed.length);
  return more > 0 ? t('{0}, and {1} more', share, more) : share;
}

/** What the plan asks for. */
function askedText({ modules, finalCheck }: Plan, t: Translate): string {
  const full = modules.filter((module) => module.full);
  if (full.length === modules.length) return t('Of each, every lab and its own check are needed.');
  const most = finalCheck ? t('Of each, one lab is needed.') : t('Of each, one lab and its own check are needed.');
  const names = full.map(({ module }) => t(moduleTitles[module])).join(', ');
  return names === '' ? most : `${most} ${t('In full, with every lab and its own check: {0}.', names)}`;
}

function finalText({ progress: { final } }: Member, passMark: number, t: Translate): string {
  if (!final) return '–';
  if (!final.best) return t('not taken');
  const share = t('{0}%', percentOf(final.best));
  return isPassed(final.best, passMark) ? share : t('{0}, not passed', share);
}

export function headlineOf({ plan, members, today }: TeamReport, t: Translate): string[] {
  const done = members.filter(({ state }) => state === 'done').length;
  const due =
    plan.due === undefined ? [] : plan.due < today ? [t('It was due on {0}.', plan.due)] : [t('Due on {0}.', plan.due)];
  const modules = plan.modules.map(({ module }) => t(moduleTitles[module])).join(', ');
  return [
    [t('{0} of {1} who sent a record are done.', done, members.length), ...due].join(' '),
    [t('Modules: {0}.', modules), askedText(plan, t)].join(' '),
  ];
}

export const titleOf = ({ plan }: TeamReport, t: Translate): string =>
  plan.title ?? t('Training on secure use of Claude');

interface Row {
  name: string;
  state: string;
  modules: string;
  labs: string;
  checks: string;
  final: string;
  exported: string;
  left: string;
  remarks: string;
}

const headings = (t: Translate): Row => ({
  name: t('Name'),
  state: t('State'),
  modules: t('Modules'),
  labs: t('Labs, checked again'),
  checks: t('Checks passed (self-reported)'),
  final: t('Final check (self-reported)'),
  exported: t('Exported'),
  left: t('What is due'),
  remarks: t('Remarks'),
});

const rowOf = (member: Member, { plan }: TeamReport, t: Translate): Row => ({
  name: member.name,
  state: stateText(member.state, t),
  modules: modulesText(member, t),
  labs: countText(member, 'lab', t),
  checks: countText(member, 'check', t),
  final: finalText(member, plan.passMark, t),
  exported: dayOf(member.exported),
  left: member.left.join('; '),
  remarks: member.remarks.join(' '),
});

function memberText(member: Member, report: TeamReport, t: Translate): string[] {
  const { name, state, modules, labs, checks, final, exported } = rowOf(member, report, t);
  const mark = member.state === 'done' ? '✓' : member.state === 'overdue' ? '!' : '○';
  const facts = [
    t('modules {0}', modules),
    t('labs checked again {0}', labs),
    ...(checks === '–' ? [] : [t('checks passed {0} (self-reported)', checks)]),
    ...(final === '–' ? [] : [t('final check {0} (self-reported)', final)]),
    t('exported {0}', exported),
  ];
  return [
    `${mark} ${name} – ${state}`,
    `    ${facts.join(', ')}`,
    ...member.left.map((one) => `    ${t('due: {0}', one)}`),
    ...member.remarks.map((one) => `    ${t('note: {0}', one)}`),
  ];
}

export function reportText(report: TeamReport, t: Translate): string {
  const refused = report.refused.map(({ file, reason }) => `✗ ${file}: ${reason}`);
  const lines = [
    titleOf(report, t),
    ...headlineOf(report, t),
    '',
    ...report.members.flatMap((member) => [...memberText(member, report, t), '']),
    ...(refused.length > 0 ? [t('Not counted:'), ...refused, ''] : []),
    t('What this proves'),
    ...proofOf(t),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** Within a table or a paragraph. */
const markdown = (text: string): string =>
  printable(text).replace(/[\\`*_{}[\]<>()#+!|~&$:@^-]/g, (char) => (char === '-' ? char : `\\${char}`));

const markdownRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export function reportMarkdown(report: TeamReport, t: Translate): string {
  const { left, remarks, ...shown } = headings(t);
  const names = Object.values(shown);
  const members = report.members.map((member) => rowOf(member, report, t));
  const rows = members.map(({ left: _, remarks: __, ...facts }) => Object.values(facts).map(markdown));
  // A column of a table would be too narrow for it.
  const more = (title: string, key: 'left' | 'remarks') => {
    const lines = members.filter((one) => one[key] !== '').map((one) => `- ${markdown(`${one.name}: ${one[key]}`)}`);
    return lines.length > 0 ? [`## ${title}`, lines.join('\n')] : [];
  };
  const refused = report.refused.map(({ file, reason }) => `- ${markdown(file)}: ${markdown(reason)}`);
  const parts = [
    `# ${markdown(titleOf(report, t))}`,
    ...headlineOf(report, t).map(markdown),
    [markdownRow(names), markdownRow(names.map(() => '---')), ...rows.map(markdownRow)].join('\n'),
    ...more(left, 'left'),
    ...more(remarks, 'remarks'),
    ...(refused.length > 0 ? [`## ${t('Not counted')}`, refused.join('\n')] : []),
    `## ${t('What this proves')}`,
    proofOf(t)
      .map((one) => `- ${one}`)
      .join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

const items = (all: readonly string[]): string => all.map((one) => `<li>${escapeHtml(printable(one))}</li>`).join('');

/** What a row has no room for stands in one below it, over the whole width. */
function memberHtml(member: Member, report: TeamReport, t: Translate): string {
  const { name, left, remarks, ...facts } = rowOf(member, report, t);
  const cells = Object.values(facts).map((one) => `<td>${withDays(escapeHtml(printable(one)))}</td>`);
  const words = headings(t);
  const more = [
    { title: words.left, text: left },
    { title: words.remarks, text: remarks },
  ].filter(({ text }) => text !== '');
  const said = more.map(
    ({ title, text }) => `<p><strong>${escapeHtml(title)}:</strong> ${escapeHtml(printable(text))}</p>`,
  );
  const below = `<tr class="more"><td colspan="${cells.length + 1}">${said.join('')}</td></tr>`;
  const row = `<tr class="${member.state}${more.length > 0 ? ' open' : ''}"><th scope="row">${escapeHtml(printable(name))}</th>${cells.join('')}</tr>`;
  return more.length > 0 ? row + below : row;
}

export function reportHtml(report: TeamReport, language: string, t: Translate): string {
  const { left: _, remarks: __, ...shown } = headings(t);
  const heads = Object.values(shown).map((one) => `<th scope="col">${escapeHtml(one)}</th>`);
  const rows = report.members.map((member) => memberHtml(member, report, t));
  const refused = items(report.refused.map(({ file, reason }) => `${file}: ${reason}`));
  const body = `<h1>${escapeHtml(printable(titleOf(report, t)))}</h1>
${headlineOf(report, t)
  .map((one) => `<p>${escapeHtml(printable(one))}</p>`)
  .join('')}
<table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>
${refused ? `<h2>${escapeHtml(t('Not counted'))}</h2><ul>${refused}</ul>` : ''}
<h2>${escapeHtml(t('What this proves'))}</h2><ul>${items(proofOf(t))}</ul>
<p class="small">${escapeHtml(t('Made on {0}.', report.today))}</p>`;
  return printPage({ title: titleOf(report, t), language, body });
}

/** A spreadsheet takes a cell that begins like this for a formula. */
const beginsFormula = /^\s*[=+\-@|%＝＋－＠]/;

function csvCell(text: string): string {
  const plain = printable(text);
  return `"${(beginsFormula.test(plain) ? `'${plain}` : plain).replaceAll('"', '""')}"`;
}

/** With a byte order mark, by which spreadsheets know its encoding. */
export function reportCsv(report: TeamReport, t: Translate): string {
  const file = t('File');
  const rows = report.members.map((member) => [...Object.values(rowOf(member, report, t)), member.file]);
  const refused = report.refused.map(({ file: name, reason }) => [
    '',
    t('not counted'),
    '',
    '',
    '',
    '',
    '',
    '',
    reason,
    name,
  ]);
  const lines = [[...Object.values(headings(t)), file], ...rows, ...refused].map((cells) =>
    cells.map(csvCell).join(','),
  );
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

export function reportAs(form: ReportForm, report: TeamReport, language: string, t: Translate): string {
  if (form === 'markdown') return reportMarkdown(report, t);
  if (form === 'html') return reportHtml(report, language, t);
  return form === 'csv' ? reportCsv(report, t) : reportText(report, t);
}
