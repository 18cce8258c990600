import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReadWasm } from '../../src/engine/grammars';

const folders = {
  runtime: dirname(require.resolve('@vscode/tree-sitter-wasm')),
  hcl: dirname(require.resolve('@tree-sitter-grammars/tree-sitter-hcl/package.json')),
};

/** Grammars straight from the packages, for tests that don't need a build. */
export const readWasm: ReadWasm = (file) =>
  readFile(join(file === 'tree-sitter-hcl.wasm' ? folders.hcl : folders.runtime, file));
