// @ts-check
/**
 * Child processes, ports, temporary folders and time limits for the harness. Whatever is started or created here
 * is ended and removed when this process ends, however it ends (short of SIGKILL).
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { constants as osConstants, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** @typedef {(line: string) => void} Log */

/** Synchronous clean-up functions that are still due, newest last. @type {Set<() => void>} */
const due = new Set();
let watching = false;

/**
 * Has `cleanUp` called once: by the returned function, or when this process ends or is told to end.
 * @param {() => void} cleanUp synchronous, since nothing else runs while a process exits
 * @returns {() => void}
 */
export function atEnd(cleanUp) {
  watchForEnd();
  const once = () => {
    if (due.delete(once)) cleanUp();
  };
  due.add(once);
  return once;
}

function watchForEnd() {
  if (watching) return;
  watching = true;
  process.on('exit', cleanUpAll);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => process.exit(128 + osConstants.signals[signal]));
  }
}

function cleanUpAll() {
  for (const cleanUp of [...due].reverse()) {
    try {
      cleanUp();
    } catch {
      // The next one must run all the same.
    }
  }
}

/**
 * A fresh folder, removed at the end. Symbolic links are resolved, so that an editor names it the same way.
 * @param {string} purpose part of its name
 */
export function temporaryFolder(purpose) {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `claude-guard-${purpose}-`)));
  atEnd(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

/**
 * @typedef {object} Group
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<number>} ended the exit code; a signal counts as 1
 * @property {() => string} output the last 8,000 characters that it wrote
 * @property {() => Promise<void>} stop ends the whole process group and waits for it
 */

/**
 * Starts a program as the leader of its own process group: helpers that it leaves behind end with it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Group}
 */
export function startGroup(command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let tail = '';
  const keep = (/** @type {Buffer} */ chunk) => {
    tail = (tail + chunk).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const end = atEnd(() => signalGroup(child.pid, 'SIGKILL'));
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      tail += error.message;
      resolve(127);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const stop = async () => {
    signalGroup(child.pid, 'SIGTERM');
    await Promise.race([ended, delay(2000)]);
    end();
    await ended;
  };
  return { child, ended, output: () => tail, stop };
}

/** @param {number | undefined} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

/**
 * Runs a program to its end; throws with the end of its output when it fails or takes too long.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, limitMs: number }} options
 * @returns {Promise<string>} what it wrote (its last 8,000 characters)
 */
export async function run(command, args, { limitMs, ...options }) {
  const group = startGroup(command, args, options);
  const what = [command, ...args].slice(0, 3).join(' ');
  try {
    const code = await withLimit(group.ended, limitMs, what);
    if (code !== 0) throw new Error(`"${what}" ended with code ${code}:\n${group.output().trim()}`);
    return group.output();
  } finally {
    await group.stop();
  }
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {number} limitMs
 * @param {string} what named in the error
 * @returns {Promise<T>}
 */
export async function withLimit(promise, limitMs, what) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not done after ${limitMs / 1000} s.`)), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {number} ms */
export const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A TCP port on 127.0.0.1 that is free now. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** The first of these programs that is on the PATH. @param {string[]} names @returns {string | undefined} */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
