import assert from 'node:assert/strict';
import { durabilityOf } from '../../../src/vscode/keys/durability';
import { StoreFailure, type Vault } from '../../../src/vscode/keys/vault';
import { makeFakeKey } from '../../support/credential-shapes';
import { memoryStore, memoryVault } from './memory';

const value = makeFakeKey('api03');
const other = makeFakeKey('api03', { seed: 2 });
const given = { name: 'chat', environment: 'development', family: 'api03', value };

const failure = (reason: StoreFailure['reason']) => (error: unknown) =>
  error instanceof StoreFailure && error.reason === reason;

/** Everything that is outside of the secret store. */
const outside = (kept: ReadonlyMap<string, unknown>) => JSON.stringify([...kept]);

describe('the vault', () => {
  it('keeps a key in one entry, and shows it masked', async () => {
    const { vault, secrets, kept } = memoryVault();
    const id = await vault.add(given);
    assert.equal(secrets.size, 2, 'the key, and when it was written');
    const [key] = await vault.list();
    assert.equal(key?.name, 'chat');
    assert.equal(key?.masked, `sk-ant-api03-…${value.slice(-4)}`);
    assert.equal(key?.state, 'stored');
    assert.ok(!JSON.stringify(key).includes(value) && !outside(kept).includes(value.slice(20, 40)));
    assert.equal(await vault.value(id), value);
  });

  it('finds a key that is stored already, and keys that are the same', async () => {
    const { vault } = memoryVault();
    const first = await vault.add(given);
    const second = await vault.add({ ...given, name: 'live', environment: 'production' });
    await vault.add({ ...given, name: 'other', value: other });
    assert.equal((await vault.find(value))?.id, first);
    assert.equal(await vault.find(makeFakeKey('api03', { seed: 3 })), undefined);
    const keys = await vault.list();
    assert.deepEqual(keys.find(({ id }) => id === first)?.twins, [second]);
    assert.deepEqual(keys.find(({ name }) => name === 'other')?.twins, []);
  });

  it('lists by environment, the usual ones in their order', async () => {
    const { vault } = memoryVault();
    for (const environment of ['zebra', 'production', 'staging', 'development'])
      await vault.add({ ...given, environment });
    assert.deepEqual(
      (await vault.list()).map(({ environment }) => environment),
      ['development', 'staging', 'production', 'zebra'],
    );
  });

  it('replaces a value, and forgets what was known of the old one', async () => {
    const { vault, clock } = memoryVault();
    const id = await vault.add(given);
    await vault.change(id, { used: 5, worked: 6, name: 'renamed', folders: ['file:///a'] });
    clock.now = 2_000_000;
    await vault.replace(id, { value: other, family: 'api03' });
    const [key] = await vault.list();
    assert.equal(await vault.value(id), other);
    assert.deepEqual(
      { name: key?.name, folders: key?.folders, rotated: key?.rotated, used: key?.used, worked: key?.worked },
      { name: 'renamed', folders: ['file:///a'], rotated: 2_000_000, used: undefined, worked: undefined },
    );
  });

  it('tells of a key that the store has lost, until it is removed', async () => {
    const { vault, secrets, kept } = memoryVault();
    const id = await vault.add(given);
    secrets.clear();
    const [key] = await vault.list();
    assert.equal(key?.state, 'lost');
    assert.equal(key?.name, 'chat');
    await assert.rejects(vault.value(id), failure('gone'));
    await assert.rejects(vault.change(id, { name: 'x' }), failure('gone'));
    await vault.remove(id);
    assert.deepEqual(await vault.list(), []);
    assert.deepEqual([...kept.keys()], ['keys.written']);
  });

  it('takes an entry that is damaged for a lost one', async () => {
    const { vault, secrets } = memoryVault();
    const id = await vault.add(given);
    for (const text of ['', '{', '[]', 'null', '{"value":""}', '{"value":"x","name":1}']) {
      secrets.set(`claudeGuard.key.${id}`, text);
      assert.equal((await vault.list())[0]?.state, 'lost', text);
    }
  });

  it('lists a key without a mark, and what other extensions store is no key', async () => {
    const { vault, secrets, kept } = memoryVault();
    await vault.add(given);
    kept.clear();
    kept.set('keys.log', []);
    secrets.set('something.else', 'x');
    assert.deepEqual(
      (await vault.list()).map(({ name, state }) => [name, state]),
      [['chat', 'stored']],
    );
  });

  it('removes all of them, the lost ones too', async () => {
    const { vault, secrets, kept } = memoryVault();
    const id = await vault.add(given);
    await vault.add({ ...given, value: other });
    secrets.delete(`claudeGuard.key.${id}`);
    assert.deepEqual(await vault.removeAll(), { removed: 2, failed: 0 });
    assert.deepEqual([[...secrets.keys()], [...kept.keys()]], [['claudeGuard.written'], ['keys.written']]);
  });

  it('makes changes one after the other', async () => {
    const { vault } = memoryVault();
    const id = await vault.add(given);
    await Promise.all([
      vault.change(id, { name: 'b' }),
      vault.change(id, { environment: 'staging' }),
      vault.replace(id, { value: other, family: 'api03' }),
      vault.change(id, { used: 7 }),
    ]);
    const [key] = await vault.list();
    assert.deepEqual([key?.name, key?.environment, key?.used], ['b', 'staging', 7]);
    assert.equal(await vault.value(id), other);
  });
});

