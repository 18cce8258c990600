/** A person who answers what the commands for keys ask, and a vault in memory for them. */
import { type Terminal, window } from 'vscode';
import { AccessLog } from '../../../src/vscode/keys/access-log';
import type { Keys } from '../../../src/vscode/keys/keys';
import { makeFakeKey } from '../../support/credential-shapes';
import { memoryVault } from '../../vscode-unit/keys/memory';

export const [value, next] = [makeFakeKey('api03', { seed: 821 }), makeFakeKey('api03', { seed: 822 })];

type Ask = 'showInputBox' | 'showQuickPick' | 'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage';
type Asked = Record<Ask, (...given: unknown[]) => Promise<unknown>>;

/** A person who types these one after the other, takes the first of each list, and agrees to each question that holds all else up. */
export function person(...typed: string[]) {
  const said: string[] = [];
  const asked = window as unknown as Asked;
  const answer = async (message: unknown, options: unknown, ...buttons: unknown[]) => {
    said.push(String(message));
    const isModal = typeof options === 'object' && options !== null && 'modal' in options;
    return isModal ? buttons[0] : undefined;
  };
  const own: Asked = {
    showInputBox: async () => typed.shift(),
    showQuickPick: async (items) => (Array.isArray(items) ? items[0] : undefined),
    showInformationMessage: answer,
    showWarningMessage: answer,
    showErrorMessage: answer,
  };
  const before = Object.fromEntries((Object.keys(own) as Ask[]).map((name) => [name, asked[name]]));
  Object.assign(asked, own);
  return { said, leave: () => void Object.assign(asked, before) };
}

/** Terminals of a window, by the masked forms of what they were given; what of these was asked for is remembered. */
export function terminalsWith(...given: string[]) {
  const closed: string[] = [];
  const all = given.map((masked) => ({ name: `shell of ${masked}`, masked, dispose: () => void closed.push(masked) }));
  const holders = async (isMeant: (masked: string) => boolean) =>
    all.filter(({ masked }) => isMeant(masked)) as unknown as Terminal[];
  return { closed, holders, said: () => undefined, update: async () => undefined };
}

/** @param more what else there is of keys */
export async function keysOver(more: Partial<Keys> = {}) {
  const memory = memoryVault();
  const { vault, marks } = memory;
  const log = new AccessLog({ marks, now: Date.now, machine: 'laptop', folder: () => 'app' });
  await vault.add({ name: 'chat', environment: 'development', family: 'api03', value });
  const [key] = await vault.list();
  const rest = { network: undefined, filesWith: () => 0, durability: async () => 'durable', ...more };
  return { ...memory, key: key!, log, keys: { vault, log, ...rest } as unknown as Keys };
}
