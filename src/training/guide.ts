/** The page beside a lab: what it is about, what is left, hints, and what to do next. */
import type { Translate } from '../report/translate';
import type { Goal } from './goals';
import { leftIn } from './goals';
import { escapeHtml, inline, prose } from './html';
import { languageNames, languagesOf } from './lab-files';
import { moduleTitles, type NextLab } from './modules';
import { langOf } from './translation';
import type { Lab, LabLanguage } from './types';

export interface GuideState {
  lab: Lab;
  language: LabLanguage;
  /** Of the variant; the one that is in front. */
  file?: string;
  /** Undefined while the first look is taken. */
  goals: readonly Goal[] | undefined;
  /** Why it could not be looked at. */
  trouble?: string;
  /** How many hints were asked for. */
  hints: number;
  solutionShown: boolean;
  /** Done now, or before. */
  wasDone: boolean;
  /** The next lab that is not done. */
  next?: NextLab;
  /** The final check is part of the training, and is not passed yet. */
  finalDue?: boolean;
}

const button = (action: string, text: string, look = 'secondary') =>
  `<button type="button" class="${look}" data-action="${action}">${escapeHtml(text)}</button>`;

function languages({ lab, language }: GuideState, t: Translate): string {
  const all = languagesOf(lab);
  if (all.length < 2) return '';
  const buttons = all.map(
    (one) =>
      `<button type="button" class="choice" data-action="language" data-value="${one}" aria-pressed="${one === language}">${languageNames[one]}</button>`,
  );
  return `<div class="choices" role="group" aria-label="${escapeHtml(t('Language'))}">${buttons.join('')}</div>`;
}

const levelOf = ({ difficulty }: Lab, t: Translate): string =>
  ({ 1: t('easy'), 2: t('medium'), 3: t('hard') })[difficulty];

function head(state: GuideState, t: Translate): string {
  const { lab } = state;
  const facts = [t(moduleTitles[lab.module]), levelOf(lab, t), t('about {0} minutes', lab.minutes)];
  return `<header><p class="facts">${facts.map(escapeHtml).join(' · ')}</p><h1 ${langOf(lab)}>${escapeHtml(lab.title)}</h1>${languages(state, t)}</header>`;
}

/** The lab's files, where it has several. */
function files({ lab, language, file }: GuideState, t: Translate): string {
  const names = Object.keys(lab.variants[language]?.files ?? {});
  if (names.length < 2) return '';
  const buttons = names.map(
    (one) =>
      `<button type="button" class="choice" data-action="file" data-value="${escapeHtml(one)}" aria-pressed="${one === file}">${escapeHtml(one)}</button>`,
  );
  return `<p class="files"><span id="files">${escapeHtml(t('Files:'))}</span> <span class="choices" role="group" aria-labelledby="files">${buttons.join('')}</span></p>`;
}

function goalItem({ passed, says, why }: Goal, t: Translate): string {
  const mark = passed ? '✓' : '○';
  const word = passed ? t('Done:') : t('Left:');
  const reasons = why.map((reason) => `<li>${inline(reason)}</li>`).join('');
  const list = reasons ? `<ul class="why">${reasons}</ul>` : '';
  return `<li class="${passed ? 'passed' : 'left'}"><span class="mark" aria-hidden="true">${mark}</span><div><span class="unseen">${escapeHtml(word)}</span> ${inline(says)}${list}</div></li>`;
}

/** In one sentence, to be read out when it changes. */
export function summary({ goals, trouble }: GuideState, t: Translate): string {
  if (trouble !== undefined) return trouble;
  if (!goals) return t('Looking at your code…');
  const left = leftIn(goals);
  if (left === 0) return t('Done: the code is secure, and does its job.');
  return left === 1 ? t('1 thing is left.') : t('{0} things are left.', left);
}

const isSolved = ({ goals }: GuideState): boolean => goals !== undefined && leftIn(goals) === 0;

