/** Which configuration is in force for a scan from the command line. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { confidences, configFileName, parseConfig, type Settings, withDefaults } from '../engine/config/config';
import { stricter } from '../engine/config/stricter';
import { createLineTable, positionAt } from '../engine/text/positions';
import type { Confidence, Config, Finding } from '../engine/types';
import { readSmall } from '../scanner/files';
import { nodeFiles } from '../scanner/read';
import { decodeText } from '../scanner/text';
import { type Host, UsageError } from './host';
import { reasonOf } from './reasons';

/** In bytes. */
const largestConfig = 1 << 20;

export interface SettingOptions {
  config?: string;
  minConfidence?: Confidence;
  profile?: Config['profile'];
}

/** What the options of the command line set. */
export function optionSettings({ minConfidence, profile }: SettingOptions): Settings {
  return { ...(minConfidence && { minConfidence }), ...(profile && { profile }) };
}

function parse(text: string, name: string, host: Host): Settings {
  const ruleIds = host.rules.map(({ id }) => id);
  const { settings, problems } = parseConfig(text.replace(/^\ufeff/, ''), ruleIds);
  if (problems.length === 0) return settings;
  const lines = createLineTable(text);
  const list = problems.map(({ message, range }) => {
    const { line, column } = positionAt(lines, range.start);
    return `${name}:${line}:${column}: ${message}`;
  });
  throw new UsageError(['The configuration has mistakes:', ...list].join('\n'));
}

function read(absolute: string, name: string): string {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`There is no configuration file “${name}”.`);
    throw new UsageError(`The configuration file “${name}” can't be read: ${reasonOf(error)}.`);
  }
}

/** The file of `--config` with the options over it; `undefined` where it isn't given. Throws a `UsageError` for its mistakes. */
export function givenConfig(options: SettingOptions, host: Host): Config | undefined {
  const { config: name } = options;
  if (name === undefined) return undefined;
  const settings = parse(read(resolve(host.cwd, name), name), name, host);
  return withDefaults({ ...settings, ...optionSettings(options) });
}

/** Like everything in a folder it is nobody's word: no link is followed, and no FIFO waited for. */
function ownText(folder: string): string {
  const absolute = join(folder, configFileName);
  if (!nodeFiles.exists(absolute)) return '';
  try {
    const bytes = readSmall(nodeFiles, absolute, largestConfig);
    const decoded = bytes && decodeText(bytes);
    if (decoded) return decoded.text;
  } catch (error) {
    throw new UsageError(`${configFileName} can't be read: ${reasonOf(error)}.`);
  }
  throw new UsageError(`${configFileName} is no text file of at most 1 MiB.`);
}

/** For standard input: the given file, else that of the current folder under the options. */
export function stdinConfig(options: SettingOptions, host: Host): Config {
  const given = givenConfig(options, host);
  if (given) return given;
  return stricter(optionSettings(options), parse(ownText(host.cwd), configFileName, host)).config;
}

/** Options only ever narrow what is printed: a stricter repository finds more, the person sees what was asked for. */
export function isAskedFor({ minConfidence, profile }: SettingOptions): (finding: Finding) => boolean {
  return ({ severity, confidence }) => {
    if (minConfidence && confidences.indexOf(confidence) > confidences.indexOf(minConfidence)) return false;
    return profile !== 'recommended' || severity !== 'info' || confidence === 'high';
  };
}
