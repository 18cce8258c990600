/** A lesson as a page: why, how it looks in code, how to do it right, what to do next. */
import type { RuleTexts } from '../engine/types';
import type { Translate } from '../report/translate';
import { codePair } from './code-pair';
import { escapeHtml, inline, prose } from './html';
import { exampleOf, hasLanguages, type Lesson, type LessonExample, type LessonLanguage, type Source } from './lessons';
import { moduleTitles } from './modules';
import { pageScript } from './page-style';
import { langOf } from './translation';
import type { Lab } from './types';

export interface LessonState {
  lesson: Lesson;
  /** All of the lesson’s practice, or those that it shows. */
  rules: readonly RuleTexts[];
  language: LessonLanguage;
  /** Id of the rule whose finding led here. */
  from?: string;
  /** Of the lesson’s module. */
  labs: readonly { lab: Lab; done: boolean }[];
  /** What the team itself asks for here, as text. */
  teamRule?: string;
  /** Read to its end, now or before. */
  wasRead: boolean;
  /** The module’s check of one's knowledge was passed. */
  wasPassed: boolean;
  next?: Lesson;
}

/** What the page posts when its end was seen. */
export const readAction = 'read';

export const button = (action: string, text: string, look = 'secondary', value?: string) =>
  `<button type="button" class="${look}" data-action="${action}"${value === undefined ? '' : ` data-value="${escapeHtml(value)}"`}>${escapeHtml(text)}</button>`;

const section = (id: string, title: string, html: string): string =>
  `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(title)}</h2>${html}</section>`;

export const sourceLink = ({ title, url }: Source): string =>
  `<a href="${escapeHtml(url)}" lang="en">${escapeHtml(title)}</a>`;

function head({ lesson, rules, language, wasRead }: LessonState, t: Translate): string {
  const facts = [
    t(moduleTitles[lesson.module]),
    t('about {0} minutes', lesson.minutes),
    ...(wasRead ? [t('read')] : []),
  ];
  const names = { typescript: 'TypeScript', python: 'Python' };
  const choices = (['typescript', 'python'] as const).map(
    (one) =>
      `<button type="button" class="choice" data-action="language" data-value="${one}" aria-pressed="${one === language}">${names[one]}</button>`,
  );
  const choice = hasLanguages(lesson, rules)
    ? `<div class="choices" role="group" aria-label="${escapeHtml(t('Language'))}">${choices.join('')}</div>`
    : '';
  return `<header><p class="facts">${facts.map(escapeHtml).join(' · ')}</p><h1 ${langOf(lesson)}>${escapeHtml(lesson.title)}</h1>${choice}</header>`;
}

/** What the finding that led here is about. */
function finding({ rules, from, language }: LessonState, t: Translate): string {
  const rule = rules.find(({ id }) => id === from);
  if (!rule) return '';
  const text = `<p>${inline(t(rule.why))}</p><p><strong>${escapeHtml(t('What to do:'))}</strong> ${inline(t(rule.remedy))}</p>`;
  return `<section class="card" aria-labelledby="finding"><h2 id="finding">${escapeHtml(t('What was found: {0}', t(rule.title)))}</h2>${text}${codePair(exampleOf(rule, language), t)}</section>`;
}

function example(
  { rule: id, note, file }: LessonExample,
  { rules, language, lesson }: LessonState,
  t: Translate,
): string {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return '';
  return `<h3>${escapeHtml(t(rule.title))}</h3><p ${langOf(lesson)}>${inline(note)}</p>${codePair(exampleOf(rule, language, file), t)}`;
}

function incident(lesson: Lesson, t: Translate): string {
  const { text, source } = lesson.incident;
  return `<aside aria-labelledby="incident"><h2 id="incident">${escapeHtml(t('It has happened'))}</h2><div ${langOf(lesson)}>${prose(text)}</div><p>${escapeHtml(t('Source:'))} ${sourceLink(source)}</p></aside>`;
}

/** What else the scanner looks for, each leading to its page. */
function weaknesses({ rules }: LessonState, t: Translate): string {
  const items = rules.map(
    (rule) => `<li>${button('rule', t(rule.title), 'link', rule.id)} ${inline(t(rule.remedy))}</li>`,
  );
  return `<details><summary>${escapeHtml(t('What Claude Guard looks for here ({0})', rules.length))}</summary><ul class="rules">${items.join('')}</ul></details>`;
}

