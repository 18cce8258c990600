/** Where programs keep things in reach of others, as data. */
import { byName } from '../../../engine/by-name';
import type { Call, Entry, Value } from '../../../engine/facts';
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
}

const file = (name: RegExp, valueAt: number): Store => ({ name, what: knownStores.file, valueAt, file: true });

const stores: readonly Store[] = [
  { name: /(?:^|\.)localStorage\.setItem$/, what: knownStores.localStorage, nameAt: 0, valueAt: 1 },
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
  },
  { name: /^react-native-mmkv#MMKV\(\)\.set$/, what: say('appStorage'), nameAt: 0, valueAt: 1 },
  { name: /^(?:chrome|browser)\.storage\.(?:local|sync)\.set$/, what: say('extensionStorage'), valueAt: 0 },
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
  },
  {
    name: /getConfiguration\(\)\.update$/,
    what: say('codeSettings'),
    nameAt: 0,
    valueAt: 1,
  },
  {
    name: /^(?:electron-store|conf|configstore)#(?:default|\*)\(\)\.?set$/,
    what: knownStores.file,
    nameAt: 0,
    valueAt: 1,
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
