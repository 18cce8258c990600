/** How one writes in Python: reading the environment, importing a module. */
import type { Facts, Import, Range } from '../../facts';
import type { Edit } from '../../types';
import type { EnvironmentPlace, Idioms } from '../format';

/** `os.environ["NAME"]` with the literal's quotes; inside an f-string a field with the other ones. */
function readEnvironment(name: string, { kind, quote }: EnvironmentPlace): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const prefix = /^[a-zA-Z]*/.exec(quote)![0].toLowerCase();
  const own = quote.endsWith("'") ? "'" : '"';
  if (kind === 'literal') return `os.environ[${own}${name}${own}]${prefix.includes('b') ? '.encode()' : ''}`;
  const other = own === '"' ? "'" : '"';
  return prefix.includes('f') ? `{os.environ[${other}${name}${other}]}` : undefined;
}

/**
 * The literal as an f-string with a field in it; other braces are doubled. Bytes have no f-strings, and `\N{…}` can't be
 * told from a field.
 */
function interpolate(literal: string, part: Range, name: string): string | undefined {
  const [, prefix = '', quotes = ''] = /^([a-zA-Z]{0,2})("""|'''|"|')/.exec(literal) ?? [];
  const field = readEnvironment(name, { kind: 'inside', quote: `f${quotes}`, path: '' });
  if (quotes === '' || field === undefined || /b/i.test(prefix)) return undefined;
  const rest = [literal.slice(prefix.length, part.start), literal.slice(part.end)];
  if (rest.some((text) => text.includes('\\N{'))) return undefined;
  const isField = /[ft]/i.test(prefix);
  const [before, after] = rest.map((text) => (isField ? text : text.replace(/[{}]/g, '$&$&')));
  return `${isField ? prefix : `f${prefix.replace(/u/i, '')}`}${before}${field}${after}`;
}

/** `module.name`; `import a.b` makes `a` known, `import a.b as x` the module itself. */
export function importName({ module, imported, local }: Import): string {
  if (imported === '*') return module.split('.', 1)[0] === local ? local : module;
  return module.endsWith('.') ? `${module}${imported}` : `${module}.${imported}`;
}

/** `import module`, where neither it nor a module below it is imported for the whole file. */
function imports(facts: Facts, text: string, module: string): Edit[] {
  const statements = facts.imports.filter((entry) => isOnLineStart(entry, text));
  if (facts.imports.some((entry) => makesKnown(entry, module, facts))) return [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const line = `import ${module}${eol}`;
  const first = statements.find((entry) => entry.module !== '__future__');
  if (first) return [insertion(first.statement.start, line)];
  const at = bodyStart(facts, text);
  if (at === text.length && !/(^|\n)$/.test(text)) return [insertion(at, `${eol}${line}`)];
  return [insertion(at, at === text.length ? line : `${line}${eol}`)];
}

const insertion = (offset: number, text: string): Edit => ({ range: { start: offset, end: offset }, text });

/** The module is known by its own name in the module's scope. */
function makesKnown(entry: Import, module: string, { module: scope }: Facts): boolean {
  if (entry.typeOnly || entry.imported !== '*' || entry.local !== module.split('.', 1)[0]) return false;
  if (entry.module !== module && !entry.module.startsWith(`${module}.`)) return false;
  return (scope.bindings.get(entry.local) ?? []).some((binding) => binding.import === entry);
}

function isOnLineStart({ statement: { start } }: Import, text: string): boolean {
  return start === 0 || /[\n\r\uFEFF]/.test(text.charAt(start - 1));
}

/** Where the first statement may stand: behind the opening comments, the docstring and `from __future__` imports. */
function bodyStart(facts: Facts, text: string): number {
  const afterComments = skipHeader(text);
  const future = facts.imports.findLast(({ module }) => module === '__future__');
  const head = future?.statement ?? docstring(facts, text);
  return head ? skipBlank(text, lineEnd(text, head.end)) : afterComments;
}

/** A string that stands alone as the first statement. */
function docstring({ strings, comments }: Facts, text: string): Range | undefined {
  const first = strings[0];
  const range = first?.kind === 'literal' ? first.range : undefined;
  if (!range || !/^[ \t]*(#|;|\r?\n|$)/.test(text.slice(range.end, range.end + 200))) return undefined;
  let from = text.startsWith('\uFEFF') ? 1 : 0;
  for (const comment of comments.filter(({ end }) => end <= range.start)) {
    if (text.slice(from, comment.start).trim() !== '') return undefined;
    from = comment.end;
  }
  return text.slice(from, range.start).trim() === '' ? range : undefined;
}

/** Behind shebang, encoding and cell magic, and behind comments with a blank line under them (a licence). */
function skipHeader(text: string): number {
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  let settled = offset;
  for (let number = 0; offset < text.length; number++) {
    const end = lineEnd(text, offset);
    const line = text.slice(offset, end).trim();
    const isFixed = number < 2 && /^#!|^#.{0,200}coding[:=]|^%%/.test(line);
    if (line !== '' && !line.startsWith('#') && !isFixed) break;
    offset = end;
    if (line === '' || isFixed) settled = offset;
  }
  return offset === text.length ? offset : settled;
}

function skipBlank(text: string, from: number): number {
  const match = /\S/.exec(text.slice(from));
  if (!match) return text.length;
  const before = text.slice(from, from + match.index);
  return from + before.lastIndexOf('\n') + 1;
}

/** The offset behind the line's end. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

export const pythonIdioms: Idioms = {
  readEnvironment,
  interpolate,
  fields: (entries) => `{${entries.map(([name, expression]) => `"${name}": ${expression}`).join(', ')}}`,
  imports,
  importName,
  environmentModule: 'os',
};
