import type { Call, Entry, ObjectValue, Setting, Value } from '../../engine/facts';
import type { Origin } from '../../engine/flow/flow';
import { phrases } from '../../engine/messages';
import type { Confidence, Document, Message, Problem, ProposedFix, Range, Rule, RuleContext } from '../../engine/types';
import { credentialHeaders } from '../support/credentials/requests';
import { knownStores, persistedFields, readsOf, type Store, storeOf, storeTexts } from '../support/credentials/stores';
import { credentialName, credentialVariable, genericKeyName, otherVendor } from '../support/names';
import { isPlaceholder } from '../support/placeholders';
import { writtenByShell } from '../support/shell/writes';
import { isRelevant } from '../support/values';

/** What is stored under a credential's name without being one. */
const transformed = /encrypt|cipher|seal|hash|digest|mask|redact|Boolean$|\bbool$/i;

const say = phrases({
  stored: 'A Claude credential is written to {store}, where other code can read it.',
  read: 'The credential for Claude is read from {store}, where other code can read it, too.',
  setting: 'The setting {name} keeps a Claude credential in a plain file that may be synchronised.',
  useSecretStorage: "Keep it in VS Code's SecretStorage",
  useSession: 'Keep it in memory, in storage.session',
});

export const insecureCredentialStore: Rule = {
  id: 'insecure-credential-store',
  title: 'Unprotected storage',
  practice: 'authentication',
  severity: 'warning',
  confidence: 'medium',
  cwe: [312, 922],
  owasp: ['LLM02'],
  why: 'Any script on the page, any other extension or whoever copies the profile can read these stores; one cross-site scripting flaw is enough to lose every key in them.',
  remedy:
    'Keep the key in memory, in the platform’s secret store (SecretStorage, a keychain, expo-secure-store), or on a server.',
  reports:
    'A Claude key written to localStorage, AsyncStorage, a cookie, an extension’s storage, VS Code’s settings or state, or a plain file (by a shell script into an env file: as information); one that a request takes from such a store, where another file writes it; settings of an extension that hold one.',
  silent: 'SecretStorage, keychains, vaults, session memory; keys of other vendors.',
  messages: { ...say.texts, ...storeTexts },
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
    const persisted = persistedFields(call, context.document).filter((one) =>
      isPersistedCredential(one, call, context),
    );
    if (persisted.length > 0) return persisted.map(({ range }) => stored(range, knownStores.localStorage, 'medium'));
    const store = storeOf(call, context.document);
    const sure = store && storedCredential(call, store, context);
    return sure ? [{ ...stored(call.range, store.what, sure), fixes: saferStore(call, context.document) }] : [];
  },
  setting: extensionSetting,
  document: (context) => [
    ...context.document.facts.assignments.flatMap((one) => assigned(one, context)),
    ...writtenByCommands(context),
    ...readBack(context),
  ],
};

function stored(range: Range, store: Message, confidence: Confidence): Problem {
  return { range, confidence, message: say('stored', { store }) };
}

/**
 * Claude's credential from a store that another page writes to: nothing there says whose key it is. Where this file writes it, or
 * its name says what it is, it is reported where it is written.
 */
function readBack(context: RuleContext): Problem[] {
  const { document } = context;
  const { claude, facts, flow, text } = document;
  const used = [
    ...claude.clients.flatMap(({ apiKey, authToken }) => [apiKey ?? [], authToken ?? []].flat()),
    ...claude.requests.flatMap((one) => credentialHeaders(one, flow).map(({ value }) => value)),
  ];
  const reads = used.flatMap((value) => {
    const isProtected = flow.origins(value).some(({ name }) => /\bsecrets\.get$/.test(name ?? ''));
    return isProtected ? [] : readsOf(value, document);
  });
  const isWrittenHere = (): boolean =>
    facts.calls.some((call) => {
      const store = storeOf(call, document);
      return store !== undefined && storedCredential(call, store, context) !== undefined;
    });
  if (reads.length === 0 || isWrittenHere()) return [];
  const first = new Map(reads.map((one) => [one.store, one] as const).reverse());
  return [...first.values()].flatMap(({ value, store }) => {
    const isNamed = namesIn(text.slice(value.range.start, value.range.end)).some((name) => credentialName.test(name));
    const message = say('read', { store: store.what });
    return isNamed ? [] : [{ range: value.range, confidence: 'medium' as const, message }];
  });
}

const namesIn = (text: string): string[] => text.match(/[\w-]+/g) ?? [];

