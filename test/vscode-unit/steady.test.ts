import assert from 'node:assert/strict';
import { TrainingState } from '../../src/training/state';
import { type Store, steady } from '../../src/vscode/steady';

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * A Memento as VS Code 1.139 has it (`ExtensionMemento`), and the window that it stores in: the answer to a write comes before
 * the write's end, and takes the place of all that is known. `answer` lets one come.
 */
function memento() {
  let known: Record<string, unknown> = {};
  let stored = '{}';
  const sent: { text: string; end: () => void }[] = [];
  let scheduled: Promise<void> | undefined;
  const send = async () => {
    await wait(0);
    scheduled = undefined;
    await new Promise<void>((end) => sent.push({ text: JSON.stringify(known), end }));
  };
  const store: Store = {
    get: <T>(key: string) => known[key] as T | undefined,
    keys: () => Object.keys(known).filter((key) => known[key] !== undefined),
    update(key, value) {
      known[key] = value;
      scheduled ??= send();
      return scheduled;
    },
  };
  async function answer() {
    while (sent.length === 0) await wait(1);
    const { text, end } = sent.shift()!;
    stored = text;
    known = JSON.parse(text);
    end();
    await wait(0);
  }
  return { store, answer, sent, stored: () => JSON.parse(stored) };
}

const refusal = (error: unknown) => assert.fail(String(error));

describe('what VS Code remembers', () => {
  it('is lost there where an answer comes between a change and its sending', async () => {
    const { store, answer, sent, stored } = memento();
    void store.update('draft', 'mine');
    while (sent.length === 0) await wait(1);
    void store.update('done', true);
    await answer();
    await answer();
    assert.deepEqual(stored(), { draft: 'mine' });
  });

  it('is not lost behind a change of our own, and seen at once', async () => {
    const { store, answer, sent, stored } = memento();
    const kept = steady(store, refusal);
    const draft = kept.update('draft', 'mine');
    while (sent.length === 0) await wait(1);
    const done = kept.update('done', true);
    assert.equal(kept.get('done'), true);
    assert.deepEqual(kept.keys(), ['draft', 'done']);
    await answer();
    await draft;
    assert.equal(kept.get('done'), true);
    await answer();
    await done;
    assert.deepEqual(stored(), { draft: 'mine', done: true });
  });

  it('is stored again where a change that others made took it away', async () => {
    const { store, answer, sent, stored } = memento();
    const kept = steady(store, refusal);
    void store.update('mark', 1);
    while (sent.length === 0) await wait(1);
    const done = kept.update('done', true);
    await wait(0);
    await answer();
    assert.equal(kept.get('done'), true);
    for (let times = 0; stored().done === undefined && times < 3; times++) await answer();
    await done;
    assert.deepEqual(stored(), { mark: 1, done: true });
    assert.equal(store.get('done'), true);
  });

  it('is stored once for what changes faster than it can be stored', async () => {
    const { store, answer, sent, stored } = memento();
    const kept = steady(store, refusal);
    const all = ['m', 'mi', 'min', 'mine'].map((text) => kept.update('draft', text));
    await answer();
    await Promise.all(all);
    assert.deepEqual(stored(), { draft: 'mine' });
    assert.equal(sent.length, 0);
  });

  it('forgets what is taken away', async () => {
    const { store, answer, stored } = memento();
    const kept = steady(store, refusal);
    void kept.update('draft', 'mine');
    await answer();
    const gone = kept.update('draft', undefined);
    assert.equal(kept.get('draft'), undefined);
    assert.deepEqual(kept.keys(), []);
    await answer();
    await gone;
    assert.deepEqual(stored(), {});
  });

  it('is what it was in this session, where nothing can be stored, and that is told of once', async () => {
    const told: unknown[] = [];
    const { store } = memento();
    const refuse = async () => Promise.reject(new Error('read-only'));
    const state = new TrainingState(steady({ ...store, update: refuse }, (error) => told.push(error)));
    const done = { date: '2026-11-27T00:00:00.000Z', language: 'python', files: { 'a.py': 'mine' } } as const;
    await state.setDraft('/a-lab/python/a.py', 'a-lab', 'mine');
    assert.equal(await state.setDone('a-lab', done), true);
    assert.equal(state.draft('/a-lab/python/a.py', 'a-lab'), 'mine');
    assert.equal(state.done('a-lab')?.files['a.py'], 'mine');
    await state.setDraft('/a-lab/python/a.py', 'a-lab', undefined);
    assert.equal(state.draft('/a-lab/python/a.py', 'a-lab'), undefined);
    assert.equal(told.length, 1);
  });
});
