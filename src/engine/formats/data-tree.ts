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

/** A YAML alias: never followed, but it tells what its anchor is for. */
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
