import assert from 'node:assert/strict';
import { requestWith } from '../../../src/keys/proof';
import type { KeyInfo } from '../../../src/vscode/keys/types';
import { activeKey } from '../../../src/vscode/keys/use/active';
import { readConsent, writeConsent } from '../../../src/vscode/keys/use/consent';
import { type Launch, takesKey, withKey } from '../../../src/vscode/keys/use/debug-launch';
import { Grants } from '../../../src/vscode/keys/use/grants';
import { type Given, holdersOf, labelIn, pidOf, type Shell } from '../../../src/vscode/keys/use/holders';
import { Withdrawn, withdrawnFrom } from '../../../src/vscode/keys/use/withdrawn';
import { memoryStore } from './memory';

describe('consent', () => {
  it('is what a person has allowed, and nothing else', async () => {
    const { marks } = memoryStore();
    assert.equal(readConsent(marks).size, 0);
    await writeConsent(marks, new Set(['helper', 'extensions']));
    assert.deepEqual([...readConsent(marks)], ['helper', 'extensions']);
    await writeConsent(marks, new Set());
    assert.deepEqual(marks.keys(), []);
  });

  it('is none where something strange is kept', () => {
    for (const kept of [true, 'helper', { helper: true }, ['all', 5, null], 7])
      assert.equal(readConsent({ get: () => kept }).size, 0, JSON.stringify(kept));
  });
});

describe('tokens of terminals', () => {
  const make = () => {
    let number = 0;
    return new Grants(() => `token ${++number}`);
  };

  const asked = (token: string) =>
    requestWith(token, '0a1b2c3d-0000-4000-8000-000000000000', { mode: 'run', ancestors: [] });

  it('stand for one folder each', () => {
    const grants = make();
    const [a, b] = [grants.tokenFor('file:///a'), grants.tokenFor('file:///b')];
    assert.notEqual(a, b);
    assert.equal(grants.tokenFor('file:///a'), a);
    assert.deepEqual(grants.find(asked(a)), { folder: 'file:///a', token: a });
    assert.deepEqual(grants.find(asked(b)), { folder: 'file:///b', token: b });
    assert.equal(grants.find(asked('token 3')), undefined);
  });

  it('are worth nothing once their folder is closed, or all is revoked', () => {
    const grants = make();
    const [a, b] = [grants.tokenFor('file:///a'), grants.tokenFor('file:///b')];
    grants.retain(['file:///b']);
    assert.equal(grants.find(asked(a)), undefined);
    assert.equal(grants.find(asked(b))?.folder, 'file:///b');
    grants.revokeAll();
    assert.equal(grants.find(asked(b)), undefined);
    assert.notEqual(grants.tokenFor('file:///b'), b);
  });
});

describe('the key of a folder', () => {
  const key = (id: string, more: Partial<KeyInfo>): KeyInfo => ({
    ...{ id, name: id, environment: 'development', family: 'api03', masked: 'm', added: 0, state: 'stored', twins: [] },
    ...more,
  });

  it('is the one that was chosen for it, if it is there', () => {
    const keys = [key('a', {}), key('b', { folders: ['file:///x', 'file:///y'] })];
    assert.equal(activeKey('file:///y', keys)?.id, 'b');
    assert.equal(activeKey('file:///z', keys), undefined);
    assert.equal(activeKey('file:///y', [key('b', { folders: ['file:///y'], state: 'lost' })]), undefined);
  });
});

describe('terminals that still have a key', () => {
  const given = (masked: string, ancestors: number[], isOver = false): Given => ({
    ...{ masked, ancestors, isOver: () => isOver },
  });
  const givenWith = (open: number[], ancestors: number[]): Given => ({ ...given('old', ancestors), open });
  const shell = (pid: number | undefined, more: Partial<Shell> = {}): Shell => ({
    ...{ pid, started: [], mayAsk: true, ...more },
  });
  const pids = (shells: Shell[], all: Given[], masked = 'old') =>
    holdersOf(shells, all, (one) => one === masked).map(({ pid }) => pid);

  it('are those above the programs that were given it', () => {
    assert.deepEqual(pids([shell(1), shell(2), shell(3)], [given('old', [9, 2, 1]), given('new', [3])]), [2]);
  });

  it('are no longer those whose program has ended', () => {
    assert.deepEqual(pids([shell(1), shell(2)], [given('old', [1], true), given('old', [2])]), [2]);
  });

  it('are those that were started with it', () => {
    const started = [shell(1, { started: ['old'], mayAsk: false }), shell(2, { started: ['new'] })];
    assert.deepEqual(pids(started, []), [1]);
  });

  it('may be those that are older than what is known', () => {
    assert.deepEqual(pids([shell(1, { started: 'unknown', mayAsk: false }), shell(2)], []), [1]);
  });

  it('may be all that could ask, where it is not known which did', () => {
    assert.deepEqual(pids([shell(1), shell(2, { mayAsk: false }), shell(undefined)], [given('old', [])]), [
      1,
      undefined,
    ]);
    assert.deepEqual(pids([shell(1)], [given('new', [])]), []);
  });

  it('are none that were opened later, or of another start of VS Code', () => {
    assert.deepEqual(pids([shell(1), shell(2)], [givenWith([1], [9, 1])]), [1]);
    assert.deepEqual(pids([shell(2)], [givenWith([1], [9, 1])]), [], 'the terminal is closed by now');
    assert.deepEqual(pids([shell(1), shell(2), shell(3)], [givenWith([1, 2], [9])]), [1, 2], 'not known which');
    assert.deepEqual(pids([shell(3)], [givenWith([1, 2], [9])]), []);
    assert.deepEqual(pids([shell(3)], [givenWith([], [])]), []);
  });
});

