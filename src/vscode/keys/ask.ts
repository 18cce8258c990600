/** What a person is asked for: a key, its name, its environment, or which key is meant. */
import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { folders, type KeyStore } from './keys';
import { readPasted } from './shape';
import { environments, type KeyInfo } from './types';

/** In characters; longer names fit nowhere. */
const longestName = 60;

export interface Typed {
  value: string;
  family: string;
}

/** @param refuse what else may be wrong with the key */
export async function askKey(
  title: string,
  prompt: string,
  refuse?: (value: string) => string | undefined,
): Promise<Typed | undefined> {
  const problem = (text: string): string | undefined => {
    const pasted = readPasted(text, l10n.t);
    return 'problem' in pasted ? pasted.problem : refuse?.(pasted.value);
  };
  const text = await window.showInputBox({
    ...{ title, prompt, password: true, ignoreFocusOut: true },
    placeHolder: 'sk-ant-…',
    validateInput: problem,
  });
  const pasted = text === undefined ? undefined : readPasted(text, l10n.t);
  return pasted && 'value' in pasted ? pasted : undefined;
}

/** Whether a name is one of these keys'. */
export const isTaken = (name: string, keys: readonly KeyInfo[]): boolean =>
  keys.some((key) => key.name.toLowerCase() === name.toLowerCase());

/** Undefined where the name is one. @param others keys of the same environment */
function problemOf(name: string, environment: string, others: readonly KeyInfo[]): string | undefined {
  if (name === '') return l10n.t('Give the key a name, such as what it is for.');
  if (/sk-ant-/i.test(name)) return l10n.t('This is a key, and not a name: names are shown.');
  if (name.length > longestName) return l10n.t('A name has {0} characters at most.', longestName);
  if (/\p{Cc}/u.test(name)) return l10n.t('A name is one line.');
  if (isTaken(name, others))
    return l10n.t('There is a key of that name for {0} already. Choose another name, or rotate that key.', environment);
  return undefined;
}

/** A name that no other key of the environment has, in whichever window it was added. @param own the key that is renamed */
export async function askName(
  title: string,
  environment: string,
  { vault }: KeyStore,
  own?: KeyInfo,
): Promise<string | undefined> {
  const others = async () =>
    (await vault.list()).filter((key) => key.environment === environment && key.id !== own?.id);
  const prompt = l10n.t('What the key is for, such as the application’s name. Names are shown and are no secret.');
  for (let value = own?.name ?? ''; ; ) {
    const known = await others();
    const validateInput = (text: string) => problemOf(text.trim(), environment, known);
    const text = await window.showInputBox({ title, prompt, ignoreFocusOut: true, validateInput, value });
    if (text === undefined) return undefined;
    value = text.trim();
    // Meanwhile another window may have taken it: then it is asked again, and said.
    if (!isTaken(value, await others())) return value;
  }
}

interface EnvironmentItem extends QuickPickItem {
  environment?: string;
}

const about = (): Readonly<Record<string, string>> => ({
  development: l10n.t('Your own machine. Give it a low spend limit.'),
  staging: l10n.t('What is tested before others use it.'),
  production: l10n.t('What others use. Better kept where the program runs, and not on a laptop.'),
});

async function askOwnEnvironment(title: string): Promise<string | undefined> {
  const text = await window.showInputBox({
    ...{ title, prompt: l10n.t('A word for the environment'), ignoreFocusOut: true },
    validateInput: (value) =>
      /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,29}$/u.test(value.trim()) && !/sk-ant/i.test(value)
        ? undefined
        : l10n.t('Use letters, digits, spaces, dots and dashes, 30 at most.'),
  });
  return text?.trim();
}

/** @param now the environment that the key is in */
export async function askEnvironment(
  title: string,
  keys: readonly KeyInfo[],
  now?: string,
): Promise<string | undefined> {
  const known = [...new Set([...environments, ...keys.map(({ environment }) => environment)])].filter(
    (one) => one !== now,
  );
  const texts = about();
  const items: EnvironmentItem[] = known.map((environment) => ({
    ...{ label: environment, environment },
    ...(texts[environment] !== undefined && { detail: texts[environment] }),
  }));
  const own = { label: l10n.t('Another…'), alwaysShow: true };
  const separator = { label: '', kind: QuickPickItemKind.Separator };
  const options = { title, placeHolder: l10n.t('Which environment is the key for?'), ignoreFocusOut: true };
  const picked = await window.showQuickPick<EnvironmentItem>([...items, separator, own], options);
  if (!picked) return undefined;
  return picked.environment ?? askOwnEnvironment(title);
}

/** Whether this is the key of a folder that is open. */
export function isUsedHere({ folders: bound = [] }: KeyInfo): boolean {
  return folders().some((uri) => bound.includes(uri.toString()));
}

export const isRow = (value: unknown): value is KeyInfo =>
  typeof value === 'object' && value !== null && 'id' in value && 'masked' in value && typeof value.id === 'string';

/**
 * The key that a row or the selection stands for, else one that a person picks: that of the open folder first.
 *
 * @param given a row, as menus hand it to commands
 * @param suits only these can be picked
 */
export async function pickKey(
  given: unknown,
  keys: KeyStore,
  placeHolder: string,
  suits: (key: KeyInfo) => boolean,
): Promise<KeyInfo | undefined> {
  const all = await keys.vault.list();
  if (isRow(given)) return all.find(({ id }) => id === given.id);
  const fitting = all.filter(suits).sort((a, b) => Number(isUsedHere(b)) - Number(isUsedHere(a)));
  if (fitting.length === 0) {
    void window.showInformationMessage(
      all.length === 0 ? l10n.t('No key is stored yet.') : l10n.t('No stored key fits here.'),
    );
    return undefined;
  }
  const items = fitting.map((key) => {
    const words = [key.environment, key.masked, ...(isUsedHere(key) ? [l10n.t('this folder’s')] : [])];
    return { key, label: `$(key) ${key.name}`, description: words.join(' · ') };
  });
  return (await window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.key;
}

export const isStored = ({ state }: KeyInfo): boolean => state === 'stored';
