/** Where a window listens to its terminals, and the command that they have for it: for each system. Pure. */
import { posix, win32 } from 'node:path';

/** Node's `process.platform`. */
type System = NodeJS.Platform;

/** Paths of sockets may not be longer than about a hundred bytes; what is made below the folder takes some of them. */
const longestFolder = 70;

/** The folder in which one for this window is made. @param temporary the system's own */
export const baseFor = (system: System, temporary: string): string =>
  system === 'win32' || Buffer.byteLength(temporary) <= longestFolder ? temporary : '/tmp';

/** On Windows a pipe's name, else a socket's path. @param random nobody can guess it @param folder this window's own */
export const addressFor = (system: System, folder: string, random: string): string =>
  system === 'win32' ? `\\\\.\\pipe\\claude-guard-${random}` : posix.join(folder, 'keys');

export interface CommandFile {
  name: string;
  text: string;
  mode: number;
}

const inShell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
/** In a batch file a single `%` begins a variable, in quotes too. No path of Windows has a quote in it. */
const inBatch = (text: string): string => `"${text.replaceAll('%', '%%')}"`;

/**
 * VS Code's own executable is a Node, too: terminals need not have one. Git's shell on Windows takes the first file, and all others
 * there the second.
 */
export function commandsFor(system: System, node: string, script: string): CommandFile[] {
  const shell = `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${inShell(node)} ${inShell(script)} "$@"\n`;
  const forShells = { name: 'claude-guard', text: shell, mode: 0o700 };
  if (system !== 'win32') return [forShells];
  const batch = ['@echo off', 'setlocal', 'set ELECTRON_RUN_AS_NODE=1', `${inBatch(node)} ${inBatch(script)} %*`, ''];
  return [forShells, { name: 'claude-guard.cmd', text: batch.join('\r\n'), mode: 0o700 }];
}

/** What is put before the path of terminals: the folder with the command, and what separates it from the rest. */
export const pathEntryFor = (system: System, folder: string): string =>
  `${folder}${(system === 'win32' ? win32 : posix).delimiter}`;
