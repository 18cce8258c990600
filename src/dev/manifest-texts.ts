/**
 * What people read of the manifest stands in `package.nls.json`, where VS Code looks it up in their language: the manifest
 * holds `%keys%`. Write new texts into package.json in English; `npm run generate` moves them.
 */

type Data = null | boolean | number | string | Data[] | { [key: string]: Data };
type Entries = { [key: string]: Data };
export type Texts = Readonly<Record<string, string>>;

/** Properties that VS Code shows to people, wherever they stand below `contributes` and `capabilities`. */
const shown = new Set([
  ...['title', 'shortTitle', 'contextualTitle', 'contents', 'altText', 'description', 'markdownDescription'],
  ...['enumDescriptions', 'markdownEnumDescriptions', 'enumItemLabels', 'errorMessage', 'patternErrorMessage'],
  ...['deprecationMessage', 'markdownDeprecationMessage'],
]);

/** Of these sections alone, this property too. */
const shownIn: Readonly<Record<string, string>> = { views: 'name', submenus: 'label' };

const isEntries = (data: Data | undefined): data is Entries =>
  typeof data === 'object' && data !== null && !Array.isArray(data);

/** The key in `%key%`. */
export const keyOf = (text: string): string | undefined => /^%([\w.-]+)%$/.exec(text)?.[1];

const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
const withoutPrefix = (name: string): string => name.replace(/^claudeGuard\./, '');

/** How an element of a list is called in keys: by what it is the only one of. */
function nameOf(item: Data, index: number): string {
  if (!isEntries(item)) return `${index}`;
  const name = item.command ?? item.id ?? item.view ?? item.title;
  if (typeof name !== 'string') return `${index}`;
  const known = keyOf(name)?.split('.').at(-2);
  return known ?? (name === item.title ? slug(name) : withoutPrefix(name));
}

/** Replaces every shown text. @param replace gets the text and where it stands */
function mapShown(
  data: Data,
  path: readonly string[],
  replace: (text: string, path: readonly string[]) => string,
): Data {
  if (Array.isArray(data)) return data.map((item, index) => mapShown(item, [...path, nameOf(item, index)], replace));
  if (!isEntries(data)) return data;
  const entries = Object.entries(data).map(([key, value]): [string, Data] => {
    const at = [...path, withoutPrefix(key)];
    const isShown = shown.has(key) || shownIn[path[1] ?? ''] === key;
    if (isShown && typeof value === 'string') return [key, replace(value, at)];
    if (!isShown || !Array.isArray(value)) return [key, mapShown(value, at, replace)];
    const names = Array.isArray(data.enum) ? data.enum.map(String) : [];
    const each = (item: Data, index: number) =>
      typeof item === 'string' ? replace(item, [...at, names[index] ?? `${index}`]) : item;
    return [key, value.map(each)];
  });
  return Object.fromEntries(entries);
}

/** `commands.scanFile.title`, `settings.run.enumDescriptions.onType`: without what keys need not say. */
function keyFor([, section, ...path]: readonly string[], taken: (key: string) => boolean): string {
  const isSetting = section === 'configuration' && path[1] === 'properties';
  const key = [section === 'configuration' ? 'settings' : section, ...(isSetting ? path.slice(2) : path)]
    .filter((part) => part !== 'properties')
    .join('.');
  let free = key;
  for (let number = 2; taken(free); number++) free = `${key}.${number}`;
  return free;
}

const inManifest = (manifest: Entries, change: (data: Data, path: string[]) => Data): Entries => ({
  ...manifest,
  ...(manifest.capabilities === undefined ? {} : { capabilities: change(manifest.capabilities, ['capabilities']) }),
  ...(manifest.contributes === undefined ? {} : { contributes: change(manifest.contributes, ['contributes']) }),
});

/**
 * The manifest with keys in place of its texts, and the texts that it uses, in its order.
 *
 * @throws where a key has no text
 */
export function externalise<T extends object>(
  manifest: T,
  known: Texts,
): { manifest: T; texts: Record<string, string> } {
  const texts: Record<string, string> = {};
  const referenced = new Set<string | undefined>();
  const note = (text: string) => {
    referenced.add(keyOf(text));
    return text;
  };
  inManifest(manifest as Entries, (data, path) => mapShown(data, path, note));
  const taken = (key: string) => Object.hasOwn(texts, key) || referenced.has(key);
  const moved = inManifest(manifest as Entries, (data, path) =>
    mapShown(data, path, (text, at) => {
      const key = keyOf(text) ?? keyFor(at, taken);
      const words = keyOf(text) === undefined ? text : known[key];
      if (words === undefined) throw new Error(`package.nls.json has no text for %${key}%.`);
      texts[key] = words;
      return `%${key}%`;
    }),
  );
  return { manifest: moved as T, texts };
}

/** The manifest as people read it. */
export function inEnglish<T extends object>(manifest: T, texts: Texts): T {
  const read = (text: string) => texts[keyOf(text) ?? ''] ?? text;
  return inManifest(manifest as Entries, (data, path) => mapShown(data, path, read)) as T;
}
