/** What was done in the training as context keys, on which steps of the walkthroughs complete. */
import { commands, Disposable, type Extension, window } from 'vscode';
import { contextKeyOf, type Deed, deedsIn, stepsByDeed } from '../../training/deeds';
import { TrainingState } from '../../training/state';
import type { Lab } from '../../training/types';
import type { Store } from '../steady';
import type { TrainingContent } from './content';
import type { LabSession } from './lab-session';

export interface DeedsOptions {
  extension: Extension<unknown>;
  memory: Store;
  state: TrainingState;
  session: LabSession;
  content: TrainingContent;
}

/** A step that stands there unticked after a reset is no loss: other versions of VS Code may not know the command. */
const mark = (step: string, how: 'Complete' | 'Incomplete') =>
  void commands.executeCommand(`welcome.markStep${how}`, step).then(undefined, () => {});

/** VS Code ticks a step once in the life of a window, and unticks none: behind a reset, that is done here. */
function follow({ extension, memory, state }: DeedsOptions): () => void {
  let known: ReadonlySet<Deed> = new Set();
  const taken = new Set<Deed>();
  const stepsOf = (deed: Deed) =>
    stepsByDeed(extension.id, extension.packageJSON.contributes.walkthroughs).get(deed) ?? [];
  return () => {
    const deeds = deedsIn(memory.keys(), state);
    for (const deed of [...deeds].filter((one) => !known.has(one))) {
      void commands.executeCommand('setContext', contextKeyOf(deed), true);
      if (taken.has(deed)) for (const step of stepsOf(deed)) mark(step, 'Complete');
    }
    for (const deed of [...known].filter((one) => !deeds.has(one))) {
      void commands.executeCommand('setContext', contextKeyOf(deed), undefined);
      taken.add(deed);
      for (const step of stepsOf(deed)) mark(step, 'Incomplete');
    }
    known = deeds;
  };
}

/** A later version may have more labs: what was complete once stays so. Of a topic one lab is enough; a team that asks for more sees that in its Training view. */
async function keepComplete(lab: Lab, { content, state }: DeedsOptions): Promise<void> {
  const { labs } = await content.get();
  await state.setModuleDone(lab.module);
  if (labs.every(({ id }) => state.done(id) !== undefined)) await state.setAllDone();
}

/** Of topics with two labs, earlier versions wanted both. */
async function keepEarlier({ content, state, memory }: DeedsOptions): Promise<void> {
  const done = memory
    .keys()
    .flatMap((key) => TrainingState.labOfKey(key) ?? [])
    .filter((id) => state.done(id));
  const topics = new Set(memory.keys().flatMap((key) => TrainingState.moduleOfKey(key) ?? []));
  if (done.length <= topics.size) return;
  for (const id of done) {
    const lab = await content.lab(id);
    if (lab && !topics.has(lab.module)) await state.setModuleDone(lab.module);
  }
}

export function followDeeds(options: DeedsOptions): Disposable {
  const { state, session } = options;
  const update = follow(options);
  update();
  void keepEarlier(options);
  return Disposable.from(
    state.onDidChange(update),
    session.onDidComplete((lab) => keepComplete(lab, options)),
    // What was done, or forgotten, in another window is known here by now.
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) update();
    }),
  );
}
