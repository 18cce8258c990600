/** Command lines in Python: lists of words, and strings for a shell. */
import type { Command, Embedded, LiteralValue, Range, Value, Word } from '../../facts';
import { buildText, embed, type TextBuilder } from '../embedded';
import { isString } from '../programs/lowering';
import { inlineScript, toCommand } from '../shell/command';
import { decodeRuns } from './escapes';
import { resolve } from './names';
import { literalForm } from './strings';

/** UTF-16 units of an expression that a word shows. */
const maxExpression = 200;

/** `["curl", "-k", url]` as a command, where the program is constant; and what a shell among them is told to run. */
export function listFacts(
  items: readonly Value[],
  text: string,
  range: Range,
): { commands: Command[]; embedded: Embedded[] } {
  const words = items.map((item) => wordOf(item, text));
  const command = toCommand(words, { ...range })?.command;
  if (!command || command.name.startsWith('$')) return { commands: [], embedded: [] };
  const script = inlineScript(command);
  const item = script && items[words.indexOf(script)];
  return { commands: [command], embedded: item ? shellScript(resolve(item), text) : [] };
}

function wordOf(item: Value, text: string): Word {
  const content = item.kind === 'literal' ? item.content : undefined;
  return { text: wordText(item, text), range: content ?? item.range };
}

/** Constants as they are, other expressions as `${source}`. */
function wordText(value: Value, text: string): string {
  const known = resolve(value);
  if (known.kind === 'literal') return String(known.value);
  if (known.kind === 'template') return known.parts.map((part) => wordText(part, text)).join('');
  const { start, end } = value.range;
  return `\${${text.slice(start, Math.min(end, start + maxExpression))}}`;
}

/** The string as a shell's document; an expression in it without a constant value is a variable named like it. */
export function shellScript(value: Value, text: string): Embedded[] {
  if (!isString(value)) return [];
  const builder = buildText(text);
  let at = value.range.start;
  for (const part of value.kind === 'template' ? value.parts : [value]) at = addPart(part, at, text, builder);
  const quote = /["']/.exec(text.slice(value.range.start, value.range.end))?.[0] ?? '"';
  return [embed('shell', builder.done(value.range.end), 'script', (added) => encode(added, quote))];
}

/** Adds one part, and gives where in the source the next one may stand: arguments of `%` don't stand in order. */
function addPart(part: Value, at: number, text: string, builder: TextBuilder): number {
  if (part.kind === 'literal' && part.content && part.content.start >= at) {
    addLiteral(part, part.content, text, builder);
    return part.content.end;
  }
  const known = resolve(part);
  builder.put(known.kind === 'literal' ? String(known.value) : `$${lastName(part)}`, at);
  return at;
}

function addLiteral(value: LiteralValue, { start, end }: Range, text: string, builder: TextBuilder): void {
  for (const run of decodeRuns(text.slice(start, end), literalForm(value, text))) {
    if (run.plain) builder.copy(start + run.from, start + run.from + run.text.length);
    else builder.put(run.text, start + run.from);
  }
}

function lastName(value: Value): string {
  const name =
    value.kind === 'name' ? value.name.replace(/^this\./, '') : value.kind === 'member' ? value.property : '';
  return name && /^[A-Za-z_]\w*$/.test(name) ? name : 'value';
}

const encode = (text: string, quote: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n');
