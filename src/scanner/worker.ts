/** The main of a worker thread of Node. Built to `dist/worker.js`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createFolderWork } from './folder-work';
import { nodeFiles } from './read';
import { nodeTree } from './walk';
import { startWorker } from './worker-main';

const { grammars } = workerData as { grammars: string };
const answer = startWorker({
  readWasm: (file) => readFile(join(grammars, file)),
  files: nodeFiles,
  folders: createFolderWork(nodeFiles, nodeTree),
  post: (message) => parentPort?.postMessage(message),
});

parentPort?.on('message', answer);
