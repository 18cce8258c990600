/** Packages of Go, Ruby and the JVM. */
import type { Range, Setting } from '../facts';
import type { Dependency } from './types';

/** Each match of the pattern, whose groups are `name` and `version`. A comment before it on its line takes it away. */
function matches(
  text: string,
  pattern: RegExp,
  comment: string,
  kind: 'manifest' | 'lock',
): Omit<Dependency, 'ecosystem'>[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { name = '', version = '' } = match.groups ?? {};
    const lineStart = text.lastIndexOf('\n', match.index) + 1;
    if (text.slice(lineStart, match.index).includes(comment)) return [];
    const nameAt = match.index + match[0].indexOf(name);
    const at = version ? match.index + match[0].lastIndexOf(version) : nameAt;
    const range: Range = { start: at, end: at + (version || name).length };
    return [{ name, requirement: version, kind, range, isDevelopment: false, ...(version && { written: range }) }];
  });
}

const goModule = /^[ \t]*(?:require[ \t]+)?(?<name>[\w.-]+\.[a-z]+(?:\/[^\s()]+)?)[ \t]+(?<version>v\d[^\s]*)/gm;

/** `go.mod`: Go takes the lowest version that is asked for. */
export const inGoModule = (text: string) => matches(text, goModule, '//', 'manifest');

const gem = /^[ \t]*gem[ \t]*\(?[ \t]*["'](?<name>[\w.-]+)["'](?:[ \t]*,[ \t]*["'](?<version>[^"'\n]+)["'])?/gm;
const lockedGem = /^ {4}(?<name>[\w.-]+) \((?<version>\d[\w.]*)(?:-[\w-]+)?\)/gm;

export const inGemfile = (text: string) => matches(text, gem, '#', 'manifest');

/** What the Gemfile asks for stands at the lock file's end. */
const askedGem = /^ {2}([\w.-]+)!? \((\D[^)\n]*)\)$/gm;

export function inGemfileLock(text: string): Omit<Dependency, 'ecosystem'>[] {
  const manifest = new Map<string, string>();
  const at = text.search(/^DEPENDENCIES\r?$/m);
  for (const [, name = '', asked = ''] of at < 0 ? [] : text.slice(at).matchAll(askedGem)) manifest.set(name, asked);
  return matches(text, lockedGem, '#', 'lock').map((one) => {
    const asked = manifest.get(one.name);
    return { ...one, ...(asked !== undefined && { asked }) };
  });
}

const gradle = /["'](?<name>[\w.-]+:[\w.-]+):(?<version>\d[\w.+-]*)["']/g;

const gradleMap =
  /\bgroup[ \t]*[:=][ \t]*["'](?<group>[\w.-]+)["'][ \t]*,\s*name[ \t]*[:=][ \t]*["'](?<name>[\w.-]+)["'][ \t]*,\s*version[ \t]*[:=][ \t]*["'](?<version>\d[\w.+-]*)["']/g;

/** `build.gradle`, in both languages, in one string or as a map. */
export function inGradle(text: string): Omit<Dependency, 'ecosystem'>[] {
  const groups = [...text.matchAll(gradleMap)].map(({ 0: { length }, index, groups: found }) => ({
    end: index + length,
    group: found?.group,
  }));
  const maps = matches(text, gradleMap, '//', 'manifest').map((one) => ({
    ...one,
    name: `${groups.find(({ end }) => end >= one.range.end)?.group}:${one.name}`,
  }));
  return [...matches(text, gradle, '//', 'manifest'), ...maps];
}

const lockedInGradle = /^(?<name>[\w.-]+:[\w.-]+):(?<version>\d[\w.+-]*)(?==|\r?$)/gm;

/** `gradle.lockfile`, and those of a configuration in `gradle/dependency-locks`. */
export const inGradleLock = (text: string) => matches(text, lockedInGradle, '#', 'lock');

/** A catalog of versions, `gradle/libs.versions.toml`: a library has its version itself, or names one of the table. */
export function inVersionCatalog(settings: readonly Setting[]): Omit<Dependency, 'ecosystem'>[] {
  const at = (...path: string[]) => settings.find((one) => one.path.join('\0') === path.join('\0'));
  const aliases = new Set(settings.flatMap(({ path }) => (path[0] === 'libraries' && path[1] ? [path[1]] : [])));
  return [...aliases].flatMap((alias) => {
    const whole = at('libraries', alias);
    if (whole) return inWhole(whole);
    const part = (...keys: string[]) => at('libraries', alias, ...keys);
    const name = part('module')?.value ?? [part('group')?.value, part('name')?.value].join(':');
    const ref = part('version', 'ref') ?? part('version.ref');
    const version = ref ? at('versions', String(ref.value)) : part('version');
    return version ? [settled(String(name), String(version.value), version.valueRange)] : [];
  });
}

function inWhole({ value, valueRange: { end } }: Setting): Omit<Dependency, 'ecosystem'>[] {
  const [, name, version] = /^([^:]+:[^:]+):(\d[^:]*)$/.exec(String(value)) ?? [];
  return name && version ? [settled(name, version, { start: end - version.length, end })] : [];
}

const settled = (name: string, requirement: string, range: Range): Omit<Dependency, 'ecosystem'> => ({
  name,
  requirement,
  kind: 'manifest',
  range,
  written: range,
  isDevelopment: false,
});

const pomDependency = /<dependency>([\s\S]{0,2000}?)<\/dependency>/g;
const pomVersion = /<version>\s*([^<\s]+)\s*<\/version>/;
const pomName = (part: string, tag: string) => new RegExp(`<${tag}>\\s*([^<\\s]+)\\s*</${tag}>`).exec(part)?.[1];

/** `pom.xml`. Versions that stand in properties are looked up in the same file. */
export function inPom(text: string): Omit<Dependency, 'ecosystem'>[] {
  return [...text.matchAll(pomDependency)].flatMap(({ 0: whole, index }) => {
    const name = [pomName(whole, 'groupId'), pomName(whole, 'artifactId')].join(':');
    const version = pomVersion.exec(whole);
    if (!version) return [];
    const property = /^\$\{([\w.-]+)\}$/.exec(version[1]!)?.[1];
    const found = property === undefined ? undefined : propertyOf(text, property);
    const start = index + version.index + version[0].indexOf(version[1]!);
    const place = found ?? { value: version[1]!, range: { start, end: start + version[1]!.length } };
    const isDevelopment = pomName(whole, 'scope') === 'test';
    const { value, range } = place;
    return [{ name, requirement: value, kind: 'manifest', range, written: range, isDevelopment }];
  });
}

function propertyOf(text: string, name: string): { value: string; range: Range } | undefined {
  const opening = `<${name}>`;
  const at = text.indexOf(opening);
  const end = at < 0 ? -1 : text.indexOf('<', at + opening.length);
  if (end < 0) return undefined;
  const start = at + opening.length;
  return { value: text.slice(start, end), range: { start, end } };
}
