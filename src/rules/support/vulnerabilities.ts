/** Which known flaws a package has in the version, or in the newest one that the range allows. */
import type { Dependency } from '../../engine/packages/types';
import { compareVersions, isWithin, type Newest, newestOf } from '../../engine/packages/versions';
import { type Advisory, advisories } from '../data/advisories';

const byPackage = new Map<string, Advisory[]>();
for (const row of advisories) {
  const key = `${row.ecosystem} ${row.package}`;
  byPackage.set(key, [...(byPackage.get(key) ?? []), row]);
}

const rank: readonly Advisory['severity'][] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

export interface Vulnerability {
  /** Without repetition, the worst first. */
  advisories: readonly [Advisory, ...Advisory[]];
  /** The first version from there on that has no known flaw. */
  fixed: string;
}

/** Undefined where nothing is known against it. @param requirement where it is not the dependency's own */
export function vulnerabilityOf(
  { ecosystem, name, requirement: own }: Dependency,
  requirement = own,
): Vulnerability | undefined {
  const rows = byPackage.get(`${ecosystem} ${name}`);
  const newest = rows && newestOf(ecosystem, requirement);
  if (!rows || newest === undefined || newest === 'any') return undefined;
  const found = rows
    .filter((row) => isWithin(ecosystem, newest, row))
    .sort((left, right) => rank.indexOf(left.severity) - rank.indexOf(right.severity));
  const [worst, ...others] = [...new Map(found.map((row) => [row.id, row])).values()];
  const fixed = fixedAfter(newest, rows);
  return worst && fixed !== undefined ? { advisories: [worst, ...others], fixed } : undefined;
}

/** Rows are of one package. */
function fixedAfter(newest: Newest, rows: readonly Advisory[]): string | undefined {
  const [{ ecosystem }] = rows as readonly [Advisory];
  const compare = (left: string, right: string) => compareVersions(ecosystem, left, right) ?? 0;
  return rows
    .map(({ fixed }) => fixed)
    .sort(compare)
    .find(
      (version) =>
        compare(version, newest.version) >= 0 &&
        !rows.some((row) => isWithin(ecosystem, { version, isIncluded: true }, row)),
    );
}
