/** What other extensions, and programs that are debugged, get of a key. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AuthenticationProviderAuthenticationSessionsChangeEvent,
  authentication,
  ConfigurationTarget,
  Disposable,
  debug,
  type Terminal,
  window,
  workspace,
} from 'vscode';
import { requestWith } from '../../../src/keys/proof';
import { Emitter } from '../../../src/vscode/emitter';
import { AccessLog } from '../../../src/vscode/keys/access-log';
import type { Keys } from '../../../src/vscode/keys/keys';
import type { KeyInfo } from '../../../src/vscode/keys/types';
import type { Respond } from '../../../src/vscode/keys/use/broker-types';
import type { Consent, Way } from '../../../src/vscode/keys/use/consent';
import { followDebugging } from '../../../src/vscode/keys/use/debugging';
import { ownSettings } from '../../../src/vscode/keys/use/own-settings';
import { Provider } from '../../../src/vscode/keys/use/provider';
import { Sharing } from '../../../src/vscode/keys/use/sharing';
import { makeFakeKey } from '../../support/credential-shapes';
import { memoryStore, memoryVault } from '../../vscode-unit/keys/memory';
import { root, until, writeFile } from './support';

const value = makeFakeKey('api03', { seed: 811 });
const hash = createHash('sha256').update(value).digest('hex');

/** A window where one key is used, as far as it is allowed. */
async function windowWith(...allowed: Way[]) {
  const { vault, marks } = memoryVault();
  const log = new AccessLog({ marks, now: Date.now, machine: 'laptop', folder: () => 'app' });
  await vault.add({ name: 'chat', environment: 'development', family: 'api03', value });
  const active: KeyInfo[] = await vault.list();
  const changed = new Emitter<void>();
  const sharing = {
    active,
    consent: new Set(allowed) as Consent,
    onDidChange: changed.event,
    allows: (way: Way) => sharing.consent.has(way),
    activeOf: (): KeyInfo | undefined => active[0],
    update: async () => changed.fire(),
    setConsent: async (consent: Consent) => {
      sharing.consent = consent;
      changed.fire();
    },
  };
  return { sharing, keys: { vault, log }, log };
}

/** A window whose terminals may ask, over a vault that others have, too. */
async function askedWindow({ vault, marks }: ReturnType<typeof memoryVault>, token: string) {
  const log = new AccessLog({ marks, now: Date.now, machine: 'laptop', folder: () => 'app' });
  const state = memoryStore().marks;
  const variables = new Map<string, string>();
  const collection = {
    ...{ persistent: true, description: undefined, get: () => undefined, prepend: () => undefined },
    forEach: (callback: (name: string) => void) => {
      for (const name of variables.keys()) callback(name);
    },
    ...{ delete: (name: string) => variables.delete(name), clear: () => variables.clear() },
    replace: (name: string, value: string) => void variables.set(name, value),
  };
  const context = { environmentVariableCollection: { getScoped: () => collection } };
  const changed = new Emitter<void>();
  let respond: Respond | undefined;
  const openBroker = async (given: Respond) => {
    respond = given;
    const dispose = () => {
      respond = undefined;
    };
    return { address: 'here', commands: 'there:', dispose };
  };
  const keys = { vault, log, context, onDidChange: changed.event } as unknown as Keys;
  const sharing = new Sharing({ keys, state, openBroker, newToken: () => token });
  const running = new AbortController();
  const asking =
    (mode: 'print' | 'run') =>
    (token: string, ancestors: readonly number[] = []) =>
      respond?.(requestWith(token, crypto.randomUUID(), { mode, ancestors }), running.signal);
  const [ask, askToRun] = [asking('print'), asking('run')];
  return { sharing, state, variables, collection, log, ask, askToRun, running, change: () => changed.fire() };
}

async function keyIn(answer: ReturnType<Respond> | undefined): Promise<string | undefined> {
  const reply = await answer;
  return reply && 'key' in reply ? reply.key : undefined;
}

