/** In which order a key is moved, and what becomes of a step that fails. Pure. */

export interface Undoable {
  undo(): Promise<void>;
}

export interface Steps<K extends Undoable> {
  /** Puts the key into the store. Undefined: it is not kept, and may be moved all the same; `declined`: nothing is to be changed. */
  keep(): Promise<K | 'declined' | undefined>;
  /** @returns whether the files were changed; where not, nothing of them is */
  change(): Promise<boolean>;
}

/** `stranded`: nothing was changed, but the key could not be taken out of the store again. */
export type Outcome<K> = { is: 'moved'; kept: K | undefined } | { is: 'unchanged' } | { is: 'stranded' };

/** Stored before the file is changed, so that the key is lost at no moment; where that fails, it is as if nothing had been done. */
export async function moveInSteps<K extends Undoable>({ keep, change }: Steps<K>): Promise<Outcome<K>> {
  const kept = await keep().catch(() => 'declined' as const);
  if (kept === 'declined') return { is: 'unchanged' };
  if (await change().catch(() => false)) return { is: 'moved', kept };
  return (kept?.undo() ?? Promise.resolve()).then(
    () => ({ is: 'unchanged' }),
    () => ({ is: 'stranded' }),
  );
}
