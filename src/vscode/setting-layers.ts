/** What a person and a workspace have set in VS Code, as one. */
import { parseConfig, type Settings } from '../engine/config/config';
import { nameOf, stricter } from '../engine/config/stricter';
import { phrases } from '../engine/messages';
import type { Message } from '../engine/types';
import { inVain, type Weakening, weakeningsOf } from './weakenings';

/** One setting by who has set it; absent where nobody has. */
export interface Layers<T = unknown> {
  /** In the user's settings. */
  person?: T;
  /** In the settings of the workspace, which come with a repository: its folder's, or those of its `.code-workspace`. */
  workspace?: T;
  /** In the settings of one folder of a workspace of several; they go before the workspace's. */
  folder?: T;
}

/** Settings of ours that are settings of the engine, by the same names. */
export const engineKeys = ['profile', 'rules', 'minConfidence', 'include', 'exclude', 'fileTimeout'] as const;
type EngineKey = (typeof engineKeys)[number];

/** Who asks, besides the person. */
export type Asking = 'workspace' | 'folder';

/** What was asked for and is not obeyed, and where that stands: the setting's whole name, and keys in its value. */
export interface Ignored extends Weakening {
  by: Asking;
}

export interface LaidSettings {
  /** Explicit ones only. */
  settings: Settings;
  ignored: Ignored[];
}

type AllLayers = Readonly<Record<EngineKey, Layers>>;

/** Only values that are valid: VS Code hands on whatever stands in a settings file. */
function valid(layers: AllLayers, side: keyof Layers, ruleIds: readonly string[]): Settings {
  const given = engineKeys.flatMap((key) =>
    layers[key][side] === undefined ? [] : [[key, layers[key][side]] as const],
  );
  return parseConfig(JSON.stringify(Object.fromEntries(given)), ruleIds).settings;
}

/** As VS Code lays them: rules one by one, everything else as a whole. */
function together(workspace: Settings, folder: Settings): Settings {
  const rules = { ...workspace.rules, ...folder.rules };
  return { ...workspace, ...folder, ...(Object.keys(rules).length > 0 && { rules }) };
}

const asking: readonly Asking[] = ['workspace', 'folder'];
const say = phrases({
  switchesOff: '{who} switches Claude Guard off; you have set “{own}”.',
  byCommand: '{who} has files analysed by command only; you have set “{own}”.',
  whenSaved: '{who} has files analysed only when saved; you have set “{own}”.',
  noScanOnStart: '{who} leaves out the scan at the start; you have set “{own}”.',
  hides: '{who} hides “{pattern}” from scans; you have set what is scanned.',
});

const askedBy = (by: Asking, weakening: (by: Asking) => Weakening[]): Ignored[] =>
  weakening(by).map(({ path, said }) => ({ by, path: [`claudeGuard.${path[0]}`, ...path.slice(1)], said }));

/** Over our defaults the workspace decides; over what the person has set it may only be stricter. */
export function layEngineSettings(layers: AllLayers, ruleIds: readonly string[]): LaidSettings {
  const person = valid(layers, 'person', ruleIds);
  const [workspace, folder] = [valid(layers, 'workspace', ruleIds), valid(layers, 'folder', ruleIds)];
  const theirs = together(workspace, folder);
  const { config } = stricter(person, theirs);
  const set = engineKeys.filter((key) => person[key] !== undefined || theirs[key] !== undefined);
  const ignored = [
    ...askedBy('workspace', (by) => weakeningsOf(person, workspace, by)),
    ...askedBy('folder', (by) => weakeningsOf(person, folder, by)),
  ];
  return { settings: Object.fromEntries(set.map((key) => [key, config[key]])), ignored };
}

/** A setting of the editor's own with values that can be told apart by how much they look at. */
export interface Choice<T> {
  key: string;
  /** The one that looks at least first. */
  values: readonly T[];
  otherwise: T;
  /** What a weaker value would do. @param own the person's */
  does(value: T, who: Message, own: string): Message;
}

export interface Laid<T> {
  value: T;
  ignored: Ignored[];
}

/** The same for one of the editor's own settings. */
export function layChoice<T>({ key, values, otherwise, does }: Choice<T>, layers: Layers): Laid<T> {
  const known = (value: unknown) => values.find((one) => one === value);
  const person = known(layers.person);
  const isWeaker = (value: T) => person !== undefined && values.indexOf(value) < values.indexOf(person);
  const ignored = asking.flatMap((by): Ignored[] => {
    const value = known(layers[by]);
    if (value === undefined || !isWeaker(value)) return [];
    return [{ by, path: [`claudeGuard.${key}`], said: inVain(does(value, nameOf(by), `${person}`)) }];
  });
  const theirs = known(layers.folder) ?? known(layers.workspace);
  return { value: (theirs === undefined || isWeaker(theirs) ? person : theirs) ?? otherwise, ignored };
}

export const runs = ['manual', 'onSave', 'onType'] as const;
export type Run = (typeof runs)[number];

/** A workspace may switch it off, unless the person has switched it on. */
export const enableChoice: Choice<boolean> = {
  key: 'enable',
  values: [false, true],
  otherwise: true,
  does: (_, who, own) => say('switchesOff', { who, own }),
};

export const runChoice: Choice<Run> = {
  key: 'run',
  values: runs,
  otherwise: 'onType',
  does: (value, who, own) => say(value === 'manual' ? 'byCommand' : 'whenSaved', { who, own }),
};

export const scanOnStartChoice: Choice<boolean> = {
  key: 'scanOnStart',
  values: [false, true],
  otherwise: true,
  does: (_, who, own) => say('noScanOnStart', { who, own }),
};

/** One of VS Code's lists of globs (`search.exclude`), with its default. */
export interface GlobLayers extends Layers {
  byDefault?: unknown;
}

export interface LaidGlobs {
  patterns: string[];
  ignored: Ignored[];
}

/** Longer lists and patterns come from nobody who means well. */
const mostGlobs = 500;
const longestGlob = 256;

/** Those that are switched on, or off; ones with a condition (`when`) are not about a path alone. */
function globsOf(value: unknown): Map<string, boolean> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const plain = entries.filter(
    (entry): entry is [string, boolean] => typeof entry[1] === 'boolean' && entry[0].length <= longestGlob,
  );
  return new Map(plain.slice(0, mostGlobs));
}

/**
 * What VS Code's own lists leave out of scans. A workspace's own entries count unless the person has set what is scanned:
 * then they would weaken that.
 *
 * @param name of VS Code's setting
 * @param isBound whether the person has set `include` or `exclude`
 */
export function layGlobs(name: string, layers: GlobLayers, isBound: boolean): LaidGlobs {
  const [byDefault, person] = [globsOf(layers.byDefault), globsOf(layers.person)];
  const laid = new Map([...byDefault, ...person]);
  const ignored: Ignored[] = [];
  for (const by of asking) {
    for (const [pattern, isOn] of globsOf(layers[by])) {
      if (isOn && (person.get(pattern) === false || (isBound && !laid.get(pattern)))) {
        ignored.push({ by, path: [name, pattern], said: inVain(say('hides', { who: nameOf(by), pattern })) });
      } else {
        laid.set(pattern, isOn);
      }
    }
  }
  return { patterns: [...laid].filter(([, isOn]) => isOn).map(([pattern]) => pattern), ignored };
}
