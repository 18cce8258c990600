/** The tree as VS Code asks for it. */
import { EventEmitter, type ProviderResult, type TreeDataProvider, type TreeItem } from 'vscode';
import type { FindingStore } from '../store';
import type { Choices } from './choices';
import { passes } from './filter';
import {
  type Arrangement,
  type FindingNode,
  FindingTree,
  type GroupNode,
  stepsOf,
  type TreeNode,
} from './finding-tree';
import { findingItem, findingTooltip, groupItem, groupTooltip, stepItem, stepTooltip } from './item';
import { openFiles } from './open-files';
import { fileOf, orderOf, placeOf } from './places';

/** More files than this are shown closed. */
const mostOpen = 30;

function arrangementOf({ grouping, filter }: Choices): Arrangement {
  const isOpen = filter.openOnly ? openFiles() : () => true;
  return { grouping, fileOf, orderOf, shows: (finding, uri) => passes(filter, finding, () => isOpen(uri)) };
}

/** Of a file's group. */
const pathOf = ({ grouping, key }: GroupNode): string => (grouping === 'file' ? placeOf(key).path : '');

export class FindingsProvider implements TreeDataProvider<TreeNode> {
  readonly #changed = new EventEmitter<TreeNode[] | undefined>();
  readonly #tree: FindingTree;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(store: FindingStore, choices: Choices) {
    this.#tree = new FindingTree(store, arrangementOf(choices));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** Number of findings in the view. */
  get shown(): number {
    return this.#tree.shown;
  }

  arrange(choices: Choices): void {
    this.#tree.arrange(arrangementOf(choices));
    this.#changed.fire(undefined);
  }

  /** The store's entries of these files are different; VS Code asks again for what looks different. */
  update(uris: Iterable<string>): void {
    const { roots, nodes } = this.#tree.update(uris);
    if (roots) this.#changed.fire(undefined);
    else if (nodes.length > 0) this.#changed.fire(nodes);
  }

  nodesIn(uri: string): readonly FindingNode[] {
    return this.#tree.nodesIn(uri);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) return [...this.#tree.roots()];
    if (node.kind === 'group') return [...this.#tree.childrenOf(node)];
    return node.kind === 'finding' ? stepsOf(node) : [];
  }

  #findingsOf(group: GroupNode) {
    return this.#tree.childrenOf(group).map(({ finding }) => finding);
  }

  getParent(node: TreeNode): ProviderResult<TreeNode> {
    if (node.kind === 'step') return node.parent;
    return node.kind === 'finding' ? node.group : undefined;
  }

  getTreeItem(node: TreeNode): TreeItem {
    if (node.kind === 'finding') return findingItem(node, placeOf(node.uri));
    if (node.kind === 'step') return stepItem(node, placeOf(node.uri));
    const isOpen = node.grouping !== 'file' || this.#tree.groupCount <= mostOpen;
    return groupItem(node, pathOf(node), isOpen, this.#findingsOf(node));
  }

  /** Only for the row that the mouse or the focus rests on. */
  resolveTreeItem(item: TreeItem, node: TreeNode): TreeItem {
    if (node.kind === 'finding') item.tooltip = findingTooltip(node, placeOf(node.uri).path);
    else if (node.kind === 'step') item.tooltip = stepTooltip(node, placeOf(node.uri).path);
    else item.tooltip = groupTooltip(node, pathOf(node), this.#findingsOf(node));
    return item;
  }
}
