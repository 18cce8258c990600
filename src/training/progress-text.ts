/** What the Training view says. */
import type { Translate } from '../report/translate';
import { moduleSummaries, moduleTitles } from './modules';
import type { Plan } from './plan';
import {
  type CheckStep,
  daysUntil,
  isPassed,
  type ModuleProgress,
  minutesLeft,
  type Progress,
  percentOf,
  type Step,
} from './progress';

/** A row, in words. */
export interface RowText {
  label: string;
  description: string;
  /** For screen readers, which do not see its icon. */
  spoken: string;
  tooltip: string;
}

/** A date as the reader writes it. @param date as `Date.toISOString` gives it, or `YYYY-MM-DD` */
export type SayDate = (date: string) => string;

export interface Words {
  t: Translate;
  date: SayDate;
}

/** @param told the description in full, for who hears it */
const rowText = (label: string, description: string, state: string, tooltip: string, told = description): RowText => ({
  label,
  description,
  spoken: [label, state, told].filter((part) => part !== '').join(', '),
  tooltip,
});

/** `short`: beside a title in a narrow view. */
type Wording = 'short' | 'full';

const minutesText = (minutes: number, wording: Wording, t: Translate): string =>
  wording === 'short' ? t('{0} min', minutes) : t('about {0} minutes', minutes);

export function stepTitle(step: Step, t: Translate): string {
  if (step.kind === 'lesson') return t('Lesson');
  if (step.kind === 'lab') return t('Lab: {0}', step.lab.title);
  return step.quiz === 'final' ? t('Final check') : t('Check your knowledge');
}

/** What it takes to do it, and whether it need not be done. */
function effortText({ minutes, optional }: Step, wording: Wording, t: Translate): string {
  if (!optional) return minutesText(minutes, wording, t);
  return wording === 'short' ? t('optional, {0} min', minutes) : t('optional, about {0} minutes', minutes);
}

function scoreText(step: CheckStep, passMark: number, wording: Wording, { t, date }: Words): string {
  const { best, done } = step;
  if (!best) return [effortText(step, wording, t), t('{0}% are needed', passMark)].join(', ');
  const share = t('best {0}%', percentOf(best));
  if (isPassed(best, passMark)) return done === undefined ? share : t('{0}, passed on {1}', share, date(done));
  return t('{0}, {1}% are needed', share, passMark);
}

function stepDescription(step: Step, passMark: number, wording: Wording, words: Words): string {
  const { t, date } = words;
  if (step.kind === 'check') return scoreText(step, passMark, wording, words);
  if (step.done !== undefined)
    return step.kind === 'lesson' ? t('read on {0}', date(step.done)) : t('solved on {0}', date(step.done));
  return effortText(step, wording, t);
}

export function stepText(step: Step, { passMark }: Plan, words: Words): RowText {
  const { t } = words;
  const [description, told] = [
    stepDescription(step, passMark, 'short', words),
    stepDescription(step, passMark, 'full', words),
  ];
  const title = stepTitle(step, t);
  return rowText(title, description, step.done === undefined ? t('to do') : t('done'), `${title} – ${told}`, told);
}

export function moduleText({ module, steps, state, next }: ModuleProgress, { t }: Words): RowText {
  const title = t(moduleTitles[module]);
  const words = { new: t('not begun'), begun: t('begun'), done: t('done') }[state];
  const left = (wording: Wording) => (state === 'done' ? t('done') : minutesText(minutesLeft(steps), wording, t));
  const then = next ? [t('Next: {0}', stepTitle(next, t))] : [];
  const tooltip = [title, t(moduleSummaries[module]), ...then].join('\n\n');
  return rowText(title, left('short'), words, tooltip, left('full'));
}

/** @param count findings of the practice @param isKnown whether the workspace was looked at */
export function ownCodeText(count: number, isKnown: boolean, t: Translate): RowText {
  const found = count === 1 ? t('1 finding to fix') : t('{0} findings to fix', count);
  const description = count > 0 ? found : isKnown ? t('no findings') : t('not scanned yet');
  const tooltip = t(
    'What Claude Guard has found in your own code of this practice. A click shows it in the Findings view.',
  );
  return rowText(t('Your own code'), description, '', tooltip);
}

/** Days from which on they are counted. */
const soon = 60;

function dueText(due: string, { isDone, today, t, date }: { isDone: boolean; today: string } & Words): string {
  const days = daysUntil(due, today);
  if (isDone) return t('Everything is done.');
  if (days < 0) return t('Your team’s date was {0}.', date(due));
  if (days === 0) return t('Your team’s date is today.');
  if (days > soon) return t('Due on {0}.', date(due));
  return days === 1 ? t('Due tomorrow.') : t('Due on {0}, in {1} days.', date(due), days);
}

/** Above the rows. @param plan the team’s, where there is one */
export function messageOf(progress: Progress, plan: Plan | undefined, today: string, words: Words): string {
  const { t } = words;
  const isDone = progress.next === undefined;
  const left = progress.minutesLeft > 0 ? [t('About {0} minutes are left.', progress.minutesLeft)] : [];
  if (!plan) return isDone ? t('Everything is done. Your record can be exported.') : left.join('');
  const due = plan.due === undefined ? [] : [dueText(plan.due, { isDone, today, ...words })];
  const end = isDone ? [t('Export your record for your team.')] : [];
  const contact = plan.contact === undefined ? [] : [t('Questions: {0}.', plan.contact.replace(/\.$/, ''))];
  return [...(plan.title === undefined ? [] : [`${plan.title}.`]), ...due, ...left, ...end, ...contact].join(' ');
}

export const descriptionOf = ({ done, modules }: Progress, t: Translate): string =>
  t('{0} of {1}', done, modules.length);
