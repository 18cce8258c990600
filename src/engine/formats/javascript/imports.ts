/** Imports of JavaScript and TypeScript, and what is one by another name. */
import type { Import, Value } from '../../facts';
import { requiredModule } from '../../flow/names';
import { childOf, fieldOf, hasWord, rangeOf, type SyntaxNode } from '../../snapshot';
import { declare } from '../scopes';
import { type Place, textOf } from './place';

export function importStatement(node: SyntaxNode, place: Place): void {
  const source = fieldOf(node, 'source');
  if (!source) return;
  const module = textOf(source, place).slice(1, -1);
  const typeOnly = hasWord(node, 'type');
  const add = (imported: string, local: SyntaxNode | undefined, at: SyntaxNode, type = typeOnly) => {
    if (local)
      importBinding(
        {
          module,
          imported,
          local: textOf(local, place),
          typeOnly: type,
          range: rangeOf(at),
          statement: rangeOf(node),
        },
        place,
      );
  };
  const clause = childOf(node, 'import_clause');
  for (const child of clause?.children ?? []) {
    if (child.type === 'identifier') add('default', child, child);
    if (child.type === 'namespace_import') add('*', child.children[0], child);
    if (child.type !== 'named_imports') continue;
    for (const one of child.children) {
      if (one.type !== 'import_specifier') continue;
      const name = fieldOf(one, 'name');
      const type = typeOnly || hasWord(one, 'type');
      add(name ? textOf(name, place).replace(/^['"]|['"]$/g, '') : '', fieldOf(one, 'alias') ?? name, one, type);
    }
  }
  if (!clause)
    place.facts.imports.push({ module, imported: '', local: '', range: rangeOf(source), statement: rangeOf(node) });
}

function importBinding(fact: Import, place: Place): void {
  place.facts.imports.push(fact);
  declare(place.facts, place.scope, { kind: 'import', name: fact.local, range: fact.range, import: fact });
}

/** `const A = require('m')` and `const { B: C } = await import('m')` are imports. */
export function requireBinding(target: SyntaxNode, bound: Value | undefined, place: Place): boolean {
  const module = bound?.kind === 'call' ? requiredModule(bound.call) : undefined;
  if (module === undefined) return false;
  const add = (imported: string, local: SyntaxNode) =>
    importBinding(
      { module, imported, local: textOf(local, place), range: rangeOf(local), statement: place.statement },
      place,
    );
  if (target.type === 'identifier') add('*', target);
  else if (target.type === 'object_pattern') {
    for (const child of target.children) {
      if (child.type === 'shorthand_property_identifier_pattern') add(textOf(child, place), child);
      const [key, local] = [fieldOf(child, 'key'), fieldOf(child, 'value')];
      if (key && local?.type === 'identifier') add(textOf(key, place), local);
    }
  } else return false;
  return true;
}