function actions({ labs, next, wasPassed }: LessonState, t: Translate): string {
  const [first] = labs.filter(({ done }) => !done);
  const buttons = labs.map(({ lab, done }) =>
    button(
      'lab',
      done ? t('Lab, done: {0}', lab.title) : t('Lab: {0}', lab.title),
      lab === first?.lab ? 'primary' : 'secondary',
      lab.id,
    ),
  );
  const check = wasPassed ? t('Check your knowledge: passed') : t('Check your knowledge');
  const quiz = button('quiz', check, first || wasPassed ? 'secondary' : 'primary');
  const onward = next ? button('lesson', t('Next lesson: {0}', next.title), 'secondary', next.module) : '';
  return `<div class="actions">${buttons.join('')}${quiz}${onward}${button('all', t('All lessons'))}</div>`;
}

/** The page's body. */
export function lessonBody(state: LessonState, t: Translate): string {
  const { lesson, teamRule, wasRead } = state;
  const steps = lesson.steps.map((step) => `<li>${inline(step)}</li>`).join('');
  const reading = lesson.reading.map((source) => `<li>${sourceLink(source)}</li>`).join('');
  return `<main>${head(state, t)}${finding(state, t)}
${section('why', t('Why it matters'), `<div ${langOf(lesson)}>${prose(lesson.why)}</div>`)}${incident(lesson, t)}
${section('code', t('How it looks in code'), lesson.examples.map((one) => example(one, state, t)).join(''))}
${section('right', t('How to do it right'), `<ul ${langOf(lesson)}>${steps}</ul>`)}
${teamRule === undefined ? '' : section('team', t('What your team asks for'), prose(teamRule))}
${section('practise', t('Now you'), actions(state, t))}
${section('more', t('More about it'), `${weaknesses(state, t)}<ul>${reading}</ul>`)}<div${wasRead ? '' : ' data-end'}></div></main>`;
}

/** Tells when the end was seen, once. */
export const lessonScript = `${pageScript}
const seen = new IntersectionObserver((entries) => {
  if (!entries.some((entry) => entry.isIntersecting)) return;
  seen.disconnect();
  vscode.postMessage({ action: '${readAction}' });
});
const watchEnd = () => {
  seen.disconnect();
  const end = document.querySelector('[data-end]');
  if (end) seen.observe(end);
};
watchEnd();
addEventListener('message', watchEnd);
`;

export const lessonStyle = `
h3 { font-size: 1em; font-weight: 600; margin: 18px 0 4px; }
main ul { padding-left: 22px; margin: 0 0 8px; }
main li { margin-bottom: 6px; }
.card { margin-top: 18px; padding: 2px 16px 10px; border-radius: 6px; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent)); background: var(--vscode-sideBar-background); }
.card h2 { margin-top: 12px; }
.code { margin: 8px 0; }
.code figcaption { font-size: 0.9em; color: var(--vscode-descriptionForeground); margin-bottom: 3px; }
.code.weak figcaption::before { content: '✗ ' / ''; color: var(--vscode-editorError-foreground); }
.code.secure figcaption::before { content: '✓ ' / ''; color: var(--vscode-charts-green); }
pre { margin: 0; padding: 8px 0; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45; border-radius: 4px; border: 1px solid var(--vscode-contrastBorder, transparent); background: var(--vscode-textCodeBlock-background); }
pre code { padding: 0; background: none; color: var(--vscode-editor-foreground); }
.plain pre { padding: 8px 12px; }
.line { display: inline-block; width: 100%; padding: 0 12px 0 3em; text-indent: -3em; box-sizing: border-box; }
.gutter { display: inline-block; width: 1.8em; text-align: center; text-indent: 0; user-select: none; }
.weak .differs { background: var(--vscode-diffEditor-removedLineBackground, var(--vscode-diffEditor-removedTextBackground)); }
.secure .differs { background: var(--vscode-diffEditor-insertedLineBackground, var(--vscode-diffEditor-insertedTextBackground)); }
.vscode-high-contrast .differs { outline: 1px dashed; outline-offset: -1px; }
.vscode-high-contrast .weak .differs { outline-color: var(--vscode-diffEditor-removedTextBorder, var(--vscode-contrastBorder)); }
.vscode-high-contrast .secure .differs { outline-color: var(--vscode-diffEditor-insertedTextBorder, var(--vscode-contrastBorder)); }
summary { cursor: pointer; margin-bottom: 8px; }
`;
