/** The engine with all rules, for a worker thread of Node. Built to `dist/engine.js`, which is loaded when it is needed. */
import { createEngine } from '../engine/analyze';
import type { ReadWasm } from '../engine/grammars';
import { rules } from '../rules';
import type { Files } from './files';
import { createHandler } from './handler';
import type { FolderWork, Handle } from './protocol';

export const createEngineHandler = (readWasm: ReadWasm, files: Files, folders: FolderWork): Handle =>
  createHandler(createEngine(rules, readWasm), files, folders);
