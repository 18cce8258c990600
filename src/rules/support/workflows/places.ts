/** Problems of steps that a workflow starts and that stand in another file: an action, or a workflow that it calls. */
import type { Range } from '../../../engine/facts';
import type { Message, Problem, RelatedProblem } from '../../../engine/types';
import { callersOf } from '../../../engine/workflows/calls';
import type { Job, Step } from '../../../engine/workflows/types';

/** The first of those that call each other; it stands in the file that is looked at. */
export const outermost = <T extends { caller?: T }>(called: T): T => callersOf(called).at(-1) ?? called;

/** A place of a step, in the file where it stands. */
export const beside = (message: Message, range: Range, { origin }: Step): RelatedProblem =>
  origin ? { message, range, file: origin.file } : { message, range };

/**
 * The problem at what uses the step, with the step beside it; of a step that is no other file's as it is.
 * @param fixes ids of the fixes whose edits are of the file that is looked at
 */
export function placed(problem: Problem, step: Step, job: Job, here: Message, fixes: readonly string[] = []): Problem {
  const range = step.origin && usedAt(step, job);
  if (!range) return problem;
  const related = [...(problem.related ?? []), beside(here, problem.range, step)];
  return { ...problem, range, related, fixes: problem.fixes?.filter(({ title }) => fixes.includes(title.id)) ?? [] };
}

const usedAt = (step: Step, job: Job): Range | undefined => {
  const first = outermost(step);
  return (first.origin ? outermost(job) : first).uses?.range;
};
