/** The real world of `claude-guard key`. */
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import spawn from 'cross-spawn';
import { type KeyReply, type KeyRequest, lineOf, longestLine, mostAncestors, readReply } from '../keys/protocol';
import { UsageError } from './host';
import type { KeyHost } from './key';
import { reasonOf } from './reasons';

/** How long VS Code may take to answer, in ms: it may have to wake a keyring. */
const patience = 30_000;

/** What a program that ended by a signal is said to have exited with. */
const bySignal = 128;
const notFound = 127;

interface Answered {
  reply: KeyReply | undefined;
  close(): void;
}

/**
 * Whether nobody else can answer there. Once a window is closed its folder is gone, and anybody can make another of the same name
 * where all may write.
 */
async function isOurs(address: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const { uid, mode } = await stat(dirname(address));
  return uid === process.getuid?.() && (mode & 0o077) === 0;
}

async function ask(address: string, request: KeyRequest): Promise<Answered> {
  if (!(await isOurs(address))) throw new Error('The folder is somebody else’s.');
  return connect(address, request);
}

function connect(address: string, request: KeyRequest): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(address);
    let text = '';
    socket.setEncoding('utf8');
    socket.setTimeout(patience, () => socket.destroy(new Error('It does not answer.')));
    socket.on('connect', () => socket.write(lineOf(request)));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('It has closed the connection.')));
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.length > longestLine) return void socket.destroy();
      if (!text.includes('\n')) return;
      socket.setTimeout(0);
      // The window may be closed before the program ends.
      socket.unref();
      resolve({ reply: readReply(text.slice(0, text.indexOf('\n'))), close: () => socket.destroy() });
    });
  });
}

/** By `/proc`: the fourth field, behind the name in parentheses. */
async function parentOnLinux(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

async function parents(): Promise<(pid: number) => Promise<number>> {
  if (process.platform === 'linux') return parentOnLinux;
  if (process.platform === 'win32') return async () => 0;
  const { stdout } = await promisify(execFile)('/bin/ps', ['-A', '-o', 'pid=,ppid=']);
  const table = new Map(
    [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s*$/gm)].map(([, pid, up]) => [Number(pid), Number(up)]),
  );
  return async (pid) => table.get(pid) ?? 0;
}

async function ancestors(): Promise<number[]> {
  const found: number[] = [];
  try {
    const parentOf = await parents();
    for (let pid = process.ppid; pid > 1 && found.length < mostAncestors; pid = await parentOf(pid)) found.push(pid);
  } catch {
    // What is known so far is told; VS Code then takes any terminal for the one.
  }
  return found;
}

function run([program = '', ...args]: readonly string[], env: Record<string, string | undefined>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env });
    // A terminal tells the program itself of an interrupt; this process waits for how it ends.
    const wait = () => undefined;
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', wait).on('SIGTERM', forward).on('SIGHUP', forward);
    const end = () => process.off('SIGINT', wait).off('SIGTERM', forward).off('SIGHUP', forward);
    child.on('error', (error) => {
      end();
      if ('code' in error && error.code === 'ENOENT') return resolve(sayMissing(program));
      reject(new UsageError(`“${program}” can't be started: ${reasonOf(error)}.`));
    });
    child.on('exit', (code, signal) => {
      end();
      resolve(code ?? bySignal + (signal ? constants.signals[signal] : 0));
    });
  });
}

function sayMissing(program: string): number {
  process.stderr.write(`claude-guard: There is no program “${program}”.\n`);
  return notFound;
}

export const nodeKeyHost: KeyHost = { ask, ancestors, run };
