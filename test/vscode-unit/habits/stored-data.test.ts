import assert from 'node:assert/strict';
import { removeAll, removeKeys, removeSecrets } from '../../../src/vscode/habits/stored-data';

describe('the removal of what is stored', () => {
  it('tries every part, and tells what became of each', async () => {
    const removal = await removeAll([
      { name: 'choices', remove: async () => true },
      { name: 'log', remove: () => Promise.reject(new Error('It is in use.')) },
      { name: 'secrets', remove: async () => false },
      { name: 'files', remove: async () => true },
    ]);
    assert.deepEqual(removal, { removed: ['choices', 'files'], empty: ['secrets'], failed: ['log'] });
  });

  it('forgets every key', async () => {
    const state = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    const memento = { keys: () => [...state.keys()], update: async (key: string) => void state.delete(key) };
    assert.equal(await removeKeys(memento), true);
    assert.equal(state.size, 0);
    assert.equal(await removeKeys(memento), false);
  });

  it('deletes secrets by their names, and says whether one was there', async () => {
    const secrets = new Map([['second', 'x']]);
    const storage = {
      get: async (key: string) => secrets.get(key),
      delete: async (key: string) => void secrets.delete(key),
    };
    assert.equal(await removeSecrets(storage, ['first', 'second', 'third']), true);
    assert.equal(secrets.size, 0);
    assert.equal(await removeSecrets(storage, ['first']), false);
  });
});
