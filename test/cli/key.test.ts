import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { KeyHost } from '../../src/cli/key';
import { nodeKeyHost } from '../../src/cli/key-host';
import { replyWith, requestWith } from '../../src/keys/proof';
import { addressVariable, type KeyReply, type KeyRequest, lineOf, tokenVariable } from '../../src/keys/protocol';
import { openBroker } from '../../src/vscode/keys/use/broker';
import { addressFor, baseFor, commandsFor, pathEntryFor } from '../../src/vscode/keys/use/broker-places';
import type { Broker, Respond } from '../../src/vscode/keys/use/broker-types';
import { runIn } from '../support/command-line';
import { fakeKey } from '../support/fake-key.mjs';

const key = fakeKey('api03', 'the key that a terminal gets');
const requestOf = (mode: KeyRequest['mode'], token = 'token'): KeyRequest =>
  requestWith(token, crypto.randomUUID(), { mode, ancestors: [] });
const answerTo = (request: KeyRequest, token = 'token'): KeyReply =>
  replyWith(token, request, key, 'ANTHROPIC_API_KEY');
const good = answerTo(requestOf('print'));
const env = { [addressVariable]: '/nowhere', [tokenVariable]: 'token', ELECTRON_RUN_AS_NODE: '1', HOME: '/home/me' };

/** A window that answers; what it was asked, and what was run with what. */
function windowThat(answer: (request: KeyRequest) => KeyReply | undefined) {
  const seen = { asked: [] as KeyRequest[], closed: 0, ran: [] as unknown[] };
  const keys: KeyHost = {
    ask: async (_, request) => {
      seen.asked.push(request);
      return { reply: answer(request), close: () => seen.closed++ };
    },
    ancestors: async () => [11, 5],
    run: async (command, environment) => {
      seen.ran.push({ command, environment });
      return 3;
    },
  };
  return { keys, seen };
}

describe('claude-guard key', () => {
  it('prints the key for whatever reads it', async () => {
    const { keys, seen } = windowThat(answerTo);
    const { code, out, err } = await runIn('/', ['key'], { env, keys });
    assert.deepEqual({ code, out, err }, { code: 0, out: `${key}\n`, err: '' });
    const nonces = seen.asked.map(({ nonce }) => nonce);
    assert.deepEqual(seen.asked, [requestWith('token', nonces[0]!, { mode: 'print', ancestors: [11, 5] })]);
    await runIn('/', ['key'], { env, keys });
    assert.notEqual(seen.asked[1]?.nonce, nonces[0]);
    assert.equal(seen.closed, 2);
  });

  it('shows it in no terminal, and does not even ask for it', async () => {
    const { keys, seen } = windowThat(answerTo);
    let shown = '';
    const stdout = {
      isTerminal: true,
      write: (text: string) => {
        shown += text;
      },
    };
    const { code, err } = await runIn('/', ['key'], { env, keys, stdout });
    assert.equal(code, 2);
    assert.match(err, /not shown in a terminal.*claude-guard key -- <program>/);
    assert.equal(shown, '');
    assert.deepEqual(seen.asked, []);
  });

  it('gives it to one program alone, with its own options', async () => {
    const { keys, seen } = windowThat(answerTo);
    const { code, out } = await runIn('/', ['key', '--', 'npm', 'test', '--', '--watch', '-h'], { env, keys });
    assert.equal(code, 3);
    assert.equal(out, '');
    const { ELECTRON_RUN_AS_NODE: _, ...rest } = env;
    const environment = { ...rest, ANTHROPIC_API_KEY: key };
    assert.deepEqual(seen.ran, [{ command: ['npm', 'test', '--', '--watch', '-h'], environment }]);
    assert.equal(seen.closed, 1);
  });

  for (const [reply, says] of [
    [{ refused: 'revoked' }, /no longer gives keys to this terminal/],
    [{ refused: 'none' }, /This folder has no key/],
    [{ refused: 'failed' }, /could not read the key/],
    [undefined, /makes no sense/],
  ] as const)
    it(`says what is wrong: ${says}`, async () => {
      const { keys, seen } = windowThat(() => reply);
      const { code, out, err } = await runIn('/', ['key', '--', 'npm', 'start'], { env, keys });
      assert.deepEqual({ code, out }, { code: 2, out: '' });
      assert.match(err, says);
      assert.deepEqual(seen.ran, []);
    });

  it('takes no key of whatever else answers in the window’s place', async () => {
    for (const answer of [(request: KeyRequest) => answerTo(request, 'another token'), () => good]) {
      const { keys, seen } = windowThat(answer);
      const { code, out, err } = await runIn('/', ['key', '--', 'npm', 'start'], { env, keys });
      assert.deepEqual({ code, out }, { code: 2, out: '' });
      assert.match(err, /Something other than the window/);
      assert.deepEqual({ ran: seen.ran, closed: seen.closed }, { ran: [], closed: 1 });
    }
  });

  it('says so outside of VS Code, and where the window is gone', async () => {
    const { keys } = windowThat(answerTo);
    assert.match((await runIn('/', ['key'], { keys })).err, /Use Keys in This Workspace/);
    const gone = { ...keys, ask: nodeKeyHost.ask };
    assert.match((await runIn('/', ['key'], { env, keys: gone })).err, /closed or reloaded/);
  });
});

