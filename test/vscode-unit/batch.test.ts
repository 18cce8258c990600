import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { createBatch } from '../../src/vscode/findings/scan/batch';
import { createDeletions, isGone } from '../../src/vscode/findings/scan/deletions';
import { FindingStore } from '../../src/vscode/findings/store';
import { makeFinding } from './support';

describe('a batch', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1000 }));
  afterEach(() => mock.timers.reset());

  const recorded = () => {
    const taken: number[][] = [];
    const batch = createBatch<number>({ pause: 400, longest: 3000, take: (items) => taken.push(items) });
    return { batch, taken };
  };

  it('takes thousands that come one after the other as one', () => {
    const { batch, taken } = recorded();
    for (let index = 0; index < 5000; index++) {
      batch.add(`${index}`, index);
      if (index % 50 === 0) mock.timers.tick(10);
    }
    mock.timers.tick(399);
    assert.deepEqual(taken, []);
    mock.timers.tick(1);
    assert.deepEqual(
      taken.map(({ length }) => length),
      [5000],
    );
  });

  it('takes each once, as it was told last', () => {
    const { batch, taken } = recorded();
    batch.add('a', 1);
    batch.add('b', 2);
    batch.add('a', 3);
    assert.ok(batch.has('a'));
    mock.timers.tick(400);
    assert.deepEqual(taken, [[3, 2]]);
    assert.ok(!batch.has('a'));
  });

  it('is taken in time, although there is no pause', () => {
    const { batch, taken } = recorded();
    for (let at = 0; at < 6000; at += 100) {
      batch.add(`${at}`, at);
      mock.timers.tick(100);
    }
    assert.ok(taken.length >= 1 && taken.length <= 2, `${taken.length}`);
  });

  it('takes nothing once it is disposed', () => {
    const { batch, taken } = recorded();
    batch.add('a', 1);
    batch.dispose();
    mock.timers.tick(10_000);
    assert.deepEqual(taken, []);
  });
});

describe('deletions', () => {
  it('reach a file, and all that a folder holds', () => {
    const gone = new Set(['file:///w/src', 'file:///w/a.ts']);
    assert.ok(isGone('file:///w/src/deep/b.ts', gone));
    assert.ok(isGone('file:///w/a.ts', gone));
    assert.ok(!isGone('file:///w/src-2/b.ts', gone));
    assert.ok(!isGone('file:///w/a.tsx', gone));
    assert.ok(!isGone('untitled:Untitled-1', gone));
  });

  it('are looked up once for all that are told together, and leave open documents alone', async () => {
    const store = new FindingStore();
    const uris = ['file:///w/a.ts', 'file:///w/src/b.ts', 'file:///w/src/open.ts', 'file:///w/c.ts'];
    for (const uri of uris) store.set(uri, { findings: [makeFinding()], notices: [] });
    const events: (readonly string[])[] = [];
    store.onDidChange((event) => events.push(event));
    const asked: string[] = [];
    const deleted = (isDeleted: (uri: string) => boolean) => asked.push(...uris.filter(isDeleted));
    const forget = createDeletions(store, { deleted, owns: (uri) => uri.endsWith('open.ts') });
    forget('file:///w/a.ts');
    forget('file:///w/src');
    await Promise.resolve();
    assert.deepEqual(events, [['file:///w/a.ts', 'file:///w/src/b.ts']]);
    assert.deepEqual(asked, uris.slice(0, 3));
    forget('file:///w/c.ts');
    await Promise.resolve();
    assert.deepEqual(
      [...store.entries()].map(([uri]) => uri),
      ['file:///w/src/open.ts'],
    );
  });
});
