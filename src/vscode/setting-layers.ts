/** What a person and a workspace have set in VS Code, as one. */
import { parseConfig, type Settings } from '../engine/config';
import { stricter } from '../engine/stricter';

/** One setting by who has set it; absent where nobody has. */
export interface Layers<T = unknown> {
  /** In the user's settings. */
  person?: T;
  /** In the workspace's or the folder's settings, which come with a repository. */
  workspace?: T;
}

/** Settings of ours that are settings of the engine, by the same names. */
export const engineKeys = ['profile', 'rules', 'minConfidence', 'include', 'exclude', 'fileTimeout'] as const;
type EngineKey = (typeof engineKeys)[number];

export interface LaidSettings {
  /** Explicit ones only. */
  settings: Settings;
  /** What the workspace asked for and did not get. */
  ignored: { key: string; message: string }[];
}

type Side = keyof Layers;

/** Only values that are valid: VS Code hands on whatever stands in a settings file. */
function valid(layers: Readonly<Record<EngineKey, Layers>>, side: Side, ruleIds: readonly string[]): Settings {
  const given = engineKeys.flatMap((key) =>
    layers[key][side] === undefined ? [] : [[key, layers[key][side]] as const],
  );
  return parseConfig(JSON.stringify(Object.fromEntries(given)), ruleIds).settings;
}

const pick = (settings: Settings, key: EngineKey): Settings =>
  settings[key] === undefined ? {} : { [key]: settings[key] };

/** Over our defaults the workspace decides; over what the person has set it may only be stricter. */
export function layEngineSettings(
  layers: Readonly<Record<EngineKey, Layers>>,
  ruleIds: readonly string[],
): LaidSettings {
  const person = valid(layers, 'person', ruleIds);
  const workspace = valid(layers, 'workspace', ruleIds);
  const laid: LaidSettings = { settings: {}, ignored: [] };
  for (const key of engineKeys) {
    const [mine, theirs] = [pick(person, key), pick(workspace, key)];
    if (mine[key] === undefined && theirs[key] === undefined) continue;
    const { config, ignored } = stricter(mine, theirs);
    Object.assign(laid.settings, { [key]: config[key] });
    laid.ignored.push(...ignored.map((message) => ({ key, message: asWorkspace(message) })));
  }
  return laid;
}

const asWorkspace = (message: string) => message.replace(/^The repository/, 'The workspace');

export interface LaidSwitch {
  value: boolean;
  ignored?: string;
}

/** On by default. A workspace may switch it off, unless the person has switched it on. */
export function layEnable({ person, workspace }: Layers): LaidSwitch {
  if (person === true && workspace === false) {
    return { value: true, ignored: 'The workspace switches Claude Guard off; you have switched it on.' };
  }
  const set = [workspace, person].find((value) => typeof value === 'boolean');
  return { value: set !== false };
}

export const runs = ['onType', 'onSave', 'manual'] as const;
export type Run = (typeof runs)[number];

/** The value, where it is one that is known; else what is the default. */
export const oneOf = <T extends string>(value: unknown, known: readonly T[], otherwise: T): T =>
  known.find((one) => one === value) ?? otherwise;
