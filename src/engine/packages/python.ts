/** Packages of PyPI: in requirements, in the tables of pyproject.toml, and in the lock files of pip, Pipenv, Poetry and uv. */
import type { Range, Setting } from '../facts';
import type { Dependency } from './types';

type Python = Omit<Dependency, 'ecosystem'>;

/** As PyPI compares names. */
export const pythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const requirement =
  /^\s*([A-Za-z\d](?:[\w.-]*[A-Za-z\d])?)\s*(?:\[[^\]]*\])?\s*(\(?)((?:(?:===?|~=|!=|<=|>=|<|>)\s*[\w.*+!-]+\s*,?\s*)*)\)?\s*(?=$|[;#\\]|--hash)/;

/** One requirement in the notation of PEP 508. @param start of the text in the document */
export function parsed(text: string, start: number, isDevelopment: boolean): Python[] {
  const match = requirement.exec(text);
  if (!match) return [];
  const [whole, name = '', , clauses = ''] = match;
  const wanted = clauses.trim().replace(/,$/, '');
  const nameAt = start + text.indexOf(name);
  const at = start + (wanted ? whole.indexOf(wanted, text.indexOf(name) + name.length) : text.indexOf(name));
  const range: Range = { start: nameAt, end: wanted ? at + wanted.length : nameAt + name.length };
  const written = { start: at, end: at + wanted.length };
  return [
    {
      name: pythonName(name),
      requirement: wanted,
      kind: 'manifest',
      range,
      named: { start: nameAt, end: nameAt + name.length },
      isDevelopment,
      ...(wanted && { written }),
    },
  ];
}

const forDevelopment = /(?:^|[-_./])(?:dev(?:elop(?:ment)?)?|tests?|testing|lint|docs?|ci|typing|build)(?:[-_./]|$)/i;

/** `requirements*.txt`, `constraints*.txt` and what they are made of. */
export function inRequirements(text: string, path: string): Python[] {
  const isDevelopment = forDevelopment.test(path.slice(path.lastIndexOf('/') + 1));
  const found: Python[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    if (!/^\s*(?:#|-|$)|:\/\//.test(line.replace(/#.*$/, '')))
      found.push(...parsed(line.replace(/\r$/, ''), at, isDevelopment));
    at += line.length + 1;
  }
  return found;
}

/** Whether a text is nothing but requirements, and asks for a version at least once. In UTF-16 units, it is short, too. */
export function isRequirements(text: string): boolean {
  if (text.length > longestList) return false;
  const lines = text.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, '').trim());
  const said = lines.filter((line) => line !== '' && !/^(?:-|--hash|git\+|https?:|\.{1,2}\/)/.test(line));
  return said.some((line) => /[=<>~]=\s*\d/.test(line)) && said.every((line) => requirement.test(line));
}
const longestList = 100_000;

/** A list's item that is written as it is. */
const listed = (setting: Setting, isDevelopment: boolean): Python[] =>
  typeof setting.value === 'string' && setting.valueRange.end - setting.valueRange.start === setting.value.length
    ? parsed(setting.value, setting.valueRange.start, isDevelopment)
    : [];

/** `name = "^1.2"` of Poetry and Pipenv. */
function named({ value, valueRange, path, keyRange, key }: Setting, name: string, isDevelopment: boolean): Python[] {
  if (typeof value !== 'string' || name === 'python') return [];
  const one = { name: pythonName(name), requirement: value === '*' ? '' : value, kind: 'manifest' as const };
  const isOwn = path.at(-1) === key && pythonName(key) === one.name;
  return [{ ...one, range: valueRange, written: valueRange, isDevelopment, ...(isOwn && { named: keyRange }) }];
}

/** A path in a manifest, with `*` for any one step; the name of the package stands at `name`. */
interface Table {
  path: readonly string[];
  form: 'list' | 'map';
  isDevelopment?: boolean;
}

const tables: readonly Table[] = [
  { path: ['project', 'dependencies'], form: 'list' },
  { path: ['project', 'optional-dependencies', '*'], form: 'list' },
  { path: ['dependency-groups', '*'], form: 'list' },
  { path: ['tool', 'uv', 'dev-dependencies'], form: 'list', isDevelopment: true },
  { path: ['tool', 'pdm', 'dev-dependencies', '*'], form: 'list', isDevelopment: true },
  { path: ['tool', 'poetry', 'dependencies'], form: 'map' },
  { path: ['tool', 'poetry', 'dev-dependencies'], form: 'map', isDevelopment: true },
  { path: ['tool', 'poetry', 'group', '*', 'dependencies'], form: 'map' },
];
const pipfileTables: readonly Table[] = [
  { path: ['packages'], form: 'map' },
  { path: ['dev-packages'], form: 'map', isDevelopment: true },
];

function inTables(settings: readonly Setting[], known: readonly Table[]): Python[] {
  return settings.flatMap((setting) => {
    const table = known.find(({ path }) => path.every((step, at) => step === '*' || step === setting.path[at]));
    const [name = '', detail, ...deeper] = table ? setting.path.slice(table.path.length) : [];
    if (!table || deeper.length > 0) return [];
    const group = table.path.includes('*') ? (setting.path[table.path.indexOf('*')] ?? '') : '';
    const isDevelopment = table.isDevelopment ?? forDevelopment.test(group);
    if (table.form === 'list') return detail === undefined ? listed(setting, isDevelopment) : [];
    return detail === undefined || detail === 'version' ? named(setting, name, isDevelopment) : [];
  });
}

/** `pyproject.toml`: PEP 621, dependency groups, uv, PDM, Poetry. */
export const inPyproject = (settings: readonly Setting[]): Python[] => inTables(settings, tables);

export const inPipfile = (settings: readonly Setting[]): Python[] => inTables(settings, pipfileTables);

/** `Pipfile.lock`. */
export const inPipfileLock = (settings: readonly Setting[]): Python[] =>
  settings.flatMap(({ path, key, value, valueRange }): Python[] => {
    const [group, name = ''] = path;
    if (path.length !== 3 || key !== 'version' || typeof value !== 'string') return [];
    if (group !== 'default' && group !== 'develop') return [];
    const version = value.replace(/^==/, '');
    const isDevelopment = group === 'develop';
    return [{ name: pythonName(name), requirement: version, kind: 'lock', range: valueRange, isDevelopment }];
  });

const ownSource = /^(?:editable|virtual|directory)$/;

interface LockedPackage {
  name?: string;
  version?: Setting;
  groups: string[];
  /** The project itself, or a part of it. */
  isOwn?: true;
}

/** `poetry.lock`, `uv.lock`, `pdm.lock`, `pylock.toml`: tables `[[package]]`. */
export function inPackageTables(settings: readonly Setting[]): Python[] {
  const packages = new Map<string, LockedPackage>();
  const manifests = new Map<string, string>();
  const names = new Map<string, string>();
  for (const setting of settings) {
    const [first, index = '', key, ...rest] = setting.path;
    if (first !== 'package' && first !== 'packages') continue;
    const one = packages.get(index) ?? { groups: [] };
    packages.set(index, one);
    if (key === 'name' && rest.length === 0) one.name = String(setting.value);
    if (key === 'version' && rest.length === 0) one.version = setting;
    if (key === 'source' && ownSource.test(rest[0] ?? '')) one.isOwn = true;
    if (key === 'groups' || key === 'category') one.groups.push(String(setting.value));
    if (key !== 'metadata') continue;
    const entry = setting.path.slice(0, -1).join('\0');
    if (setting.key === 'name') names.set(entry, pythonName(String(setting.value)));
    if (setting.key === 'specifier') manifests.set(names.get(entry) ?? '', String(setting.value));
  }
  return [...packages.values()].flatMap(({ name, version, groups, isOwn }): Python[] => {
    if (name === undefined || !version || isOwn) return [];
    const asked = manifests.get(pythonName(name));
    const isDevelopment = groups.length > 0 && groups.every((group) => forDevelopment.test(group));
    const one = { name: pythonName(name), requirement: String(version.value), kind: 'lock' as const };
    return [{ ...one, range: version.valueRange, isDevelopment, ...(asked !== undefined && { asked }) }];
  });
}
