/** Which environments and services of a folder have a credential in common. Fingerprints only. */
import { folderOf, foldersAround } from '../engine/modules/paths';
import type { HostFacts, SharedFacts, SharedPlace } from '../engine/types';
import { areApart, type Place, placeOf } from '../rules/support/credentials/environments';
import { isTemplateFile } from '../rules/support/placeholders';
import { baseName } from '../rules/support/values';

/** The rule that rests on what other files hold. */
export const sharedRule = 'shared-credential';

/** What names a folder a service of its own. */
const manifest =
  /(?:^|\/)(?:package\.json|pyproject\.toml|requirements\.txt|setup\.py|Pipfile|go\.mod|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|Gemfile|composer\.json|mix\.exs|[^/]+\.csproj)$/;

interface Holder {
  fingerprints: readonly string[];
  git: HostFacts['git'];
  /** Until another folder turns out to be a service. */
  place?: Place;
}

export interface SharedCredentials {
  /** A file of the folder, by path, with `/`: it may be what makes its folder a service. */
  meet(path: string): void;
  /** What stands in a file. */
  hold(path: string, fingerprints: readonly string[], git: HostFacts['git']): void;
  /** The same for what stands in it now. @returns paths of the files, it among them, of which something else is to be said now */
  change(path: string, fingerprints: readonly string[], git: HostFacts['git']): string[];
  /** Undefined where no other environment or service has a credential of this file. */
  factsOf(path: string): SharedFacts | undefined;
  /** Paths of the files that have something in common with others, in order. */
  paths(): string[];
}

/** Files with one credential that belong to one environment and service: the first of them speaks for all. */
interface Group {
  first: Place;
  paths: string[];
}

const groupOf = ({ environment, service, git }: Place): string => [environment, git === 'ignored', service].join('\n');

const toldOf = ({ path, service, git }: Place): SharedPlace => ({ path, service, ...(git && { git }) });

export function createSharedCredentials(): SharedCredentials {
  const services = new Set<string>();
  const holders = new Map<string, Holder>();
  const byFingerprint = new Map<string, Set<string>>();
  /** By fingerprint, until something changes. */
  const known = new Map<string, Map<string, Group>>();

  const serviceOf = (path: string) => foldersAround(folderOf(path)).find((folder) => services.has(folder)) ?? '';
  const heldIn = (path: string) => holders.get(path)?.fingerprints ?? [];

  function place(path: string, holder: Holder): Place {
    const { git } = holder;
    holder.place ??= placeOf({ path, service: serviceOf(path), ...(git && { git }) });
    return holder.place;
  }

  function groupsOf(fingerprint: string): Map<string, Group> {
    const found = known.get(fingerprint);
    if (found) return found;
    const groups = new Map<string, Group>();
    for (const path of byFingerprint.get(fingerprint) ?? []) {
      const own = place(path, holders.get(path)!);
      const key = groupOf(own);
      const group = groups.get(key) ?? { first: own, paths: [] };
      groups.set(key, group);
      group.paths.push(path);
      if (path < group.first.path) group.first = own;
    }
    known.set(fingerprint, groups);
    return groups;
  }

  function othersOf(own: Place, fingerprint: string): SharedPlace[] {
    const apart = [...groupsOf(fingerprint).values()].filter(({ first }) => areApart(own, first));
    return apart.map(({ first }) => toldOf(first)).sort((one, other) => (one.path < other.path ? -1 : 1));
  }

  /** What each group of files is told, as text. */
  function toldOfAll(fingerprint: string): Map<string, string> {
    const groups = [...groupsOf(fingerprint)];
    return new Map(groups.map(([key, { first }]) => [key, JSON.stringify(othersOf(first, fingerprint))]));
  }

  function factsOf(path: string): SharedFacts | undefined {
    const holder = holders.get(path);
    if (!holder) return undefined;
    const own = place(path, holder);
    const credentials = holder.fingerprints.flatMap((fingerprint) => {
      const others = othersOf(own, fingerprint);
      return others.length > 0 ? [{ fingerprint, others }] : [];
    });
    return credentials.length > 0 ? { service: own.service, credentials } : undefined;
  }

  function hold(path: string, fingerprints: readonly string[], git: HostFacts['git']): void {
    // What a template holds is nobody's.
    const held = isTemplateFile(baseName(path)) ? [] : fingerprints;
    const before = heldIn(path);
    holders.delete(path);
    if (held.length > 0) holders.set(path, { fingerprints: held, git });
    for (const one of before) byFingerprint.get(one)?.delete(path);
    for (const one of held) byFingerprint.set(one, (byFingerprint.get(one) ?? new Set()).add(path));
    for (const one of [...before, ...held]) known.delete(one);
  }

  return {
    meet(path) {
      if (!manifest.test(path) || services.has(folderOf(path))) return;
      services.add(folderOf(path));
      known.clear();
      for (const holder of holders.values()) delete holder.place;
    },
    hold,
    change(path, fingerprints, git) {
      const own = JSON.stringify(factsOf(path));
      const concerned = new Set([...heldIn(path), ...fingerprints]);
      const before = new Map([...concerned].map((one) => [one, toldOfAll(one)]));
      hold(path, fingerprints, git);
      const affected = new Set<string>();
      for (const fingerprint of concerned) {
        const groups = groupsOf(fingerprint);
        for (const [key, told] of toldOfAll(fingerprint)) {
          if (told === (before.get(fingerprint)?.get(key) ?? '[]')) continue;
          for (const one of groups.get(key)!.paths) affected.add(one);
        }
      }
      if (JSON.stringify(factsOf(path)) === own) affected.delete(path);
      else affected.add(path);
      return [...affected];
    },
    factsOf,
    paths: () => [...holders.keys()].filter((path) => factsOf(path) !== undefined).sort(),
  };
}
