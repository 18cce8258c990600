/**
 * Answers programs in terminals, over a socket that only this account can reach. Needs Node. On Windows a named pipe, which others may
 * open for reading alone: nobody else gets a request through. Whoever takes its name once it is closed has no token to answer with.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeyReply, lineOf, longestLine, readRequest } from '../../../keys/protocol';
import { addressFor, baseFor, commandsFor, pathEntryFor } from './broker-places';
import type { Broker, Respond } from './broker-types';

/** How long a program may take to say what it wants, in ms. */
const patience = 5000;
/** Programs that have a key stay connected while they run. */
const mostConnections = 256;

const { platform } = process;

export interface BrokerOptions {
  /** The command line's script. */
  script: string;
  /** A folder of this account, in which nobody else can make files: for the command that terminals have on their path. */
  storage: string;
  respond: Respond;
}

function serve(socket: Socket, respond: Respond): void {
  const closed = new AbortController();
  let text = '';
  socket.setEncoding('utf8');
  socket.setTimeout(patience, () => socket.destroy());
  socket.on('error', () => undefined);
  socket.on('close', () => closed.abort());
  socket.on('data', (chunk: string) => {
    text += chunk;
    if (text.length > longestLine) return void socket.destroy();
    if (!text.includes('\n')) return;
    socket.removeAllListeners('data');
    socket.resume();
    socket.setTimeout(0);
    void reply(socket, text.slice(0, text.indexOf('\n')), closed.signal, respond);
  });
}

async function reply(socket: Socket, line: string, closed: AbortSignal, respond: Respond): Promise<void> {
  const request = readRequest(line);
  if (!request) return void socket.destroy();
  const answer = await respond(request, closed).catch((): KeyReply => ({ refused: 'failed' }));
  if (request.mode === 'run' && 'key' in answer) socket.write(lineOf(answer));
  else socket.end(lineOf(answer));
}

const listen = (server: Server, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve();
    });
  });

/**
 * It stays when the window is closed: terminals that outlive the window have it on their path. Of one in the system's temporary
 * folder that is gone anybody could make another, with commands of theirs.
 *
 * @returns its path
 */
function writeCommands({ script, storage }: BrokerOptions): string {
  const folder = join(storage, 'commands');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const { name, text, mode } of commandsFor(platform, process.execPath, script)) {
    const path = join(folder, name);
    // Another window's terminal may just be reading it.
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text, { mode });
  }
  return folder;
}

/** Rejects where there can be no socket. */
export async function openBroker(options: BrokerOptions): Promise<Broker> {
  const { respond } = options;
  const folder = mkdtempSync(join(baseFor(platform, tmpdir()), 'claude-guard-'));
  const address = addressFor(platform, folder, randomBytes(16).toString('hex'));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, respond);
  });
  server.maxConnections = mostConnections;
  const dispose = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const commands = writeCommands(options);
    await listen(server, address);
    // The folder is closed to others from its beginning; the socket is, too.
    if (platform !== 'win32') chmodSync(address, 0o600);
    return { address, commands: pathEntryFor(platform, commands), dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}
