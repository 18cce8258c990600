/** A check of one's knowledge as a page: one question after the other, each answer explained, and the result. */
import type { Translate } from '../report/translate';
import { plainCode } from './code-pair';
import { escapeHtml, inline } from './html';
import { button, lessonStyle, sourceLink } from './lesson-page';
import { modules, moduleTitles } from './modules';
import { pageScript } from './page-style';
import { type Answer, type Asked, isOver, isPassed, isRight, type Question, type QuizRun, scoreOf } from './quiz';
import type { QuizId } from './state';
import { langOf } from './translation';

export interface QuizPageState {
  run: QuizRun;
  questions: readonly Question[];
  /** Share of right answers that is needed. */
  mark: number;
  /** The next check that has not been passed. */
  next?: QuizId;
}

export const titleOf = ({ id }: QuizRun, t: Translate): string =>
  id === 'final' ? t('The final check') : t('Check your knowledge: {0}', t(moduleTitles[id]));

const questionOf = ({ run, questions }: QuizPageState): { question: Question; asked: Asked } => {
  const asked = run.asked[run.at]!;
  return { asked, question: questions.find(({ id }) => id === asked.id)! };
};

const countOf = ({ asked }: QuizRun): number => asked.filter(({ again }) => !again).length;

function head(state: QuizPageState, t: Translate): string {
  const { run, mark } = state;
  const needed = Math.ceil(countOf(run) * mark);
  const facts = [t('{0} questions', countOf(run)), t('passed with {0} right answers', needed)];
  const share = Math.round((Math.min(run.at, run.asked.length) / run.asked.length) * 100);
  const bar = `<svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="2"/><rect class="fill" width="${share}" height="2"/></svg>`;
  return `<header><p class="facts">${facts.map(escapeHtml).join(' · ')}</p><h1>${escapeHtml(titleOf(run, t))}</h1>${bar}</header>`;
}

const kindWords = (kind: Question['kind'], t: Translate): string =>
  ({ scenario: t('What would you do?'), code: t('Read the code'), fix: t('Choose the repair') })[kind];

/** An answer to choose, or what there is to say of it afterwards. */
function option(
  answer: Answer,
  index: number,
  { question, asked }: ReturnType<typeof questionOf>,
  t: Translate,
): string {
  const { chosen } = asked;
  const lang = langOf(question);
  if (chosen === undefined)
    return `<label class="option"><input type="radio" name="answer" value="${index}"><span ${lang}>${inline(answer.text)}</span></label>`;
  const own = index === chosen;
  const look = answer.right ? 'right' : own ? 'wrong' : 'other';
  const words = answer.right ? t('Right') : t('Wrong');
  const mine = own ? ` <strong>${escapeHtml(t('(your answer)'))}</strong>` : '';
  const mark = answer.right ? '✓' : '✗';
  return `<li class="option ${look}"><span class="mark" aria-hidden="true">${mark}</span><div><span class="unseen">${escapeHtml(words)}: </span><span ${lang}>${inline(answer.text)}</span>${mine}<p class="because" ${lang}>${inline(answer.why)}</p></div></li>`;
}

function answers({ question, asked }: ReturnType<typeof questionOf>, t: Translate): string {
  const { chosen } = asked;
  const options = asked.order.map((index) => option(question.answers[index]!, index, { question, asked }, t)).join('');
  if (chosen !== undefined) return `<ul class="options">${options}</ul>`;
  const submit = `<div class="actions"><button type="submit" class="primary" data-action="answer" data-chosen>${escapeHtml(t('Answer'))}</button></div>`;
  return `<form><fieldset class="options"><legend class="unseen">${escapeHtml(t('Your answer'))}</legend>${options}</fieldset><p class="missing" role="alert" hidden>${escapeHtml(t('Choose an answer first.'))}</p>${submit}</form>`;
}

/** In one sentence, to be read out when it changes. */
export function quizSaid(state: QuizPageState, t: Translate): string {
  const { run, questions, mark } = state;
  if (isOver(run)) {
    const score = scoreOf(run, questions);
    const passed = isPassed(score, mark) ? t('Passed.') : t('Not passed yet.');
    return `${t('{0} of {1} right.', score.right, score.asked)} ${passed}`;
  }
  const { question, asked } = questionOf(state);
  if (asked.chosen === undefined) return '';
  return isRight(asked, question) ? t('That is right.') : t('That is not right.');
}

function verdict(state: QuizPageState, t: Translate): string {
  const { question, asked } = questionOf(state);
  if (asked.chosen === undefined) return '';
  const { run } = state;
  const right = isRight(asked, question);
  const back = !right && run.id !== 'final' ? ` ${t('The question comes back at the end.')}` : '';
  const last = run.at + 1 >= run.asked.length;
  const on = `<button type="button" class="primary" data-action="next" data-focus>${escapeHtml(last ? t('See the result') : t('Next question'))}</button>`;
  const source = question.source
    ? `${escapeHtml(t('Source:'))} ${sourceLink(question.source)}`
    : escapeHtml(t('A question of your team.'));
  return `<p class="verdict ${right ? 'right' : 'wrong'}">${escapeHtml(quizSaid(state, t) + back)}</p><p>${source}</p><div class="actions">${on}</div>`;
}

const codeOf = ({ file, code }: Question): string => (code === undefined ? '' : plainCode(file ?? '', code));

