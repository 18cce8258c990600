/** Packages of Gradle: in its scripts, in catalogs of versions, in lock files. */
import type { Range, Setting } from '../facts';
import { type Jvm, managed } from './managed';
import { matches } from './matches';

const written = /["'](?<name>[\w.-]+:[\w.-]+):(?<version>\d[\w.+-]*)["']/g;
/** Its version is a variable's, or stands elsewhere. */
const unsaid = /["'](?<name>[\w.-]+:[\w.-]+)(?::\$(?:\{(?:property\(["'])?)?(?<variable>\w+)(?:["']\))?\}?)?["']/g;
/** `def v = '1.0'`, `val v = "1.0"`, `ext.v = …`, `extra["v"] = …`, `set('v', "1.0")`. */
const variables = /(?:\bset\(\s*["'](\w+)["']\s*,|\b(\w+)(?:["']\])?\s*=)\s*["'](\d[\w.+-]*)["']/g;

const gradleMap =
  /\bgroup[ \t]*[:=][ \t]*["'](?<group>[\w.-]+)["'][ \t]*,\s*name[ \t]*[:=][ \t]*["'](?<name>[\w.-]+)["'][ \t]*,\s*version[ \t]*[:=][ \t]*["'](?<version>\d[\w.+-]*)["']/g;

/** `build.gradle`, in both languages, in one string or as a map. */
export function inGradle(text: string): Jvm[] {
  const groups = [...text.matchAll(gradleMap)].map(({ 0: { length }, index, groups: found }) => ({
    end: index + length,
    group: found?.group,
  }));
  const maps = matches(text, gradleMap, '//', 'manifest').map((one) => ({
    ...one,
    name: `${groups.find(({ end }) => end >= one.range.end)?.group}:${one.name}`,
  }));
  return managed([...matches(text, written, '//', 'manifest'), ...maps, ...inVariables(text)]);
}

/** Packages whose version is a variable of the same file, and those without one. */
function inVariables(text: string): Jvm[] {
  const known = new Map(
    [...text.matchAll(variables)].map(({ 0: whole, 1: first, 2: second, 3: version = '', index }) => {
      const end = index + whole.length - 1;
      return [first ?? second, { version, range: { start: end - version.length, end } }] as const;
    }),
  );
  return [...text.matchAll(unsaid)].flatMap(({ groups = {}, index }): Jvm[] => {
    const { name = '', variable } = groups;
    const lineStart = text.lastIndexOf('\n', index) + 1;
    const found = variable === undefined ? undefined : known.get(variable);
    if (text.slice(lineStart, index).includes('//') || (variable !== undefined && !found)) return [];
    return [settled(name, found?.version ?? '', found?.range ?? { start: index, end: index })];
  });
}

const lockedInGradle = /^(?<name>[\w.-]+:[\w.-]+):(?<version>\d[\w.+-]*)(?==|\r?$)/gm;

/** `gradle.lockfile`, and those of a configuration in `gradle/dependency-locks`. */
export const inGradleLock = (text: string) => matches(text, lockedInGradle, '#', 'lock');

/** A catalog of versions, `gradle/libs.versions.toml`: a library has its version itself, or names one of the table. */
export function inVersionCatalog(settings: readonly Setting[]): Jvm[] {
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

function inWhole({ value, valueRange: { end } }: Setting): Jvm[] {
  const [, name, version] = /^([^:]+:[^:]+):(\d[^:]*)$/.exec(String(value)) ?? [];
  return name && version ? [settled(name, version, { start: end - version.length, end })] : [];
}

const settled = (name: string, requirement: string, range: Range): Jvm => ({
  name,
  requirement,
  kind: 'manifest',
  range,
  written: range,
  isDevelopment: false,
});
