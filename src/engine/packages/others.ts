/** Packages of Go, Ruby and the JVM. */
import type { Range } from '../facts';
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

const goModule = /^[ \t]*(?:require[ \t]+)?(?<name>[\w.-]+\.[a-z]+\/[^\s()]+)[ \t]+(?<version>v\d[^\s]*)/gm;

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

/** `build.gradle`, in both languages. */
export const inGradle = (text: string) => matches(text, gradle, '//', 'manifest');

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
