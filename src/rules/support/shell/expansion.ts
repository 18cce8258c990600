/**
 * Command lines of shell scripts as the shell makes them: variables, arrays and defaults in the place of their names, as far as
 * the script says what they hold, or the file that it stands in does (a Makefile, a Dockerfile, the `env` of a workflow).
 */
import type { Binding, Command, Range, Setting } from '../../../engine/facts';
import { toCommand } from '../../../engine/formats/shell/command';
import type { Document } from '../../../engine/types';
import { countingFor } from '../pipelines/variable-scopes';
import { within } from '../values';

/** A word of the line. */
export interface ExpandedWord {
  text: string;
  /** The word as it is written, name or not. */
  range: Range;
  /** Its variable gets it under a condition only. */
  isOptional?: boolean;
}

type Part = Omit<ExpandedWord, 'range'>;

/** Variables that hold others are followed this far. */
const maxDepth = 6;
/** Lookups for one line: a script can make each of its variables twice the one before. */
const maxLookups = 100;

interface Reading {
  document: Document;
  /** Assignments behind this place come too late. */
  at: Range;
  depth: number;
  left: { lookups: number };
  /** The variable whose assignment is being read, and what it holds so far. */
  own?: { name: string; parts: Part[] } | undefined;
}

/** `$A`, `${A}`, `${A[@]}`, `${A:-default}`, `${{ env.A }}`, `$(A)` of make and of Azure, `$env:A` of PowerShell. */
const expansion =
  /\$(?:\{\{\s*env\.([A-Za-z_]\w*)\s*\}\}|\{(?:env:)?([A-Za-z_]\w*)(?:\[[@*]\])?(?::?[-=]([^{}]*))?\}|\(([A-Za-z_]\w*)\)|(?:env:)?([A-Za-z_]\w*))/gi;
