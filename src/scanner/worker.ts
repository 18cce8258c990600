/**
 * The main of a worker thread of Node. Built to `dist/worker.js`, beside `dist/engine.js`: most files of a folder are told
 * to be none of our business without the engine, which takes several times as long to load as all that is here.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createDiskWork, isForDisk } from './disk-work';
import { createFolderWork } from './folder-work';
import { type Handle, serve } from './protocol';
import { nodeFiles } from './read';
import { nodeTree } from './walk';

const { grammars } = workerData as { grammars: string };
const folders = createFolderWork(nodeFiles, nodeTree);
const disk = createDiskWork(nodeFiles, folders);
let engine: Handle | undefined;

function loadEngine(): Handle {
  const built = require(join(__dirname, 'engine.js')) as typeof import('./worker-engine');
  return built.createEngineHandler((file) => readFile(join(grammars, file)), nodeFiles, folders);
}

const handle: Handle = async (request, line) => {
  if (isForDisk(request)) return disk(request, line);
  engine ??= loadEngine();
  return engine(request, line);
};

parentPort?.on(
  'message',
  serve(handle, (message) => parentPort?.postMessage(message)),
);
