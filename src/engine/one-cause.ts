/** One cause, one finding: the more specific rule reports, and a place that a rule reports twice is reported once. */
import type { Candidate } from './candidates';
import { confidences, severities } from './config/config';
import type { Range } from './facts';
import { lastNotAbove } from './text/positions';

/** An empty range overlaps the one that it touches. */
const overlap = (left: Range, right: Range): boolean =>
  left.start === right.start || (left.start < right.end && right.start < left.end);

const byRange = (left: Candidate, right: Candidate): number =>
  left.problem.range.start - right.problem.range.start || left.problem.range.end - right.problem.range.end;

function byRule(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const found of candidates) {
    const group = groups.get(found.rule.id);
    if (group) group.push(found);
    else groups.set(found.rule.id, [found]);
  }
  return groups;
}

const better = (left: Candidate, right: Candidate): Candidate => {
  const order =
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    confidences.indexOf(left.confidence) - confidences.indexOf(right.confidence) ||
    (right.problem.fixes?.length ?? 0) - (left.problem.fixes?.length ?? 0);
  return order <= 0 ? left : right;
};

/** Of one rule's problems that overlap, the most severe, surest, best mendable; results are in order and don't overlap. */
function withoutDuplicates(group: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const found of [...group].sort(byRange)) {
    const last = kept.at(-1);
    if (last && overlap(last.problem.range, found.problem.range)) kept[kept.length - 1] = better(last, found);
    else kept.push(found);
  }
  return kept;
}

/** Places that don't overlap, ready to be asked. */
function places(kept: readonly Candidate[]): (range: Range) => boolean {
  const ranges = kept.map(({ problem }) => problem.range);
  const starts = ranges.map(({ start }) => start);
  return (range) => {
    const index = lastNotAbove(starts, range.start);
    return [ranges[index], ranges[index + 1]].some((other) => other !== undefined && overlap(other, range));
  };
}

/** The candidates without duplicates and without those that yield (`Rule.yieldsTo`) to another at the same place. */
export function oneCauseOneFinding(candidates: readonly Candidate[]): Candidate[] {
  const kept = [...byRule(candidates).values()].map(withoutDuplicates);
  const reported = new Map(kept.map((group) => [group[0]!.rule.id, places(group)]));
  return kept.flat().filter(({ rule, problem }) => {
    const specific = rule.yieldsTo?.map((id) => reported.get(id)) ?? [];
    return !specific.some((reports) => reports?.(problem.range));
  });
}
