/** What the commands for keys do, as a person answers them. */
import assert from 'node:assert/strict';
import { commands, window, workspace } from 'vscode';
import { addKey } from '../../../src/vscode/keys/add';
import { moveEnvironment, renameKey, stopUsingKey, useKey } from '../../../src/vscode/keys/change';
import { verifyKey } from '../../../src/vscode/keys/check';
import { runGuarded } from '../../../src/vscode/keys/commands';
import { keyItem } from '../../../src/vscode/keys/item';
import { keepKey } from '../../../src/vscode/keys/keep';
import type { Keys } from '../../../src/vscode/keys/keys';
import { deleteKey, removeAllKeys } from '../../../src/vscode/keys/remove';
import { rotateKey } from '../../../src/vscode/keys/rotate';
import type { KeyInfo } from '../../../src/vscode/keys/types';
import type { Holders } from '../../../src/vscode/keys/use/close-terminals';
import { switchEnvironment } from '../../../src/vscode/keys/use/switch';
import type { Answer } from '../../../src/vscode/keys/verify';
import { keysOver, next, person, terminalsWith, value } from './key-person';

/** What was said while somebody who types this did the work. */
async function done(work: () => unknown, ...typed: string[]): Promise<string[]> {
  const asked = person(...typed);
  try {
    assert.equal(await runGuarded(work, undefined), undefined);
  } finally {
    asked.leave();
  }
  return asked.said;
}

const none = terminalsWith();

const actionsOf = ({ log }: Keys) => log.events().map(({ action, outcome }) => [action, outcome]);

describe('A command for keys', () => {
  it('adds one, trimmed, and says where it is', async () => {
    const { keys, vault } = await keysOver();
    const said = await done(() => addKey(keys), `  export ANTHROPIC_API_KEY="${next}"\n`, 'shop');
    const added = (await vault.list()).find(({ name }) => name === 'shop');
    assert.equal(await vault.value(added!.id), next);
    assert.deepEqual(actionsOf(keys), [['stored', undefined]]);
    assert.match(said.at(-1)!, /“shop” \(development\) is in VS Code’s encrypted store now/);
  });

  it('asks before the same key is stored twice', async () => {
    const { keys, vault } = await keysOver();
    const said = await done(() => addKey(keys), value, 'again');
    assert.match(said[0]!, /stored already, as “chat” \(development\)/);
    assert.equal((await vault.list()).length, 2);
  });

  it('asks before a key takes the place of another that is stored elsewhere, too', async () => {
    const { keys, key, vault } = await keysOver();
    await vault.add({ name: 'shop', environment: 'production', family: 'api03', value: next });
    const said = await done(() => rotateKey(key, keys, none), next);
    assert.match(said[1]!, /stored already, as “shop” \(production\)/);
    assert.deepEqual(
      (await vault.list()).map(({ twins }) => twins.length),
      [1, 1],
    );
  });

  it('renames one', async () => {
    const { keys, key, vault } = await keysOver();
    await done(() => renameKey(key, keys), ' shop ');
    assert.deepEqual(
      (await vault.list()).map(({ name }) => name),
      ['shop'],
    );
    assert.deepEqual(actionsOf(keys), [['renamed', 'Before: chat']]);
  });

  it('changes its environment, under another name where that is taken there', async () => {
    const { keys, key, vault } = await keysOver();
    await vault.add({ name: 'chat', environment: 'staging', family: 'api03', value: next });
    await done(() => moveEnvironment(key, keys, none), 'chat', 'chat 2');
    assert.deepEqual(
      (await vault.list()).map(({ name, environment }) => [name, environment]),
      [
        ['chat', 'staging'],
        ['chat 2', 'staging'],
      ],
    );
    assert.deepEqual(actionsOf(keys), [['moved', 'Before: development']]);
  });

  it('makes it the folder’s, instead of another one, and no longer', async () => {
    const { keys, key, vault } = await keysOver();
    const folder = String(workspace.workspaceFolders?.[0]?.uri);
    const other = await vault.add({ name: 'shop', environment: 'staging', family: 'api03', value: next });
    await vault.change(other, { folders: [folder, 'file:///elsewhere'] });
    await done(() => useKey(key, keys, none));
    const bound = async () => (await vault.list()).map(({ name, folders }) => [name, folders]);
    assert.deepEqual(await bound(), [
      ['chat', [folder]],
      ['shop', ['file:///elsewhere']],
    ]);
    const [mine] = await vault.list();
    await done(() => stopUsingKey(mine, keys, none));
    assert.deepEqual((await bound())[0], ['chat', undefined]);
  });

  it('deletes one, or all, and says that they work until they are disabled', async () => {
    const { keys, key, vault } = await keysOver();
    const said = await done(() => deleteKey(key, keys, none));
    assert.match(said.at(-1)!, /is deleted\. If nothing else uses the key, disable it in the Console/);
    await vault.add({ name: 'a', environment: 'staging', family: 'api03', value });
    await vault.add({ name: 'b', environment: 'own', family: 'api03', value: next });
    await done(() => removeAllKeys(keys, none));
    assert.deepEqual(await vault.list(), []);
    assert.deepEqual(
      actionsOf(keys).map(([action]) => action),
      ['deleted', 'deleted', 'deleted'],
    );
  });

  it('verifies one, and says and records what has come out', async () => {
    const headers = new Headers();
    const answer = async (): Promise<Answer> => ({ status: 529, headers, body: null });
    const network = { ask: answer, isProxied: () => false } as unknown as NonNullable<Keys['network']>;
    const { keys, key, vault } = await keysOver({ network });
    const said = await done(() => verifyKey(key, keys));
    assert.match(said.at(-1)!, /“chat” \(development\): The API is overloaded \(529\)/);
    assert.match(String(actionsOf(keys)[0]), /^verified,The API is overloaded/);
    const [known] = await vault.list();
    assert.ok(known?.used && known.worked === undefined);
  });
});

