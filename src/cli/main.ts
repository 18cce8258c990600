#!/usr/bin/env node
/** The real world of the command line. Built to `dist/cli.js`, beside `dist/worker.js`. */
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { ruleTexts } from '../report/rule-texts';
import { createNodePool } from '../scanner/node-pool';
import { scan } from '../scanner/scan';
import { exitCodes, type Host, type Terminal } from './host';
import { nodeKeyHost } from './key-host';
import { nodeOnline } from './node-online';
import { run } from './program';
import { reasonOf } from './reasons';

/** What could not be written, apart from what nobody wanted to read any more. */
let lost: unknown;

/** A reader that went away (`| head`) ends the output, not the program. */
function terminalOf(stream: NodeJS.WriteStream): Terminal {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code !== 'EPIPE') lost ??= error;
  });
  return {
    write: (text) => {
      if (!closed) stream.write(text);
    },
    isTerminal: stream.isTTY ?? false,
    get columns() {
      return stream.columns;
    },
  };
}

/** Rejects when the person interrupts: nobody may ever end the input. */
async function readStdin(signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of addAbortSignal(signal, process.stdin)) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function localDate(): string {
  const now = new Date();
  const digits = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${digits(now.getMonth() + 1)}-${digits(now.getDate())}`;
}

/** The first interrupt ends the scan and prints what there is; a second one ends the program. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

/** `package.json` stands above the built file, here and in the extension. */
function readVersion(): string {
  return JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')).version;
}

const signal = interruption();

const host: Host = {
  stdout: terminalOf(process.stdout),
  stderr: terminalOf(process.stderr),
  readStdin: () => readStdin(signal),
  cwd: process.cwd(),
  env: process.env,
  today: localDate(),
  clock: () => performance.now(),
  rules: ruleTexts(),
  version: readVersion(),
  signal,
  readTraining: () => JSON.parse(readFileSync(join(__dirname, 'training.json'), 'utf8')),
  keys: nodeKeyHost,
  online: nodeOnline(process.env),
  openScanner: () => createNodePool({ worker: join(__dirname, 'worker.js'), grammars: join(__dirname, 'grammars') }),
  scan: (scanner, target, options) => scan(target, scanner, options),
};

// Not `process.exit`: what has been written to a pipe must get there first. Only then is it known what got lost.
run(process.argv.slice(2), host).then((code) => {
  process.exitCode = code;
});
process.on('exit', () => {
  if (lost === undefined) return;
  process.exitCode = exitCodes.usage;
  try {
    writeSync(2, `claude-guard: The output can't be written: ${reasonOf(lost)}.\n`);
  } catch {
    // There is nowhere left to say it; the exit code does.
  }
});
