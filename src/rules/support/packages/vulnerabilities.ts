/** Which known flaws a package has in the version, or in the newest one that the range allows. */
import type { Answered, Dependency, Flaw, Span } from '../../../engine/packages/types';
import { compareVersions, isWithin, type Newest, newestOf } from '../../../engine/packages/versions';
import { type Advisory, advisories } from '../../data/advisories';

const byPackage = new Map<string, Advisory[]>();
for (const row of advisories) {
  const key = `${row.ecosystem} ${row.package}`;
  byPackage.set(key, [...(byPackage.get(key) ?? []), row]);
}

const rank: readonly Advisory['severity'][] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** What is said of a flaw, by whoever says it. */
export type Known = Pick<Advisory, 'id' | 'aliases' | 'severity' | 'summary' | 'part' | 'isMalware'>;

export interface Vulnerability {
  /** Without repetition, the worst first. */
  advisories: readonly [Known, ...Known[]];
  /** The first version from there on that has no known flaw; absent: there is none. */
  fixed?: string;
}

/** What comes with the extension, and what a database has answered. */
function knownOf({ ecosystem, name }: Dependency, answered: Answered | undefined) {
  const rows = byPackage.get(`${ecosystem} ${name}`) ?? [];
  const flaws = answered?.flaws.filter((one) => one.ecosystem === ecosystem && one.package === name) ?? [];
  return { rows, flaws };
}

/** Undefined where nothing is known against it. @param requirement where it is not the dependency's own */
export function vulnerabilityOf(
  dependency: Dependency,
  answered: Answered | undefined,
  requirement = dependency.requirement,
): Vulnerability | undefined {
  const { ecosystem } = dependency;
  const { rows, flaws } = knownOf(dependency, answered);
  const newest = rows.length + flaws.length > 0 ? newestOf(ecosystem, requirement) : undefined;
  if (newest === undefined || newest === 'any') return undefined;
  const found = [
    ...rows.filter((row) => isWithin(ecosystem, newest, row)),
    ...flaws.filter((flaw) => isFlawed(newest, flaw)).map(knownFlaw),
  ].sort((left, right) => rank.indexOf(left.severity) - rank.indexOf(right.severity));
  const [worst, ...others] = withoutRepetition(found);
  if (!worst) return undefined;
  const fixed = fixedAfter(ecosystem, newest, [...rows, ...flaws.flatMap(({ spans }) => spans)]);
  return { advisories: [worst, ...others], ...(fixed !== undefined && { fixed }) };
}

const isFlawed = (newest: Newest, { ecosystem, versions, spans }: Flaw): boolean =>
  (newest.isIncluded && versions.includes(newest.version)) || spans.some((span) => isWithin(ecosystem, newest, span));

const knownFlaw = ({ id, aliases, severity, summary }: Flaw): Known => ({
  ...{ id, aliases, severity, summary },
  ...(id.startsWith('MAL-') && { isMalware: true as const }),
});

/** Databases have names of their own for one flaw. */
function withoutRepetition(found: readonly Known[]): Known[] {
  const seen = new Set<string>();
  return found.filter(({ id, aliases = [] }) => {
    const names = [id, ...aliases];
    const isNew = !names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    return isNew;
  });
}

/** @param spans of one package */
function fixedAfter(ecosystem: Dependency['ecosystem'], newest: Newest, spans: readonly Span[]): string | undefined {
  const compare = (left: string, right: string) => compareVersions(ecosystem, left, right) ?? 0;
  return spans
    .flatMap(({ fixed }) => fixed ?? [])
    .sort(compare)
    .find(
      (version) =>
        compare(version, newest.version) >= 0 &&
        !spans.some((span) => isWithin(ecosystem, { version, isIncluded: true }, span)),
    );
}
