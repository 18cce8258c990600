/** What labs are about: the practices that have rules, and one that is about people. */
import type { Practice } from '../engine/types';
import { practiceTitles } from '../report/rule-page';
import type { Translate } from '../report/translate';
import type { Lab } from './types';

export type Topic = Practice | 'education';

export const topicOf = ({ practice, topic }: Pick<Lab, 'practice' | 'topic'>): Topic => topic ?? practice;

export function topicTitle(topic: Topic, t: Translate): string {
  return topic === 'education' ? t('Team education') : t(practiceTitles[topic]);
}

/** Whether a lab was done, by its id. */
export type IsDone = (lab: string) => boolean;

/** @param name a lab's id, or a topic, of which the first lab is meant that is not done */
export function labNamed(labs: readonly Lab[], name: string, isDone: IsDone): Lab | undefined {
  const own = labs.filter((lab) => topicOf(lab) === name);
  return labs.find(({ id }) => id === name) ?? own.find(({ id }) => !isDone(id)) ?? own[0];
}

/** What is left to do after a lab: its topic's labs before others. */
export function nextLab(labs: readonly Lab[], after: Lab, isDone: IsDone): Lab | undefined {
  const open = labs.filter(({ id }) => id !== after.id && !isDone(id));
  return open.find((lab) => topicOf(lab) === topicOf(after)) ?? open[0];
}

/** Whether every lab of a topic was done. */
export const isTopicDone = (labs: readonly Lab[], topic: Topic, isDone: IsDone): boolean =>
  labs.every((lab) => topicOf(lab) !== topic || isDone(lab.id));
