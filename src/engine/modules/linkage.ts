/** Documents of a project that know each other, each opened when it is first asked for. */
import type { LinkedDocument } from '../documents';
import { isTest } from '../place';
import type { Unit } from '../taint/unit';
import type { Address } from './addresses';
import { exportedTargets } from './exports';
import { createLinks, type Links, type Modules, type Target } from './links';
import { languageOf } from './specifiers';
import type { Resolve } from './tree';

/** Which modules of a folder import which. */
export interface Graph {
  resolve: Resolve;
  /** Modules that import this one, directly. */
  importers(path: string): readonly string[];
  /** Modules that may serve the address for this one, of those from which something that has to do with Claude can be reached. */
  servers(path: string, address: Address): readonly string[];
  /** Modules from which something that has to do with Claude can be reached. */
  asks(path: string): boolean;
  /** It is used by such a module, and uses what it is given. */
  helps(path: string): boolean;
  /** Those that `asks` holds for, and first what has to do with Claude by itself; no more than `most`. */
  asking(most: number): readonly string[];
  /** Text of a manifest, see `isManifest`. */
  manifest(path: string): string | undefined;
  /** The package around a module names another one, as what it needs. */
  depends(path: string, name: string): boolean;
}

export interface LinkageOptions {
  graph: Graph;
  /** The documents of a module, linked with what `links` gives them. Undefined: it cannot be read. */
  open(path: string, links: (isPython: boolean) => Links): readonly LinkedDocument[] | undefined;
}

/** Python's modules give away all that they import; only packages are used for that. */
const handsOn = ({ facts, file }: Unit): boolean =>
  facts.reexports.length > 0 ||
  /(?:^|\/)__init__\.py$/.test(file.path) ||
  facts.assignments.some(({ target }) => target.property === 'exports');

/** How many modules hand something on before it is used. */
const importerDepth = 3;
/** Modules that have to do with Claude which are looked at where any of them may matter. */
const mostAsking = 100;
/** Modules that import one, directly or not, which are looked at. */
const mostImporters = 60;

/** Workflows give nothing to code. */
const askingCode = (graph: Graph): readonly string[] =>
  graph.asking(mostAsking).filter((path) => languageOf(path) !== 'workflow');

/** Modules as they are now: once one has changed, another linkage is needed. */
export class Linkage {
  readonly #options: LinkageOptions;
  readonly #opened = new Map<string, readonly LinkedDocument[]>();
  readonly #exported = new Map<string, readonly Target[]>();
  readonly #importers = new Map<string, readonly Unit[]>();
  readonly #clean: Links['clean'] = new Map();
  /** Which module has asked for which. */
  readonly #asked = new Map<string, Set<string>>();

  constructor(options: LinkageOptions) {
    this.#options = options;
  }

  /** Documents of a module, each once. Empty where it cannot be read. */
  documents(path: string): readonly LinkedDocument[] {
    const known = this.#opened.get(path);
    if (known) return known;
    const opened = this.#options.open(path, (isPython) => createLinks(path, isPython, this.#modulesFor(path)));
    if (opened) this.#opened.set(path, opened);
    return opened ?? [];
  }

  /** The modules that what was said of one rests on, itself included. */
  needs(path: string): ReadonlySet<string> {
    const found = new Set([path]);
    for (const one of found) for (const other of this.#asked.get(one) ?? []) found.add(other);
    return found;
  }

  #modulesFor(path: string): Modules {
    const { graph } = this.#options;
    return {
      resolve: graph.resolve,
      exported: (module, name) => this.#exportedBy(module, name, path),
      importers: () => this.#importersOf(path),
      asking: () => askingCode(graph).flatMap((module) => this.#documentsFor(module, path)),
      documents: (module) => this.#documentsFor(module, path),
      servers: (address) => graph.servers(path, address).flatMap((module) => this.#documentsFor(module, path)),
      units: (module) => this.#units(module, path),
      asks: () => graph.asks(path),
      helps: () => graph.helps(path),
      depends: (name) => graph.depends(path, name),
      manifest: graph.manifest,
      clean: this.#clean,
    };
  }

  #documentsFor(path: string, asker: string): readonly LinkedDocument[] {
    const asked = this.#asked.get(asker) ?? new Set();
    this.#asked.set(asker, asked.add(path));
    return this.documents(path);
  }

  #units(path: string, asker: string): readonly Unit[] {
    return this.#documentsFor(path, asker).map(({ unit }) => unit);
  }

  #exportedBy(path: string, name: string, asker: string): readonly Target[] {
    if (name === '*') return [{ kind: 'module', path }];
    const units = path.endsWith('/') ? [] : this.#units(path, asker);
    const key = `${path}\0${name}`;
    const known = this.#exported.get(key);
    if (known) return known;
    // What is asked for while it is looked for is not there: modules may hand on each other.
    this.#exported.set(key, []);
    const found = exportedTargets(name, {
      units,
      from: (specifier, inner) => this.#from(path, specifier, inner),
      submodule: (inner) => this.#submodule(path, inner),
    });
    this.#exported.set(key, found);
    return found;
  }

  #from(path: string, specifier: string, name: string): readonly Target[] {
    const module = this.#options.graph.resolve(path, specifier);
    return module === undefined ? [] : this.#exportedBy(module, name, path);
  }

  #submodule(path: string, name: string): readonly Target[] {
    const isPackage = /(?:^|\/)(?:__init__\.py)?$/.test(path);
    const module = isPackage ? this.#options.graph.resolve(path, `.${name}`) : undefined;
    return module === undefined || module === path ? [] : [{ kind: 'module', path: module }];
  }

  #importersOf(path: string): readonly Unit[] {
    const known = this.#importers.get(path);
    if (known) return known;
    const importers = this.#findImporters(path);
    this.#importers.set(path, importers);
    return importers;
  }

  /** Tests import everything, and are no part of what runs. */
  #findImporters(path: string): readonly Unit[] {
    const { graph } = this.#options;
    const found = new Map<string, readonly Unit[]>();
    let edge = [path];
    for (let depth = 0; depth < importerDepth && edge.length > 0; depth++) {
      const isMeant = (one: string) => one !== path && !found.has(one) && (!isTest(one) || isTest(path));
      const next = new Set(edge.flatMap((one) => graph.importers(one)).filter(isMeant));
      for (const one of next) if (found.size < mostImporters) found.set(one, this.#units(one, path));
      edge = [...next].filter((one) => (found.get(one) ?? []).some(handsOn));
    }
    return [...found.values()].flat();
  }
}
