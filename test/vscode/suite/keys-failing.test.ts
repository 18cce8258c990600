/** What a person is told where VS Code's secret store fails, by the commands themselves. */
import assert from 'node:assert/strict';
import { addKey } from '../../../src/vscode/keys/add';
import { renameKey } from '../../../src/vscode/keys/change';
import { runGuarded } from '../../../src/vscode/keys/commands';
import type { Keys } from '../../../src/vscode/keys/keys';
import { deleteKey, removeAllKeys } from '../../../src/vscode/keys/remove';
import { rotateKey } from '../../../src/vscode/keys/rotate';
import type { Holders } from '../../../src/vscode/keys/use/close-terminals';
import type { Failing } from '../../vscode-unit/keys/memory';
import { keysOver, next, person, terminalsWith, value } from './key-person';

describe('Where the secret store fails', () => {
  const attempts: [
    what: string,
    failing: Failing,
    typed: string[],
    work: (key: unknown, keys: Keys, terminals: Holders) => unknown,
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
    [
      'the removal of all',
      'delete',
      [],
      (_, keys, terminals) => removeAllKeys(keys, terminals),
      /1 of the keys could not be removed/,
    ],
  ];
  for (const [what, failing, typed, work, said] of attempts)
    it(`${what} is refused, and said (${failing})`, async () => {
      const { keys, key, failing: fails, log, vault } = await keysOver();
      const asked = person(...typed);
      const terminals = terminalsWith(key.masked);
      try {
        fails.add(failing);
        assert.equal(await runGuarded((given) => work(given, keys, terminals), key), undefined);
      } finally {
        asked.leave();
      }
      assert.match(asked.said.at(-1) ?? '', said);
      assert.ok(!asked.said.some((text) => text.includes(value.slice(20, 40)) || text.includes(next.slice(20, 40))));
      fails.clear();
      assert.deepEqual(terminals.closed, []);
      assert.deepEqual(log.events(), [], 'nothing is said to be done');
      assert.deepEqual(
        (await vault.list()).map(({ name, state }) => [name, state]),
        [['chat', 'stored']],
      );
      assert.equal(await vault.value(key.id), value);
    });

  it('what a command’s work comes to is nobody’s: another extension may have asked', async () => {
    assert.equal(await runGuarded(() => value, undefined), undefined);
    assert.equal(await runGuarded(async () => ({ value }), undefined), undefined);
  });

  it('all is done once it works again', async () => {
    const { keys, key, log, vault } = await keysOver();
    const asked = person(next);
    try {
      await runGuarded((given) => rotateKey(given, keys, terminalsWith()), key);
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