describe('the socket that answers terminals', () => {
  const folder = mkdtempSync(join(tmpdir(), 'claude-guard-test-'));
  const script = join(folder, "it's a script.js");
  const storage = join(folder, 'what VS Code keeps for us');
  let broker: Broker | undefined;
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => broker?.dispose());

  async function start(respond: Respond): Promise<Broker> {
    broker = await openBroker({ script, storage, respond });
    return broker;
  }

  it('is this account’s alone, and leaves nothing where others can write', async () => {
    const { address, dispose } = await start(async () => good);
    assert.deepEqual(readdirSync(dirname(address)), ['keys']);
    assert.equal(statSync(address).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(address)).mode & 0o777, 0o700);
    dispose();
    assert.equal(existsSync(dirname(address)), false);
  });

  it('leaves its command, for terminals that outlive the window have its folder on their path', async () => {
    const { commands, dispose } = await start(async () => good);
    const place = join(storage, 'commands');
    assert.equal(commands, `${place}${delimiter}`);
    assert.equal(statSync(place).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(place), ['claude-guard']);
    assert.equal(statSync(join(place, 'claude-guard')).mode & 0o777, 0o700);
    dispose();
    assert.ok(existsSync(join(place, 'claude-guard')));
    writeFileSync(join(place, 'claude-guard'), 'that of an earlier version');
    await start(async () => good);
    assert.match(readFileSync(join(place, 'claude-guard'), 'utf8'), /^#!\/bin\/sh\n.*script\.js/);
  });

  it('is asked for nothing where others could answer in its place', async () => {
    const shared = mkdtempSync(join(folder, 'shared-'));
    const address = join(shared, 'keys');
    const server = createServer((socket) => socket.on('data', () => socket.end(lineOf(good))));
    server.listen(address);
    await once(server, 'listening');
    try {
      assert.deepEqual((await nodeKeyHost.ask(address, requestOf('print'))).reply, good);
      chmodSync(shared, 0o770);
      await assert.rejects(nodeKeyHost.ask(address, requestOf('print')));
    } finally {
      server.close();
    }
  });

  it('answers each request once, and knows as long as a program runs', async () => {
    const open: AbortSignal[] = [];
    const { address } = await start(async (_, closed) => {
      open.push(closed);
      return good;
    });
    const { reply, close } = await nodeKeyHost.ask(address, requestOf('run'));
    assert.deepEqual(reply, good);
    assert.equal(open[0]!.aborted, false);
    const over = new Promise((resolve) => open[0]!.addEventListener('abort', resolve));
    close();
    await over;
    await nodeKeyHost.ask(address, requestOf('print'));
    await new Promise<void>((resolve) => {
      if (open[1]!.aborted) resolve();
      open[1]!.addEventListener('abort', () => resolve());
    });
  });

  it('hangs up on whatever is no request, and goes on', async () => {
    let asked = 0;
    const { address } = await start(async () => {
      asked++;
      return good;
    });
    for (const text of ['GET / HTTP/1.1\r\n\r\n', '{}\n', 'x'.repeat(100_000)]) {
      await new Promise<void>((resolve) => {
        const socket = createConnection(address, () => socket.write(text));
        socket.on('error', () => undefined);
        socket.on('data', () => assert.fail('it has answered'));
        socket.on('close', () => resolve());
      });
    }
    assert.equal(asked, 0);
    assert.deepEqual((await nodeKeyHost.ask(address, requestOf('print'))).reply, good);
  });

  it('tells nothing of what went wrong', async () => {
    const { address } = await start(() => Promise.reject(new Error(key)));
    assert.deepEqual((await nodeKeyHost.ask(address, requestOf('print'))).reply, { refused: 'failed' });
  });

  it('brings its own command, which needs no Node on the path', async () => {
    writeFileSync(script, 'console.log(JSON.stringify(process.argv.slice(2)))');
    await start(async () => good);
    const command = join(storage, 'commands', 'claude-guard');
    const out = execFileSync(command, ['key', '--', 'a b'], { encoding: 'utf8', env: {} });
    assert.deepEqual(JSON.parse(out), ['key', '--', 'a b']);
  });
});

