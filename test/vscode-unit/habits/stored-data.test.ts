import assert from 'node:assert/strict';
import { hasSecrets, presentParts, removeAll, removeKeys, removeSecrets } from '../../../src/vscode/habits/stored-data';

const exists = async () => true;

describe('the removal of what is stored', () => {
  it('asks about what is there alone, and about what it cannot see', async () => {
    const remove = async () => true;
    const parts = await presentParts([
      { name: 'choices', exists, remove },
      { name: 'secrets', exists: async () => false, remove },
      { name: 'files', exists: () => Promise.reject(new Error('It is out of reach.')), remove },
    ]);
    assert.deepEqual(
      parts.map(({ name }) => name),
      ['choices', 'files'],
    );
  });

  it('tries every part, and tells what became of each', async () => {
    const removal = await removeAll([
      { name: 'choices', exists, remove: async () => true },
      { name: 'log', exists, remove: () => Promise.reject(new Error('It is in use.')) },
      { name: 'secrets', exists, remove: async () => false },
      { name: 'files', exists, remove: async () => true },
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

  it('deletes every secret, and says whether one was there', async () => {
    const secrets = new Map([
      ['first', 'x'],
      ['second', 'y'],
    ]);
    const storage = {
      keys: async () => [...secrets.keys()],
      get: async (key: string) => secrets.get(key),
      delete: async (key: string) => void secrets.delete(key),
    };
    assert.equal(await hasSecrets(storage), true);
    assert.equal(await removeSecrets(storage), true);
    assert.equal(secrets.size, 0);
    assert.equal(await hasSecrets(storage), false);
    assert.equal(await removeSecrets(storage), false);
  });

  it('tries to delete each secret, and fails where one stays', async () => {
    const secrets = new Map([
      ['stuck', 'x'],
      ['loose', 'y'],
    ]);
    const storage = {
      keys: async () => [...secrets.keys()],
      get: async (key: string) => secrets.get(key),
      delete: async (key: string) => {
        if (key === 'stuck') throw new Error('It is locked.');
        secrets.delete(key);
      },
    };
    await assert.rejects(removeSecrets(storage));
    assert.deepEqual([...secrets.keys()], ['stuck']);
  });
});
