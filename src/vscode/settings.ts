/** `claudeGuard.*`, read for a place. Nothing is kept: VS Code does. */
import { type ConfigurationScope, workspace } from 'vscode';
import type { Settings } from '../engine/config/config';
import { ruleIds } from '../report/rule-texts';
import {
  enableChoice,
  engineKeys,
  type Ignored,
  type LaidGlobs,
  type Layers,
  layChoice,
  layEngineSettings,
  layGlobs,
  type Run,
  runChoice,
  scanOnStartChoice,
} from './setting-layers';

export const section = 'claudeGuard';

export interface EditorSettings {
  enabled: boolean;
  run: Run;
  scanOnStart: boolean;
  /** Explicit settings of the engine. */
  engine: Settings;
  /** Globs of what scans leave out, see `ScanOptions.hidden`. */
  hidden: readonly string[];
  /** What the workspace's settings ask for and don't get. */
  ignored: Ignored[];
}

/** VS Code's own lists of what nobody wants to search. */
export const hidingSettings = ['search.exclude', 'files.exclude'] as const;

/** By who has set it. Of a workspace that is not trusted nothing counts. */
export function layersOf(name: string, scope: ConfigurationScope | undefined): Layers {
  const found = workspace.getConfiguration(undefined, scope).inspect(name);
  // `get` leaves out what a workspace that is not trusted has set (the manifest names the keys); `inspect` does not.
  if (!workspace.isTrusted) return { person: found?.globalValue };
  return { person: found?.globalValue, workspace: found?.workspaceValue, folder: found?.workspaceFolderValue };
}

function readHidden(scope: ConfigurationScope | undefined): LaidGlobs {
  const isBound = ['include', 'exclude'].some((key) => layersOf(`${section}.${key}`, scope).person !== undefined);
  const laid = hidingSettings.map((name) => {
    const byDefault = workspace.getConfiguration(undefined, scope).inspect(name)?.defaultValue;
    return layGlobs(name, { ...layersOf(name, scope), byDefault }, isBound);
  });
  return { patterns: laid.flatMap(({ patterns }) => patterns), ignored: laid.flatMap(({ ignored }) => ignored) };
}

/** @param scope a document, or a folder; undefined: the window */
export function readSettings(scope: ConfigurationScope | undefined): EditorSettings {
  const layers = (key: string) => layersOf(`${section}.${key}`, scope);
  const [enable, run, scanOnStart] = [
    layChoice(enableChoice, layers('enable')),
    layChoice(runChoice, layers('run')),
    layChoice(scanOnStartChoice, layers('scanOnStart')),
  ];
  const byKey = Object.fromEntries(engineKeys.map((key) => [key, layers(key)]));
  const hidden = readHidden(scope);
  const engine = layEngineSettings(byKey as Parameters<typeof layEngineSettings>[0], ruleIds);
  return {
    enabled: enable.value,
    run: run.value,
    scanOnStart: scanOnStart.value,
    engine: engine.settings,
    hidden: hidden.patterns,
    ignored: [...enable.ignored, ...run.ignored, ...scanOnStart.ignored, ...engine.ignored, ...hidden.ignored],
  };
}