describe('the vaults of two windows', () => {
  const clock = { now: 1_000_000 };
  const listed = async (vault: Vault) => (await vault.list()).map(({ name, state }) => [name, state]);

  it('see each other’s changes where they share the store', async () => {
    const memory = memoryStore();
    const [{ vault: one }, { vault: second }] = [memoryVault(memory, clock), memoryVault(memory, clock)];
    clock.now++;
    const id = await one.add(given);
    assert.equal(await second.isBehind(), false);
    await second.change(id, { name: 'b' });
    clock.now++;
    assert.deepEqual(await listed(one), [['b', 'stored']]);
    await one.remove(id);
    assert.deepEqual(await listed(second), []);
  });

  it('say that one is behind where each has a copy of the store, and write nothing over what the other has', async () => {
    const [memory, copy] = [memoryStore(), memoryStore()];
    const { vault: one } = memoryVault(memory, clock);
    clock.now++;
    const known = await one.add(given);
    // VS Code gives a window its copy when that is opened; marks are shared.
    for (const [name, text] of memory.secrets) copy.secrets.set(name, text);
    const { vault: second } = memoryVault({ ...copy, marks: memory.marks }, clock);
    assert.deepEqual(await listed(second), [['chat', 'stored']]);
    clock.now++;
    await one.add({ ...given, name: 'new', value: other });
    assert.equal(await one.isBehind(), false);
    assert.equal(await second.isBehind(), true);
    assert.deepEqual(await listed(second), [
      ['chat', 'stored'],
      ['new', 'elsewhere'],
    ]);
    for (const write of [
      () => second.add({ ...given, name: 'third' }),
      () => second.change(known, { used: 5 }),
      () => second.replace(known, { value: other, family: 'api03' }),
      () => second.remove(known),
      () => second.removeAll(),
    ])
      await assert.rejects(write(), failure('behind'));
    assert.equal(copy.secrets.size, 2, 'the key and the time of the change');
    // Once it is reloaded it has what there is.
    const { vault: reloaded } = memoryVault(memory, clock);
    await reloaded.change(known, { used: 5 });
    assert.deepEqual(await listed(reloaded), [
      ['chat', 'stored'],
      ['new', 'stored'],
    ]);
  });

  it('take a key that the store has lost for lost, and not for another window’s', async () => {
    const memory = memoryStore();
    const { vault } = memoryVault(memory, clock);
    clock.now++;
    await vault.add(given);
    memory.secrets.clear();
    assert.deepEqual(await listed(vault), [['chat', 'lost']]);
    const { vault: next } = memoryVault(memory, clock);
    assert.deepEqual(await listed(next), [['chat', 'lost']]);
  });
});

