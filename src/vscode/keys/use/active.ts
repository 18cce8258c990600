/** The key of a folder: what all uses take. Whoever switches it switches all. Pure. */
import type { KeyInfo } from '../types';

/** @param folder its address */
export const activeKey = (folder: string, keys: readonly KeyInfo[]): KeyInfo | undefined =>
  keys.find(({ state, folders = [] }) => state === 'stored' && folders.includes(folder));

/** Whether the folder has a key that the store does not give back just now. @param folder its address */
export const hasUnreadable = (folder: string, keys: readonly KeyInfo[]): boolean =>
  keys.some(({ state, folders = [] }) => state === 'unreadable' && folders.includes(folder));
