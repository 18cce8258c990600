/** What a workspace asks for and does not get, as it would weaken what the person has set. */
import type { Settings } from '../engine/config/config';
import { type Asking, boundByDefaults, saidBy, stricter } from '../engine/config/stricter';
import { phrases } from '../engine/messages';
import type { Config, Message } from '../engine/types';

export interface Weakening {
  /** The keys of the setting; a rule is one by itself. */
  path: string[];
  said: Message;
}

const say = phrases({ inVain: '{weaker} Yours stays in force.' });

/** What becomes of what was asked for. */
export const inVain = (weaker: Message): Message => say('inVain', { weaker });

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
 * @param by who asks
 * @param why it may not be weaker than the defaults either, see `waits`
 */
export const weakeningsOf = (person: Settings, settings: Settings, by: Asking, why?: Message): Weakening[] =>
  asked(settings).flatMap(({ path, alone }) => {
    const waiting = why === undefined ? [] : boundByDefaults(person, alone, why).ignored;
    const refused = stricter(person, alone).ignored;
    return [...waiting.map((said) => saidBy(by, said)), ...refused.map((said) => inVain(saidBy(by, said)))].map(
      (said) => ({ path, said }),
    );
  });