describe('Terminals that ask for a key', () => {
  /** The key of the folder that is open. */
  async function vaultWithKey() {
    const memory = memoryVault();
    const [folder] = workspace.workspaceFolders ?? [];
    const id = await memory.vault.add({ name: 'chat', environment: 'development', family: 'api03', value });
    await memory.vault.change(id, { folders: [String(folder?.uri)] });
    return memory;
  }

  it('are answered by their own window alone, as long as that is allowed there', async () => {
    const memory = await vaultWithKey();
    const [one, other] = [await askedWindow(memory, 'one'), await askedWindow(memory, 'other')];
    try {
      await one.sharing.setConsent(new Set(['helper']));
      assert.equal(await keyIn(one.ask('one')), value);
      assert.equal(other.ask('one'), undefined, 'nothing listens where nothing is allowed');
      await other.sharing.setConsent(new Set(['helper']));
      assert.deepEqual(await other.ask('one'), { refused: 'revoked' });
      assert.deepEqual(await one.ask('other'), { refused: 'revoked' });
      await one.sharing.setConsent(new Set());
      assert.equal(one.ask('one'), undefined);
      assert.equal(await keyIn(other.ask('other')), value);
    } finally {
      one.sharing.dispose();
      other.sharing.dispose();
    }
  });

  it('have whom to ask in their environment, and no key; nothing of it is for VS Code to store', async () => {
    const { sharing, variables, collection } = await askedWindow(await vaultWithKey(), 'token');
    try {
      await sharing.setConsent(new Set(['helper']));
      assert.deepEqual(Object.fromEntries(variables), {
        CLAUDE_GUARD_KEY_ADDRESS: 'here',
        CLAUDE_GUARD_KEY_TOKEN: 'token',
      });
      assert.equal(collection.persistent, false);
      // VS Code stores terminals here, so that nothing else may be put there.
      await sharing.setConsent(new Set(['helper', 'environment']));
      assert.ok(![...variables.values()].includes(value));
      await sharing.setConsent(new Set());
      assert.equal(variables.size, 0);
    } finally {
      sharing.dispose();
    }
  });

  describe('get none where the workspace’s own settings decide what runs in them', () => {
    const set = (name: string, value: unknown) =>
      workspace.getConfiguration().update(name, value, ConfigurationTarget.Workspace);
    const [variables, profiles] = ['terminal.integrated.env.linux', 'terminal.integrated.profiles.linux'];
    const ofAgents = ['terminal.integrated.agentHostProfile.linux', 'chat.tools.terminal.terminalProfile.linux'];
    afterEach(async () => {
      for (const name of [variables, profiles, ...ofAgents]) await set(name, undefined);
    });

    it('until a person has agreed to them as they are', async () => {
      const { sharing, ask, variables: given } = await askedWindow(await vaultWithKey(), 'token');
      try {
        await sharing.setConsent(new Set(['helper', 'debugging']));
        assert.equal(await keyIn(ask('token')), value);
        await set(variables, { ANTHROPIC_BASE_URL: 'https://elsewhere.example' });
        await until('terminals to get nothing', () => given.size === 0);
        assert.equal(ask('token'), undefined);
        assert.ok(sharing.isHeld);
        assert.ok(sharing.allows('debugging'), 'a launch is no matter of terminals');
        await sharing.agree(ownSettings().print);
        assert.equal(await keyIn(ask('token')), value);
        assert.equal(given.size, 2);
        await set(profiles, { bash: { path: '/workspace/other' } });
        await until('terminals to get nothing again', () => given.size === 0);
        assert.deepEqual(ownSettings().names.toSorted(), [variables, profiles]);
        await set(variables, undefined);
        await set(profiles, undefined);
        await until('terminals to get it, as there is nothing to agree to', () => given.size === 2);
      } finally {
        sharing.dispose();
      }
    });

    it('those of agents among them', async () => {
      for (const name of ofAgents) await set(name, { path: '/workspace/other' });
      await until('both to be seen', () => ownSettings().names.length === 2);
      assert.deepEqual(ownSettings().names, ofAgents);
    });

    it('which is forgotten once keys are no longer used', async () => {
      const { sharing, state } = await askedWindow(await vaultWithKey(), 'token');
      try {
        await set(variables, { A: '1' });
        await until('the setting', () => ownSettings().print !== '');
        await sharing.agree(ownSettings().print);
        await sharing.setConsent(new Set(['helper']));
        assert.ok(!sharing.isHeld);
        await sharing.setConsent(new Set());
        assert.deepEqual(state.keys(), []);
      } finally {
        sharing.dispose();
      }
    });
  });

  describe('and have it in their environment, where VS Code stores no terminals', () => {
    const store = (value: boolean | undefined) =>
      workspace
        .getConfiguration('terminal.integrated')
        .update('enablePersistentSessions', value, ConfigurationTarget.Global);
    before(() => store(false));
    after(() => store(undefined));

    const variable = 'ANTHROPIC_API_KEY';

    async function injectedWindow() {
      const memory = await vaultWithKey();
      const one = await askedWindow(memory, 'token');
      await one.sharing.setConsent(new Set(['helper', 'environment']));
      assert.equal(one.variables.get(variable), value);
      return { ...memory, ...one };
    }

    it('have none once the store fails', async () => {
      const { sharing, variables, failing } = await injectedWindow();
      try {
        failing.add('keys');
        await sharing.update();
        assert.deepEqual([...variables.keys()].sort(), ['CLAUDE_GUARD_KEY_ADDRESS', 'CLAUDE_GUARD_KEY_TOKEN']);
        failing.clear();
        await sharing.update();
        assert.equal(variables.get(variable), value);
      } finally {
        sharing.dispose();
      }
    });

    it('have none as soon as it is taken back, though the store never answers', async () => {
      const { sharing, variables, vault, state } = await injectedWindow();
      try {
        const { list } = vault;
        let goOn = () => {};
        vault.list = async () => {
          await new Promise<void>((resolve) => {
            goOn = resolve;
          });
          return list.call(vault);
        };
        const waiting = sharing.update();
        const stopped = sharing.setConsent(new Set());
        await until('it to be taken back', () => state.keys().length === 0);
        await until('the key to be gone', () => !variables.has(variable));
        goOn();
        await Promise.all([waiting, stopped]);
        assert.equal(variables.size, 0);
      } finally {
        sharing.dispose();
      }
    });
  });

  it('are named as long as a program that has the key runs, also when it cannot be asked any more', async () => {
    const memory = await vaultWithKey();
    const opened: string[] = [];
    const opening = window.onDidOpenTerminal(({ name }) => opened.push(name));
    const [ended, stopped] = [await askedWindow(memory, 'one'), await askedWindow(memory, 'two')];
    for (const { sharing } of [ended, stopped]) await sharing.setConsent(new Set(['helper']));
    const terminal = window.createTerminal('running');
    const named = async ({ sharing }: typeof ended) => (await sharing.holders(() => true)).map(({ name }) => name);
    try {
      await until('the terminal to be open', () => opened.includes('running'));
      for (const [one, token] of [
        [ended, 'one'],
        [stopped, 'two'],
      ] as const) {
        await one.askToRun(token);
        assert.deepEqual(await named(one), ['running']);
      }
      ended.running.abort();
      assert.deepEqual(await named(ended), [], 'the program has ended');
      await stopped.sharing.setConsent(new Set());
      // The connection is closed with that; the program runs on.
      stopped.running.abort();
      assert.deepEqual(await named(stopped), ['running']);
    } finally {
      opening.dispose();
      terminal.dispose();
      ended.sharing.dispose();
      stopped.sharing.dispose();
    }
  });

  it('are not named where they were opened after another one, that is closed by now, has had the key', async () => {
    const { sharing, ask } = await askedWindow(await vaultWithKey(), 'token');
    await sharing.setConsent(new Set(['helper']));
    const open: Terminal[] = [];
    const following = Disposable.from(
      window.onDidOpenTerminal((one) => open.push(one)),
      window.onDidCloseTerminal((one) => open.splice(open.indexOf(one), 1)),
    );
    const named = async () => (await sharing.holders(() => true)).map(({ name }) => name);
    const terminals = [window.createTerminal('asking')];
    try {
      await until('the terminal to be open', () => open.length === 1);
      const pid = await terminals[0]?.processId;
      await ask('token', [1_000_000, Number(pid)]);
      await ask('token');
      assert.deepEqual(await named(), ['asking']);
      terminals.push(window.createTerminal('later'));
      await until('another one to be open', () => open.length === 2);
      assert.deepEqual(await named(), ['asking']);
      terminals[0]?.dispose();
      await until('the first one to be closed', () => open.length === 1);
      assert.deepEqual(await named(), []);
    } finally {
      following.dispose();
      for (const terminal of terminals) terminal.dispose();
      sharing.dispose();
    }
  });

  it('are named when another window deletes their key', async () => {
    const memory = await vaultWithKey();
    const { sharing, ask, change } = await askedWindow(memory, 'token');
    const gone: string[][] = [];
    sharing.onDidWithdraw(({ keys, holders }) => gone.push([...keys, ...holders].map(({ name }) => name)));
    await sharing.setConsent(new Set(['helper']));
    const opened: string[] = [];
    const opening = window.onDidOpenTerminal(({ name }) => opened.push(name));
    const terminal = window.createTerminal('left');
    try {
      await until('the terminal to be open', () => opened.includes('left'));
      await ask('token');
      const [key] = await memory.vault.list();
      await memory.vault.remove(String(key?.id));
      change();
      await until('it to be told', () => gone.length > 0);
      assert.deepEqual(gone, [['chat', 'left']]);
    } finally {
      opening.dispose();
      terminal.dispose();
      sharing.dispose();
    }
  });

  it('are named when what was allowed is removed with all that is stored', async () => {
    const memory = await vaultWithKey();
    const { sharing, state, ask, change } = await askedWindow(memory, 'token');
    const lost: string[][] = [];
    sharing.onDidLoseConsent((holders) => lost.push(holders.map(({ name }) => name)));
    await sharing.setConsent(new Set(['helper']));
    const opened: string[] = [];
    const opening = window.onDidOpenTerminal(({ name }) => opened.push(name));
    const terminal = window.createTerminal('holding');
    try {
      await until('the terminal to be open', () => opened.includes('holding'));
      await ask('token');
      for (const name of state.keys()) await state.update(name, undefined);
      change();
      await until('the loss', () => lost.length > 0);
      assert.deepEqual(lost, [['holding']]);
      await sharing.setConsent(new Set(['helper']));
      await sharing.setConsent(new Set());
      assert.equal(lost.length, 1, 'whoever stops it knows');
    } finally {
      opening.dispose();
      terminal.dispose();
      sharing.dispose();
    }
  });

  it('get nothing when what was allowed is gone, or the store fails', async () => {
    const memory = await vaultWithKey();
    const { sharing, state, ask, log } = await askedWindow(memory, 'token');
    try {
      await sharing.setConsent(new Set(['helper']));
      memory.failing.add('get');
      assert.deepEqual(await ask('token'), { refused: 'failed' });
      memory.failing.add('keys');
      await assert.rejects(async () => ask('token'));
      memory.failing.clear();
      for (const name of state.keys()) await state.update(name, undefined);
      assert.deepEqual(await ask('token'), { refused: 'revoked' });
      assert.deepEqual(log.events(), []);
    } finally {
      sharing.dispose();
    }
  });
});

