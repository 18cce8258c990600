/** Edits that make a name of a module known, in the way that the document imports. */
import type { Import } from '../../engine/facts';
import type { Document, Edit } from '../../engine/types';
import { insertion, lineEnd, styleOf } from './style';

/** None where the document knows it already. */
export function importedName(name: string, module: string, document: Document): Edit[] {
  const own = document.facts.imports.filter((one) => one.module === module && !one.typeOnly);
  if (own.some(({ imported, local }) => imported === name && local === name)) return [];
  const beside = own.findLast(({ imported }) => imported !== '*' && imported !== 'default' && imported !== '');
  return [beside ? behind(beside, name) : statement(name, module, document)];
}

/** `{ a }` becomes `{ a, name }`. */
const behind = ({ range }: Import, name: string): Edit => insertion(range.end, `, ${name}`);

/** A statement of its own before the first, or in the first line. */
function statement(name: string, module: string, document: Document): Edit {
  const { text, facts, format } = document;
  const { quote, semicolon, eol } = styleOf(document);
  const first = facts.imports.find(({ module: one, statement: { start } }) => {
    return one !== '__future__' && (start === 0 || text[start - 1] === '\n');
  });
  const at = first?.statement.start ?? (text.startsWith('#!') ? lineEnd(text, 0) + eol.length : 0);
  if (format.id === 'python') return insertion(at, `from ${module} import ${name}${eol}`);
  const isRequired = first !== undefined && /^(?:const|let|var)\b/.test(text.slice(at, at + 6));
  const written = isRequired
    ? `const { ${name} } = require(${quote}${module}${quote})`
    : `import { ${name} } from ${quote}${module}${quote}`;
  return insertion(at, `${written}${semicolon}${eol}`);
}
