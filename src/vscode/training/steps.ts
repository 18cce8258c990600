/** Steps of the walkthroughs are done by deeds: context keys, for what is done now and for what was done before. */
import { commands, Disposable } from 'vscode';
import { practices } from '../../engine/types';
import { TrainingState } from '../../training/state';
import { isTopicDone, topicOf } from '../../training/topics';
import type { TrainingContent } from './content';
import type { LabSession } from './lab-session';

const setKey = (name: string) => void commands.executeCommand('setContext', `claudeGuard.training.${name}`, true);

/** @param keys of the memory, as they were when VS Code was started */
function followDone(state: TrainingState, session: LabSession, content: TrainingContent, keys: readonly string[]) {
  const done = keys.flatMap((key) => TrainingState.labOfKey(key) ?? []).filter((lab) => state.done(lab));
  for (const lab of done) setKey(`done.${lab}`);
  for (const topic of keys.flatMap((key) => TrainingState.topicOfKey(key) ?? [])) setKey(`topic.${topic}`);
  if (done.length > 0) setKey('any');
  if (state.allDone) setKey('allDone');
  const isDone = (id: string) => state.done(id) !== undefined;
  return session.onDidComplete(async (lab) => {
    setKey(`done.${lab.id}`);
    setKey('any');
    const { labs } = await content.get();
    const topic = topicOf(lab);
    if (!isTopicDone(labs, topic, isDone)) return;
    await state.setTopicDone(topic);
    setKey(`topic.${topic}`);
    if (!labs.every(({ id }) => isDone(id))) return;
    await state.setAllDone();
    setKey('allDone');
  });
}

/** What was learnt beside the labs, as context keys, which are set once. */
function followLearnt(state: TrainingState): Disposable {
  const known = new Set<string>();
  const update = () => {
    const read = practices.filter((practice) => state.lessonRead(practice) !== undefined);
    const passed = [...practices, 'final' as const].filter((id) => state.quiz(id)?.passed !== undefined);
    for (const key of [...read.map((practice) => `lesson.${practice}`), ...passed.map((id) => `passed.${id}`)]) {
      if (!known.has(key)) setKey(key);
      known.add(key);
    }
  };
  update();
  return state.onDidChange(update);
}

export const followSteps = (
  state: TrainingState,
  session: LabSession,
  content: TrainingContent,
  keys: readonly string[],
): Disposable => Disposable.from(followDone(state, session, content, keys), followLearnt(state));