function questionBody(state: QuizPageState, t: Translate): string {
  const { run } = state;
  const found = questionOf(state);
  const { question, asked } = found;
  const count = countOf(run);
  const number = asked.again ? t('Once more') : t('Question {0} of {1}', run.at + 1, count);
  const code = codeOf(question);
  return `<section aria-labelledby="question"><p class="facts">${escapeHtml(number)} · ${escapeHtml(kindWords(question.kind, t))}</p><h2 id="question" class="question" tabindex="-1" ${langOf(question)}${asked.chosen === undefined ? ' data-focus' : ''}>${inline(question.text)}</h2>${code}${answers(found, t)}${verdict(state, t)}</section>`;
}

/** How each module went, in the check across all. */
function byModule({ run, questions }: QuizPageState, t: Translate): string {
  const rows = modules.flatMap((module) => {
    const own = questions.filter((question) => question.module === module);
    const asked = run.asked.filter(({ id }) => own.some((question) => question.id === id));
    if (asked.length === 0) return [];
    const { right } = scoreOf({ ...run, asked }, own);
    const full = right === asked.length;
    const lesson = full ? '' : button('lesson', t('Read the lesson'), 'link', module);
    const word = t('{0} of {1} right.', right, asked.length);
    return `<li class="${full ? 'passed' : 'left'}"><span class="mark" aria-hidden="true">${full ? '✓' : '○'}</span><div>${escapeHtml(t(moduleTitles[module]))}: ${escapeHtml(word)} ${lesson}</div></li>`;
  });
  return `<ul class="list">${rows.join('')}</ul>`;
}

function resultActions({ run, next }: QuizPageState, passed: boolean, t: Translate): string {
  const { id } = run;
  const again = button('again', t('Try again'), passed ? 'secondary' : 'primary');
  if (id === 'final') return passed ? `${button('record', t('Export Record…'), 'primary')}${again}` : again;
  const title = next === 'final' ? t('The final check') : next && t('Next check: {0}', t(moduleTitles[next]));
  const onward = title === undefined ? '' : button('quiz', title, passed ? 'primary' : 'secondary', next);
  const lesson = button('lesson', t('Read the lesson'), 'secondary', id);
  return passed ? `${onward}${again}${lesson}` : `${again}${lesson}${onward}`;
}

function resultBody(state: QuizPageState, t: Translate): string {
  const { run, questions, mark } = state;
  const score = scoreOf(run, questions);
  const passed = isPassed(score, mark);
  const missed = score.missed.map((id) => {
    const question = questions.find((one) => one.id === id)!;
    return `<li ${langOf(question)}><span>${inline(question.text)}</span>${codeOf(question)}<p class="because right">${inline(question.answers.find(({ right }) => right)!.text)}</p></li>`;
  });
  const list =
    missed.length > 0
      ? `<h3>${escapeHtml(t('What was answered wrong, with what is right'))}</h3><ul>${missed.join('')}</ul><p>${escapeHtml(t('These questions come first next time.'))}</p>`
      : '';
  // Before the list, which may be longer than the window.
  const actions = `<div class="actions">${resultActions(state, passed, t)}${button('all', t('All checks'))}</div>`;
  const details = `${run.id === 'final' ? byModule(state, t) : ''}${list}`;
  return `<section class="goals${passed ? ' done' : ''}" aria-labelledby="result"><h2 id="result" tabindex="-1" data-focus>${escapeHtml(t('Your result'))}</h2><p class="summary">${escapeHtml(quizSaid(state, t))}</p>${actions}${details}</section>`;
}

/** The page's body. */
export const quizBody = (state: QuizPageState, t: Translate): string =>
  `<main>${head(state, t)}${isOver(state.run) ? resultBody(state, t) : questionBody(state, t)}</main>`;

/** Says itself when nothing is chosen. Return in the form answers, too. */
export const quizScript = `${pageScript}
const missing = () => document.querySelector('.missing');
document.addEventListener('submit', (event) => event.preventDefault());
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-chosen]') && !document.querySelector('input:checked')) missing().hidden = false;
});
document.addEventListener('change', () => { missing().hidden = true; });
`;

export const quizStyle = `${lessonStyle}
.question { font-size: 1.15em; line-height: 1.45; margin: 6px 0 12px; }
.question:focus, #result:focus { outline: none; }
main .options { border: 0; margin: 14px 0 0; padding: 0; list-style: none; }
main .option { display: flex; gap: 10px; align-items: baseline; margin-bottom: 8px; padding: 9px 14px; border-radius: 6px; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-input-border, transparent))); background: var(--vscode-sideBar-background); }
label.option { cursor: pointer; }
label.option:hover { background: var(--vscode-list-hoverBackground); }
label.option:has(:checked) { border-color: var(--vscode-focusBorder); }
label.option input { flex: none; margin: 0; accent-color: var(--vscode-button-background); }
main .option.right, main .option.wrong { padding-left: 12px; }
main .option.right { border-left: 3px solid var(--vscode-charts-green); }
main .option.wrong { border-left: 3px solid var(--vscode-editorError-foreground); }
.right .mark { color: var(--vscode-charts-green); font-weight: 700; }
.wrong .mark { color: var(--vscode-editorError-foreground); font-weight: 700; }
.because { margin: 4px 0 0; color: var(--vscode-descriptionForeground); }
.because.right::before { content: '✓ ' / ''; color: var(--vscode-charts-green); font-weight: 700; }
.verdict { font-weight: 600; margin: 14px 0 6px; }
.missing { color: var(--vscode-errorForeground); margin: 4px 0; }
header .bar { margin: 0 0 16px; }
`;
