/** Configuration of build tools that copies values into what clients download. */
import { byName } from '../../../engine/by-name';
import type { Call, Entry, Value } from '../../../engine/facts';
import type { Document } from '../../../engine/types';
import { credentialName, credentialVariable } from '../names';
import { isPlaceholder } from '../placeholders';
import { baseName } from '../values';
import { isBrowser } from './client-code';

export interface Inlined {
  entry: Pick<Entry, 'keyRange'>;
  /** In words, for messages. */
  tool: string;
  /** It is copied: client code uses the name, or that does not matter. */
  always: boolean;
}

interface Tool {
  name: string;
  file: RegExp;
  /** Where the copied values stand in the configuration. */
  path: readonly string[];
  always: boolean;
}

const next = /^next\.config\.[cm]?[jt]s$/;
const expo = /^app\.config\.[cm]?[jt]s$/;
const vite = /^(?:vite|electron\.vite|astro|svelte|quasar)\.config\.[cm]?[jt]s$/;

const tools: readonly Tool[] = [
  { name: 'Next.js', file: next, path: ['env'], always: false },
  { name: 'Next.js', file: next, path: ['publicRuntimeConfig'], always: true },
  { name: 'Expo', file: expo, path: ['extra'], always: true },
  { name: 'Expo', file: expo, path: ['expo', 'extra'], always: true },
  { name: 'Vite', file: vite, path: ['define'], always: false },
  { name: 'Vite', file: vite, path: ['vite', 'define'], always: false },
  { name: 'Nuxt', file: /^nuxt\.config\.[cm]?[jt]s$/, path: ['runtimeConfig', 'public'], always: true },
];

/** Entries of a build tool's configuration that put a credential into client code. */
export function inlinedByConfiguration(document: Document): Inlined[] {
  const name = baseName(document.file.path);
  const using = document.outer ? [] : tools.filter(({ file }) => file.test(name));
  const found = new Map<number, Inlined>();
  for (const root of using.length > 0 ? roots(document) : [])
    for (const { name: tool, path, always } of using)
      for (const entry of credentialEntries(document.flow.property(root, ...path), document))
        found.set(entry.keyRange.start, { entry, tool, always: always || isUsed(entry, document) });
  return [...found.values()];
}

/** Code that ships to browsers reads the name: below the configuration's folder, where that is known. */
function isUsed({ key = '' }: Entry, { file, links }: Document): boolean {
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const name = /^[\w.]+$/.test(key) ? key.replace(/^process\.env\./, '') : '';
  const read = new RegExp(`\\bprocess\\.env\\.${name.replaceAll('.', '\\.')}\\b`);
  return (
    name !== '' &&
    links
      .asking()
      .some(({ document }) => document.file.path.startsWith(folder) && read.test(document.text) && isBrowser(document))
  );
}

/** Whatever may be the configuration: bound, assigned, passed to `defineConfig`, returned or exported. */
function roots({ facts }: Document): Value[] {
  return [
    ...facts.bindings.flatMap(({ value }) => (value ? [value] : [])),
    ...facts.assignments.map(({ value }) => value),
    ...facts.calls.flatMap(({ args }) => args.map(({ value }) => value)),
    ...facts.functions.flatMap(({ returns }) => returns),
    ...facts.exports,
  ];
}

const isPlugin = byName((name) => /(?:DefinePlugin|EnvironmentPlugin)$/.test(name));

/** webpack's DefinePlugin and EnvironmentPlugin, and their like; not in a build for Node. */
export function inlinedByPlugin({ callee, args: [first] }: Call, document: Document): Inlined[] {
  const name = document.flow.name(callee) ?? '';
  if (!first || !isPlugin(name)) return [];
  if (/\btarget\s*:\s*['"](?:async-)?node/.test(document.text)) return [];
  const listed = first.value.kind === 'array' ? first.value.items : [];
  const names = listed.filter((item) => isCredentialKey(String(document.flow.constant(item) ?? '')));
  const listedEntries = names.map(({ range }) => ({ keyRange: range }));
  return [...credentialEntries(first.value, document), ...listedEntries].map((entry) => ({
    entry,
    tool: 'webpack',
    always: false,
  }));
}

function credentialEntries(value: Value | undefined, { flow }: Document): Entry[] {
  const entries = (value && flow.object(value)?.entries) ?? [];
  return entries.filter(({ key, value: copied }) => {
    const constant = flow.constant(copied);
    const isNothing = constant === null || (typeof constant === 'string' && isPlaceholder(constant));
    return isCredentialKey(key) && !isNothing && !isUndefined(copied);
  });
}

const isUndefined = (value: Value): boolean => value.kind === 'name' && value.name === 'undefined';

/** The last part of a key names a Claude credential: `process.env.ANTHROPIC_API_KEY`, `anthropicApiKey`. */
export function isCredentialKey(key: string | undefined): boolean {
  const name = key?.split('.').at(-1) ?? '';
  return credentialVariable.test(name) || credentialName.test(name);
}
