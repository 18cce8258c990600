/** What is known where a place in the code runs. */
import type { Facts, Range, Region, Value } from '../facts';
import { grouped } from './uses';

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

export function createRegions({ regions }: Pick<Facts, 'regions'>): Regions {
  const byKind = grouped(regions.map((one) => [one.kind, one] as const));
  const around = (offset: number, kind: Region['kind']) =>
    (byKind.get(kind) ?? []).filter(({ range }) => holdsOffset(range, offset));
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
      earlier <= later && regions.every(({ range }) => !holdsOffset(range, earlier) || holdsOffset(range, later)),
  };
}
