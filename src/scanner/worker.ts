/** A worker thread's main. Built to `dist/worker.js`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../engine/analyze';
import { rules } from '../rules';
import { createHandler, serve } from './protocol';
import { nodeFiles } from './read';

const { grammars } = workerData as { grammars: string };
const engine = createEngine(rules, (file) => readFile(join(grammars, file)));
const answer = serve(createHandler(engine, nodeFiles), (message) => parentPort?.postMessage(message));

parentPort?.on('message', answer);
