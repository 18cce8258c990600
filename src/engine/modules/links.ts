/** How one document reaches what others of its project give away, and who uses what it gives. */
import type { LinkedDocument } from '../documents';
import type { Import, Value } from '../facts';
import { lookup, requiredModule } from '../flow/names';
import { isFinding, restOnMore } from '../lasting';
import type { Unit } from '../taint/unit';
import type { Address } from './addresses';
import { folderOf, foldersAround } from './paths';
import type { Resolve } from './tree';

/** A value of a document. */
export interface Linked {
  value: Value;
  unit: Unit;
}

/** What a name of another module stands for: a value, or a whole module (`path`; with `/` at its end a Python namespace). */
export type Target = ({ kind: 'value' } & Linked) | { kind: 'module'; path: string };

/** The other modules, as a document sees them. Whatever cannot be read is not there. */
export interface Links {
  /** What the value is in other modules: of an imported name, a member of a module, `require('m')`. Else nothing. */
  targets(value: Value): readonly Target[];
  /** The same, values only; of a module that is used as one, what it gives by default. */
  values(value: Value): readonly Linked[];
  /** The documents of the module that the specifier names. */
  documents(specifier: string): readonly LinkedDocument[];
  /** Documents that can name what this one gives away: they import it, or a module that hands it on. */
  importers(): readonly Unit[];
  /** Documents of the project that have to do with Claude, those that do so by themselves first. */
  asking(): readonly LinkedDocument[];
  /** Documents that may serve the address, of those that have to do with Claude. */
  servers(address: Address): readonly LinkedDocument[];
  /**
   * Modules of these names in the folders around it, which frameworks read without anybody importing them: those of the nearest
   * folder that has one. Undefined: nothing is known of other modules.
   */
  above(names: readonly string[]): readonly Unit[] | undefined;
  /** Something that it imports, directly or by way of others, has to do with Claude. */
  asks: boolean;
  /** Something that has to do with Claude uses it, and it uses what it is given. */
  helps: boolean;
  /** Its package names another one (`express-rate-limit`), as what it needs. */
  depends(name: string): boolean;
  /** Text of a manifest of the project, see `isManifest`. @param path from the root */
  manifest(path: string): string | undefined;
  /** Another one once a specifier may name another module. */
  basis: object;
  /** Values that nothing was found behind, for the tracer, by what was asked. */
  clean: Map<string, Set<Value>>;
}

const nowhere = {};

/** Of a document that is looked at alone. */
export const noLinks = (): Links => ({
  targets: () => [],
  values: () => [],
  documents: () => [],
  importers: () => [],
  asking: () => [],
  servers: () => [],
  above: () => undefined,
  asks: false,
  helps: false,
  depends: () => false,
  manifest: () => undefined,
  basis: nowhere,
  clean: new Map(),
});

/** What a project tells one of its modules about the others. */
export interface Modules {
  resolve: Resolve;
  /** What a module gives away under the name. */
  exported(path: string, name: string): readonly Target[];
  /** See `Links`. */
  importers(): readonly Unit[];
  /** See `Links`. */
  asking(): readonly LinkedDocument[];
  /** See `Links`. */
  servers(address: Address): readonly LinkedDocument[];
  /** The documents of a module. */
  documents(path: string): readonly LinkedDocument[];
  /** The same, as the tracer sees them. */
  units(path: string): readonly Unit[];
  /** See `Links`. */
  asks(): boolean;
  /** See `Links`. */
  helps(): boolean;
  /** See `Links`. */
  depends(name: string): boolean;
  /** See `Links`. */
  manifest(path: string): string | undefined;
  clean: Links['clean'];
}

/** Longer chains of members are not followed. */
const maxDepth = 12;

/** @param isPython `import a.b` makes `a` known there */
export function createLinks(path: string, isPython: boolean, modules: Modules): Links {
  const known = new Map<Value, readonly Target[]>();

  function moduleNamed(specifier: string): readonly (Target & { kind: 'module' })[] {
    const target = modules.resolve(path, specifier);
    if (target === undefined) return [];
    restOnMore();
    return [{ kind: 'module', path: target }];
  }

  function imported({ module, imported: name, local, typeOnly }: Import): readonly Target[] {
    if (typeOnly || name === '') return [];
    const [first = ''] = module.split('.');
    const isFirst = isPython && name === '*' && local === first;
    return moduleNamed(isFirst ? first : module).flatMap((one) =>
      name === '*' ? [one] : modules.exported(one.path, name),
    );
  }

  function find(value: Value, depth: number): readonly Target[] {
    if (depth > maxDepth) return [];
    if (value.kind === 'name')
      return (lookup(value.name, value.scope) ?? []).flatMap((one) => (one.import ? imported(one.import) : []));
    if (value.kind === 'call') {
      const specifier = requiredModule(value.call);
      return specifier === undefined ? [] : moduleNamed(specifier);
    }
    if (value.kind !== 'member' || value.property === undefined) return [];
    const { property } = value;
    return targets(value.object, depth + 1).flatMap((one) =>
      one.kind === 'module'
        ? modules.exported(one.path, property)
        : [{ kind: 'value' as const, value: { ...value, object: one.value }, unit: one.unit }],
    );
  }

  function targets(value: Value, depth = 0): readonly Target[] {
    const before = known.get(value);
    // That a name leads nowhere may be what an answer rests on: it has to see for itself.
    const found = before && (before.length > 0 || !isFinding()) ? before : find(value, depth);
    if (found.length > 0) restOnMore();
    if (found !== before) known.set(value, found);
    return found;
  }

  function above(names: readonly string[]): readonly Unit[] {
    const around = foldersAround(folderOf(path)).map((_, up) => '../'.repeat(up) || './');
    for (const folder of around) {
      const found = names.flatMap((name) => moduleNamed(`${folder}${name}`)).flatMap((one) => modules.units(one.path));
      if (found.length > 0) return found;
    }
    return [];
  }

  function documents(specifier: string): readonly LinkedDocument[] {
    const target = modules.resolve(path, specifier);
    return target === undefined ? [] : modules.documents(target);
  }

  const byDefault = (target: Target): readonly Linked[] =>
    target.kind === 'value'
      ? [target]
      : modules.exported(target.path, 'default').flatMap((one) => (one.kind === 'value' ? [one] : []));

  return {
    targets: (value) => targets(value),
    values(value) {
      const found = targets(value);
      // Most values lead nowhere.
      return found.length === 0 ? [] : found.flatMap(byDefault);
    },
    documents,
    importers: modules.importers,
    asking: modules.asking,
    servers: modules.servers,
    above,
    asks: modules.asks(),
    helps: modules.helps(),
    depends: modules.depends,
    manifest: modules.manifest,
    basis: modules.resolve,
    clean: modules.clean,
  };
}