/** A field that is called after Claude, or `apiKey` beside the model of Claude that it is for. */
function isPersistedCredential({ key = '' }: Entry, { args }: Call, { document }: RuleContext): boolean {
  if (credentialName.test(key)) return true;
  const state = args[0] ? document.text.slice(args[0].range.start, args[0].range.end) : '';
  return /^(?:user)?api_?key$/i.test(key) && claudeModel.test(state);
}

const claudeModel = /["'`](?:anthropic[/.])?claude-[\w.-]+["'`]/;

/** A script that writes the value itself. An env file is where programs look for it: worth knowing. */
function writtenByCommands({ document, setting }: RuleContext): Problem[] {
  if (setting === 'documentation' || document.role === 'output') return [];
  return document.facts.commands.flatMap((command) => {
    const write = writtenByShell(command);
    if (!write) return [];
    const problem = stored(write.range, knownStores.file, 'medium');
    return [write.isProfile ? problem : { ...problem, severity: 'info' as const }];
  });
}

/** Calls of the same form that keep the credential better. */
const saferStores: Readonly<
  Record<string, { property: string; method: string; title: 'useSecretStorage' | 'useSession' }>
> = {
  globalState: { property: 'secrets', method: 'store', title: 'useSecretStorage' },
  workspaceState: { property: 'secrets', method: 'store', title: 'useSecretStorage' },
  local: { property: 'session', method: 'set', title: 'useSession' },
  sync: { property: 'session', method: 'set', title: 'useSession' },
};

/** What reads the credential has to follow, so that a person must look at it. */
function saferStore({ callee }: Call, { text }: Document): ProposedFix[] {
  if (callee.kind !== 'member' || callee.object.kind !== 'member') return [];
  const from = callee.object.property ?? '';
  const safer = Object.hasOwn(saferStores, from) ? saferStores[from] : undefined;
  const range = { start: callee.object.propertyRange.start, end: callee.propertyRange.end };
  if (!safer || !/^\w+\.\w+$/.test(text.slice(range.start, range.end))) return [];
  return [
    { title: say(safer.title), kind: 'suggestion', edits: [{ range, text: `${safer.property}.${safer.method}` }] },
  ];
}

/** A setting that an extension for VS Code declares. */
function extensionSetting({ path, key, value, range }: Setting, { document }: RuleContext): Problem[] {
  const [contributes, name = ''] = [path[0], path.at(-2)];
  const isDeclared = contributes === 'contributes' && path.at(-3) === 'properties' && key === 'type';
  if (!document.file.path.endsWith('package.json') || !isDeclared || value !== 'string') return [];
  if (!credentialName.test(name)) return [];
  return [{ range, message: say('setting', { name }) }];
}

/** `localStorage.anthropicKey = …` and `document.cookie = 'anthropic_key=…'`. */
function assigned({ target, value, range }: { target: Value; value: Value; range: Range }, context: RuleContext) {
  const { flow } = context.document;
  const name = flow.name(target) ?? '';
  const property = name.slice(name.lastIndexOf('.') + 1);
  if (isNoCredential(value, context)) return [];
  if (/(?:^|\.)localStorage\.[^.]+$/.test(name) && credentialName.test(property))
    return [stored(range, knownStores.localStorage, 'high')];
  const [cookie = '', content = ''] = (flow.pattern(value) ?? '').split('=');
  const isCookie = /(?:^|\.)document\.cookie$/.test(name) && content !== '' && !content.startsWith(';');
  return isCookie && credentialName.test(cookie) ? [stored(range, knownStores.cookie, 'high')] : [];
}

/** How sure it is that a Claude credential is stored; undefined where it is none. */
function storedCredential(call: Call, store: Store, context: RuleContext): Confidence | undefined {
  const { flow } = context.document;
  const value = store.valueAt === undefined ? undefined : flow.argument(call, store.valueAt);
  if (value && isNoCredential(value, context)) return undefined;
  if (store.file) return value && writtenCredential(value, context);
  const named = store.nameAt === undefined ? undefined : flow.argument(call, store.nameAt);
  if (named && flow.object(named) === undefined)
    return surest(
      namesOf(named, context)
        .filter((name) => !isOfLogin(name, value, context))
        .map((name) => confidenceOf(sectionOf(call, context) + name, context)),
    );
  return surest(keysOf(named ?? value, context).map((name) => confidenceOf(name, context)));
}

/** `claude_auth_token` of an application of that name: what its own server gives to those who log in is none of Claude's. */
function isOfLogin(name: string, value: Value | undefined, { document }: RuleContext): boolean {
  if (!value || !/claude[-_.\s]?(?:auth|access)?[-_.\s]?token$/i.test(name)) return false;
  return document
    .trace(value, { use: 'url', kinds: ['fetched'] })
    .some(({ source }) => source.value.kind === 'call' && asksOwnServer(source.value.call, document));
}

const asksOwnServer = ({ args }: Call, { flow }: Document): boolean =>
  /^\/(?!\/)/.test((args[0] && flow.pattern(args[0].value)) ?? '');

/** A constant (no component's property with a default), nothing at all, or something made of the credential from which it can't be had back. */
function isNoCredential(value: Value, { document: { flow, outer } }: RuleContext): boolean {
  const isProperty = outer?.format.id === 'svelte' && value.kind === 'name';
  const constant = isProperty ? undefined : flow.constant(value);
  if (constant !== undefined) return typeof constant !== 'string' || isPlaceholder(constant);
  const inner = value.kind === 'call' ? value.call : undefined;
  return inner !== undefined && transformed.test(flow.name(inner.callee) ?? '');
}

/** Keys of an object whose values may be credentials. */
function keysOf(value: Value | undefined, context: RuleContext): string[] {
  const object: ObjectValue | undefined = value && context.document.flow.object(value);
  return (object?.entries ?? []).flatMap((entry) =>
    entry.key === undefined || isNoCredential(entry.value, context) ? [] : [entry.key],
  );
}

/** `claude.` of `getConfiguration('claude').update('apiKey', …)`. */
function sectionOf({ callee }: Call, { document: { flow } }: RuleContext): string {
  const made = callee.kind === 'member' ? flow.sources(callee.object).find(({ kind }) => kind === 'call') : undefined;
  const call = callee.kind === 'member' && callee.object.kind === 'call' ? callee.object : made;
  const section = call?.kind === 'call' ? flow.argument(call.call, 0) : undefined;
  const isSettings = call?.kind === 'call' && /getConfiguration$/.test(flow.name(call.call.callee) ?? '');
  const name = isSettings && section ? flow.constant(section) : undefined;
  return typeof name === 'string' ? `${name}.` : '';
}

/** What an entry may be called. */
function namesOf(value: Value, { document: { flow } }: RuleContext): string[] {
  const known = flow.pattern(value) ?? flow.literals(value).map(({ text }) => text);
  return known.length > 0 ? [known].flat() : [spelled(value)];
}

/** A constant's own name, where its value is not known here: `localStorage.setItem(ANTHROPIC_KEY_STORAGE, …)`. */
const spelled = (value: Value): string =>
  value.kind === 'name' ? value.name : value.kind === 'member' ? (value.property ?? '') : '';

const surest = (found: readonly (Confidence | undefined)[]): Confidence | undefined =>
  (['high', 'medium', 'low'] as const).find((one) => found.includes(one));

function confidenceOf(name: string, { document }: RuleContext): Confidence | undefined {
  if (credentialName.test(name) || credentialVariable.test(name)) return 'high';
  const isGeneric = genericKeyName.test(name) && !otherVendor.test(name);
  return isGeneric && isRelevant(document) ? 'medium' : undefined;
}

/** What goes to a file: a line `ANTHROPIC_API_KEY=…`, an object with such a key, or a value that is a credential by its origin. */
function writtenCredential(value: Value, context: RuleContext): Confidence | undefined {
  const { flow } = context.document;
  const variable = /([A-Z][A-Z0-9_]*)\s*[=:]\s*["']?\0/.exec(flow.pattern(value) ?? '')?.[1];
  if (variable !== undefined && credentialVariable.test(variable)) return 'medium';
  const serialised =
    value.kind === 'call' && /^(?:JSON\.stringify|json\.dumps)$/.test(flow.name(value.call.callee) ?? '');
  const content = serialised ? value.call.args[0]?.value : value;
  const keys = keysOf(content, context).map((name) => confidenceOf(name, context) && ('medium' as const));
  const origins = serialised ? [] : flow.origins(value).map((origin) => originConfidence(origin, context));
  return surest([...keys, ...origins]);
}

function originConfidence({ kind, name = '' }: Origin, context: RuleContext): Confidence | undefined {
  if (kind === 'environment') return credentialVariable.test(name) ? 'medium' : undefined;
  if (kind !== 'parameter' && kind !== 'global') return undefined;
  const last = name.split(/[.#]/).at(-1) ?? '';
  if (credentialName.test(last)) return 'medium';
  return genericKeyName.test(last) && !otherVendor.test(last) && isRelevant(context.document) ? 'low' : undefined;
}
