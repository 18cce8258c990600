/** What steps of the walkthroughs are done by: names of deeds that are remembered. Ticks that people set by hand are none. */
import { modules } from './modules';
import { TrainingState } from './state';
import type { Lab } from './types';

/** `any`: a lab was done. `allDone`: every lab of some version was. Others are of one lab, topic, lesson or check. */
export type Deed = 'any' | 'allDone' | `done.${string}` | `topic.${string}` | `lesson.${string}` | `passed.${string}`;

/** @param keys of the memory that the state is in */
export function deedsIn(keys: readonly string[], state: TrainingState): ReadonlySet<Deed> {
  const labs = keys.flatMap((key) => TrainingState.labOfKey(key) ?? []).filter((lab) => state.done(lab));
  const topics = keys.flatMap((key) => TrainingState.moduleOfKey(key) ?? []);
  const read = modules.filter((module) => state.lessonRead(module) !== undefined);
  const passed = [...modules, 'final' as const].filter((id) => state.quiz(id)?.passed !== undefined);
  return new Set<Deed>([
    ...labs.map((lab): Deed => `done.${lab}`),
    ...topics.map((topic): Deed => `topic.${topic}`),
    ...read.map((module): Deed => `lesson.${module}`),
    ...passed.map((id): Deed => `passed.${id}`),
    ...(labs.length > 0 ? ['any' as const] : []),
    ...(state.allDone ? ['allDone' as const] : []),
  ]);
}

/**
 * Of topics with two labs, earlier versions wanted both: what counts as done today is remembered as such.
 * @param keys of the memory that the state is in @param labOf a lab by its id
 */
export async function keepEarlier(
  keys: readonly string[],
  state: TrainingState,
  labOf: (id: string) => Promise<Lab | undefined>,
): Promise<void> {
  const done = keys.flatMap((key) => TrainingState.labOfKey(key) ?? []).filter((id) => state.done(id));
  const topics = new Set(keys.flatMap((key) => TrainingState.moduleOfKey(key) ?? []));
  // Labs are not loaded where each has a topic.
  if (done.length <= topics.size) return;
  for (const id of done) {
    const lab = await labOf(id);
    if (lab && !topics.has(lab.module)) await state.setModuleDone(lab.module);
  }
}

const prefix = 'claudeGuard.training.';

export const contextKeyOf = (deed: Deed): string => prefix + deed;

/** As a manifest has it. */
export interface Walkthrough {
  id: string;
  steps: readonly { id: string; completionEvents?: readonly string[] }[];
}

/** Steps that complete on a deed, as VS Code names them, by that deed. @param extension its id */
export function stepsByDeed(extension: string, walkthroughs: readonly Walkthrough[]): ReadonlyMap<string, string[]> {
  const steps = new Map<string, string[]>();
  for (const walkthrough of walkthroughs)
    for (const step of walkthrough.steps)
      for (const event of step.completionEvents ?? []) {
        const [, deed] = event.split(`onContext:${prefix}`);
        if (deed === undefined) continue;
        steps.set(deed, [...(steps.get(deed) ?? []), `${extension}#${walkthrough.id}#${step.id}`]);
      }
  return steps;
}
