/** Where programs keep things in reach of others, as data. */
import { byName } from '../../../engine/by-name';
import type { Call, Entry, Value } from '../../../engine/facts';
import { lookup } from '../../../engine/flow/names';
import { phrases } from '../../../engine/messages';
import type { Document, Message } from '../../../engine/types';

const say = phrases({
  localStorage: 'localStorage',
  asyncStorage: 'AsyncStorage',
  appStorage: 'unencrypted app storage',
  extensionStorage: "the extension's storage",
  cookie: 'a cookie',
  codeState: "VS Code's state, which is a plain file",
  codeSettings: "VS Code's settings, which are a plain file that may be synchronised",
  file: 'a plain file',
});
/** The stores in words, for the `messages` of the rule that names them. */
export const storeTexts = say.texts;
export const knownStores = { localStorage: say('localStorage'), cookie: say('cookie'), file: say('file') };

export interface Store {
  name: RegExp;
  /** In words, for the message. */
  what: Message;
  /** Where the entry's name stands. Absent: in the keys of an object that is stored, or in the stored text. */
  nameAt?: number;
  /** Where the stored value stands. */
  valueAt?: number;
  /** A file holds anything: the value has to tell that it is a credential. */
  file?: boolean;
  /** Qualified names of what is read from it. */
  reads?: RegExp;
}

const file = (name: RegExp, valueAt: number): Store => ({ name, what: knownStores.file, valueAt, file: true });

const stores: readonly Store[] = [
  {
    name: /(?:^|\.)localStorage\.setItem$/,
    what: knownStores.localStorage,
    nameAt: 0,
    valueAt: 1,
    reads: /(?:^|\.)localStorage\.getItem\(\)$/,
  },
  {
    name: /(?:^|[#.])use(?:LocalStorage|PersistedState|PersistentState)(?:State)?$/,
    what: knownStores.localStorage,
    nameAt: 0,
  },
  { name: /^jotai\/utils#atomWithStorage$/, what: knownStores.localStorage, nameAt: 0 },
  {
    name: /async-storage(?:\/async-storage)?#(?:default|\*)\.?setItem$|(?:^|\.)AsyncStorage\.setItem$/,
    what: say('asyncStorage'),
    nameAt: 0,
    valueAt: 1,
    reads: /async-storage(?:\/async-storage)?#(?:default|\*)\.?getItem\(\)$/,
  },
  { name: /^react-native-mmkv#MMKV\(\)\.set$/, what: say('appStorage'), nameAt: 0, valueAt: 1 },
  {
    name: /^(?:chrome|browser)\.storage\.(?:local|sync)\.set$/,
    what: say('extensionStorage'),
    valueAt: 0,
    reads: /^(?:chrome|browser)\.storage\.(?:local|sync)\.get\(\)(?:\.\w+)?$/,
  },
  {
    name: /^js-cookie#(?:default|\*)\.?set$|(?:^|[.#])[cC]ookies?(?:\(\))?\.set$|\.cookie$|\.set_cookie$/,
    what: knownStores.cookie,
    nameAt: 0,
    valueAt: 1,
  },
  {
    name: /(?:globalState|workspaceState)\.update$/,
    what: say('codeState'),
    nameAt: 0,
    valueAt: 1,
    reads: /(?:globalState|workspaceState)\.get\(\)$/,
  },
  {
    name: /getConfiguration\(\)\.update$/,
    what: say('codeSettings'),
    nameAt: 0,
    valueAt: 1,
    reads: /getConfiguration\(\)\.get\(\)$/,
  },
  {
    name: /^(?:electron-store|conf|configstore)#(?:default|\*)\(\)\.?set$/,
    what: knownStores.file,
    nameAt: 0,
    valueAt: 1,
    reads: /^(?:electron-store|conf|configstore)#(?:default|\*)\(\)\.?get\(\)$/,
  },
  { name: /^dotenv\.(?:main\.)?set_key$/, what: knownStores.file, nameAt: 1, valueAt: 2 },
  file(
    /^(?:node:)?fs(?:\/promises)?#(?:(?:default|\*|promises)\.)*(?:writeFile|writeFileSync|appendFile|appendFileSync)$/,
    1,
  ),
  file(/^(?:Bun\.write|Deno\.write(?:TextFile|File)(?:Sync)?)$/, 1),
  file(/\.write_text$|^(?:open|io\.open|pathlib\.Path\(\)\.open)\(\)\.write$|\.open\(\)\.write$/, 0),
  file(/^(?:json|yaml|toml|tomli_w|pickle)\.(?:safe_)?dump$/, 0),
];

const storeNamed = byName((name) => stores.find((one) => one.name.test(name)));

/** The store that a call writes to. */
export const storeOf = ({ callee }: Call, { flow }: Document): Store | undefined =>
  storeNamed(flow.name(callee) ?? spelledName(callee) ?? '');

/** A part of what was read from a store, and the store. */
export interface Read {
  value: Value;
  store: Store;
}

/** Where a value is read from a store: as it is returned, or as a function is called with it. */
export function readsOf(value: Value, document: Document): Read[] {
  return document.flow.origins(value).flatMap((origin) => {
    const name = origin.kind === 'call' ? `${origin.name}()` : origin.kind === 'global' ? origin.name : undefined;
    const callee = handedTo(origin.value, document);
    const read = name ?? (callee && `${document.flow.name(callee) ?? spelledName(callee)}()`);
    const store = read === undefined ? undefined : storeRead(read);
    return store ? [{ value: origin.value, store }] : [];
  });
}

const storeRead = byName((name) => stores.find(({ reads }) => reads?.test(name)));

/** What calls the function that the value is a parameter of: `storage.get('key', ({ key }) => …)`. */
function handedTo(value: Value, { facts }: Document): Value | undefined {
  const root = value.kind === 'member' ? value.object : value;
  const [binding] = root.kind === 'name' ? (lookup(root.name, root.scope) ?? []) : [];
  const fn = binding?.scope.function;
  const call =
    fn &&
    facts.calls.find(({ args }) => args.some((one) => one.value.kind === 'function' && one.value.function === fn));
  return call?.callee;
}

/** `x.y.z` of a chain whose root is a local or a parameter, as in `context.globalState.update`. */
function spelledName(value: Value): string | undefined {
  if (value.kind === 'name') return value.name;
  if (value.kind === 'call') return `${spelledName(value.call.callee) ?? ''}()`;
  return value.kind === 'member' && value.property !== undefined
    ? `${spelledName(value.object) ?? ''}.${value.property}`
    : undefined;
}

/** Fields of a zustand store that `persist` keeps in localStorage; none where it is told what to keep, or where else. */
export function persistedFields({ callee, args: [create, settings] }: Call, { flow, text }: Document): Entry[] {
  if (flow.name(callee) !== 'zustand/middleware#persist' || create?.value.kind !== 'function') return [];
  const options = settings ? text.slice(settings.range.start, settings.range.end) : '';
  if (/\b(?:partialize|storage|getStorage)\b/.test(options)) return [];
  const states = create.value.function.returns.flatMap((one) => flow.object(one)?.entries ?? []);
  return states.filter(({ value }) => value.kind !== 'function');
}