/** Once all is done, what is next stands above what was done: both may be longer than the window. */
function bar(state: GuideState, t: Translate): string {
  const { goals = [] } = state;
  const isDone = isSolved(state);
  const share = goals.length === 0 ? 0 : Math.round(((goals.length - leftIn(goals)) / goals.length) * 100);
  const items = goals.map((goal) => goalItem(goal, t)).join('');
  return `<section class="goals${isDone ? ' done' : ''}" aria-labelledby="left"><h2 id="left">${escapeHtml(t('What is left'))}</h2>
<svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="2"/><rect class="fill" width="${share}" height="2"/></svg>
<p class="summary">${escapeHtml(summary(state, t))}</p>${isDone ? actions(state, t) : ''}<ul class="list">${items}</ul></section>`;
}

function hints({ lab, hints: shown }: GuideState, t: Translate): string {
  const items = lab.hints.slice(0, shown).map((hint) => `<li ${langOf(lab)}>${inline(hint)}</li>`);
  const more = shown < lab.hints.length ? button('hint', t('Show hint {0} of {1}', shown + 1, lab.hints.length)) : '';
  return `<section aria-labelledby="hints"><h2 id="hints">${escapeHtml(t('Hints'))}</h2><ol class="hints" aria-live="polite">${items.join('')}</ol>${more}</section>`;
}

function explanation({ lab, solutionShown, wasDone }: GuideState, t: Translate): string {
  if (!solutionShown && !wasDone) return '';
  return `<section aria-labelledby="why"><h2 id="why">${escapeHtml(t('Why this works'))}</h2><div ${langOf(lab)}>${prose(lab.explanation)}</div></section>`;
}

function incident({ lab }: GuideState, t: Translate): string {
  const { text, source } = lab.incident;
  return `<aside aria-labelledby="incident"><h2 id="incident">${escapeHtml(t('It has happened'))}</h2><div ${langOf(lab)}>${prose(text)}</div><p><a href="${escapeHtml(source)}">${escapeHtml(t('Source: {0}', new URL(source).hostname))}</a></p></aside>`;
}

/** The story, and where to read more of it. */
function story({ lab }: GuideState, t: Translate): string {
  const lesson = button('lesson', t('Read the lesson'), 'link');
  return `<section aria-labelledby="story"><h2 id="story">${escapeHtml(t('What this is about'))}</h2><div ${langOf(lab)}>${prose(lab.story)}</div><p>${lesson}</p></section>`;
}

function nextText({ lab, optional }: NextLab, t: Translate): string {
  const parts = [lab.title, levelOf(lab, t)] as const;
  return optional ? t('Another lab: {0} ({1})', ...parts) : t('Next lab: {0} ({1})', ...parts);
}

/** Behind a lab: the labs that are needed, then the final check, then whatever else there is. */
function onward({ next, finalDue = false }: GuideState, t: Translate): string {
  const isFinalNext = finalDue && next?.optional !== false;
  const isLabFirst = next !== undefined && !isFinalNext;
  return [
    isFinalNext ? button('final', t('Take the final check'), 'primary') : '',
    next ? button('next', nextText(next, t), isLabFirst ? 'primary' : 'secondary') : '',
    button('quiz', t('Check your knowledge'), isLabFirst || isFinalNext ? 'secondary' : 'primary'),
  ].join('');
}

function actions(state: GuideState, t: Translate): string {
  const { wasDone } = state;
  const open = button('code', t('Go to the code'), wasDone ? 'secondary' : 'primary');
  return `<div class="actions">${wasDone ? onward(state, t) : ''}${open}${button('solution', t('Compare with a solution'))}${button('reset', t('Start again'))}${button('all', t('All labs'))}</div>`;
}

/** The page's body. */
export function guideBody(state: GuideState, t: Translate): string {
  const { lab } = state;
  return `<main>${head(state, t)}
<section aria-labelledby="task"><h2 id="task">${escapeHtml(t('Your task'))}</h2><div ${langOf(lab)}>${prose(lab.task)}</div>${files(state, t)}</section>
${bar(state, t)}${isSolved(state) ? '' : actions(state, t)}
${story(state, t)}
${hints(state, t)}${explanation(state, t)}${incident(state, t)}</main>`;
}
