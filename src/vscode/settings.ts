/** `claudeGuard.*`, read for a place. Nothing is kept: VS Code does. */
import { type ConfigurationScope, workspace } from 'vscode';
import type { Settings } from '../engine/config';
import { rules } from '../rules';
import { engineKeys, type Layers, layEnable, layEngineSettings, oneOf, type Run, runs } from './setting-layers';

export const section = 'claudeGuard';
export const ruleIds: readonly string[] = rules.map(({ id }) => id);

export interface EditorSettings {
  enabled: boolean;
  run: Run;
  scanOnStart: boolean;
  /** Explicit settings of the engine. */
  engine: Settings;
  /** What the workspace's settings ask for and don't get, by key without our section. */
  ignored: { key: string; message: string }[];
}

/** @param scope a document, or a folder; undefined: the window */
export function readSettings(scope: ConfigurationScope | undefined): EditorSettings {
  const configuration = workspace.getConfiguration(section, scope);
  const layers = (key: string): Layers => {
    const found = configuration.inspect(key);
    // `get` leaves out what a workspace that is not trusted has set (the manifest names the keys); `inspect` does not.
    const value = workspace.isTrusted ? (found?.workspaceFolderValue ?? found?.workspaceValue) : undefined;
    return { person: found?.globalValue, workspace: value };
  };
  const enable = layEnable(layers('enable'));
  const byKey = Object.fromEntries(engineKeys.map((key) => [key, layers(key)]));
  const engine = layEngineSettings(byKey as Parameters<typeof layEngineSettings>[0], ruleIds);
  return {
    enabled: enable.value,
    run: oneOf(configuration.get('run'), runs, 'onType'),
    scanOnStart: configuration.get('scanOnStart') !== false,
    engine: engine.settings,
    ignored: [...engine.ignored, ...(enable.ignored ? [{ key: 'enable', message: enable.ignored }] : [])],
  };
}
