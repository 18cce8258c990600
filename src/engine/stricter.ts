/** A repository's configuration under a person's (or an organisation's) explicit settings: it may only be stricter. */
import { confidences, defaultConfig, type Settings, withDefaults } from './config';
import type { Config, Severity } from './types';

export interface MergedConfig {
  config: Config;
  /** What the repository asked for and did not get, as sentences. */
  ignored: string[];
}

type Level = 'off' | Severity;
const levels: readonly Level[] = ['off', 'info', 'warning', 'error'];

/** Why a repository may not be weaker than our defaults either; each ends a sentence. */
export const waits = {
  trust: 'that waits for your trust in the folder',
  mending: 'that waits until the mistake in the file is mended',
} as const;

/** Decides one setting that both have set. `ignored` is missing where the repository got its will or asked for nothing weaker. */
interface Decision<T> {
  value: T;
  /** What the repository asked for, and what stands against it. */
  ignored?: readonly [asked: string, yours: string];
}

const listed = (values: readonly string[]) => values.map((value) => `“${value}”`).join(', ');
const missingFrom = (list: readonly string[], values: readonly string[]) => values.filter((v) => !list.includes(v));

function profile(person: Config['profile'], repository: Config['profile']): Decision<Config['profile']> {
  if (person === 'recommended') return { value: repository };
  if (repository === 'all') return { value: 'all' };
  return { value: 'all', ignored: ['asks for the profile “recommended”', 'you have set “all”'] };
}

function ruleLevel(id: string, person: Level, repository: Level): Decision<Level> {
  if (levels.indexOf(repository) >= levels.indexOf(person)) return { value: repository };
  const asked = repository === 'off' ? `switches the rule “${id}” off` : `lowers the rule “${id}” to “${repository}”`;
  return { value: person, ignored: [asked, `you have set “${person}”`] };
}

function minConfidence(
  person: Config['minConfidence'],
  repository: Config['minConfidence'],
): Decision<Config['minConfidence']> {
  if (confidences.indexOf(repository) >= confidences.indexOf(person)) return { value: repository };
  const asked = `shows only findings of “${repository}” confidence or more`;
  return { value: person, ignored: [asked, `you have set “${person}”`] };
}

/** Empty means every file. Both lists together look at no less than either. */
function include(person: readonly string[], repository: readonly string[]): Decision<readonly string[]> {
  if (repository.length === 0) return { value: [] };
  if (person.length === 0) {
    return { value: [], ignored: [`limits the scan to ${listed(repository)}`, 'you have set no limit'] };
  }
  const left = missingFrom(repository, person);
  const value = [...person, ...missingFrom(person, repository)];
  return left.length === 0 ? { value } : { value, ignored: [`leaves out ${listed(left)}`, 'you include it'] };
}

/** Dropping what a person excludes would be stricter too, but nobody could mean it: it stays excluded. */
function exclude(person: readonly string[], repository: readonly string[]): Decision<readonly string[]> {
  const added = missingFrom(person, repository);
  if (added.length === 0) return { value: person };
  return { value: person, ignored: [`excludes ${listed(added)}`, 'you have set what is excluded'] };
}

function allowedHosts(person: readonly string[], repository: readonly string[]): Decision<readonly string[]> {
  const added = missingFrom(person, repository);
  if (added.length === 0) return { value: person };
  return { value: person, ignored: [`allows the hosts ${listed(added)}`, 'you have set the allowed ones'] };
}

function approvedHostsOnly(person: boolean, repository: boolean): Decision<boolean> {
  if (!person || repository) return { value: repository };
  return { value: true, ignored: ['accepts hosts that are not approved', 'you accept approved ones only'] };
}

/** Less time means fewer files analysed; more would let a repository hold up the editor. The person's stays. */
function fileTimeout(person: number, repository: number): Decision<number> {
  if (repository >= person) return { value: person };
  return { value: person, ignored: [`gives a file ${repository} ms`, `you have set ${person} ms`] };
}

