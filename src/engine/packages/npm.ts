/** Packages of npm: in manifests, and in the lock files of npm, pnpm, Yarn and Bun. */
import type { Setting } from '../facts';
import type { Dependency } from './types';

const sections = ['dependencies', 'devDependencies', 'optionalDependencies'];
/** What is no range of versions of the registry. */
const elsewhere = /^(?:workspace|file|link|portal|git(?:\+\w+)?|github|https?|catalog|patch|exec|jsr):|\//;

type Npm = Omit<Dependency, 'ecosystem'>;

/** `npm:name@range` gives another package the name. */
function aliased(name: string, { value, valueRange }: Setting): Pick<Npm, 'name' | 'requirement' | 'written'> {
  const text = String(value);
  const [, other, range = ''] = /^npm:((?:@[^/@]+\/)?[^@]+)(?:@(.*))?$/.exec(text) ?? [];
  const isPlain = valueRange.end - valueRange.start === text.length;
  const written = { start: valueRange.end - (other ? range : text).length, end: valueRange.end };
  return { name: other ?? name, requirement: other ? range : text, ...(isPlain && { written }) };
}

function asked(setting: Setting, name: string, isDevelopment: boolean): Npm[] {
  if (typeof setting.value !== 'string') return [];
  const one = aliased(name, setting);
  return elsewhere.test(one.requirement)
    ? []
    : [{ ...one, named: setting.keyRange, kind: 'manifest', range: setting.valueRange, isDevelopment }];
}

/** `package.json`. */
export const inManifest = (settings: readonly Setting[]): Npm[] =>
  settings.flatMap((setting) => {
    const [section = '', name = ''] = setting.path;
    return setting.path.length === 2 && sections.includes(section)
      ? asked(setting, name, section === 'devDependencies')
      : [];
  });

/** `pnpm-workspace.yaml`: what `catalog:` stands for. */
export const inCatalogs = (settings: readonly Setting[]): Npm[] =>
  settings.flatMap((setting) => {
    const [first, ...rest] = setting.path;
    const isEntry = (first === 'catalog' && rest.length === 1) || (first === 'catalogs' && rest.length === 2);
    return isEntry ? asked(setting, rest.at(-1)!, false) : [];
  });

interface Asked {
  requirement: string;
  isDevelopment: boolean;
}

/** What manifests ask for, as a lock file repeats it below `section`. @param key what stands below the package's name */
function askedIn(settings: readonly Setting[], section: string, ...key: string[]): Map<string, Asked> {
  const found = new Map<string, Asked>();
  for (const { path, value } of settings) {
    const [first, , kind = '', name = '', ...rest] = path;
    if (first !== section || !sections.includes(kind) || rest.join() !== key.join()) continue;
    const isDevelopment = kind === 'devDependencies' && (found.get(name)?.isDevelopment ?? true);
    found.set(name, { requirement: String(value), isDevelopment });
  }
  return found;
}

const withAsked = (one: Npm, found: Asked | undefined): Npm =>
  found ? { ...one, asked: found.requirement, isDevelopment: one.isDevelopment || found.isDevelopment } : one;

const locked = (name: string, requirement: string, range: Npm['range'], isDevelopment = false): Npm => ({
  name,
  requirement,
  kind: 'lock',
  range,
  isDevelopment,
});

const installedName = (key: string): string => key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** `package-lock.json`, `npm-shrinkwrap.json`, of every version. */
export function inPackageLock(settings: readonly Setting[]): Npm[] {
  const isModern = settings.some(({ path }) => path[0] === 'packages');
  const manifests = askedIn(settings, 'packages');
  const flags = new Map<string, Map<string, Setting['value']>>();
  for (const { path, value, key } of settings) {
    const owner = path.slice(0, -1).join('\0');
    if (key === 'dev' || key === 'name') flags.set(owner, (flags.get(owner) ?? new Map()).set(key, value));
  }
  return settings.flatMap(({ path, key, value, valueRange }): Npm[] => {
    const owner = path.slice(0, -1);
    const place = owner.at(-1) ?? '';
    const isPackage = isModern
      ? path.length === 3 && path[0] === 'packages' && place.includes('node_modules/')
      : path.length > 2 && path.at(-3) === 'dependencies';
    if (key !== 'version' || !isPackage || typeof value !== 'string') return [];
    const own = flags.get(owner.join('\0'));
    const name = String(own?.get('name') ?? (isModern ? installedName(place) : place));
    const one = locked(name, value, valueRange, own?.get('dev') === true);
    return [withAsked(one, place === `node_modules/${name}` ? manifests.get(name) : undefined)];
  });
}

