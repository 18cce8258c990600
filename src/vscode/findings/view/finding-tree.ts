/**
 * The findings as a tree: groups, and in each its findings by place. Files change one by one, and a node lives for as long as
 * its finding does, so that a view keeps what is selected and open, and asks again only for what is different.
 */
import type { Finding, Practice, RelatedPlace, Severity } from '../../../engine/types';
import { practices } from '../../../engine/types';

export const groupings = ['practice', 'file', 'severity'] as const;
export type Grouping = (typeof groupings)[number];

export const severities: readonly Severity[] = ['error', 'warning', 'info'];

export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly grouping: Grouping;
  /** The practice, the severity, or the file's URI. */
  readonly key: string;
  /** Of its findings. */
  readonly count: number;
}

export interface FindingNode {
  readonly kind: 'finding';
  readonly id: string;
  readonly group: GroupNode;
  /** The store's key. */
  readonly uri: string;
  readonly finding: Finding;
}

/** A step of the way that ends at a finding, or another place that belongs to it. */
export interface StepNode {
  readonly kind: 'step';
  readonly id: string;
  readonly parent: FindingNode;
  /** Of the document that it is in. */
  readonly uri: string;
  readonly place: RelatedPlace;
  /** From 1, where the places have an order. */
  readonly number?: number;
}

export type TreeNode = GroupNode | FindingNode | StepNode;

/** The finding that a row is about; of a group, none. */
export function findingNodeOf(node: TreeNode): FindingNode | undefined {
  if (node.kind === 'step') return node.parent;
  return node.kind === 'finding' ? node : undefined;
}

/** In the order of the way. */
export const stepsOf = (parent: FindingNode): StepNode[] =>
  parent.finding.related.map((place, index) => ({
    ...{ kind: 'step', id: `${parent.id}>${index}`, parent, uri: place.uri ?? parent.uri, place },
    ...(parent.finding.isFlow && { number: index + 1 }),
  }));

/** What is shown, and how. */
export interface Arrangement {
  grouping: Grouping;
  shows(finding: Finding, uri: string): boolean;
  /** The file that a document lies in: a notebook's, for its cells. */
  fileOf(uri: string): string;
  /** What files, and documents in them, are sorted by. */
  orderOf(uri: string): string;
}

/** What a view has to ask for again. */
export interface TreeChange {
  /** Groups have come or gone. */
  roots: boolean;
  /** Groups with other findings than before, and findings that read differently. */
  nodes: TreeNode[];
}

/** The store, as far as the tree needs it. */
export interface FindingSource {
  own(uri: string): { readonly findings: readonly Finding[] } | undefined;
  entries(): Iterable<[string, unknown]>;
}

interface MutableFinding extends FindingNode {
  finding: Finding;
}

interface Group extends GroupNode {
  count: number;
  readonly files: Map<string, readonly MutableFinding[]>;
  /** Its findings by place; absent when it has to be made anew. */
  sorted?: readonly MutableFinding[];
}

const ordered: Readonly<Record<Grouping, readonly string[]>> = { practice: practices, severity: severities, file: [] };

const keyOf = ({ grouping, fileOf }: Arrangement, finding: Finding, uri: string): string =>
  grouping === 'file' ? fileOf(uri) : finding[grouping];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byPlace = (a: Finding, b: Finding): number => a.range.start - b.range.start || a.range.end - b.range.end;

/** The steps of a finding, as they are shown. */
const wayOf = ({ related, isFlow }: Finding): string =>
  related
    .map(({ message, uri, start, end }) => [isFlow, message, uri, start.line, start.column, end.column].join())
    .join('\n');

/** Whether both are shown by the same words at the same place. */
function looksAlike(a: Finding, b: Finding): boolean {
  return (
    a.message === b.message &&
    a.confidence === b.confidence &&
    a.severity === b.severity &&
    a.excerpt === b.excerpt &&
    a.fixes.length === b.fixes.length &&
    wayOf(a) === wayOf(b) &&
    [a.start.line, a.start.column, a.end.line, a.end.column].join() ===
      [b.start.line, b.start.column, b.end.line, b.end.column].join()
  );
}

export class FindingTree {
  readonly #source: FindingSource;
  readonly #groups = new Map<string, Group>();
  readonly #files = new Map<string, readonly MutableFinding[]>();
  #arrangement: Arrangement;
  #shown = 0;

  constructor(source: FindingSource, arrangement: Arrangement) {
    this.#source = source;
    this.#arrangement = arrangement;
    this.arrange(arrangement);
  }

