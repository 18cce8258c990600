/** `.claude-guard.json`: found while walking, checked, and laid under what a person has set. */
import { configFileName, defaultConfig, isSpoiled, parseConfig, type Settings } from '../engine/config/config';
import { boundByDefaults, stricter, waits } from '../engine/config/stricter';
import { render } from '../engine/messages';
import { createLineTable, positionAt } from '../engine/text/positions';
import type { Config, Notice } from '../engine/types';
import { type Files, readSmall, reasonOf } from './files';
import { createGlobs, type Globs } from './globs';
import { decodeText } from './text';
import type { Failure, ScanOptions } from './types';

/** Configuration in force below a folder. Paths are relative to the root, with `/`. */
export interface Scope {
  config: Config;
  includes(file: string): boolean;
  /** A file, or a folder with all that it holds. */
  excludes(path: string): boolean;
}

/** Where mistakes in configuration files are told. */
export interface ConfigReport {
  failures: Failure[];
  notices: Notice[];
}

type ConfigOptions = Pick<ScanOptions, 'config' | 'settings' | 'untrusted' | 'ruleIds'>;

/** In bytes. */
export const largestConfig = 1 << 20;

/** What is in force where there is no configuration file. */
export function rootScope({ config, settings = {} }: ConfigOptions): Scope {
  const inForce = config ?? { ...defaultConfig, ...settings };
  return { config: inForce, ...createGlobs(inForce.include, inForce.exclude) };
}

/**
 * Lists of a person are relative to the root, those of a file to its folder, so each is matched for itself, to the same
 * effect as `stricter` merges them: a person's exclude list stands, of two include lists both hold.
 */
function scopeOf(folder: string, config: Config, person: Settings, file: Settings, own: Globs): Scope {
  const persons = createGlobs(person.include ?? [], person.exclude ?? []);
  const within = (path: string) => (folder === '' ? path : path.slice(folder.length + 1));
  const includes = [
    ...(file.include ? [(path: string) => own.includes(within(path))] : []),
    ...(person.include ? [persons.includes] : []),
  ];
  return {
    config,
    includes: (path) => includes.length === 0 || includes.some((includesIt) => includesIt(path)),
    excludes: (path) => (person.exclude ? persons.excludes(path) : own.excludes(within(path))),
  };
}

function readText(files: Files, absolute: string): string | { problem: string } {
  try {
    const bytes = readSmall(files, absolute, largestConfig);
    const decoded = bytes && decodeText(bytes);
    return decoded?.text ?? { problem: 'The configuration is no text file of at most 1 MiB.' };
  } catch (error) {
    return { problem: `The configuration could not be read: ${reasonOf(error)}.` };
  }
}

/**
 * The scope of a folder that holds a configuration file. What is wrong in it is reported, and stays at its default; the rest
 * of a file with a mistake may only be stricter than the defaults, like one that nobody trusts. A file that cannot be read
 * leaves the scope around in force.
 *
 * @param folder relative to the root
 */
export function readScope(
  files: Files,
  absolute: string,
  folder: string,
  around: Scope,
  options: ConfigOptions,
  report: ConfigReport,
): Scope {
  const file = folder === '' ? configFileName : `${folder}/${configFileName}`;
  const fail = (reason: string) => report.failures.push({ file, reason });
  const text = readText(files, absolute);
  if (typeof text !== 'string') {
    fail(text.problem);
    return around;
  }
  const { settings: written, problems } = parseConfig(text, options.ruleIds);
  const lines = createLineTable(text);
  for (const { message, range } of problems) fail(`Line ${positionAt(lines, range.start).line}: ${message}`);
  const person = options.settings ?? {};
  const why = options.untrusted ? waits.trust : isSpoiled(problems) ? waits.mending : undefined;
  const bound = why === undefined ? { settings: written, ignored: [] } : boundByDefaults(person, written, why);
  const { settings } = bound;
  const { config, ignored } = stricter(person, settings);
  for (const said of [...bound.ignored, ...ignored]) report.notices.push({ path: file, message: render(said) });
  const globs = createGlobs(settings.include ?? [], settings.exclude ?? []);
  for (const pattern of globs.refused) fail(`The pattern “${pattern}” has too many wildcards and is not used.`);
  return scopeOf(folder, config, person, settings, globs);
}
