/** The tree of a data format, whatever its syntax. */
import type { Range } from '../facts';
import type { MappedText } from './embedded';

export type DataNode = ScalarNode | MapNode | ListNode | AliasNode;

export interface ScalarNode {
  kind: 'scalar';
  value: string | number | boolean | null;
  /** Quotes included. */
  range: Range;
  /** Quotes excluded. */
  content: Range;
  /** The decoded value with the way back to the text; undefined where that is not known. */
  decode(): MappedText | undefined;
  /** It is no constant: the value is how one would refer to it. */
  expression?: true;
  /** Text to be written into it -> its source form. */
  encode(text: string): string;
}

export interface MapNode {
  kind: 'map';
  entries: DataEntry[];
  range: Range;
}

export interface ListNode {
  kind: 'list';
  items: DataNode[];
  range: Range;
}

/** A YAML alias: settings do not follow it, but it tells what its anchor is for. */
export interface AliasNode {
  kind: 'alias';
  target: DataNode | undefined;
  range: Range;
}

export interface DataEntry {
  key: string;
  keyRange: Range;
  value: DataNode | undefined;
  /** The whole pair. */
  range: Range;
}

/** Where an entry stands: its path, key last, and the map that holds it. */
export interface DataPlace {
  path: string[];
  parent: MapNode;
}

/** The value of a map's entry; keys are compared without regard to case. */
export function childOf(map: MapNode, ...keys: string[]): DataNode | undefined {
  return map.entries.find(({ key }) => keys.includes(key.toLowerCase()))?.value;
}

/** The string that a map's entry is. */
export function stringOf(map: MapNode, ...keys: string[]): string | undefined {
  const value = childOf(map, ...keys);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

/** What stands in the place of an alias, at last; undefined where that is nothing, or leads back to itself. */
export function resolved(node: DataNode | undefined): Exclude<DataNode, AliasNode> | undefined {
  let found = node;
  for (let depth = 0; found?.kind === 'alias' && depth < maxAliases; depth++) found = found.target;
  return found?.kind === 'alias' ? undefined : found;
}

/** Anchors that stand for one another are followed this far. */
const maxAliases = 8;
/** Maps that are merged into merged maps are followed this far, so that no file takes exponential time. */
const maxMerges = 3;
const maxMerged = 8;

/** The entries of a map with those that are merged into it (`<<: *defaults`): its own win. Of equal keys the last. */
export function entriesOf(node: DataNode | undefined, depth = 0): readonly DataEntry[] {
  const map = resolved(node);
  if (map?.kind !== 'map' || depth > maxMerges) return [];
  const own = map.entries.filter(({ key }) => key !== '<<');
  const merged = map.entries.filter(({ key }) => key === '<<').flatMap(({ value }) => mergedOf(value, depth));
  return [...new Map([...merged, ...own].map((entry) => [entry.key, entry])).values()];
}

function mergedOf(node: DataNode | undefined, depth: number): readonly DataEntry[] {
  const value = resolved(node);
  if (value?.kind !== 'list') return entriesOf(value, depth + 1);
  // Of several maps the earlier ones win.
  return value.items
    .slice(0, maxMerged)
    .reverse()
    .flatMap((item) => entriesOf(item, depth + 1));
}