/** What an input that is asked for says of a text. */
async function problemsOf(work: () => Promise<unknown>, ...texts: string[]): Promise<unknown[]> {
  const asked = person();
  let problems: unknown[] = [];
  window.showInputBox = async (options) => {
    problems = texts.map((text) => options?.validateInput?.(text));
    return undefined;
  };
  await work().finally(asked.leave);
  return problems;
}

describe('A command for keys that is called by somebody else', () => {
  it('answers nothing, though there is a secret at hand', async () => {
    assert.equal(await runGuarded(async () => value, undefined), undefined);
  });
});

describe('The name of a key', () => {
  it('is no key: that is said of a whole one, which is too long for a name as well', async () => {
    const { keys, key } = await keysOver();
    const problems = await problemsOf(() => renameKey(key, keys), next, 'a'.repeat(61), ' ', 'shop');
    assert.match(String(problems[0]), /This is a key, and not a name/);
    assert.match(String(problems[1]), /60 characters at most/);
    assert.match(String(problems[2]), /Give the key a name/);
    assert.equal(problems[3], undefined);
  });
});

describe('What comes next after an answer of the API', () => {
  const buttonsAfter = async (wait: string | null) => {
    const headers = new Headers(wait === null ? {} : { 'retry-after': wait });
    const ask = async (): Promise<Answer> => ({ status: 429, headers, body: null });
    const network = { ask, isProxied: () => false } as unknown as NonNullable<Keys['network']>;
    const { keys, key } = await keysOver({ network });
    const asked = person();
    const buttons: unknown[] = [];
    window.showWarningMessage = async (_: string, ...given: unknown[]) => void buttons.push(...given);
    await verifyKey(key, keys).finally(asked.leave);
    return buttons;
  };

  it('is another try where it asks to wait, and the Console where waiting does not help', async () => {
    assert.deepEqual(await buttonsAfter('37'), ['Try Again']);
    assert.deepEqual(await buttonsAfter(null), ['Open the Console']);
  });
});

describe('A key that was moved into the store', () => {
  it('is removed there by the button of what is said of it, and by nothing else', async () => {
    const { keys, vault } = await keysOver();
    const kept = await keepKey(next, keys);
    assert.ok(kept !== undefined && kept !== 'declined');
    const count = async () => (await vault.list()).length;
    assert.equal(await count(), 2);
    const said = await done(() => kept.tell());
    assert.match(
      said[0]!,
      /in VS Code’s secret store now, as .* Local History, backups and git may still hold the old/,
    );
    assert.equal(await count(), 2, 'it stays until a person says so');
    const asked = window as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    const { showInformationMessage } = asked;
    Object.assign(asked, { showInformationMessage: async () => 'Remove Stored Key' });
    await kept.tell().finally(() => Object.assign(asked, { showInformationMessage }));
    assert.equal(await vault.find(next), undefined);
    assert.deepEqual(
      actionsOf(keys).map(([action]) => action),
      ['deleted', 'stored'],
    );
  });
});

