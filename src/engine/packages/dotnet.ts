/** Packages of NuGet: in projects, in their shared tables of versions, and in lock files. */
import type { Setting } from '../facts';
import type { Dependency } from './types';
import { withoutComments } from './xml';

type NuGet = Omit<Dependency, 'ecosystem'>;

const reference =
  /<(?:PackageReference|PackageVersion|GlobalPackageReference|package)\b([^>]{0,1000}?)(?:\/>|>([\s\S]{0,1000}?)<\/(?:PackageReference|PackageVersion|GlobalPackageReference)>)/g;
const nameOf = /\b(?:Include|Update|id)\s*=\s*"([^"]+)"/;
const attribute = /\b(?:VersionOverride|Version|version)\s*=\s*"([^"]+)"/;
const element = /<Version>\s*([^<\s]+)\s*<\/Version>/;
const development = /\b(?:PrivateAssets\s*=\s*"all"|developmentDependency\s*=\s*"true")|<PrivateAssets>\s*all\s*</i;

/** `*.csproj` and its like, `Directory.Packages.props`, `packages.config`. Versions that stand in properties are left out. */
export function inProject(text: string): NuGet[] {
  const code = withoutComments(text);
  return [...code.matchAll(reference)].flatMap(({ 0: whole, 1: attributes = '', 2: inner = '', index }): NuGet[] => {
    const name = nameOf.exec(attributes)?.[1];
    const version = attribute.exec(attributes)?.[1] ?? element.exec(inner)?.[1];
    if (name === undefined || version === undefined || version.includes('$(')) return [];
    const start = index + whole.lastIndexOf(version);
    const range = { start, end: start + version.length };
    const isDevelopment = development.test(whole);
    return [{ name, requirement: version, kind: 'manifest', range, written: range, isDevelopment }];
  });
}

/** `packages.lock.json`: by framework, then by name. */
export const inPackagesLock = (settings: readonly Setting[]): NuGet[] => {
  const requested = new Map(
    settings.flatMap(({ path, value }) => (path.at(-1) === 'requested' ? [[path[2], String(value)] as const] : [])),
  );
  return settings.flatMap(({ path, value, valueRange }): NuGet[] => {
    const [first, , name = '', key] = path;
    if (first !== 'dependencies' || path.length !== 4 || key !== 'resolved') return [];
    const asked = requested.get(name);
    const one = { name, requirement: String(value), kind: 'lock' as const, range: valueRange, isDevelopment: false };
    return [{ ...one, ...(asked !== undefined && { asked }) }];
  });
};
