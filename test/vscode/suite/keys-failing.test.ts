/** What a person is told where VS Code's secret store fails, by the commands themselves. */
import assert from 'node:assert/strict';
import { window } from 'vscode';
import { AccessLog } from '../../../src/vscode/keys/access-log';
import { addKey } from '../../../src/vscode/keys/add';
import { renameKey } from '../../../src/vscode/keys/change';
import { runGuarded } from '../../../src/vscode/keys/commands';
import type { Keys } from '../../../src/vscode/keys/keys';
import { deleteKey, removeAllKeys } from '../../../src/vscode/keys/remove';
import { rotateKey } from '../../../src/vscode/keys/rotate';
import { makeFakeKey } from '../../support/credential-shapes';
import { type Failing, memoryVault } from '../../vscode-unit/keys/memory';

const [value, next] = [makeFakeKey('api03', { seed: 821 }), makeFakeKey('api03', { seed: 822 })];

type Ask = 'showInputBox' | 'showQuickPick' | 'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage';
type Asked = Record<Ask, (...given: unknown[]) => Promise<unknown>>;

/** A person who types these one after the other, takes the first of each list, and agrees to each question that holds all else up. */
function person(...typed: string[]) {
  const said: string[] = [];
  const asked = window as unknown as Asked;
  const answer = async (message: unknown, options: unknown, ...buttons: unknown[]) => {
    said.push(String(message));
    const isModal = typeof options === 'object' && options !== null && 'modal' in options;
    return isModal ? buttons[0] : undefined;
  };
  const own: Asked = {
    showInputBox: async () => typed.shift(),
    showQuickPick: async (items) => (Array.isArray(items) ? items[0] : undefined),
    showInformationMessage: answer,
    showWarningMessage: answer,
    showErrorMessage: answer,
  };
  const before = Object.fromEntries((Object.keys(own) as Ask[]).map((name) => [name, asked[name]]));
  Object.assign(asked, own);
  return { said, leave: () => void Object.assign(asked, before) };
}

async function keysOver() {
  const memory = memoryVault();
  const { vault, marks } = memory;
  const log = new AccessLog({ marks, now: Date.now, machine: 'laptop', folder: () => 'app' });
  await vault.add({ name: 'chat', environment: 'development', family: 'api03', value });
  const [key] = await vault.list();
  const rest = { network: undefined, filesWith: () => 0, durability: async () => 'durable' };
  return { ...memory, key: key!, log, keys: { vault, log, ...rest } as unknown as Keys };
}

describe('Where the secret store fails', () => {
  const attempts: [
    what: string,
    failing: Failing,
    typed: string[],
    work: (key: unknown, keys: Keys) => unknown,
    said: RegExp,
  ][] = [
    [
      'a new key',
      'store',
      [next, 'new'],
      (_, keys) => addKey(keys),
      /has refused the key, so that nothing was changed/,
    ],
    ['a new key', 'forgets', [next, 'new'], (_, keys) => addKey(keys), /took the key but does not give it back/],
    ['a new key', 'keys', [next, 'new'], (_, keys) => addKey(keys), /could not be read/],
    ['another value', 'store', [next], rotateKey, /has refused the key/],
    ['another value', 'get', [next], rotateKey, /could not be read|no longer in/],
    ['another name', 'store', ['other'], renameKey, /has refused the key/],
    ['a deletion', 'delete', [], deleteKey, /could not delete the key, which is still there/],
    ['a deletion', 'keeps', [], deleteKey, /could not delete the key, which is still there/],
    ['the removal of all', 'delete', [], (_, keys) => removeAllKeys(keys), /1 of the keys could not be removed/],
  ];
  for (const [what, failing, typed, work, said] of attempts)
    it(`${what} is refused, and said (${failing})`, async () => {
      const { keys, key, failing: fails, log, vault } = await keysOver();
      const asked = person(...typed);
      try {
        fails.add(failing);
        assert.equal(await runGuarded((given) => work(given, keys), key), undefined);
      } finally {
        asked.leave();
      }
      assert.match(asked.said.at(-1) ?? '', said);
      assert.ok(!asked.said.some((text) => text.includes(value.slice(20, 40)) || text.includes(next.slice(20, 40))));
      fails.clear();
      assert.deepEqual(log.events(), [], 'nothing is said to be done');
      assert.deepEqual(
        (await vault.list()).map(({ name, state }) => [name, state]),
        [['chat', 'stored']],
      );
      assert.equal(await vault.value(key.id), value);
    });

  it('all is done once it works again', async () => {
    const { keys, key, log, vault } = await keysOver();
    const asked = person(next);
    try {
      await runGuarded((given) => rotateKey(given, keys), key);
    } finally {
      asked.leave();
    }
    assert.equal(await vault.value(key.id), next);
    assert.deepEqual(
      log.events().map(({ action }) => action),
      ['rotated'],
    );
    assert.match(asked.said.at(-1) ?? '', /has its new key\. The old one \(sk-ant-api03-…/);
  });
});