  /** Number of the findings that are in it. */
  get shown(): number {
    return this.#shown;
  }

  get groupCount(): number {
    return this.#groups.size;
  }

  /** Everything anew. */
  arrange(arrangement: Arrangement): void {
    this.#arrangement = arrangement;
    this.#groups.clear();
    this.#files.clear();
    this.#shown = 0;
    this.update([...this.#source.entries()].map(([uri]) => uri));
  }

  /** The store's entries of these files are different. */
  update(uris: Iterable<string>): TreeChange {
    const touched = new Set<Group>();
    const reworded = new Set<FindingNode>();
    const before = new Set(this.#groups.keys());
    for (const uri of uris) this.#updateFile(uri, touched, reworded);
    for (const group of touched) if (group.count === 0) this.#groups.delete(group.key);
    const roots = before.size !== this.#groups.size || [...this.#groups.keys()].some((key) => !before.has(key));
    const groups = [...touched].filter(({ count }) => count > 0);
    return { roots, nodes: [...groups, ...[...reworded].filter(({ group }) => !touched.has(group as Group))] };
  }

  roots(): readonly GroupNode[] {
    const { grouping, orderOf } = this.#arrangement;
    const groups = [...this.#groups.values()];
    if (grouping === 'file') return sortedBy(groups, ({ key }) => orderOf(key));
    const order = ordered[grouping];
    return groups.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  }

  /** By path, then by place in the file. */
  childrenOf(node: GroupNode): readonly FindingNode[] {
    const group = node as Group;
    group.sorted ??= sortedBy([...group.files], ([uri]) => this.#arrangement.orderOf(uri)).flatMap(
      ([, nodes]) => nodes,
    );
    return group.sorted;
  }

  /** What is shown of a file, by place. */
  nodesIn(uri: string): readonly FindingNode[] {
    return this.#files.get(uri) ?? [];
  }

  #updateFile(uri: string, touched: Set<Group>, reworded: Set<FindingNode>): void {
    const old = this.#files.get(uri) ?? [];
    const nodes = this.#nodesFor(uri, old, reworded);
    if (nodes.length > 0) this.#files.set(uri, nodes);
    else this.#files.delete(uri);
    this.#shown += nodes.length - old.length;
    const groups = new Set([...old, ...nodes].map(({ group }) => group as Group));
    for (const group of groups) {
      const mine = nodes.filter((node) => node.group === group);
      if (!setFile(group, uri, mine)) continue;
      touched.add(group);
    }
  }

  /** Nodes of the file's findings as they are now; those of findings that were there before are the same. */
  #nodesFor(uri: string, old: readonly MutableFinding[], reworded: Set<FindingNode>): MutableFinding[] {
    const { shows } = this.#arrangement;
    const known = new Map(old.map((node) => [node.id, node]));
    const seen = new Map<string, number>();
    const findings = (this.#source.own(uri)?.findings ?? []).filter((finding) => shows(finding, uri));
    return [...findings].sort(byPlace).map((finding) => {
      const group = this.#groupOf(keyOf(this.#arrangement, finding, uri));
      const name = `${group.id}/${uri}#${finding.fingerprint}`;
      const twin = seen.get(name) ?? 0;
      seen.set(name, twin + 1);
      const id = `${name}~${twin}`;
      const node = known.get(id);
      if (!node) return { kind: 'finding', id, group, uri, finding };
      if (!looksAlike(node.finding, finding)) reworded.add(node);
      node.finding = finding;
      return node;
    });
  }

  #groupOf(key: string): Group {
    const { grouping } = this.#arrangement;
    const found = this.#groups.get(key);
    if (found) return found;
    const group: Group = { kind: 'group', id: `${grouping}:${key}`, grouping, key, count: 0, files: new Map() };
    this.#groups.set(key, group);
    return group;
  }
}

/** @returns whether the group holds other findings now, or the same in another order */
function setFile(group: Group, uri: string, nodes: readonly MutableFinding[]): boolean {
  const old = group.files.get(uri) ?? [];
  if (old.length === nodes.length && old.every((node, index) => node === nodes[index])) return false;
  if (nodes.length > 0) group.files.set(uri, nodes);
  else group.files.delete(uri);
  group.count += nodes.length - old.length;
  delete group.sorted;
  return true;
}

/** Sorted by what is read of each only once. */
function sortedBy<T>(values: readonly T[], read: (value: T) => string): T[] {
  return values
    .map((value) => ({ value, name: read(value) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ value }) => value);
}

export const isPractice = (value: unknown): value is Practice => practices.some((one) => one === value);
