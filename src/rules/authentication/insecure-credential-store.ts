import type { Call, Value } from '../../engine/facts';
import type { Confidence, Problem, Rule, RuleContext } from '../../engine/types';
import { credentialName, credentialVariable, genericKeyName, otherVendor } from '../support/names';
import { isRelevant } from '../support/values';

interface Store {
  name: RegExp;
  /** In words, for the message. */
  what: string;
  /** Where the entry's name stands; absent: the names of an object's entries. */
  nameAt?: number;
  /** Where the stored value stands. */
  valueAt?: number;
}

const stores: readonly Store[] = [
  { name: /(?:^|\.)localStorage\.setItem$/, what: 'localStorage', nameAt: 0, valueAt: 1 },
  { name: /(?:^|[#.])use(?:LocalStorage|PersistedState|PersistentState)(?:State)?$/, what: 'localStorage', nameAt: 0 },
  {
    name: /async-storage(?:\/async-storage)?#(?:default|\*)\.?setItem$|(?:^|\.)AsyncStorage\.setItem$/,
    what: 'AsyncStorage',
    nameAt: 0,
    valueAt: 1,
  },
  { name: /^(?:chrome|browser)\.storage\.(?:local|sync)\.set$/, what: "the extension's storage" },
  {
    name: /^js-cookie#(?:default|\*)\.?set$|(?:^|\.)[cC]ookies?\.set$|\.cookie$/,
    what: 'a cookie',
    nameAt: 0,
    valueAt: 1,
  },
  {
    name: /(?:globalState|workspaceState)\.update$/,
    what: "VS Code's state, which is a plain file",
    nameAt: 0,
    valueAt: 1,
  },
  {
    name: /getConfiguration\(\)\.update$/,
    what: "VS Code's settings, which are a plain file that may be synchronised",
    nameAt: 0,
    valueAt: 1,
  },
  {
    name: /^(?:electron-store|conf|configstore)#(?:default|\*)\(\)\.?set$/,
    what: 'a plain file',
    nameAt: 0,
    valueAt: 1,
  },
  {
    name: /^(?:node:)?fs(?:\/promises)?#(?:(?:default|\*|promises)\.)*(?:writeFile|writeFileSync|appendFile|appendFileSync)$/,
    what: 'a plain file',
    valueAt: 1,
  },
];

export const insecureCredentialStore: Rule = {
  id: 'insecure-credential-store',
  title: 'Credential in an unprotected store',
  practice: 'authentication',
  severity: 'warning',
  confidence: 'medium',
  cwe: [312, 922],
  owasp: ['LLM02'],
  why: 'Any script on the page, any other extension or whoever copies the profile can read these stores; one cross-site scripting flaw is enough to lose every key in them.',
  remedy:
    'Keep the key in memory, in the platform’s secret store (SecretStorage, a keychain, expo-secure-store), or on a server.',
  reports:
    'A Claude key written to localStorage, AsyncStorage, a cookie, an extension’s storage, VS Code’s settings or state, or a plain file; settings of an extension that hold one.',
  silent: 'SecretStorage, keychains, vaults, session memory; keys of other vendors.',
  examples: [
    {
      file: 'settings.ts',
      bad: "export function save(key: string) {\n  localStorage.setItem('anthropic_api_key', key);\n}\n",
      good: "let anthropicKey = '';\n\nexport function save(key: string) {\n  anthropicKey = key;\n}\n",
    },
    {
      file: 'extension.ts',
      bad: "import * as vscode from 'vscode';\n\nexport const save = (context: vscode.ExtensionContext, key: string) => context.globalState.update('anthropicApiKey', key);\n",
      good: "import * as vscode from 'vscode';\n\nexport const save = (context: vscode.ExtensionContext, key: string) => context.secrets.store('anthropicApiKey', key);\n",
    },
  ],
  call(call, context) {
    const name = context.document.flow.name(call.callee) ?? memberName(call.callee);
    const store = name === undefined ? undefined : stores.find((one) => one.name.test(name));
    if (!store) return [];
    const confidence = storedCredential(call, store, context);
    return confidence ? [problem(call, store, confidence)] : [];
  },
  setting(setting, { document }) {
    const { path, key, value } = setting;
    if (
      !document.file.path.endsWith('package.json') ||
      path[0] !== 'contributes' ||
      key !== 'type' ||
      value !== 'string'
    )
      return [];
    const name = path.at(-2) ?? '';
    if (path.at(-3) !== 'properties' || !credentialName.test(name)) return [];
    return [
      {
        range: setting.range,
        message: `The setting ${name} keeps a Claude credential in a plain file that may be synchronised.`,
      },
    ];
  },
  document: ({ document }) =>
    document.facts.assignments.flatMap(({ target, value, range }) => {
      const name = document.flow.name(target) ?? '';
      const text = document.flow.pattern(value) ?? '';
      if (/(?:^|\.)localStorage\.[^.]+$/.test(name) && credentialName.test(target.property ?? ''))
        return [stored(range, 'localStorage', 'high')];
      return /(?:^|\.)document\.cookie$/.test(name) && credentialName.test(text.split('=')[0] ?? '')
        ? [stored(range, 'a cookie', 'high')]
        : [];
    }),
};

/** `x.y.z` of a chain whose root is a local or a parameter, as in `context.globalState.update`. */
function memberName(value: Value): string | undefined {
  if (value.kind === 'name') return value.name;
  if (value.kind === 'call') return `${memberName(value.call.callee) ?? ''}()`;
  return value.kind === 'member' && value.property !== undefined
    ? `${memberName(value.object) ?? ''}.${value.property}`
    : undefined;
}

/** How sure it is that a Claude credential is stored; undefined where it is none. */
function storedCredential(call: Call, store: Store, context: RuleContext): Confidence | undefined {
  const { flow } = context.document;
  if (store.nameAt === undefined && store.valueAt !== undefined)
    return writtenFile(call.args[store.valueAt]?.value, context);
  const names =
    store.nameAt === undefined
      ? objectKeys(call, context)
      : [call.args[store.nameAt]?.value].flatMap((one) => (one ? [flow.pattern(one) ?? spelled(one)] : []));
  for (const name of names) {
    const sure = confidenceOf(name, context);
    if (sure) return isRemoval(call, store, context) ? undefined : sure;
  }
  return undefined;
}

function objectKeys(call: Call, { document }: RuleContext): string[] {
  const argument = call.args[0]?.value;
  const object = argument && document.flow.object(argument);
  return object?.entries.flatMap(({ key }) => (key === undefined ? [] : [key])) ?? [];
}

/** A constant's own name, where its value is not known here: `localStorage.setItem(ANTHROPIC_KEY_STORAGE, …)`. */
const spelled = (value: Value): string =>
  value.kind === 'name' ? value.name : value.kind === 'member' ? (value.property ?? '') : '';

function confidenceOf(name: string, { document }: RuleContext): Confidence | undefined {
  if (credentialName.test(name) || credentialVariable.test(name)) return 'high';
  const isGeneric = genericKeyName.test(name) && !otherVendor.test(name);
  const callsClaude = document.claude.clients.length + document.claude.requests.length > 0;
  return isGeneric && (callsClaude || isRelevant(document)) ? 'medium' : undefined;
}

/** Writing the empty string or nothing deletes. */
function isRemoval(call: Call, store: Store, { document }: RuleContext): boolean {
  const value = store.valueAt === undefined ? undefined : call.args[store.valueAt]?.value;
  const constant = value && document.flow.constant(value);
  return constant === '' || constant === null;
}

function writtenFile(value: Value | undefined, { document }: RuleContext): Confidence | undefined {
  const origins = value ? document.flow.origins(value) : [];
  return origins.some(({ kind, name }) => kind === 'environment' && credentialVariable.test(name ?? ''))
    ? 'medium'
    : undefined;
}

const problem = (call: Call, store: Store, confidence: Confidence): Problem =>
  stored(call.range, store.what, confidence);

function stored(range: Problem['range'], what: string, confidence: Confidence): Problem {
  return { range, confidence, message: `A Claude credential is written to ${what}, where other code can read it.` };
}
