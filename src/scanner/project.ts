/** The modules of one folder, read as they are asked for, and the findings whose ways lead through several of them. */
import type { AnalyzeOptions, Engine, Examined } from '../engine/analyze';
import { linkDocuments, type ReadDocument } from '../engine/documents';
import { createGraph, type ModuleGraph } from '../engine/modules/graph';
import { Linkage } from '../engine/modules/linkage';
import { folderOf } from '../engine/modules/paths';
import type { ModuleTree } from '../engine/modules/tree';
import type { HostFacts, SourceFile } from '../engine/types';

/** A code file of the project. */
export interface ProjectFile {
  /** Relative to the root, with `/`. */
  path: string;
  uri: string;
  /** The modules that it names. */
  specifiers: readonly string[];
  options: AnalyzeOptions;
  host: HostFacts;
}

export interface ProjectOptions {
  engine: Engine;
  /** What is stored, or open; undefined where it cannot be read or is too large. */
  read(file: ProjectFile): string | undefined;
  /** Text of a `package.json` or `tsconfig.json`. */
  manifest(path: string): string | undefined;
}

export interface ProjectContent {
  files: readonly ProjectFile[];
  /** `package.json`, `tsconfig.json`, `jsconfig.json`. */
  manifests: readonly string[];
  /** Paths of the files that have to do with Claude by themselves. */
  asking: readonly string[];
}

interface Module {
  file: SourceFile;
  documents: readonly ReadDocument[];
}

/** What is known of a file whose findings may rest on others. */
interface Root {
  /** Modules that its findings rest on. */
  needs: ReadonlySet<string>;
}

export interface Linked {
  file: ProjectFile;
  analysis: Examined;
}

/** What the project may cost. Sources of the numbers: repositories that use Claude, where the largest needs a tenth of them. */
const budget = {
  /** Files whose findings may rest on others. */
  roots: 600,
  /** Modules that are kept, and their texts' length in UTF-16 units. */
  modules: 1500,
  units: 24_000_000,
};

export class Project {
  readonly #options: ProjectOptions;
  readonly #files: ReadonlyMap<string, ProjectFile>;
  readonly #tree: ModuleTree;
  readonly #modules = new Map<string, Module>();
  readonly #roots = new Map<string, Root>();
  /** Modules that were asked for beyond the budget, or could not be read. */
  readonly #refused = new Set<string>();
  readonly #asking: Set<string>;
  #graph: ModuleGraph;
  #units = 0;

  constructor({ files, manifests, asking }: ProjectContent, options: ProjectOptions) {
    this.#options = options;
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.#asking = new Set(asking);
    this.#tree = treeOf([...this.#files.keys()], manifests, options.manifest);
    this.#graph = createGraph(files, this.#asking, this.#tree);
  }

  /** Modules and files that were not followed for want of time or space, or because they could not be read. */
  get left(): number {
    return this.#refused.size + Math.max(0, this.#graph.left - budget.roots);
  }

  /** The files whose findings may rest on others. */
  get roots(): readonly string[] {
    return this.#graph.asking(budget.roots);
  }

  /** Findings of these files, each as soon as it is known. Rejects where a grammar cannot be loaded. */
  async *analyse(paths: readonly string[]): AsyncGenerator<Linked> {
    await this.#options.engine.ready();
    const linkage = this.#link();
    for (const path of paths) {
      const linked = this.#inspect(path, linkage);
      if (linked) yield linked;
    }
  }

  #link(): Linkage {
    return new Linkage({
      graph: this.#graph,
      open: (path, links) => {
        const module = this.#moduleAt(path);
        return module && linkDocuments(module.documents, ({ format }) => links(format.id === 'python'));
      },
    });
  }

  #inspect(path: string, linkage: Linkage): Linked | undefined {
    const [file, module] = [this.#files.get(path), this.#moduleAt(path)];
    if (!file || !module) return undefined;
    const analysis = this.#options.engine.inspect(module.file, linkage.documents(path), file.options);
    this.#roots.set(path, { needs: linkage.needs(path) });
    return { file, analysis };
  }

  #moduleAt(path: string): Module | undefined {
    const known = this.#modules.get(path);
    const file = this.#files.get(path);
    if (known || !file || this.#refused.has(path)) return known;
    const isFull = this.#modules.size >= budget.modules || this.#units >= budget.units;
    const text = isFull ? undefined : this.#options.read(file);
    if (text === undefined) this.#refused.add(path);
    else this.#take(file, text, 0);
    return this.#modules.get(path);
  }

  #take(file: ProjectFile, text: string, version: number): void {
    const { path, uri, host } = file;
    const source: SourceFile = { path, uri, version, text, host };
    const documents = this.#options.engine.read(source);
    this.#units += text.length - (this.#modules.get(path)?.file.text.length ?? 0);
    this.#modules.set(path, { file: source, documents });
  }
}

function treeOf(paths: readonly string[], manifests: readonly string[], text: ModuleTree['text']): ModuleTree {
  const files = new Set([...paths, ...manifests]);
  const folders = new Set<string>();
  for (const path of paths)
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder))
      folders.add(folder);
  const known = new Set(manifests);
  const texts = new Map<string, string | undefined>();
  return {
    has: (path) => files.has(path),
    hasFolder: (path) => folders.has(path),
    text(path) {
      if (known.has(path) && !texts.has(path)) texts.set(path, text(path));
      return texts.get(path);
    },
    packages: manifests.filter((path) => /(?:^|\/)package\.json$/.test(path)).map(folderOf),
  };
}
