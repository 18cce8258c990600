/** Scripts of fish: what they run, and the variables that they set. */
import type { Command, Facts, LiteralValue, Word } from '../../facts';
import type { Format } from '../format';
import { bindVariable, collect, linesOf, stringLiteral } from '../shared';
import { commandLines, fishSyntax } from './command-lines';

function read(facts: Facts, text: string): void {
  for (const { command } of commandLines(text, fishSyntax)) {
    facts.commands.push(command);
    if (command.name === 'set') addVariable(command, facts, text);
  }
  for (const { start, end } of linesOf(text)) {
    const comment = text.slice(start, end).search(/(?:^|\s)#/);
    if (comment >= 0) facts.comments.push({ start: text.indexOf('#', start + comment), end });
  }
  if (text.startsWith('#!')) facts.directives.push(text.split(/\r?\n/, 1)[0]!);
}

/** `set -gx NAME value`, `set NAME one two`. */
function addVariable({ words, range }: Command, facts: Facts, text: string): void {
  const at = words.findIndex((word) => !word.text.startsWith('-'));
  const name = words[at];
  if (!name || !/^[A-Za-z_]\w*$/.test(name.text)) return;
  const options = words.slice(0, at).map((word) => word.text);
  // They ask, or take away.
  if (options.some((option) => /^-\w*[eqSn]|^--(?:erase|query|show|names)$/.test(option))) return;
  const values = words.slice(at + 1).map((word) => literalOf(word, text));
  const [value] = values;
  const all = values.length > 1 ? { kind: 'array' as const, items: values, range } : value;
  bindVariable(facts, name.text, name.range, all);
  if (!value || values.length > 1) return;
  facts.strings.push(value);
  facts.settings.push({
    path: [name.text],
    key: name.text,
    keyRange: name.range,
    value: value.value,
    valueRange: value.content ?? value.range,
    range,
    environment: options.some((option) => /^-\w*x|^--export$/.test(option)),
  });
}

function literalOf({ text: value, range }: Word, text: string): LiteralValue {
  const isQuoted = /["']/.test(text[range.start] ?? '') && range.end - range.start > 1;
  return stringLiteral(value, range, isQuoted ? { start: range.start + 1, end: range.end - 1 } : range);
}

export const fish: Format = {
  id: 'fish',
  languageIds: ['fish'],
  extensions: ['.fish'],
  filenames: [],
  comments: { line: '#' },
  idioms: {
    readEnvironment: (name, { kind, quote }) => (kind === 'literal' || quote !== "'" ? `$${name}` : undefined),
  },
  kind: 'code',
  parse: (text) => collect(text, (facts) => read(facts, text)),
};