describe('Sessions for other extensions', () => {
  it('are none before a person allows it', async () => {
    const { sharing, keys, log } = await windowWith();
    const provider = new Provider(sharing, keys);
    assert.deepEqual(await provider.getSessions([]), []);
    assert.deepEqual(log.events(), []);
    assert.equal(await authentication.getSession('claude-guard', [], { silent: true }), undefined);
    provider.dispose();
  });

  it('are that of the key in use, which is read only where an extension asks', async () => {
    const { sharing, keys, log } = await windowWith('extensions');
    const provider = new Provider(sharing, keys);
    const [listed] = await provider.getSessions(undefined);
    assert.equal(listed?.account.label, 'chat (development)');
    assert.equal(listed?.accessToken, '');
    assert.deepEqual(log.events(), []);
    assert.deepEqual(await provider.getSessions(['production']), []);
    const [session] = await provider.getSessions(['development']);
    assert.equal(session?.accessToken, value);
    assert.deepEqual(
      log.events().map(({ action, key }) => [action, key]),
      [['given', 'chat']],
    );
    provider.dispose();
  });

  it('end, and say so, when consent is taken back', async () => {
    const { sharing, keys, log } = await windowWith('extensions', 'helper');
    const provider = new Provider(sharing, keys);
    const events: AuthenticationProviderAuthenticationSessionsChangeEvent[] = [];
    provider.onDidChangeSessions((event) => events.push(event));
    await sharing.update();
    await provider.removeSession();
    assert.deepEqual([...sharing.consent], ['helper']);
    assert.deepEqual(
      log.events().map(({ action, outcome }) => [action, outcome]),
      [['stopped', 'Other extensions']],
    );
    assert.deepEqual(await provider.getSessions([]), []);
    assert.deepEqual(
      events.map(({ added, removed }) => [added?.length, removed?.length]),
      [
        [1, 0],
        [0, 1],
      ],
    );
    assert.ok(!JSON.stringify(events).includes(value));
    provider.dispose();
  });
});

