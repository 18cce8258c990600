/** The modules of one folder, read as they are asked for, and the findings whose ways lead through several of them. */
import type { AnalyzeOptions, Engine, Examined } from '../engine/analyze';
import { linkDocuments, type ReadDocument } from '../engine/documents';
import { createGraph, type ModuleGraph } from '../engine/modules/graph';
import { Linkage } from '../engine/modules/linkage';
import { folderOf } from '../engine/modules/paths';
import { languageOf, specifiersOf } from '../engine/modules/specifiers';
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
  read(file: Pick<ProjectFile, 'path'>): string | undefined;
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

export interface Linked {
  file: ProjectFile;
  analysis: Examined;
}

/** What a project may cost. */
const budget = {
  /** Files whose findings may rest on others. */
  roots: 600,
  /**
   * Texts of the modules that are kept read and linked, in UTF-16 units: what they say takes about thirty times as much. A
   * monorepo of twice the size reads half of its modules again.
   */
  units: 12_000_000,
  /** Of that, what is kept once it is used up. */
  kept: 9_000_000,
};

export class Project {
  readonly #options: ProjectOptions;
  readonly #files: Map<string, ProjectFile>;
  readonly #manifests: readonly string[];
  #tree!: ModuleTree;
  /** The one that was used last stands last. */
  readonly #modules = new Map<string, Module>();
  #linkage: Linkage | undefined;
  /** Of files whose findings may rest on others: the modules that they do rest on. */
  readonly #needs = new Map<string, ReadonlySet<string>>();
  /** Modules that were asked for and could not be read. */
  readonly #refused = new Set<string>();
  readonly #asking: Set<string>;
  #graph!: ModuleGraph;
  #units = 0;

  constructor({ files, manifests, asking }: ProjectContent, options: ProjectOptions) {
    this.#options = options;
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.#asking = new Set(asking);
    this.#manifests = manifests;
    this.#wire();
  }

