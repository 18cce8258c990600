/** Import statements, and imports by a call. */
import type { Import, Value } from '../../facts';
import { addBinding, type Handler, type Place, textOf } from '../programs/lowering';
import { childOf, fieldOf, rangeOf, type SyntaxNode } from './tree';

/** `import a.b` makes `a` known, `import a.b as x` the module `a.b` as `x`. */
const lowerImport: Handler = (node, at) => {
  for (const child of node.children) {
    const name = nameOf(child);
    const module = name && dotted(name, at);
    if (!module) continue;
    const alias = fieldOf(child, 'alias');
    const local = alias ? textOf(alias, at) : module.split('.', 1)[0]!;
    addImport({ module, imported: '*', local }, child, node, at);
  }
  return undefined;
};

const lowerImportFrom: Handler = (node, at) => {
  const source = fieldOf(node, 'module_name');
  const module = source ? dotted(source, at) : '__future__';
  if (childOf(node, 'wildcard_import')) addImport({ module, imported: '*', local: '*' }, node, node, at);
  for (const child of node.children.filter(({ field }) => field === 'name')) {
    const name = nameOf(child);
    const imported = name && dotted(name, at);
    if (!imported) continue;
    const alias = fieldOf(child, 'alias');
    addImport({ module, imported, local: alias ? textOf(alias, at) : imported }, child, node, at);
  }
  return undefined;
};

export const importHandlers: readonly [string, Handler][] = [
  ['import_statement', lowerImport],
  ['import_from_statement', lowerImportFrom],
  ['future_import_statement', lowerImportFrom],
];

function nameOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.type === 'aliased_import' ? fieldOf(node, 'name') : node;
}

/** Names may be broken over lines. */
function dotted(node: SyntaxNode, at: Place): string {
  return textOf(node, at).replace(/[\s\\]/g, '');
}

/** `import *` binds no name that could be told. */
function addImport(
  names: Pick<Import, 'module' | 'imported' | 'local'>,
  node: SyntaxNode,
  whole: SyntaxNode,
  at: Place,
) {
  const entry: Import = {
    ...names,
    range: rangeOf(node),
    statement: rangeOf(whole),
    ...(at.typeOnly && { typeOnly: true }),
  };
  at.file.facts.imports.push(entry);
  if (entry.local === '*') return;
  const scope = at.elsewhere.get(entry.local) ?? at.home;
  addBinding(
    { kind: 'import', name: entry.local, scope, range: rangeOf(fieldOf(node, 'alias') ?? node), import: entry },
    at.file,
  );
}

const importers = new Set(['__import__', 'import_module', 'importorskip']);

/** The module of `importlib.import_module("m")`, `__import__("m")` and `pytest.importorskip("m")`. */
export function importedModule(value: Value | undefined): string | undefined {
  if (value?.kind !== 'call') return undefined;
  const { callee, args } = value.call;
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : undefined;
  const module = args[0]?.value;
  if (!importers.has(name ?? '') || module?.kind !== 'literal' || typeof module.value !== 'string') return undefined;
  return module.value;
}

/** Notes `name = importlib.import_module("m")`, whose binding is an import. */
export function addDynamicImport(target: SyntaxNode, module: string, statement: SyntaxNode, at: Place): void {
  addImport({ module, imported: '*', local: textOf(target, at) }, target, statement, at);
}