describe('A program that is debugged', () => {
  const program = `const key = process.env.ANTHROPIC_API_KEY;
const seen = key === undefined ? 'none' : require('node:crypto').createHash('sha256').update(key).digest('hex');
require('node:fs').writeFileSync(process.argv[2], seen);
`;

  /** Else VS Code would save what other tests have left open, and ask where. */
  const saveFirst = (value: string | undefined) =>
    workspace.getConfiguration('debug').update('saveBeforeStart', value, ConfigurationTarget.Global);
  before(() => saveFirst('none'));
  after(() => saveFirst(undefined));

  /** What the program has seen. */
  async function debugged(name: string): Promise<string> {
    const [folder] = workspace.workspaceFolders ?? [];
    const uri = writeFile('debugged/program.js', program);
    const out = join(root(), 'debugged', name);
    rmSync(out, { force: true });
    const launch = { type: 'node', request: 'launch', name, program: uri.fsPath, args: [out] };
    assert.ok(await debug.startDebugging(folder, launch));
    return until('the program to end', () => existsSync(out) && readFileSync(out, 'utf8'));
  }

  it('has the key without a terminal, as long as a person allows it', async () => {
    const { sharing, keys, log } = await windowWith('debugging');
    const following = followDebugging(sharing, keys);
    try {
      assert.equal(await debugged('allowed'), hash);
      assert.deepEqual(
        log.events().map(({ action }) => action),
        ['injected'],
      );
      await sharing.setConsent(new Set());
      assert.equal(await debugged('stopped'), 'none');
    } finally {
      following.dispose();
    }
  });
});
