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
  guards(offset: number): Guard[];
  /** Whether `later` can only run once `earlier` has: nothing decides about the one that does not about the other. */
  dominates(earlier: number, later: number): boolean;
}

const holdsOffset = ({ start, end }: Range, offset: number) => start <= offset && offset < end;

export function createRegions({ regions }: Pick<Facts, 'regions'>): Regions {
  const around = (offset: number, kind: Region['kind']) =>
    regions.filter((one) => one.kind === kind && holdsOffset(one.range, offset));
  return {
    around,
    guards: (offset) =>
      around(offset, 'branch').flatMap(({ condition, holds }) =>
        condition && holds !== undefined ? [{ condition, holds }] : [],
      ),
    dominates: (earlier, later) =>
      earlier <= later && regions.every(({ range }) => !holdsOffset(range, earlier) || holdsOffset(range, later)),
  };
}
