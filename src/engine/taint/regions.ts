/** What is known where a place in the code runs. */
import type { Facts, Range, Region, Value } from '../facts';

export interface Guard {
  condition: Value;
  holds: boolean;
}

export interface Regions {
  /** All regions of the kind around an offset, in the order of the facts. */
  around(offset: number, kind: Region['kind']): Region[];
  /** The tests that have decided that this runs. */
  guards(offset: number): readonly Guard[];
  /** Whether `later` can only run once `earlier` has: nothing decides about the one that does not about the other. */
  dominates(earlier: number, later: number): boolean;
}

const holdsOffset = ({ start, end }: Range, offset: number) => start <= offset && offset < end;

/** Length of the stretches of text of which it is remembered which regions touch them, in UTF-16 units. */
const stretch = 512;

/** The regions that touch each stretch: a long text has thousands, and few at one place. */
function byStretch(regions: readonly Region[]): Region[][] {
  const found: Region[][] = [];
  for (const region of regions) {
    const last = Math.floor(region.range.end / stretch);
    for (let at = Math.floor(region.range.start / stretch); at <= last; at++) {
      const here = found[at] ?? [];
      found[at] = here;
      here.push(region);
    }
  }
  return found;
}

export function createRegions({ regions }: Pick<Facts, 'regions'>): Regions {
  const places = byStretch(regions);
  const at = (offset: number): readonly Region[] => places[Math.floor(offset / stretch)] ?? [];
  const around = (offset: number, kind: Region['kind']) =>
    at(offset).filter((one) => one.kind === kind && holdsOffset(one.range, offset));
  const guards = new Map<number, readonly Guard[]>();
  const guardsAt = (offset: number) =>
    around(offset, 'branch').flatMap(({ condition, holds }) =>
      condition && holds !== undefined ? [{ condition, holds }] : [],
    );
  return {
    around,
    guards(offset) {
      const known = guards.get(offset) ?? guardsAt(offset);
      guards.set(offset, known);
      return known;
    },
    dominates: (earlier, later) =>
      earlier <= later && at(earlier).every(({ range }) => !holdsOffset(range, earlier) || holdsOffset(range, later)),
  };
}
