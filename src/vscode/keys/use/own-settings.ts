/**
 * What a workspace's own settings decide of its terminals: the program that starts in each of them, and its variables, such as where
 * Claude's requests go. VS Code obeys them in every folder that is trusted, and who writes the folder may change them at any time:
 * terminals have no key before a person has agreed to them as they are.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { workspace } from 'vscode';
import { folders } from '../keys';
import type { Marks } from '../types';

/** Without the system's name; the last two are those of agents' terminals. */
const families = [
  ...['profiles', 'defaultProfile', 'automationProfile', 'env', 'agentHostProfile'].map(
    (name) => `terminal.integrated.${name}`,
  ),
  'chat.tools.terminal.terminalProfile',
];

const names = families.flatMap((name) => ['linux', 'osx', 'windows'].map((system) => `${name}.${system}`));

export interface OwnSettings {
  /** Each once. */
  names: readonly string[];
  /** Of their values; empty where there are none. */
  print: string;
}

/** Of the workspace, and of its folders; what a person has set for all workspaces is no part of it. */
export function ownSettings(): OwnSettings {
  const set = [undefined, ...folders()].flatMap((scope) =>
    names.flatMap((name) => {
      const found = workspace.getConfiguration(undefined, scope).inspect(name);
      const values = [found?.workspaceValue, found?.workspaceFolderValue].filter((value) => value !== undefined);
      return values.map((value) => ({ name, value }));
    }),
  );
  const print = set.length === 0 ? '' : bytesToHex(sha256(utf8ToBytes(JSON.stringify(set))));
  return { names: [...new Set(set.map(({ name }) => name))], print };
}

export const isOwnSetting = (affects: (name: string) => boolean): boolean => names.some(affects);

const mark = 'keys.terminals';

/** Where there are none, there is nothing to agree to. */
export function isAgreed(state: Pick<Marks, 'get'>): boolean {
  const { print } = ownSettings();
  return print === '' || print === state.get(mark);
}

/** @param print as it was shown; empty: nothing */
export async function agree(state: Pick<Marks, 'update'>, print: string): Promise<void> {
  await state.update(mark, print || undefined);
}