/** Below `importers`, or, where there is one manifest only, at the top; up to version 5 as a list of their own, `specifiers`. */
function askedOfPnpm(settings: readonly Setting[]): Map<string, Asked> {
  const found = askedIn(settings, 'importers', 'specifier');
  for (const { path, value } of settings) {
    const [section = '', name = '', key] = path[0] === 'importers' ? path.slice(2) : path;
    const isOld = section === 'specifiers' && key === undefined;
    const isSingle = sections.includes(section) && key === 'specifier' && path[0] !== 'importers';
    if (isOld || isSingle)
      found.set(name, { requirement: String(value), isDevelopment: section === 'devDependencies' });
  }
  return found;
}

const pnpmKey = /^\/?((?:@[^/@]+\/)?[^/@]+)[@/](\d[^_(]*)/;

/** `pnpm-lock.yaml`. A package's key holds all that is needed of it. */
export function inPnpmLock(settings: readonly Setting[], text: string): Npm[] {
  const manifests = askedOfPnpm(settings);
  const seen = new Map<string, Setting>();
  const development = new Set<string>();
  for (const setting of settings) {
    const [first, key = '', ...rest] = setting.path;
    if (first !== 'packages') continue;
    if (!seen.has(key)) seen.set(key, setting);
    if (rest.join() === 'dev' && setting.value === true) development.add(key);
  }
  return [...seen].flatMap(([key, setting]): Npm[] => {
    const [, name, version] = pnpmKey.exec(key) ?? [];
    if (!name || !version) return [];
    const start = text.lastIndexOf(key, setting.keyRange.start);
    const range = start < 0 ? setting.range : { start, end: start + key.length };
    return [withAsked(locked(name, version, range, development.has(key)), manifests.get(name))];
  });
}

const nameAndVersion = /^((?:@[^/@]+\/)?[^@]+)@(\d.*)$/;

/** `bun.lock`. */
export function inBunLock(settings: readonly Setting[]): Npm[] {
  const manifests = askedIn(settings, 'workspaces');
  return settings.flatMap(({ path, value, valueRange }): Npm[] => {
    if (path.length !== 3 || path[0] !== 'packages' || path[2] !== '0') return [];
    const [, name, version] = nameAndVersion.exec(String(value)) ?? [];
    if (!name || !version) return [];
    return [withAsked(locked(name, version, valueRange), path[1] === name ? manifests.get(name) : undefined)];
  });
}

/** A package that is asked for by another name stands behind that one. */
const yarnHeader = /^"?(?:(?:@[^/@\s]+\/)?[^@\s"]+@npm:(?=@?[^@"\s]+@))?((?:@[^/@\s]+\/)?[^@\s"]+)@[^\n]*:[ \t]*\r?$/;
const yarnVersion = /^ {2}version:? "?([^"\s]+)"?/;

/** `yarn.lock`, of Yarn's own syntax and of the YAML that later versions write. */
export function inYarnLock(text: string): Npm[] {
  const found: Npm[] = [];
  let name: string | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) name = yarnHeader.exec(line)?.[1];
    const version = name === undefined ? undefined : yarnVersion.exec(line)?.[1];
    if (name !== undefined && version !== undefined && /^\d/.test(version)) {
      const start = at + line.indexOf(version);
      found.push(locked(name, version, { start, end: start + version.length }));
      name = undefined;
    }
    at += line.length + 1;
  }
  return found;
}
