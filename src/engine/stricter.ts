/** A repository's configuration under a person's (or an organisation's) explicit settings: it may only be stricter. */
import { confidences, type Settings, withDefaults } from './config';
import type { Config, Severity } from './types';

export interface MergedConfig {
  config: Config;
  /** What the repository asked for and did not get, as sentences. */
  ignored: string[];
}

type Level = 'off' | Severity;
const levels: readonly Level[] = ['off', 'info', 'warning', 'error'];

/** Decides one setting that both have set. `undefined` for `ignored` where the repository got its will or asked for nothing weaker. */
interface Decision<T> {
  value: T;
  ignored?: string;
}

const listed = (values: readonly string[]) => values.map((value) => `“${value}”`).join(', ');
const missingFrom = (list: readonly string[], values: readonly string[]) => values.filter((v) => !list.includes(v));

function profile(person: Config['profile'], repository: Config['profile']): Decision<Config['profile']> {
  if (person === 'recommended') return { value: repository };
  if (repository === 'all') return { value: 'all' };
  return { value: 'all', ignored: 'The repository asks for the profile “recommended”; you have set “all”.' };
}

function ruleLevel(id: string, person: Level, repository: Level): Decision<Level> {
  if (levels.indexOf(repository) >= levels.indexOf(person)) return { value: repository };
  const asked = repository === 'off' ? `switches the rule “${id}” off` : `lowers the rule “${id}” to “${repository}”`;
  return { value: person, ignored: `The repository ${asked}; you have set “${person}”.` };
}

function minConfidence(person: Config['minConfidence'], repository: Config['minConfidence']) {
  if (confidences.indexOf(repository) >= confidences.indexOf(person)) return { value: repository };
  const ignored = `The repository shows only findings of “${repository}” confidence or more; you have set “${person}”.`;
  return { value: person, ignored };
}

/** Empty means every file. Both lists together look at no less than either. */
function include(person: readonly string[], repository: readonly string[]): Decision<readonly string[]> {
  if (repository.length === 0) return { value: [] };
  if (person.length === 0) {
    return { value: [], ignored: `The repository limits the scan to ${listed(repository)}; you have set no limit.` };
  }
  const left = missingFrom(repository, person);
  const value = [...person, ...missingFrom(person, repository)];
  return left.length === 0
    ? { value }
    : { value, ignored: `The repository leaves out ${listed(left)}; you include it.` };
}

/** Dropping what a person excludes would be stricter too, but nobody could mean it: it stays excluded. */
function exclude(person: readonly string[], repository: readonly string[]): Decision<readonly string[]> {
  const added = missingFrom(person, repository);
  if (added.length === 0) return { value: person };
  return { value: person, ignored: `The repository excludes ${listed(added)}; you have set what is excluded.` };
}

function allowedHosts(person: readonly string[], repository: readonly string[]): Decision<readonly string[]> {
  const added = missingFrom(person, repository);
  if (added.length === 0) return { value: person };
  return { value: person, ignored: `The repository allows the hosts ${listed(added)}; you have set the allowed ones.` };
}

function approvedHostsOnly(person: boolean, repository: boolean): Decision<boolean> {
  if (!person || repository) return { value: repository };
  return { value: true, ignored: 'The repository accepts hosts that are not approved; you accept approved ones only.' };
}

/** Less time means fewer files analysed; more would let a repository hold up the editor. The person's stays. */
function fileTimeout(person: number, repository: number): Decision<number> {
  if (repository >= person) return { value: person };
  return { value: person, ignored: `The repository gives a file ${repository} ms; you have set ${person} ms.` };
}

function mergeRules(person: Config['rules'], repository: Config['rules'], ignored: string[]): Config['rules'] {
  const merged = new Map(Object.entries({ ...person, ...repository }));
  for (const [id, level] of Object.entries(person)) {
    const asked = Object.hasOwn(repository, id) ? repository[id] : undefined;
    const decision: Decision<Level> = asked === undefined ? { value: level } : ruleLevel(id, level, asked);
    merged.set(id, decision.value);
    if (decision.ignored) ignored.push(decision.ignored);
  }
  return Object.fromEntries(merged);
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
  const settings: Settings = { ...repository, ...person };
  const decide = <K extends keyof Config>(
    key: K,
    rule: (mine: Config[K], theirs: Config[K]) => Decision<Config[K]>,
  ) => {
    const mine: Config[K] | undefined = person[key];
    const theirs: Config[K] | undefined = repository[key];
    if (mine === undefined || theirs === undefined) return;
    const decision = rule(mine, theirs);
    settings[key] = decision.value;
    if (decision.ignored) ignored.push(decision.ignored);
  };
  decide('profile', profile);
  decide('minConfidence', minConfidence);
  decide('include', include);
  decide('exclude', exclude);
  decide('allowedHosts', allowedHosts);
  decide('approvedHostsOnly', approvedHostsOnly);
  decide('fileTimeout', fileTimeout);
  settings.rules = mergeRules(person.rules ?? {}, repository.rules ?? {}, ignored);
  return { config: withDefaults(settings), ignored };
}
