/** Makefiles and justfiles: their variables, and the shell in their recipes. */
import type { Facts, Range } from '../facts';
import { buildText, embed } from './embedded';
import type { Format } from './format';
import {
  baseName,
  collect,
  type Line,
  lineBreakOf,
  linesOf,
  noEnvironment,
  skipBlanks,
  stringLiteral,
  trimEnd,
} from './shared';

const assignment = /^((?:export|override|private)[ \t]+)*([A-Za-z_][\w.-]{0,200})[ \t]*(?:::?:?|\?|\+|!)?=/;

function addAssignment(facts: Facts, text: string, { start, end }: Range): boolean {
  const match = assignment.exec(text.slice(start, end));
  if (!match) return false;
  const key = match[2]!;
  const keyStart = start + match[0].indexOf(key, match[1]?.length ?? 0);
  const from = skipBlanks(text, start + match[0].length, end);
  const range = { start: from, end: trimEnd(text, from, endOfValue(text, from, end)) };
  const quoted = /^(["']).*\1$/s.test(text.slice(range.start, range.end)) && range.end - range.start > 1;
  const content = quoted ? { start: range.start + 1, end: range.end - 1 } : range;
  const value = text.slice(content.start, content.end);
  facts.strings.push(stringLiteral(value, range, content));
  const keyRange = { start: keyStart, end: keyStart + key.length };
  const environment = match[0].startsWith('export');
  facts.settings.push({
    path: [key],
    key,
    keyRange,
    value,
    valueRange: content,
    range: { start, end: range.end },
    environment,
  });
  return true;
}

function endOfValue(text: string, from: number, end: number): number {
  const comment = /[ \t]#/.exec(text.slice(from, end));
  return comment ? from + comment.index : end;
}

/** A recipe's lines are one script: prefixes left out, `$$` is a dollar. */
function addRecipe(facts: Facts, text: string, lines: readonly Line[], isMake: boolean): void {
  if (lines.length === 0) return;
  const builder = buildText(text);
  let continued = false;
  for (const { start, end, next } of lines) {
    const source = text.slice(start, end);
    const from = start + (continued ? /^\t?/ : /^[ \t]*[@+-]*[ \t]*/).exec(source)![0].length;
    continued = source.endsWith('\\');
    let at = from;
    for (const { index } of isMake ? text.slice(from, end).matchAll(/\$\$/g) : []) {
      builder.copy(at, from + index + 1);
      at = from + index + 2;
    }
    builder.copy(at, next);
  }
  const lineBreak = lineBreakOf(text);
  const indent = /^[ \t]*/.exec(text.slice(lines[0]!.start, lines[0]!.end))![0];
  const encode = (part: string) => (isMake ? part.replaceAll('$', '$$$$') : part).replace(/\r?\n/g, lineBreak + indent);
  facts.embedded.push(embed('shell', builder.done(lines.at(-1)!.next), 'script', encode));
}

function read(facts: Facts, text: string, path: string): void {
  const isMake = !/justfile$|\.just$/i.test(baseName(path));
  const indented = isMake ? /^\t/ : /^[ \t]+\S/;
  let recipe: Line[] = [];
  const finish = () => {
    addRecipe(facts, text, recipe, isMake);
    recipe = [];
  };
  for (const line of linesOf(text)) {
    const source = text.slice(line.start, line.end);
    if (indented.test(source)) {
      recipe.push(line);
      continue;
    }
    if (source.trim() === '' && recipe.length > 0) continue;
    finish();
    if (source.startsWith('#')) facts.comments.push({ start: line.start, end: line.end });
    else addAssignment(facts, text, line);
  }
  finish();
  if (/^\.EXPORT_ALL_VARIABLES:/m.test(text)) for (const setting of facts.settings) setting.environment = true;
}

export const make: Format = {
  id: 'make',
  languageIds: ['makefile', 'just'],
  extensions: ['.mk', '.mak', '.just'],
  filenames: [/^(?:gnu)?makefile(?:\..+)?$/, /^\.?justfile$/],
  comments: { line: '#' },
  idioms: noEnvironment,
  kind: 'code',
  parse: (text, { path }) => collect(text, (facts) => read(facts, text, path)),
};
