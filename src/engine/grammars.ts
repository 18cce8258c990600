/** Tree-sitter: one runtime, grammars loaded once and on demand. Hosts supply the bytes; the engine does no I/O. */
import { Language, Parser, type Tree } from '@vscode/tree-sitter-wasm';
import { KeptTrees } from './kept-trees';
import { type Shape, type Snapshot, takeSnapshot } from './snapshot';

export type { Node, Tree, TreeCursor } from '@vscode/tree-sitter-wasm';

export const grammarNames = [
  'typescript',
  'tsx',
  'javascript',
  'python',
  'bash',
  'hcl',
  'ini',
  'go',
  'java',
  'php',
  'ruby',
  'c-sharp',
] as const;
export type GrammarName = (typeof grammarNames)[number];

/** Bytes of a file of `media/grammars`: `tree-sitter.wasm` or `tree-sitter-<grammar>.wasm`. Rejects where it is missing. */
export type ReadWasm = (file: string) => Promise<Uint8Array>;

export interface Grammars {
  /** Loads grammars, each once. Rejects where one cannot be loaded. */
  ready(names: Iterable<GrammarName>): Promise<void>;
  has(name: GrammarName): boolean;
  /**
   * Parses `text`, gives the tree to `use` and frees it afterwards; nothing of the tree may be kept. Broken text gives a
   * tree with error nodes. Throws where the grammar is not loaded.
   */
  withTree<T>(grammar: GrammarName, text: string, use: (tree: Tree) => T): T;
  /**
   * A copy of the text's tree, to be read and not to be changed. Throws where the grammar is not loaded.
   * @param kept a name under which the tree is kept for the text's next version. The copy is valid until that is asked for.
   */
  snapshot(grammar: GrammarName, text: string, shape: Shape, kept?: string): Snapshot;
}

/** What Emscripten makes of the options that it is given. The view is renewed when the memory grows. */
interface RuntimeOptions {
  wasmBinary: Uint8Array;
  locateFile(file: string): string;
  HEAP32?: Int32Array;
  setValue?(at: number, value: number, type?: string): void;
  getValue?(at: number, type?: string): number;
}

/**
 * Emscripten's `setValue` and `getValue` compare the name of a type on every call, and the binding makes a dozen calls for
 * each step of a cursor: to answer for its one type first takes a third off the time for copying a tree.
 */
function hasten(runtime: RuntimeOptions): void {
  const { setValue, getValue } = runtime;
  if (!setValue || !getValue || !runtime.HEAP32) return;
  runtime.setValue = (at, value, type) => {
    if (type === 'i32') runtime.HEAP32![at >> 2] = value;
    else setValue(at, value, type);
  };
  runtime.getValue = (at, type) => (type === 'i32' ? runtime.HEAP32![at >> 2]! : getValue(at, type));
}

export function createGrammars(readWasm: ReadWasm): Grammars {
  const loading = new Map<GrammarName, Promise<void>>();
  const parsers = new Map<GrammarName, Parser>();
  const kept = new KeptTrees();
  let runtime: Promise<void> | undefined;

  // The runtime's own types know `locateFile` only, without which it asks for the address of its script; `wasmBinary` is
  // Emscripten's documented way to hand over the bytes.
  const start = async () => {
    const options: RuntimeOptions = {
      wasmBinary: await readWasm('tree-sitter.wasm'),
      locateFile: (file) => file,
    };
    await Parser.init(options as object as Parameters<typeof Parser.init>[0]);
    hasten(options);
  };

  const load = async (grammar: GrammarName) => {
    runtime ??= start();
    runtime.catch(() => {
      runtime = undefined;
    });
    await runtime;
    const language = await Language.load(await readWasm(`tree-sitter-${grammar}.wasm`));
    parsers.set(grammar, new Parser().setLanguage(language));
  };

  const readyOne = (grammar: GrammarName): Promise<void> => {
    const known = loading.get(grammar);
    if (known) return known;
    const loaded = load(grammar);
    loading.set(grammar, loaded);
    // What could not be read may be there the next time.
    loaded.catch(() => loading.delete(grammar));
    return loaded;
  };

  const parserOf = (grammar: GrammarName): Parser => {
    const parser = parsers.get(grammar);
    if (!parser) throw new Error(`The ${grammar} grammar is not loaded.`);
    return parser;
  };

  const withTree = <T>(grammar: GrammarName, text: string, use: (tree: Tree) => T): T => {
    const tree = parserOf(grammar).parse(text);
    if (!tree) throw new Error(`The ${grammar} parser gave no tree.`);
    try {
      return use(tree);
    } finally {
      tree.delete();
    }
  };

  return {
    ready: async (names) => {
      await Promise.all([...new Set(names)].map(readyOne));
    },
    has: (name) => parsers.has(name),
    withTree,
    snapshot(grammar, text, shape, name) {
      if (name === undefined) return withTree(grammar, text, (tree) => takeSnapshot(tree, shape));
      return kept.snapshot(`${grammar}:${name}`, parserOf(grammar), text, shape);
    },
  };
}