const substitution = /\$\((?![A-Za-z_]\w*\))[^)]*\)|`[^`]*`/g;

/** Formats whose variables are written `$name`. */
const expanding: ReadonlySet<string> = new Set(['shell', 'powershell', 'fish']);
/** `%NAME%` and `!NAME!` of batch files, which know no case. */
const percent = /%(\w+)%|!(\w+)!/g;
const asExpansion = (text: string): string =>
  text.replace(percent, (_, plain, late) => `\${${(plain ?? late).toUpperCase()}}`);

/** @returns program first; undefined where there is nothing to expand, or nothing is left */
export function expandedLine({ name, words, range }: Command, document: Document): ExpandedWord[] | undefined {
  const given = [{ text: name, range }, ...words];
  const { id } = document.format;
  const isExpanding = id === 'batch' ? /%\w+%|!\w+!/ : /\$|^@\w/;
  if (!(expanding.has(id) || id === 'batch') || !given.some(({ text }) => isExpanding.test(text))) return undefined;
  const reading: Reading = { document, at: range, depth: 0, left: { lookups: maxLookups } };
  const [program, ...rest] = given.map((word, index) => {
    const written = index === 0 ? word.text : document.text.slice(word.range.start, word.range.end);
    // PowerShell gives the items of a list to a program that is told `@name`.
    const source = id === 'powershell' ? written.replace(/^@(?=\w+$)/, '$') : written;
    return expanded(source, word.text, reading).map((part) => ({ ...part, range: word.range }));
  });
  const line = [...(program ?? []), ...rest.flat()];
  const command = toCommand(line, range)?.command;
  return command && [{ text: command.name, range }, ...command.words];
}

/** The words that one word becomes. @param text the word without its quotes */
function expanded(source: string, text: string, reading: Reading): Part[] {
  if (reading.document.format.id !== 'batch') return expandedWord(source, text, reading);
  return expandedWord(asExpansion(source), asExpansion(text), reading);
}

function expandedWord(source: string, text: string, reading: Reading): Part[] {
  if (!source.includes('$') || source.startsWith("'")) return [{ text }];
  const [whole] = source.replace(/^"(.*)"$/s, '$1').matchAll(expansion);
  const isAlone = whole !== undefined && whole[0] === source.replace(/^"(.*)"$/s, '$1');
  if (!isAlone) return [filled(text, reading)];
  const parts = partsOf(whole, reading);
  if (!parts) return [{ text }];
  const isOneWord = source.startsWith('"') && !/\[@\]/.test(source);
  return isOneWord ? [joined(parts)] : parts;
}

/** A word that holds variables beside other text stays one word. */
function filled(text: string, reading: Reading): Part {
  let isOptional = false;
  const done = text.replace(expansion, (...match) => {
    const parts = partsOf(match as unknown as RegExpMatchArray, reading);
    if (!parts) return match[0];
    isOptional ||= parts.some((part) => part.isOptional);
    return joined(parts).text;
  });
  return isOptional ? { text: done, isOptional } : { text: done };
}

function joined(parts: readonly Part[]): Part {
  const text = parts.map((part) => part.text).join(' ');
  return parts.some(({ isOptional }) => isOptional) ? { text, isOptional: true } : { text };
}

function partsOf(match: RegExpMatchArray, reading: Reading): Part[] | undefined {
  const [, inWorkflow, braced, fallback, inMake, plain] = match;
  const name = inWorkflow ?? braced ?? inMake ?? plain ?? '';
  const isOuter = (inWorkflow ?? inMake) !== undefined;
  const held = isOuter ? outerValue(name, reading) : heldBy(name, reading);
  return held ?? (fallback === undefined ? undefined : split(fallback.replace(/^(["'])(.*)\1$/s, '$2'), reading));
}

/** What the variable holds when the line is run; undefined where that is not known. */
function heldBy(name: string, reading: Reading): Part[] | undefined {
  const { document, at, depth, left, own } = reading;
  if (own?.name === name) return own.parts.length > 0 ? own.parts : outerValue(name, { ...reading, own: undefined });
  if (depth > maxDepth || left.lookups-- <= 0) return undefined;
  const all = document.facts.module.bindings.get(name) ?? [];
  const before = all.filter(({ range }) => range.start < at.start);
  const bindings = before.length > 0 ? before : all;
  if (bindings.length === 0) return outerValue(name, reading);
  let parts: Part[] = [];
  for (const binding of bindings) parts = assigned(binding, parts, { ...reading, depth: depth + 1 });
  return parts;
}

function assigned({ name, range, value }: Binding, before: Part[], reading: Reading): Part[] {
  const { document, at } = reading;
  const { text, facts } = document;
  const inner: Reading = { ...reading, at: range, own: { name, parts: before } };
  const isArray = value?.kind === 'array';
  const source = (one: Range) => text.slice(one.start, one.end);
  const given = isArray
    ? value.items.flatMap((item) => expanded(source(item.range), bare(source(item.range)), inner))
    : split(value ? bare(source(value.range)) : '', value && source(value.range).startsWith("'") ? undefined : inner);
  const isCertain = !facts.regions.some(
    (one) => one.kind === 'branch' && within(range, one.range) && !within(at, one.range),
  );
  const isAdded = text.startsWith('+=', range.end);
  if (isCertain) return isAdded ? [...before, ...given] : given;
  const optional = given.map((part) => ({ ...part, isOptional: true }));
  return [...(isAdded ? before : before.map((part) => ({ ...part, isOptional: true }))), ...optional];
}

const bare = (source: string): string => source.replace(/^\$?(["'])(.*)\1$/s, '$2');

/** The words of a value that is no list. What a command puts out is not known. */
function split(value: string, reading: Reading | undefined): Part[] {
  const words = value.replace(substitution, '\0').match(/\S+/g) ?? [];
  return words.flatMap((word) => (reading ? expanded(word, bare(word), reading) : [{ text: word }]));
}

/** What the file gives it that the script stands in. */
function outerValue(name: string, reading: Reading): Part[] | undefined {
  const { document, depth, left } = reading;
  const { outer } = document;
  if (!outer || depth > maxDepth || left.lookups-- <= 0) return undefined;
  const further: Reading = { ...reading, document: outer, depth: depth + 1 };
  if (outer.format.id === 'shell') return heldBy(name, { ...further, at: { start: Infinity, end: Infinity } });
  const named = outer.facts.settings.filter((one) => one.key === name && isVariable(one, outer));
  const settings = countingFor(document, outer, named);
  if (settings.length === 0) return outer.outer ? outerValue(name, { ...reading, document: outer, depth }) : undefined;
  // Which of two values holds here is not known.
  if (outer.format.id !== 'make' && new Set(settings.map(({ value }) => value)).size > 1) return undefined;
  const inner = { ...reading, depth: depth + 1 };
  let parts: Part[] = [];
  for (const { value, keyRange, valueRange } of settings) {
    const isAdded = /\+=\s*$/.test(outer.text.slice(keyRange.end, valueRange.start));
    const given = split(String(value ?? ''), { ...inner, own: { name, parts } });
    parts = isAdded ? parts.concat(given) : given;
  }
  return parts;
}

/** An environment variable of the file, or one of its own. */
const isVariable = ({ path, environment }: Setting, { format }: Document): boolean =>
  environment || format.id === 'make' || /^(?:env|environment|variables)$/.test(path.at(-2) ?? '');
