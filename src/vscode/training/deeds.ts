/** What was done in the training as context keys, on which steps of the walkthroughs complete. */
import { commands, Disposable, type Extension, window } from 'vscode';
import { contextKeyOf, type Deed, deedsIn, keepEarlier, stepsByDeed } from '../../training/deeds';
import type { TrainingState } from '../../training/state';
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

export function followDeeds(options: DeedsOptions): Disposable {
  const { memory, state, session, content } = options;
  const update = follow(options);
  update();
  void keepEarlier(memory.keys(), state, (id) => content.lab(id));
  return Disposable.from(
    state.onDidChange(update),
    session.onDidComplete((lab) => keepComplete(lab, options)),
    // What was done, or forgotten, in another window is known here by now.
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) update();
    }),
  );
}