describe('where a window listens', () => {
  it('is a pipe of another name each time on Windows, and else a file of the window’s own folder', () => {
    assert.equal(addressFor('win32', 'C:\\Temp\\claude-guard-x', 'ab12'), '\\\\.\\pipe\\claude-guard-ab12');
    assert.equal(addressFor('darwin', '/tmp/claude-guard-x', 'ab12'), '/tmp/claude-guard-x/keys');
    assert.equal(pathEntryFor('win32', 'C:\\Temp\\x'), 'C:\\Temp\\x;');
    assert.equal(pathEntryFor('linux', '/tmp/x'), '/tmp/x:');
  });

  it('is near the root where the path of a socket would be too long', () => {
    const long = `/var/folders/${'x'.repeat(60)}`;
    assert.equal(baseFor('darwin', long), '/tmp');
    assert.equal(baseFor('darwin', '/var/folders/x'), '/var/folders/x');
    assert.equal(baseFor('linux', `/tmp/${'ü'.repeat(40)}`), '/tmp');
    assert.equal(baseFor('win32', `C:\\${long}`), `C:\\${long}`);
  });

  it('has a command for each kind of shell, whatever its path', () => {
    const [shell, batch, ...none] = commandsFor('win32', 'C:\\100% mine\\Code.exe', "C:\\it's\\cli.js");
    assert.deepEqual(none, []);
    assert.equal(shell?.name, 'claude-guard');
    assert.ok(shell?.text.endsWith(`exec 'C:\\100% mine\\Code.exe' 'C:\\it'\\''s\\cli.js' "$@"\n`), shell?.text);
    assert.equal(batch?.name, 'claude-guard.cmd');
    assert.deepEqual(batch?.text.split('\r\n'), [
      '@echo off',
      'setlocal',
      'set ELECTRON_RUN_AS_NODE=1',
      `"C:\\100%% mine\\Code.exe" "C:\\it's\\cli.js" %*`,
      '',
    ]);
    assert.deepEqual(
      commandsFor('darwin', '/node', '/cli.js').map(({ name, mode }) => [name, mode]),
      [['claude-guard', 0o700]],
    );
  });
});

describe('a program that is run with a key', () => {
  const run = (code: string, more = {}) => nodeKeyHost.run([process.execPath, '-e', code], { ...process.env, ...more });

  it('has the environment, and ends as it ends', async () => {
    assert.equal(await run('process.exit(process.env.GIVEN === "yes" ? 7 : 1)', { GIVEN: 'yes' }), 7);
    assert.equal(await run('process.kill(process.pid, "SIGTERM")'), process.platform === 'win32' ? 1 : 128 + 15);
  });

  it('may not exist', async () => {
    assert.equal(await nodeKeyHost.run(['no-such-program-here'], process.env), 127);
  });

  it('is found among the processes above', async () => {
    const above = await nodeKeyHost.ancestors();
    if (process.platform !== 'win32') assert.equal(above[0], process.ppid);
    assert.ok(above.every((pid) => pid > 1));
  });
});
