/** What a workspace asks for and does not get, as it would weaken what the person has set. */
import type { Settings } from '../engine/config';
import { boundByDefaults, stricter } from '../engine/stricter';
import type { Config } from '../engine/types';

export interface Weakening {
  /** The keys of the setting; a rule is one by itself. */
  path: string[];
  /** A sentence. */
  message: string;
}

/** One thing that can be asked for by itself. */
interface Asked {
  path: string[];
  alone: Settings;
}

function asked(settings: Settings): Asked[] {
  return (Object.keys(settings) as (keyof Config)[]).flatMap((key): Asked[] => {
    if (key !== 'rules') return [{ path: [key], alone: { [key]: settings[key] } }];
    return Object.entries(settings.rules ?? {}).map(([id, level]) => ({
      path: ['rules', id],
      alone: { rules: { [id]: level } },
    }));
  });
}

/**
 * @param person explicit settings only
 * @param why it may not be weaker than the defaults either, see `waits`
 */
export const weakeningsOf = (person: Settings, settings: Settings, why?: string): Weakening[] =>
  asked(settings).flatMap(({ path, alone }) => {
    const waiting = why === undefined ? [] : boundByDefaults(person, alone, why).ignored;
    const refused = stricter(person, alone).ignored.map((message) => `${message} Yours stays in force.`);
    return [...waiting, ...refused].map((message) => ({ path, message }));
  });
