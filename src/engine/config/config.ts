/** `.claude-guard.json`: its defaults, its parsing, and how a repository's file and a person's own settings come together. */
import type { Node } from 'jsonc-parser';
import { hint } from '../closest';
import { phrases, render } from '../messages';
import type { Confidence, Config, Message, Range, Severity } from '../types';
import { type JsonProblem, parseJson } from './json';

export const configFileName = '.claude-guard.json';

export const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];
export const confidences = ['high', 'medium', 'low'] as const satisfies readonly Confidence[];
export const profiles = ['recommended', 'all'] as const satisfies readonly Config['profile'][];
export const ruleLevels = ['off', ...severities] as const;

/** Smallest and largest time that a file may be given, in ms. */
export const fileTimeoutLimits = { least: 100, most: 60_000 } as const;
/** A longer file is not parsed, in UTF-16 units. */
const longestFile = 262_144;
/** Longer entries of lists are refused: patterns come from files that we don't trust. */
export const longestEntry = 256;
const mostEntries = 1000;

export const defaultConfig: Config = {
  profile: 'recommended',
  rules: {},
  minConfidence: 'low',
  include: [],
  exclude: [],
  allowedHosts: [],
  approvedHostsOnly: false,
  fileTimeout: 2000,
};

/** Only what somebody has set. */
export type Settings = Partial<Config>;

export interface ConfigProblem extends JsonProblem {
  /** What is said, in English. */
  message: string;
  /** A name that means nothing here, such as a later version's: what else the file says is as it was meant. */
  isUnknown?: true;
}

/** Whether the valid settings of the file may be less than its author means, as in a file that is half written. */
export const isSpoiled = (problems: readonly ConfigProblem[]): boolean => problems.some(({ isUnknown }) => !isUnknown);

export interface ParsedConfig {
  /** The defaults with every valid setting of the file over them. */
  config: Config;
  /** The valid settings of the file alone. */
  settings: Settings;
  problems: ConfigProblem[];
}

const say = phrases({
  oneOf: '“{key}” must be one of {values}.{hint}',
  oneOfAll: '“{key}” must be one of {values}.',
  boolean: '“{key}” must be true or false.',
  milliseconds: '“{key}” must be a whole number of milliseconds from {least} to {most}.',
  list: '“{key}” must be a list of strings.',
  tooMany: '“{key}” has more than {most} entries; the rest is not read.',
  entry: 'Each entry of “{key}” must be a string of 1 to {most} characters.',
  levels: '“{key}” must be an object of rule ids and levels.',
  noRule: 'There is no rule “{id}”.{hint}',
  noSetting: 'There is no setting “{key}”.{hint}',
  tooLong: 'A configuration file has at most {most} characters.',
  noObject: 'A configuration must be an object, in braces.',
});
export const configTexts = say.texts;

type Report = (said: Message, node: Node, isUnknown?: true) => void;

/** Reads one value; `undefined` (after a report) where it is not valid. */
type Read = (node: Node, key: string, report: Report, ruleIds: readonly string[]) => unknown;

const rangeOf = (node: Node): Range => ({ start: node.offset, end: node.offset + node.length });
const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(', ');

/** Key, node of the key and node of the value; a value is missing in broken JSON. */
function properties(node: Node): { key: string; keyNode: Node; value: Node }[] {
  return (node.children ?? []).flatMap((property) => {
    const [keyNode, value] = property.children ?? [];
    return keyNode && value ? [{ key: String(keyNode.value), keyNode, value }] : [];
  });
}

function oneOf(allowed: readonly string[]): Read {
  return (node, key, report) => {
    if (node.type === 'string' && allowed.includes(node.value)) return node.value;
    const values = quoted(allowed);
    const isWord = node.type === 'string';
    return report(
      isWord ? say('oneOf', { key, values, hint: hint(node.value, allowed) }) : say('oneOfAll', { key, values }),
      node,
    );
  };
}

