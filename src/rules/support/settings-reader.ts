/** What settings say at a path. */
import type { Setting } from '../../engine/facts';
import type { ConfigText } from './agents/mcp-servers';

export interface SettingsReader {
  /** The scalar at a path; of duplicate keys the last, as the program reads it. */
  one(...path: string[]): Setting | undefined;
  /** The strings of a list. */
  list(...path: string[]): ConfigText[];
}

export function settingsReader(settings: readonly Setting[]): SettingsReader {
  const isAt = (setting: Setting, path: readonly string[]): boolean =>
    setting.path.length >= path.length && path.every((key, at) => setting.path[at] === key);
  return {
    one: (...path) => settings.findLast((one) => one.path.length === path.length && isAt(one, path)),
    list: (...path) =>
      settings.flatMap((setting) => {
        const isItem = setting.path.length === path.length + 1 && isAt(setting, path) && /^\d+$/.test(setting.key);
        return isItem && typeof setting.value === 'string'
          ? [{ text: setting.value, range: setting.valueRange, setting }]
          : [];
      }),
  };
}