describe('A key that was moved out of a file', () => {
  it('becomes the key of the folder where a person says “Use It Here…”, though there is another', async () => {
    const { keys, vault } = await keysOver();
    const kept = await keepKey(next, keys);
    assert.ok(kept !== undefined && kept !== 'declined');
    const moved = await vault.find(next);
    const ran: unknown[][] = [];
    const asked = window as unknown as Record<string, unknown>;
    const all = commands as unknown as Record<string, unknown>;
    const [{ showInformationMessage }, { executeCommand }] = [asked, all];
    Object.assign(asked, { showInformationMessage: async () => 'Use It Here…' });
    Object.assign(all, { executeCommand: async (...given: unknown[]) => void ran.push(given) });
    try {
      await kept.tell();
    } finally {
      Object.assign(asked, { showInformationMessage });
      Object.assign(all, { executeCommand });
    }
    assert.deepEqual(ran, [['claudeGuard.keys.use', moved], ['claudeGuard.keys.share']]);
  });
});

describe('The row of a key', () => {
  it('says what a person may know of it, and nothing of it is Markdown', async () => {
    const { keys, key, vault } = await keysOver();
    await vault.change(key.id, { name: '[a](b) **c**', folders: ['file:///home/me/my%20app', 'file:///srv/shop/'] });
    const [changed] = (await keys.vault.list()).map((one) => ({ ...one, added: Date.now() }));
    const { tooltip, description, contextValue } = keyItem(changed!, [changed!]);
    const text = typeof tooltip === 'object' ? tooltip.value : '';
    const read = text.replaceAll('\\', '');
    assert.match(read, /Key of: my app, shop/);
    assert.ok(text.includes('\\[a\\]') && !text.includes('**c**'), text);
    assert.match(read, /Rotate by: /);
    const lost = keyItem({ ...changed!, state: 'lost' }, []).tooltip;
    assert.doesNotMatch(typeof lost === 'object' ? lost.value : '', /Rotate by/, 'what is lost cannot be rotated');
    assert.ok(!text.includes(value.slice(20, 40)));
    assert.equal(description, `development · …${value.slice(-4)}`);
    assert.equal(contextValue, 'key.stored');
    // What is not in order comes first, for a view at the side cuts the rest.
    assert.equal(keyItem({ ...changed!, state: 'lost' }, []).description, 'lost by the secret store · development');
    const due = { ...changed!, added: 0, used: Date.now(), folders: [String(workspace.workspaceFolders?.[0]?.uri)] };
    assert.match(String(keyItem(due, [due]).description), /^development · \d+ days overdue · this folder’s$/);
  });
});

describe('Terminals that have a key', () => {
  const folder = () => String(workspace.workspaceFolders?.[0]?.uri);

  const changes: [what: string, work: (key: KeyInfo, keys: Keys, terminals: Holders) => unknown, said: RegExp][] = [
    ['deleted', deleteKey, /^“chat” \(development\) is deleted$/],
    ['removed with all others', (_, keys, terminals) => removeAllKeys(keys, terminals), /^Keys are deleted$/],
    ['rotated', rotateKey, /^The old key of “chat” \(development\) is no longer given to programs$/],
    ['moved', moveEnvironment, /^“chat” \(staging\) is no longer a key for development$/],
    ['no longer the folder’s', stopUsingKey, /^“chat” \(development\) is no longer this folder’s key$/],
  ];
  for (const [what, work, said] of changes)
    it(`are named, and closed where a person wants that, when it is ${what}`, async () => {
      const { keys, key, vault } = await keysOver();
      await vault.change(key.id, { folders: [folder()] });
      const [bound] = await vault.list();
      const terminals = terminalsWith(key.masked, 'sk-ant-api03-…else');
      const all = await done(() => work(bound!, keys, terminals), next);
      assert.match(all.at(-1)!, said);
      assert.deepEqual(terminals.closed, [key.masked]);
    });

  it('are named when the folder has another one, whichever way it got that', async () => {
    const { keys, key, vault } = await keysOver();
    const other = await vault.add({ name: 'shop', environment: 'staging', family: 'api03', value: next });
    const infoOf = async (id: string) => (await vault.list()).find((one) => one.id === id)!;
    await vault.change(key.id, { folders: [folder()] });
    const masked = (await infoOf(other)).masked;
    const terminals = terminalsWith(key.masked, masked);
    const said = await done(async () => useKey(await infoOf(other), keys, terminals));
    assert.deepEqual(said, ['“chat” (development) is no longer this folder’s key']);
    await done(() => switchEnvironment(terminals, keys));
    assert.deepEqual(terminals.closed, [key.masked, masked]);
    assert.deepEqual((await infoOf(key.id)).folders, [folder()]);
    assert.deepEqual(await done(() => switchEnvironment(terminals, keys)), [], 'it is the folder’s already');
  });

  it('are not spoken of where none has it', async () => {
    const { keys, key } = await keysOver();
    const said = await done(() => deleteKey(key, keys, terminalsWith('sk-ant-api03-…else')));
    assert.ok(!said.some((text) => /^“chat” \(development\) is deleted$/.test(text)));
  });
});
