/** A repository's configuration under a person's (or an organisation's) explicit settings: it may only be stricter. */

import { phrases } from '../messages';
import type { Config, Message, Severity } from '../types';
import { confidences, defaultConfig, type Settings, withDefaults } from './config';

export interface MergedConfig {
  config: Config;
  /** What the repository asked for and did not get. */
  ignored: Message[];
}

type Level = 'off' | Severity;
const levels: readonly Level[] = ['off', 'info', 'warning', 'error'];

const say = phrases({
  refused: '{who} {asked}; {yours}.',
  repository: 'The repository',
  workspace: 'The workspace',
  folder: 'The folder',
  trust: 'that waits for your trust in the folder',
  mending: 'that waits until the mistake in the file is mended',
  profile: 'asks for the profile “recommended”',
  ruleOff: 'switches the rule “{id}” off',
  ruleLower: 'lowers the rule “{id}” to “{level}”',
  ruleLevel: 'sets the rule “{id}” to “{level}”',
  minConfidence: 'shows only findings of “{level}” confidence or more',
  include: 'limits the scan to {globs}',
  left: 'leaves out {globs}',
  exclude: 'excludes {globs}',
  hosts: 'allows the hosts {hosts}',
  unapproved: 'accepts hosts that are not approved',
  fileTimeout: 'gives a file {time} ms',
  own: 'you have set “{value}”',
  ownTime: 'you have set {time} ms',
  ownLimit: 'you have set no limit',
  ownInclude: 'you include it',
  ownExclude: 'you have set what is excluded',
  ownHosts: 'you have set the allowed ones',
  ownApproved: 'you accept approved ones only',
});
export const stricterTexts = say.texts;

/** Who asks for what is weaker. */
export type Asking = 'repository' | 'workspace' | 'folder';
export const nameOf = (who: Asking): Message => say(who);

/** The same with another subject. */
export const saidBy = (who: Asking, message: Message): Message => ({
  ...message,
  args: { ...message.args, who: say(who) },
});

/** Why a repository may not be weaker than our defaults either; each ends a sentence. */
export const waits = { trust: say('trust'), mending: say('mending') } as const;

/** Decides one setting that both have set. `ignored` is missing where the repository got its will or asked for nothing weaker. */
interface Decision<T> {
  value: T;
  /** What the repository asked for, and what stands against it. */
  ignored?: readonly [asked: Message, yours: Message];
}

const listed = (values: readonly string[]) => values.map((value) => `“${value}”`).join(', ');
const missingFrom = (list: readonly string[], values: readonly string[]) => values.filter((v) => !list.includes(v));

function profile(person: Config['profile'], repository: Config['profile']): Decision<Config['profile']> {
  if (person === 'recommended') return { value: repository };
  if (repository === 'all') return { value: 'all' };
  return { value: 'all', ignored: [say('profile'), say('own', { value: 'all' })] };
}

function ruleLevel(id: string, person: Level, repository: Level): Decision<Level> {
  if (levels.indexOf(repository) >= levels.indexOf(person)) return { value: repository };
  const asked = repository === 'off' ? say('ruleOff', { id }) : say('ruleLower', { id, level: repository });
  return { value: person, ignored: [asked, say('own', { value: person })] };
}

function minConfidence(
  person: Config['minConfidence'],
  repository: Config['minConfidence'],
): Decision<Config['minConfidence']> {
  if (confidences.indexOf(repository) >= confidences.indexOf(person)) return { value: repository };
  const asked = say('minConfidence', { level: repository });
  return { value: person, ignored: [asked, say('own', { value: person })] };
}

/** Empty means every file. Both lists together look at no less than either. */
function include(person: readonly string[], repository: readonly string[]): Decision<readonly string[]> {
  if (repository.length === 0) return { value: [] };
  if (person.length === 0) {
    return { value: [], ignored: [say('include', { globs: listed(repository) }), say('ownLimit')] };
  }
  const left = missingFrom(repository, person);
  const value = [...person, ...missingFrom(person, repository)];
  return left.length === 0 ? { value } : { value, ignored: [say('left', { globs: listed(left) }), say('ownInclude')] };
}

/** Dropping what a person excludes would be stricter too, but nobody could mean it: it stays excluded. */
function exclude(person: readonly string[], repository: readonly string[]): Decision<readonly string[]> {
  const added = missingFrom(person, repository);
  if (added.length === 0) return { value: person };
  return { value: person, ignored: [say('exclude', { globs: listed(added) }), say('ownExclude')] };
}

function allowedHosts(person: readonly string[], repository: readonly string[]): Decision<readonly string[]> {
  const added = missingFrom(person, repository);
  if (added.length === 0) return { value: person };
  return { value: person, ignored: [say('hosts', { hosts: listed(added) }), say('ownHosts')] };
}

function approvedHostsOnly(person: boolean, repository: boolean): Decision<boolean> {
  if (!person || repository) return { value: repository };
  return { value: true, ignored: [say('unapproved'), say('ownApproved')] };
}

/** Less time means fewer files analysed; more would let a repository hold up the editor. The person's stays. */
function fileTimeout(person: number, repository: number): Decision<number> {
  if (repository >= person) return { value: person };
  return {
    value: person,
    ignored: [say('fileTimeout', { time: `${repository}` }), say('ownTime', { time: `${person}` })],
  };
}

const refused = (asked: Message, yours: Message): Message => say('refused', { who: say('repository'), asked, yours });

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
    const asked = level === 'off' ? say('ruleOff', { id }) : say('ruleLevel', { id, level });
    refuse({ value: level, ignored: [asked, say('own', { value: level })] });
    return false;
  });
  return Object.fromEntries(kept);
}

export interface BoundSettings {
  settings: Settings;
  /** What the repository asked for and did not get. */
  ignored: Message[];
}

/**
 * A repository's settings where they may not be weaker than our defaults. What the person has set is left to `stricter`.
 *
 * @param why one of `waits`
 */
export function boundByDefaults(person: Settings, repository: Settings, why: Message): BoundSettings {
  const ignored: Message[] = [];
  const refuse: Refuse = (decision) => {
    if (decision.ignored) ignored.push(refused(decision.ignored[0], why));
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
  const ignored: Message[] = [];
  const refuse: Refuse = (decision) => {
    if (decision.ignored) ignored.push(refused(...decision.ignored));
  };
  const both = decided.map((key) => decide(key, person, repository, refuse));
  const settings: Settings = Object.assign({ ...repository, ...person }, ...both);
  settings.rules = mergeRules(person.rules ?? {}, repository.rules ?? {}, refuse);
  return { config: withDefaults(settings), ignored };
}
