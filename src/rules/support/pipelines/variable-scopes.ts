/** Which variables of a pipeline's file count where one of its scripts stands: two jobs can give one name two values. */
import type { Range, Setting } from '../../../engine/facts';
import { type DataNode, type MapNode, resolved } from '../../../engine/formats/data-tree';
import { isWorkflowFile } from '../../../engine/formats/pipelines';
import type { Document } from '../../../engine/types';
import { within } from '../values';

const holders = new Set(['env', 'environment', 'variables']);

/**
 * Those of `settings` that the innermost place around the script gives; all of them where the file tells of no places.
 * @param script a document inside of `outer`
 */
export function countingFor(script: Document, outer: Document, settings: readonly Setting[]): readonly Setting[] {
  const at = outer.inner.find(({ document }) => document === script)?.toFile(0);
  const [root] = outer.facts.trees ?? [];
  if (at === undefined || !root) return settings;
  const given = mapsAround(root, at).map((map) => settings.filter(({ range }) => holdersOf(map).some(holding(range))));
  const innermost = given.findLast((one) => one.length > 0);
  // Elsewhere a job may get them from one that it extends.
  return innermost ?? (isWorkflowFile(outer.file.path) ? [] : settings);
}

const holding =
  (range: Range) =>
  (holder: Range): boolean =>
    within(range, holder);

const holdersOf = ({ entries }: MapNode): Range[] =>
  entries.flatMap(({ key, range }) => (holders.has(key) ? [range] : []));

/** The outermost first. */
function mapsAround(node: DataNode | undefined, at: number): MapNode[] {
  const found = resolved(node);
  if (!found || found.kind === 'scalar') return [];
  const parts = found.kind === 'map' ? found.entries.map(({ value }) => value) : found.items;
  const inner = parts.find((one) => one && one.range.start <= at && at < one.range.end);
  return [...(found.kind === 'map' ? [found] : []), ...mapsAround(inner, at)];
}
