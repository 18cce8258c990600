/** What is worth saying of a key: lost, due, long unused, the same in two environments. Pure. */
import type { Translate } from '../../report/translate';
import type { KeyInfo } from './types';

const day = 86_400_000;
/** A key that nothing has used for so long is one that nobody would miss; in days. */
export const unusedDays = 60;

export interface Notice {
  kind: 'lost' | 'unreadable' | 'elsewhere' | 'due' | 'twin' | 'unused' | 'soon';
  /** Behind the key's name. */
  short: string;
  /** One or two sentences. */
  long: string;
}

export interface NoticeOptions {
  now: number;
  rotationDays: number;
  t: Translate;
}

/** When the key ought to be replaced, in ms since 1970. */
export const dueOf = ({ rotated, added }: KeyInfo, rotationDays: number): number =>
  (rotated ?? added) + rotationDays * day;

const days = (ms: number): number => Math.max(1, Math.floor(ms / day));

/** "1 day", "3 days". */
export const daysIn = (count: number, t: Translate): string => (count === 1 ? t('1 day') : t('{0} days', count));

function lost({ state }: KeyInfo, t: Translate): Notice[] {
  if (state === 'lost')
    return [
      {
        kind: 'lost',
        short: t('lost by the secret store'),
        long: t(
          'VS Code’s secret store no longer has this key, though it was not deleted in this profile. It happens where there is no keyring, and when the keyring was reset. Create a new key in the Console, then remove this entry.',
        ),
      },
    ];
  if (state === 'stored') return [];
  if (state === 'elsewhere')
    return [
      {
        kind: 'elsewhere',
        short: t('in another window'),
        long: t('VS Code does not show this window what another one has stored. Reload it to use this key.'),
      },
    ];
  const long = t(
    'VS Code’s secret store could not be read just now. The key may still be there: unlock the keyring, then refresh.',
  );
  return [{ kind: 'unreadable', short: t('cannot be read'), long }];
}

function due(key: KeyInfo, { now, rotationDays, t }: NoticeOptions): Notice[] {
  const left = dueOf(key, rotationDays) - now;
  if (left > 7 * day) return [];
  const long = t(
    'A key that is replaced every {0} is of use to a thief no longer than that. Choose “Rotate”.',
    daysIn(rotationDays, t),
  );
  if (left > 0) return [{ kind: 'soon', short: t('rotate within {0}', daysIn(Math.ceil(left / day), t)), long }];
  const short = -left < day ? t('rotate today') : t('{0} overdue', daysIn(days(-left), t));
  return [{ kind: 'due', short, long }];
}

function unused({ used, added, rotated }: KeyInfo, { now, t }: NoticeOptions): Notice[] {
  const idle = now - Math.max(used ?? 0, added, rotated ?? 0);
  if (idle < unusedDays * day) return [];
  const long = t(
    'Nothing has used this key through Claude Guard for {0}. If nothing else does, disable it in the Console and delete it here.',
    daysIn(days(idle), t),
  );
  return [{ kind: 'unused', short: t('unused for {0}', daysIn(days(idle), t)), long }];
}

function twins(key: KeyInfo, keys: readonly KeyInfo[], t: Translate): Notice[] {
  const same = keys.filter(({ id, environment }) => key.twins.includes(id) && environment !== key.environment);
  if (same.length === 0) return [];
  const names = same.map(({ name, environment }) => `${name} (${environment})`).join(', ');
  const long = t(
    '{0} has the same value. What leaks from one environment opens the other: create a key for each.',
    names,
  );
  return [{ kind: 'twin', short: t('also in {0}', same[0]!.environment), long }];
}

/** The gravest first. @param keys all of them */
export function noticesOf(key: KeyInfo, keys: readonly KeyInfo[], options: NoticeOptions): Notice[] {
  const trouble = lost(key, options.t);
  if (trouble.length > 0) return trouble;
  const found = [...due(key, options), ...twins(key, keys, options.t), ...unused(key, options)];
  return found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

const order: readonly Notice['kind'][] = ['lost', 'unreadable', 'elsewhere', 'due', 'twin', 'unused', 'soon'];
