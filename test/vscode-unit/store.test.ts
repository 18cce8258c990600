import assert from 'node:assert/strict';
import type { Finding } from '../../src/engine/types';
import { FindingStore } from '../../src/vscode/findings/store';
import { makeFinding } from './support';

const a = 'file:///w/src/a.ts';
const b = 'file:///w/src/b.ts';
const entry = (...findings: Finding[]) => ({ findings, notices: [] });

function observed() {
  const store = new FindingStore();
  const events: (readonly string[])[] = [];
  store.onDidChange((uris) => events.push(uris));
  return { store, events };
}

describe('the store of findings', () => {
  it('hands back what was set, and says that it changed', () => {
    const { store, events } = observed();
    store.set(a, { ...entry(makeFinding()), version: 3 });
    assert.equal(store.get(a)?.version, 3);
    assert.equal(store.get(a)?.findings.length, 1);
    assert.deepEqual(events, [[a]]);
  });

  it('keeps labs out of what is counted, listed and repaired together', () => {
    const { store } = observed();
    const lab = 'claude-guard-lab:/key-in-code/typescript/assistant.ts';
    store.set(a, entry(makeFinding()));
    store.set(lab, entry(makeFinding(), makeFinding()));
    assert.equal(store.get(lab)?.findings.length, 2);
    assert.equal(store.own(lab), undefined);
    assert.equal(store.own(a)?.findings.length, 1);
    assert.deepEqual(
      [...store.entries()].map(([uri]) => uri),
      [a],
    );
    assert.deepEqual([store.counts().error, store.counts().files], [1, 1]);
  });

  it('says nothing where nothing was and nothing is', () => {
    const { store, events } = observed();
    store.set(a, entry());
    store.delete(a);
    store.deleteBelow('file:///w');
    assert.deepEqual(events, []);
  });

  it('forgets a file whose last finding is gone', () => {
    const { store, events } = observed();
    store.set(a, entry(makeFinding()));
    store.set(a, entry());
    assert.equal(store.get(a), undefined);
    assert.deepEqual(events, [[a], [a]]);
  });

  it('keeps a file of which only a notice is to be said', () => {
    const { store } = observed();
    store.set(a, { findings: [], notices: [{ path: 'src/a.ts', message: 'Too large.' }] });
    assert.deepEqual(store.counts(), { error: 0, warning: 0, info: 0, files: 0, noted: 1, suppressed: 0 });
  });

  it('keeps of what comments suppress the number, also where nothing else is to be said', () => {
    const { store } = observed();
    store.set(a, { findings: [], notices: [], suppressed: 2 });
    assert.deepEqual(store.counts(), { error: 0, warning: 0, info: 0, files: 0, noted: 0, suppressed: 2 });
    store.set(a, { findings: [], notices: [], suppressed: 0 });
    assert.equal(store.get(a), undefined);
  });

  it('deletes a folder with what is in it, not its namesakes', () => {
    const { store, events } = observed();
    for (const uri of [a, b, 'file:///w/src2/c.ts']) store.set(uri, entry(makeFinding()));
    store.deleteBelow('file:///w/src');
    assert.deepEqual(
      [...store.entries()].map(([uri]) => uri),
      ['file:///w/src2/c.ts'],
    );
    assert.deepEqual(events.at(-1), [a, b]);
  });

  it('moves findings with a renamed folder', () => {
    const { store, events } = observed();
    store.set(a, entry(makeFinding({ rule: 'insecure-url' })));
    store.set('file:///w/other.ts', entry(makeFinding()));
    store.rename('file:///w/src', 'file:///w/lib');
    assert.equal(store.get(a), undefined);
    assert.equal(store.get('file:///w/lib/a.ts')?.findings[0]?.rule, 'insecure-url');
    assert.equal(store.get('file:///w/lib/a.ts')?.findings[0]?.uri, 'file:///w/lib/a.ts');
    assert.deepEqual(events.at(-1), [a, 'file:///w/lib/a.ts']);
  });

  it('renames a folder into one of its own name', () => {
    const { store } = observed();
    store.set('file:///w/a/x.ts', entry(makeFinding()));
    store.rename('file:///w/a', 'file:///w/a/a');
    assert.deepEqual(
      [...store.entries()].map(([uri]) => uri),
      ['file:///w/a/a/x.ts'],
    );
  });

  it('counts by severity and by file', () => {
    const { store } = observed();
    store.set(a, entry(makeFinding(), makeFinding({ severity: 'warning' }), makeFinding({ severity: 'warning' })));
    store.set(b, entry(makeFinding({ severity: 'info' })));
    assert.deepEqual(store.counts(), { error: 1, warning: 2, info: 1, files: 2, noted: 0, suppressed: 0 });
  });

  it('counts the cells of a notebook as one file', () => {
    const { store } = observed();
    for (const cell of ['W0', 'W1']) store.set(`vscode-notebook-cell:/w/a.ipynb#${cell}`, entry(makeFinding()));
    assert.equal(store.counts().files, 1);
  });

  it('tells no listener that was disposed', () => {
    const store = new FindingStore();
    let heard = 0;
    const subscription = store.onDidChange(() => heard++);
    store.set(a, entry(makeFinding()));
    subscription.dispose();
    store.delete(a);
    assert.equal(heard, 1);
  });
});
