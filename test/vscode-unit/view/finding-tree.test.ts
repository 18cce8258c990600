import assert from 'node:assert/strict';
import type { Finding, RelatedPlace } from '../../../src/engine/types';
import { FindingStore } from '../../../src/vscode/findings/store';
import {
  type Arrangement,
  FindingTree,
  findingNodeOf,
  type Grouping,
  stepsOf,
  type TreeChange,
} from '../../../src/vscode/findings/view/finding-tree';
import { makeFinding, makePlace } from '../support';

const a = 'file:///w/src/a.ts';
const b = 'file:///w/b.ts';

/** A notebook's cells lie in it. */
const fileOf = (uri: string) => uri.replace(/#.*$/, '');

const at = (start: number, rest: Partial<Finding> = {}): Finding =>
  makeFinding({ range: { start, end: start + 1 }, fingerprint: `at-${start}`, ...rest });

/** A tree that follows its store, and what it has told the view. */
function followed(grouping: Grouping = 'practice', shows: Arrangement['shows'] = () => true) {
  const store = new FindingStore();
  const tree = new FindingTree(store, { grouping, shows, fileOf, orderOf: (uri) => uri });
  const changes: TreeChange[] = [];
  store.onDidChange((uris) => changes.push(tree.update(uris)));
  const set = (uri: string, ...findings: Finding[]) => store.set(uri, { findings, notices: [] });
  const groups = () => tree.roots().map(({ key, count }) => `${key} ${count}`);
  const places = () =>
    tree.roots().map((group) => tree.childrenOf(group).map(({ uri, finding }) => `${uri}@${finding.range.start}`));
  return { store, tree, changes, set, groups, places };
}

describe('the tree of findings', () => {
  it('groups by practice, in the order of the practices, and sorts by place', () => {
    const { set, groups, places } = followed();
    set(a, at(9), at(3), at(5, { practice: 'transport' }));
    set(b, at(7));
    assert.deepEqual(groups(), ['authentication 3', 'transport 1']);
    assert.deepEqual(places(), [[`${b}@7`, `${a}@3`, `${a}@9`], [`${a}@5`]]);
  });

  it('leaves labs out', () => {
    const { set, groups } = followed();
    set('claude-guard-lab:/key-in-code/typescript/assistant.ts', at(1));
    set(a, at(3));
    assert.deepEqual(groups(), ['authentication 1']);
  });

  it('groups by severity, the worst first', () => {
    const { set, groups } = followed('severity');
    set(a, at(1, { severity: 'info' }), at(2, { severity: 'error' }), at(3, { severity: 'warning' }));
    assert.deepEqual(groups(), ['error 1', 'warning 1', 'info 1']);
  });

  it('groups by file, by path', () => {
    const { set, groups } = followed('file');
    set(a, at(1), at(2));
    set(b, at(1));
    assert.deepEqual(groups(), [`${b} 1`, `${a} 2`]);
  });

  it('puts the cells of a notebook together, in their order', () => {
    const { set, groups, places } = followed('file');
    set('file:///w/n.ipynb#2', at(1));
    set('file:///w/n.ipynb#1', at(5));
    assert.deepEqual(groups(), ['file:///w/n.ipynb 2']);
    assert.deepEqual(places(), [['file:///w/n.ipynb#1@5', 'file:///w/n.ipynb#2@1']]);
  });

  it('leaves out what is not shown, and counts only the rest', () => {
    const { set, tree, groups } = followed('practice', ({ severity }) => severity === 'error');
    set(a, at(1), at(2, { severity: 'info' }));
    assert.deepEqual(groups(), ['authentication 1']);
    assert.equal(tree.shown, 1);
  });

  it('asks for nothing again where nothing looks different', () => {
    const { set, changes } = followed();
    set(a, at(1));
    set(a, at(1));
    assert.deepEqual(changes.at(-1), { roots: false, nodes: [] });
  });

  it('asks only for the finding that has moved', () => {
    const { set, tree, changes } = followed();
    set(a, at(1), at(2));
    const [first] = tree.nodesIn(a);
    const moved = at(1, { range: { start: 0, end: 1 }, start: { line: 8, column: 1 }, end: { line: 8, column: 2 } });
    set(a, moved, at(2));
    assert.deepEqual(changes.at(-1), { roots: false, nodes: [first] });
    assert.equal(first?.finding.start.line, 8);
  });

  it('asks for a group again that has gained or lost findings, or has them in another order', () => {
    const { set, tree, changes, places } = followed();
    set(a, at(1), at(2));
    const [group] = tree.roots();
    set(a, at(1), at(2), at(3));
    assert.deepEqual(changes.at(-1), { roots: false, nodes: [group] });
    set(a, at(1), at(3));
    assert.deepEqual(changes.at(-1), { roots: false, nodes: [group] });
    set(a, at(1, { range: { start: 9, end: 10 } }), at(3));
    assert.deepEqual(changes.at(-1), { roots: false, nodes: [group] });
    assert.deepEqual(places(), [[`${a}@3`, `${a}@9`]]);
  });

  it('asks for everything again when a group comes or goes', () => {
    const { set, store, changes, groups } = followed();
    set(a, at(1));
    assert.equal(changes.at(-1)?.roots, true);
    set(a, at(1, { practice: 'transport' }));
    assert.equal(changes.at(-1)?.roots, true);
    assert.deepEqual(groups(), ['transport 1']);
    store.delete(a);
    assert.equal(changes.at(-1)?.roots, true);
    assert.deepEqual(groups(), []);
  });

  it('keeps a node for as long as its finding is there', () => {
    const { set, tree } = followed();
    set(a, at(1), at(2));
    const [, second] = tree.nodesIn(a);
    set(a, at(2));
    assert.equal(tree.nodesIn(a)[0], second);
  });

  it('tells twins apart: the same finding twice in a file', () => {
    const { set, tree } = followed();
    set(a, at(1, { fingerprint: 'same' }), at(2, { fingerprint: 'same' }));
    const ids = tree.nodesIn(a).map(({ id }) => id);
    assert.equal(new Set(ids).size, 2);
  });

  it('gives every node the group that it is found in', () => {
    const { set, tree } = followed('severity');
    set(a, at(1), at(2, { severity: 'info' }));
    for (const group of tree.roots()) for (const node of tree.childrenOf(group)) assert.equal(node.group, group);
    assert.equal(tree.nodesIn(a).length, 2);
  });

  it('follows a rename', () => {
    const { set, store, places } = followed();
    set(a, at(1));
    store.rename('file:///w/src', 'file:///w/lib');
    assert.deepEqual(places(), [['file:///w/lib/a.ts@1']]);
  });

  it('is arranged anew, from what the store holds', () => {
    const { set, tree, groups } = followed();
    set(a, at(1), at(2, { severity: 'info' }));
    tree.arrange({ grouping: 'severity', shows: ({ severity }) => severity === 'info', fileOf, orderOf: (uri) => uri });
    assert.deepEqual(groups(), ['info 1']);
    assert.equal(tree.shown, 1);
  });

  it('has the steps of a way below its finding, in this file and in others', () => {
    const { set, tree } = followed();
    const related: RelatedPlace[] = [makePlace(4, { uri: b, path: 'b.ts' }), makePlace(7)];
    set(a, at(1, { related, isFlow: true }), at(2, { related: [makePlace(9)] }), at(3));
    const [way, place, none] = tree.nodesIn(a).map(stepsOf);
    assert.deepEqual(
      way?.map(({ uri, number, place: { start } }) => [uri, number, start.line]),
      [
        [b, 1, 4],
        [a, 2, 7],
      ],
    );
    assert.deepEqual(
      place?.map(({ uri, number }) => [uri, number]),
      [[a, undefined]],
    );
    assert.deepEqual(none, []);
    assert.equal(new Set([...way!, ...place!].map(({ id }) => id)).size, 3);
    assert.equal(findingNodeOf(way![0]!), tree.nodesIn(a)[0]);
    assert.equal(findingNodeOf(tree.roots()[0]!), undefined);
  });

  it('asks again for a finding to which another way leads', () => {
    const { set, tree, changes } = followed();
    set(a, at(1, { related: [makePlace(4)], isFlow: true }));
    const [node] = tree.nodesIn(a);
    set(a, at(1, { related: [makePlace(5)], isFlow: true }));
    assert.deepEqual(changes.at(-1), { roots: false, nodes: [node] });
    set(a, at(1, { related: [makePlace(5)], isFlow: true }));
    assert.deepEqual(changes.at(-1), { roots: false, nodes: [] });
    set(a, at(1));
    assert.deepEqual(changes.at(-1), { roots: false, nodes: [node] });
  });

  it('takes a change in one of 5,000 findings as one', () => {
    const { set, tree, changes } = followed();
    for (let file = 0; file < 500; file++)
      set(`file:///w/${file}.ts`, ...Array.from({ length: 10 }, (_, place) => at(place)));
    assert.equal(tree.shown, 5000);
    const [node] = tree.nodesIn('file:///w/7.ts');
    const rest = Array.from({ length: 9 }, (_, place) => at(place + 1));
    set('file:///w/7.ts', at(0, { message: 'Another.' }), ...rest);
    assert.deepEqual(changes.at(-1), { roots: false, nodes: [node] });
  });
});