type Deciders = { [K in Exclude<keyof Config, 'rules'>]: (mine: Config[K], theirs: Config[K]) => Decision<Config[K]> };

const deciders: Deciders = {
  profile,
  minConfidence,
  include,
  exclude,
  allowedHosts,
  approvedHostsOnly,
  fileTimeout,
};

const decided = Object.keys(deciders) as (keyof Deciders)[];

/** Takes what stands against a setting of the repository. */
type Refuse = (decision: Decision<unknown>) => void;

/** One setting that the repository sets, against the same one of somebody else's. */
function decide<K extends keyof Deciders>(
  key: K,
  mine: Settings,
  theirs: Settings,
  refuse: Refuse,
): Pick<Settings, K> | undefined {
  const a: Config[K] | undefined = mine[key];
  const b: Config[K] | undefined = theirs[key];
  if (a === undefined || b === undefined) return undefined;
  const decision = deciders[key](a, b);
  refuse(decision);
  return { [key]: decision.value } as Pick<Settings, K>;
}

function mergeRules(person: Config['rules'], repository: Config['rules'], refuse: Refuse): Config['rules'] {
  const merged = new Map(Object.entries({ ...person, ...repository }));
  for (const [id, level] of Object.entries(person)) {
    const asked = Object.hasOwn(repository, id) ? repository[id] : undefined;
    const decision: Decision<Level> = asked === undefined ? { value: level } : ruleLevel(id, level, asked);
    merged.set(id, decision.value);
    refuse(decision);
  }
  return Object.fromEntries(merged);
}

/** Any level but the highest may be lower than that which a finding has by itself. */
function boundRules(person: Config['rules'], repository: Config['rules'], refuse: Refuse): Config['rules'] {
  const kept = Object.entries(repository).filter(([id, level]) => {
    if (Object.hasOwn(person, id) || level === 'error') return true;
    const asked = level === 'off' ? `switches the rule “${id}” off` : `sets the rule “${id}” to “${level}”`;
    refuse({ value: level, ignored: [asked, ''] });
    return false;
  });
  return Object.fromEntries(kept);
}

export interface BoundSettings {
  settings: Settings;
  /** What the repository asked for and did not get, as sentences. */
  ignored: string[];
}

/**
 * A repository's settings where they may not be weaker than our defaults. What the person has set is left to `stricter`.
 *
 * @param why one of `waits`
 */
export function boundByDefaults(person: Settings, repository: Settings, why: string): BoundSettings {
  const ignored: string[] = [];
  const refuse: Refuse = (decision) => {
    if (decision.ignored) ignored.push(`The repository ${decision.ignored[0]}; ${why}.`);
  };
  const open = decided.filter((key) => person[key] === undefined);
  const bound = open.map((key) => decide(key, defaultConfig, repository, refuse));
  const settings: Settings = Object.assign({ ...repository }, ...bound);
  if (repository.rules) settings.rules = boundRules(person.rules ?? {}, repository.rules, refuse);
  return { settings, ignored };
}

/**
 * What is in force. A setting that the person has not set is the repository's; of one that both have set the stricter is
 * taken, and a weakening is ignored and told.
 *
 * @param person only what was set explicitly, by a person or an organisation
 * @param repository only what the repository's file sets (`parseConfig(…).settings`)
 */
export function stricter(person: Settings, repository: Settings): MergedConfig {
  const ignored: string[] = [];
  const refuse: Refuse = (decision) => {
    if (decision.ignored) ignored.push(`The repository ${decision.ignored.join('; ')}.`);
  };
  const both = decided.map((key) => decide(key, person, repository, refuse));
  const settings: Settings = Object.assign({ ...repository, ...person }, ...both);
  settings.rules = mergeRules(person.rules ?? {}, repository.rules ?? {}, refuse);
  return { config: withDefaults(settings), ignored };
}