  /** Whether findings of the file may rest on others: its code has to do with Claude, if only by what it uses or who uses it. */
  mayRest(path: string): boolean {
    return this.#files.has(path) && (this.#graph.asks(path) || this.#graph.helps(path));
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /**
   * Whether the file's own code has to do with Claude, as its analysis says.
   * @returns the files whose findings that may have changed
   */
  mark(path: string, asks: boolean): string[] {
    if (!this.#files.has(path) || this.#asking.has(path) === asks) return [];
    if (asks) this.#asking.add(path);
    else this.#asking.delete(path);
    this.#linkage = undefined;
    return [...new Set([path, ...this.#rewire()])];
  }

  /**
   * A text of an open document takes the place of what was there.
   * @returns the files whose findings it may have changed, itself not counted
   */
  edit({ path, uri, text, version, host }: SourceFile, options: AnalyzeOptions): string[] {
    const known = this.#files.get(path);
    return known ? this.#change({ ...known, uri, options, ...(host && { host }) }, text, version) : [];
  }

  /** The same for what is stored, which is read again; a new file comes in, one that is gone does not. */
  refresh(path: string, file: Omit<ProjectFile, 'specifiers'> | undefined): string[] {
    const known = this.#files.get(path);
    const stored = file ?? known;
    const text = file && this.#options.read(file);
    if (!stored || (!known && text === undefined)) return [];
    return this.#change({ specifiers: [], ...known, ...stored }, text, 0);
  }

  #change(file: ProjectFile, text: string | undefined, version: number): string[] {
    const { path } = file;
    const isNew = !this.#files.has(path);
    const before = this.#modules.get(path);
    const specifiers = text === undefined ? [] : specifiersOf(languageOf(path) ?? 'javascript', text);
    const isRewired = isNew || text === undefined || specifiers.join() !== file.specifiers.join();
    const around = isRewired ? this.#neighbours(path) : [];
    this.#linkage = undefined;
    this.#refused.delete(path);
    if (text === undefined) this.#forget(path);
    else {
      this.#files.set(path, { ...file, specifiers });
      if (before || version > 0) this.#take(file, text, version);
    }
    const moved = isRewired ? this.#rewire() : [];
    const after = this.#modules.get(path);
    if (!isRewired && before && after && summaryOf(before) === summaryOf(after)) return [];
    const resting = this.#restingOn([path, ...around, ...(isRewired ? this.#neighbours(path) : [])], path);
    return [...new Set([...resting, ...moved.filter((one) => one !== path && this.#files.has(one))])];
  }

  /** @returns files of which it has changed whether their findings rest on others */
  #rewire(): string[] {
    const before = new Set(this.roots);
    this.#wire();
    const now = new Set(this.roots);
    return [...new Set([...before, ...now])].filter((one) => before.has(one) !== now.has(one));
  }

  /** Modules that the file imports: who imports them matters to them. */
  #neighbours(path: string): string[] {
    const { specifiers = [] } = this.#files.get(path) ?? {};
    return specifiers.flatMap((one) => this.#graph.resolve(path, one) ?? []);
  }

  #restingOn(paths: readonly string[], except: string): string[] {
    const rests = ([root, needs]: [string, ReadonlySet<string>]) =>
      root !== except && paths.some((one) => needs.has(one));
    return [...this.#needs].filter(rests).map(([root]) => root);
  }

  #forget(path: string): void {
    this.#drop(path);
    this.#files.delete(path);
    this.#needs.delete(path);
    this.#asking.delete(path);
  }

  #wire(): void {
    this.#tree = treeOf([...this.#files.keys()], this.#manifests, this.#options.manifest);
    this.#graph = createGraph([...this.#files.values()], this.#asking, this.#tree);
    // What their own analysis has said holds as long as nobody imports them.
    for (const path of this.#graph.alone) if (!this.#needs.has(path)) this.#needs.set(path, new Set([path]));
  }

  /** Modules that could not be read, and files beyond those that are looked at. */
  get left(): number {
    return this.#refused.size + Math.max(0, this.#linked.length - budget.roots);
  }

  /** The files whose findings rest on others, as far as they are looked at. */
  get roots(): readonly string[] {
    return this.#linked.slice(0, budget.roots);
  }

  get #linked(): readonly string[] {
    const { asking, alone, helpers } = this.#graph;
    return [...asking(Number.POSITIVE_INFINITY).filter((path) => !alone.has(path)), ...helpers];
  }

  /** Findings of these files, one after the other. `Engine.ready` must have been waited for. */
  *analyse(paths: readonly string[]): Generator<Linked> {
    for (const path of paths) {
      const linked = this.#inspect(path, this.#link());
      if (linked) yield linked;
    }
  }

  /** Findings of a text of the project, which is not kept. */
  async examine(file: SourceFile, options: AnalyzeOptions): Promise<Examined> {
    const before = this.#modules.get(file.path);
    const known = this.#files.get(file.path)!;
    this.#linkage = undefined;
    this.#take({ ...known, uri: file.uri }, file.text, file.version);
    try {
      const documents = this.#link().documents(file.path);
      return this.#options.engine.inspect(file, documents, options);
    } finally {
      this.#linkage = undefined;
      this.#drop(file.path);
      if (before) this.#take(known, before.file.text, before.file.version);
    }
  }

  /** Valid as long as no text has changed. Modules that it links live as long as it does, so both go together. */
  #link(): Linkage {
    if (this.#units > budget.units) {
      this.#shrink(budget.kept);
      this.#linkage = undefined;
    }
    this.#linkage ??= new Linkage({
      graph: this.#graph,
      open: (path, links) => {
        const module = this.#moduleAt(path);
        return module && linkDocuments(module.documents, ({ format }) => links(format.id === 'python'));
      },
    });
    return this.#linkage;
  }

  #inspect(path: string, linkage: Linkage): Linked | undefined {
    const [file, module] = [this.#files.get(path), this.#moduleAt(path)];
    if (!file || !module) return undefined;
    const analysis = this.#options.engine.inspect(module.file, linkage.documents(path), file.options);
    this.#needs.set(path, linkage.needs(path));
    return { file, analysis };
  }

  #moduleAt(path: string): Module | undefined {
    const known = this.#modules.get(path);
    const file = this.#files.get(path);
    if (known) {
      this.#modules.delete(path);
      this.#modules.set(path, known);
    }
    if (known || !file || this.#refused.has(path)) return known;
    const text = this.#options.read(file);
    if (text === undefined) this.#refused.add(path);
    else this.#take(file, text, 0);
    return this.#modules.get(path);
  }

  #take(file: ProjectFile, text: string, version: number): void {
    const { path, uri, host } = file;
    const source: SourceFile = { path, uri, version, text, host };
    const documents = this.#options.engine.read(source);
    this.#drop(path);
    this.#units += text.length;
    this.#modules.set(path, { file: source, documents });
  }

  /** Open documents stay: nobody else has their text. */
  #shrink(units: number): void {
    for (const [path, { file }] of this.#modules) {
      if (this.#units <= units) return;
      if (file.version === 0) this.#drop(path);
    }
  }

  #drop(path: string): void {
    this.#units -= this.#modules.get(path)?.file.text.length ?? 0;
    this.#modules.delete(path);
  }
}

/** What a module says to others: its text without what says nothing. */
function summaryOf({ file, documents }: Module): string {
  const comments = documents.flatMap(({ facts, toFile }) =>
    facts.comments.map(({ start, end }) => ({ start: toFile(start), end: toFile(end) })),
  );
  let [rest, from] = ['', 0];
  for (const { start, end } of comments.sort((a, b) => a.start - b.start)) {
    if (start < from) continue;
    rest += file.text.slice(from, start);
    from = end;
  }
  const lines = (rest + file.text.slice(from)).split('\n').map((line) => line.trimEnd());
  return lines.filter((line) => line !== '').join('\n');
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