describe('keys that terminals here have, and that were changed elsewhere', () => {
  const key = (id: string, more: Partial<KeyInfo> = {}): KeyInfo => ({
    ...{ id, name: id, environment: 'development', family: 'api03', masked: id, added: 0, state: 'stored', twins: [] },
    ...more,
  });

  it('are those that were deleted, replaced or moved', () => {
    const before = [key('a'), key('b'), key('c'), key('d'), key('e')];
    const now = [
      key('a', { masked: 'new' }),
      key('b', { environment: 'staging' }),
      key('d', { state: 'lost' }),
      key('e'),
    ];
    assert.deepEqual(
      withdrawnFrom(before, now).map(({ id }) => id),
      ['a', 'b', 'c', 'd'],
    );
  });

  it('are none that were renamed or used, or cannot be read just now', () => {
    const now = [key('a', { name: 'b', used: 5 }), key('b', { state: 'unreadable' })];
    assert.deepEqual(withdrawnFrom([key('a'), key('b')], now), []);
    assert.deepEqual(withdrawnFrom([key('a', { state: 'lost' })], []), []);
  });

  it('are told once, where nobody has named their terminals meanwhile', async () => {
    const told: string[][] = [];
    const withdrawn = new Withdrawn((keys) => told.push(keys.map(({ id }) => id)), 20);
    const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
    withdrawn.follow([key('a'), key('b'), key('c')]);
    withdrawn.follow([key('c')]);
    withdrawn.said([key('a')]);
    await pause();
    assert.deepEqual(told, [['b']]);
    withdrawn.follow(undefined);
    withdrawn.follow([]);
    await pause();
    assert.deepEqual(told, [['b']], 'what is no longer used has been told');
    withdrawn.follow([key('c')]);
    withdrawn.follow([]);
    withdrawn.dispose();
    await pause();
    assert.deepEqual(told, [['b']]);
  });
});

describe('what a terminal is called', () => {
  it('tells it from others of its name', () => {
    const all = [{ name: 'bash' }, { name: 'build' }, { name: 'bash' }];
    assert.deepEqual(
      all.map((one) => labelIn(one, all)),
      ['bash (1)', 'build', 'bash (2)'],
    );
  });
});

describe('the process of a terminal', () => {
  it('is not waited for where the terminal never tells it', async () => {
    assert.equal(await pidOf(Promise.resolve(7)), 7);
    assert.equal(await pidOf(Promise.resolve(undefined)), undefined);
    assert.equal(await pidOf(Promise.reject(new Error('It could not be started.'))), undefined);
    assert.equal(await pidOf(new Promise(() => {}), 20), undefined);
  });
});

describe('a program that is debugged', () => {
  const variable = 'ANTHROPIC_API_KEY';
  const launch: Launch = { type: 'node', request: 'launch', program: 'a.js' };
  const takes = (more: Record<string, unknown>, types = ['node', 'debugpy']) =>
    takesKey({ ...launch, ...more }, variable, types);

  it('has the key where it runs without a terminal', () => {
    assert.equal(takes({}), true);
    assert.equal(takes({ type: 'pwa-node' }), true);
    assert.equal(takes({ console: 'internalConsole' }), true);
    assert.equal(takes({ type: 'debugpy', console: 'internalConsole' }), true);
    assert.deepEqual(withKey({ ...launch, env: { A: '1' } }, variable, 'v'), {
      ...{ ...launch, env: { A: '1', ANTHROPIC_API_KEY: 'v' } },
    });
  });

  it('has none in a terminal, of other types, when attached to, or with a log of it all', () => {
    assert.equal(takes({ console: 'integratedTerminal' }), false);
    assert.equal(takes({ console: 'externalTerminal' }), false);
    assert.equal(takes({ type: 'debugpy' }), false);
    assert.equal(takes({ type: 'go' }), false);
    assert.equal(takes({}, []), false);
    assert.equal(takes({ request: 'attach' }), false);
    assert.equal(takes({ trace: true }), false);
    assert.equal(takes({ trace: { stdio: false, logFile: '/tmp/a.log' } }), false);
    assert.equal(takes({ trace: { stdio: false, logFile: null } }), true);
    assert.equal(takes({ debugServer: 4711 }), false, 'VS Code hands the launch to whoever listens there');
    assert.equal(takes({ __parentId: 'x', __pendingTargetId: 'y' }), false);
    assert.equal(takes({ type: 'debugpy', console: 'internalConsole', logToFile: true }), false);
  });

  it('keeps a key of its own', () => {
    assert.equal(takes({ env: { ANTHROPIC_API_KEY: '' } }), false);
    assert.equal(takes({ env: 'strange' }), false);
    assert.equal(takes({ env: { OTHER: '1' } }), true);
  });
});
