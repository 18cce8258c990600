/** Tree-sitter: one runtime, grammars loaded once and on demand. Hosts supply the bytes; the engine does no I/O. */
import { Language, Parser, type Tree } from '@vscode/tree-sitter-wasm';
import { KeptTrees } from './kept-trees';
import { type Shape, type Snapshot, takeSnapshot } from './snapshot';

export type { Node, Tree, TreeCursor } from '@vscode/tree-sitter-wasm';

export const grammarNames = ['typescript', 'tsx', 'javascript', 'python', 'bash', 'hcl', 'ini'] as const;
export type GrammarName = (typeof grammarNames)[number];

/** Bytes of a file of `media/grammars`: `tree-sitter.wasm` or `tree-sitter-<grammar>.wasm`. Rejects where it is missing. */
export type ReadWasm = (file: string) => Promise<Uint8Array>;

export interface Grammars {
  /**
   * Parses `text`, gives the tree to `use` and frees it afterwards; nothing of the tree may be kept. Broken text gives a
   * tree with error nodes. Throws where the grammar cannot be loaded.
   */
  withTree<T>(grammar: GrammarName, text: string, use: (tree: Tree) => T): Promise<T>;
  /**
   * A copy of the text's tree, to be read and not to be changed. Throws where the grammar cannot be loaded.
   * @param kept a name under which the tree is kept for the text's next version. The copy is valid until that is asked for.
   */
  snapshot(grammar: GrammarName, text: string, shape: Shape, kept?: string): Promise<Snapshot>;
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
  const parsers = new Map<GrammarName, Promise<Parser>>();
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
    return new Parser().setLanguage(language);
  };

  const parserOf = (grammar: GrammarName): Promise<Parser> => {
    const known = parsers.get(grammar);
    if (known) return known;
    const parser = load(grammar);
    parsers.set(grammar, parser);
    // What could not be read may be there the next time.
    parser.catch(() => parsers.delete(grammar));
    return parser;
  };

  const withTree = async <T>(grammar: GrammarName, text: string, use: (tree: Tree) => T): Promise<T> => {
    const tree = (await parserOf(grammar)).parse(text);
    if (!tree) throw new Error(`The ${grammar} parser gave no tree.`);
    try {
      return use(tree);
    } finally {
      tree.delete();
    }
  };

  return {
    withTree,
    async snapshot(grammar, text, shape, name) {
      if (name === undefined) return withTree(grammar, text, (tree) => takeSnapshot(tree, shape));
      return kept.snapshot(`${grammar}:${name}`, await parserOf(grammar), text, shape);
    },
  };
}