describe('the vault over a store that fails', () => {
  it('says so on reading, and does not call the key lost', async () => {
    const { vault, failing } = memoryVault();
    const id = await vault.add(given);
    failing.add('get');
    assert.deepEqual(
      (await vault.list()).map(({ state, name }) => [state, name]),
      [['unreadable', 'chat']],
    );
    await assert.rejects(vault.value(id), failure('read'));
    failing.add('keys');
    await assert.rejects(vault.list(), failure('read'));
  });

  it('stores nothing by half', async () => {
    const { vault, failing, secrets, kept } = memoryVault();
    failing.add('store');
    await assert.rejects(vault.add(given), failure('write'));
    assert.equal(secrets.size + kept.size, 0);
    failing.clear();
    for (const how of ['forgets', 'garbles'] as const) {
      failing.add(how);
      await assert.rejects(vault.add(given), failure('lost'));
      failing.clear();
      assert.equal(secrets.size + kept.size, 0);
    }
  });

  it('keeps the old value where the new one cannot be written', async () => {
    const { vault, failing } = memoryVault();
    const id = await vault.add(given);
    for (const how of ['store', 'forgets', 'garbles'] as const) {
      failing.add(how);
      await assert.rejects(vault.replace(id, { value: other, family: 'api03' }));
      failing.clear();
      assert.equal(await vault.value(id), value);
    }
  });

  it('goes on listing a key that could not be deleted', async () => {
    const { vault, failing } = memoryVault();
    const id = await vault.add(given);
    for (const how of ['delete', 'keeps', 'mark'] as const) {
      failing.add(how);
      await assert.rejects(vault.remove(id), failure('delete'));
      failing.clear();
      assert.equal((await vault.list())[0]?.state, 'stored', how);
    }
    failing.add('delete');
    assert.deepEqual(await vault.removeAll(), { removed: 0, failed: 1 });
  });

  it('stores a key though its mark cannot be written', async () => {
    const { vault, failing } = memoryVault();
    failing.add('mark');
    await vault.add(given);
    assert.equal((await vault.list())[0]?.state, 'stored');
  });

  it('goes on after a failure', async () => {
    const { vault, failing } = memoryVault();
    failing.add('store');
    await assert.rejects(vault.add(given));
    failing.clear();
    await vault.add(given);
    assert.equal((await vault.list()).length, 1);
  });
});

describe('what is known of the store’s durability', () => {
  const at = (memory: ReturnType<typeof memoryStore>, session: string) =>
    durabilityOf({ secrets: memory.store, marks: memory.marks, session, writes: memoryVault(memory).writes });

  it('is nothing in the first session, and that it lasts in the second', async () => {
    const memory = memoryStore();
    assert.equal(await at(memory, 'one'), 'unknown');
    assert.equal(await at(memory, 'one'), 'unknown');
    assert.equal(await at(memory, 'two'), 'durable');
    assert.equal(await at(memory, 'three'), 'durable');
  });

  it('is that it does not, where the trial has gone', async () => {
    const memory = memoryStore();
    await at(memory, 'one');
    memory.secrets.clear();
    assert.equal(await at(memory, 'two'), 'volatile');
  });

  it('is a failure where the store fails', async () => {
    const memory = memoryStore();
    memory.failing.add('store');
    await assert.rejects(at(memory, 'one'));
  });

  it('is nothing, and nothing is tried, where another window has overtaken this one’s copy of the store', async () => {
    const [memory, copy] = [memoryStore(), memoryStore()];
    const clock = { now: 1_000_000 };
    const opened = (store: typeof memory) => memoryVault({ ...store, marks: memory.marks }, clock);
    const [one, second] = [opened(memory), opened(copy)];
    clock.now++;
    await durabilityOf({ secrets: memory.store, marks: memory.marks, session: 'one', writes: one.writes });
    const options = { secrets: copy.store, marks: memory.marks, session: 'second', writes: second.writes };
    assert.equal(await durabilityOf(options), 'unknown');
    assert.equal(copy.secrets.size, 0);
  });
});