const boolean: Read = (node, key, report) =>
  node.type === 'boolean' ? node.value : report(say('boolean', { key }), node);

const milliseconds: Read = (node, key, report) => {
  const { least, most } = fileTimeoutLimits;
  if (Number.isInteger(node.value) && node.value >= least && node.value <= most) return node.value;
  return report(say('milliseconds', { key, least: `${least}`, most: `${most}` }), node);
};

const strings: Read = (node, key, report) => {
  if (node.type !== 'array') return report(say('list', { key }), node);
  const entries = node.children ?? [];
  const surplus = entries[mostEntries];
  if (surplus) report(say('tooMany', { key, most: `${mostEntries}` }), surplus);
  return entries.slice(0, mostEntries).flatMap((entry) => {
    if (entry.type === 'string' && entry.value !== '' && entry.value.length <= longestEntry) return [entry.value];
    report(say('entry', { key, most: `${longestEntry}` }), entry);
    return [];
  });
};

const ruleLevel = oneOf(ruleLevels);

const rules: Read = (node, key, report, ruleIds) => {
  if (node.type !== 'object') return report(say('levels', { key }), node);
  const levels = properties(node).flatMap(({ key: id, keyNode, value }) => {
    if (!ruleIds.includes(id)) {
      report(say('noRule', { id, hint: hint(id, ruleIds) }), keyNode, true);
      return [];
    }
    const level = ruleLevel(value, id, report, ruleIds);
    return level === undefined ? [] : [[id, level] as const];
  });
  return Object.fromEntries(levels);
};

const readers: Readonly<Record<keyof Config, Read>> = {
  profile: oneOf(profiles),
  rules,
  minConfidence: oneOf(confidences),
  include: strings,
  exclude: strings,
  allowedHosts: strings,
  approvedHostsOnly: boolean,
  fileTimeout: milliseconds,
};

export const configKeys = Object.keys(readers) as (keyof Config)[];

const problemOf = (said: Message, range: Range): ConfigProblem => ({ said, message: render(said), range });

function readSettings(root: Node, ruleIds: readonly string[], problems: ConfigProblem[]): Settings {
  const report: Report = (said, node, isUnknown) => {
    problems.push({ ...problemOf(said, rangeOf(node)), ...(isUnknown && { isUnknown }) });
  };
  const settings = new Map<string, unknown>();
  for (const { key, keyNode, value } of properties(root)) {
    if (key === '$schema') continue;
    if (!Object.hasOwn(readers, key)) {
      report(say('noSetting', { key, hint: hint(key, configKeys) }), keyNode, true);
      continue;
    }
    const setting = readers[key as keyof Config](value, key, report, ruleIds);
    if (setting !== undefined) settings.set(key, setting);
  }
  return Object.fromEntries(settings);
}

/**
 * Parses the text of a configuration file (JSON; comments and trailing commas are accepted). Settings that are not valid
 * are reported and left at their defaults. Never throws. An empty text is an empty configuration.
 *
 * @param ruleIds ids of all rules; others are reported
 */
export function parseConfig(text: string, ruleIds: readonly string[]): ParsedConfig {
  const problems: ConfigProblem[] = [];
  let settings: Settings = {};
  const whole = { start: 0, end: text.length };
  if (text.length > longestFile) {
    problems.push(problemOf(say('tooLong', { most: `${longestFile}` }), whole));
  } else if (text.trim() !== '') {
    const { root, problem } = parseJson(text);
    if (problem) problems.push({ ...problem, message: render(problem.said) });
    if (root?.type === 'object') settings = readSettings(root, ruleIds, problems);
    else if (root && !problem) problems.push(problemOf(say('noObject'), rangeOf(root)));
  }
  return { config: withDefaults(settings), settings, problems };
}

export function withDefaults(settings: Settings): Config {
  return { ...defaultConfig, ...settings };
}
