/** Which files of a folder have a credential in common. Fingerprints only. */
import { folderOf, foldersAround } from '../engine/modules/paths';
import type { HostFacts, SharedFacts } from '../engine/types';

/** The rule that rests on what other files hold. */
export const sharedRule = 'shared-credential';

/** What names a folder a service of its own. */
const manifest =
  /(?:^|\/)(?:package\.json|pyproject\.toml|requirements\.txt|setup\.py|Pipfile|go\.mod|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|Gemfile|composer\.json|mix\.exs|[^/]+\.csproj)$/;

interface Holder {
  fingerprints: readonly string[];
  git: HostFacts['git'];
}

export interface SharedCredentials {
  /** A file of the folder, by path, with `/`: it may be what makes its folder a service. */
  meet(path: string): void;
  /** What stands in a file now. @returns paths of the files, it among them, of which something else is to be said now */
  hold(path: string, fingerprints: readonly string[], git: HostFacts['git']): string[];
  /** Undefined where the file has nothing in common with others. */
  factsOf(path: string): SharedFacts | undefined;
  /** Paths of the files that have something in common with others, in order. */
  paths(): string[];
}

export function createSharedCredentials(): SharedCredentials {
  const services = new Set<string>();
  const holders = new Map<string, Holder>();
  const byFingerprint = new Map<string, Set<string>>();

  const serviceOf = (path: string) => foldersAround(folderOf(path)).find((folder) => services.has(folder)) ?? '';
  const others = (path: string, fingerprint: string) =>
    [...(byFingerprint.get(fingerprint) ?? [])].filter((one) => one !== path).sort();

  const isSharing = (path: string) =>
    (holders.get(path)?.fingerprints ?? []).some((one) => others(path, one).length > 0);

  function forget(path: string): void {
    for (const one of holders.get(path)?.fingerprints ?? []) byFingerprint.get(one)?.delete(path);
    holders.delete(path);
  }

  return {
    meet(path) {
      if (manifest.test(path)) services.add(folderOf(path));
    },
    hold(path, fingerprints, git) {
      const before = holders.get(path)?.fingerprints ?? [];
      const changed = [...before, ...fingerprints].filter(
        (one) => before.includes(one) !== fingerprints.includes(one) && others(path, one).length > 0,
      );
      const affected = new Set(changed.flatMap((one) => [path, ...others(path, one)]));
      forget(path);
      if (fingerprints.length > 0) holders.set(path, { fingerprints, git });
      for (const one of fingerprints) byFingerprint.set(one, (byFingerprint.get(one) ?? new Set()).add(path));
      return [...affected];
    },
    factsOf(path) {
      const credentials = (holders.get(path)?.fingerprints ?? []).flatMap((fingerprint) => {
        const found = others(path, fingerprint).map((one) => {
          const git = holders.get(one)?.git;
          return { path: one, service: serviceOf(one), ...(git && { git }) };
        });
        return found.length > 0 ? [{ fingerprint, others: found }] : [];
      });
      return credentials.length > 0 ? { service: serviceOf(path), credentials } : undefined;
    },
    paths: () => [...holders.keys()].filter(isSharing).sort(),
  };
}
