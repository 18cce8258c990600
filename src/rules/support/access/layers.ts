/**
 * Claude Code's settings of one project, file by file. Sources: DOMAIN 6.1 to 6.3; the documentation's pages "Configure
 * permissions" and "Settings", August 2026.
 */
import type { Range, Setting } from '../../../engine/facts';
import { parseJson } from '../../../engine/formats/json';
import { type SettingsReader, settingsReader } from '../settings-reader';

/** Whose settings they are, those that decide over the others first. */
export const scopes = ['managed', 'commandLine', 'local', 'project', 'user'] as const;
export type Scope = (typeof scopes)[number];

/** One file of settings. */
export interface Layer extends SettingsReader {
  scope: Scope;
  /** As it is to be named to a person; not looked into. */
  path: string;
  settings: readonly Setting[];
  /** What was read, where it is at hand. */
  source?: string;
  /** It has errors: what could be read of it counts, as far as it goes. */
  isBroken: boolean;
}

/** What a layer says at one place: a rule, a command, a value. */
export interface Statement {
  text: string;
  range: Range;
  layer: Layer;
}

export interface SettingsFile {
  scope: Scope;
  path: string;
  text: string;
}

export const layerOf = (scope: Scope, path: string, settings: readonly Setting[], isBroken = false): Layer => ({
  scope,
  path,
  settings,
  isBroken,
  ...settingsReader(settings),
});

/** A text that can't be read at all, such as one nested thousands of levels deep, says nothing. */
export function readLayer({ scope, path, text }: SettingsFile): Layer {
  const { settings, errors } = parseJson(text, path, false);
  return { ...layerOf(scope, path, settings, errors > 0), source: text };
}

/** Those that decide over the others first. Of an administrator's files the ones that are dropped in, the last by name first. */
export const inOrder = (layers: readonly Layer[]): Layer[] =>
  [...layers].sort(
    (left, right) => scopes.indexOf(left.scope) - scopes.indexOf(right.scope) || byName(dropIn(right), dropIn(left)),
  );

/** Its name; empty for every other file. */
const dropIn = ({ path }: Layer): string => /[/\\]managed-settings\.d[/\\]([^/\\]+)$/.exec(path)?.[1] ?? '';

const byName = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

export const stated = (layer: Layer, { value, range }: Setting): Statement => ({ text: String(value), range, layer });

/** What the first layer that says something at the path says. @param layers in order */
export function decided(layers: readonly Layer[], ...path: string[]): Statement | undefined {
  for (const layer of layers) {
    const setting = layer.one(...path);
    if (setting) return stated(layer, setting);
  }
  return undefined;
}

/** Lists of several layers are one. @param layers in order */
export const joined = (layers: readonly Layer[], ...path: string[]): Statement[] =>
  layers.flatMap((layer) => layer.list(...path).map(({ setting }) => stated(layer, setting)));

const deciding = /^(?:permissions|sandbox|disableAllHooks|allowManaged\w+)$/;

/**
 * What a file of settings says about what is allowed, without its places. Commands and variables, which may hold secrets, are
 * left out; of hooks there is which tools they are asked about.
 */
export function decidingRows(path: string, text: string): Pick<Setting, 'path' | 'value'>[] {
  return readLayer({ scope: 'project', path, text }).settings.flatMap(({ path: keys, value }) => {
    const [first = ''] = keys;
    if (deciding.test(first)) return [{ path: keys, value }];
    if (first !== 'hooks') return [];
    return [{ path: keys, value: /^(?:matcher|type)$/.test(keys.at(-1) ?? '') ? value : '' }];
  });
}

const nowhere: Range = { start: 0, end: 0 };

/** The layer that `decidingRows` are of. */
export function layerOfRows(scope: Scope, path: string, rows: readonly Pick<Setting, 'path' | 'value'>[]): Layer {
  const settings = rows.map((row): Setting => {
    const key = row.path.at(-1) ?? '';
    return { ...row, key, keyRange: nowhere, valueRange: nowhere, range: nowhere, environment: false };
  });
  return layerOf(scope, path, settings);
}
