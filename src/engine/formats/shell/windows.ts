/** Scripts of Windows: what PowerShell and batch files run, and the variables that they set. */
import type { Facts, Range, Value } from '../../facts';
import type { EnvironmentPlace, Format } from '../format';
import { bindVariable, collect, linesOf, skipBlanks, stringLiteral, trimEnd } from '../shared';
import { batchSyntax, commandLines, type LineSyntax, powershellSyntax } from './command-lines';

interface Assignment {
  key: string;
  keyRange: Range;
  /** Quotes included. */
  value: Range;
  range: Range;
}

function addVariable(facts: Facts, text: string, { key, keyRange, value, range }: Assignment): void {
  const quote = text[value.start];
  const quoted = (quote === '"' || quote === "'") && value.end - value.start > 1 && text[value.end - 1] === quote;
  const content = quoted ? { start: value.start + 1, end: value.end - 1 } : value;
  const decoded = text.slice(content.start, content.end);
  facts.strings.push(stringLiteral(decoded, value, content));
  facts.settings.push({ path: [key], key, keyRange, value: decoded, valueRange: content, range, environment: true });
}

/** The groups of a match are consecutive: what precedes the key, the key, what precedes the value, the value. */
function fromMatch(match: RegExpExecArray, base: number): Assignment {
  const [whole, before = '', key = '', between = '', value = ''] = match;
  const start = base + match.index;
  const keyStart = start + before.length;
  const valueStart = keyStart + key.length + between.length;
  return {
    key,
    keyRange: { start: keyStart, end: keyStart + key.length },
    value: { start: valueStart, end: valueStart + value.length },
    range: { start, end: start + whole.length },
  };
}

const powershellForms = [
  /(\$\{?env:)(\w{1,200})(\}?\s{0,20}=\s{0,20})("[^"\r\n]*"|'[^'\r\n]*'|[^\s;#]+)/gi,
  /(\[(?:System\.)?Environment\]::SetEnvironmentVariable\(\s{0,20}["'])(\w{1,200})(["']\s{0,20},\s{0,20})("[^"\r\n]*"|'[^'\r\n]*')/gi,
  /(Set-Item\s{1,20}(?:-Path\s{1,20})?["']?env:\\?)(\w{1,200})(["']?\s{1,20}(?:-Value\s{1,20})?)("[^"\r\n]*"|'[^'\r\n]*')/gi,
];

/** `$name = 'text'`, `$name = @('one', 'two')`, on one line. */
const variable =
  /^[ \t]*\$(?:(?:script|global|local):)?(\w{1,200})[ \t]*=[ \t]*(@\([^()\r\n]*\)|"[^"$`\r\n]*"|'[^'\r\n]*')[ \t]*(?:#.*)?\r?$/gim;
const item = /"[^"$`]*"|'[^']*'/g;

function addVariables(facts: Facts, text: string): void {
  for (const match of text.matchAll(variable)) {
    const [whole, name = '', value = ''] = match;
    const start = match.index + whole.indexOf(value, whole.indexOf('='));
    const keyStart = match.index + whole.lastIndexOf(name, whole.indexOf('='));
    const bound = valueAt(value, start);
    bindVariable(facts, name, { start: keyStart, end: keyStart + name.length }, bound);
    facts.strings.push(...(bound.kind === 'array' ? bound.items : [bound]));
  }
}

function valueAt(source: string, start: number): Value {
  const range = { start, end: start + source.length };
  if (!source.startsWith('@')) return quoted(source, start);
  const items = [...source.matchAll(item)].map(({ 0: one, index }) => quoted(one, start + index));
  return { kind: 'array', items, range };
}

const quoted = (source: string, start: number): Value =>
  stringLiteral(
    source.slice(1, -1),
    { start, end: start + source.length },
    { start: start + 1, end: start + source.length - 1 },
  );

function addCommands(facts: Facts, text: string, syntax: LineSyntax): void {
  for (const { command } of commandLines(text, syntax)) facts.commands.push(command);
}

function readPowershell(facts: Facts, text: string): void {
  addCommands(facts, text, powershellSyntax);
  addVariables(facts, text);
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    const comment = /^\s*#/.test(line) ? 0 : line.search(/\s#/);
    if (comment >= 0) facts.comments.push({ start: start + line.indexOf('#', comment), end });
    if (comment === 0) continue;
    for (const form of powershellForms) {
      for (const match of line.matchAll(form)) addVariable(facts, text, fromMatch(match, start));
    }
  }
}

/** `set NAME=value`, `set "NAME=value"`; the value of `setx` is a word. */
const batchForms = [
  /^(\s*@?set\s+")([^=\s"]{1,200})(=)([^"]*)"/i,
  /^(\s*@?set\s+)([^=\s"/]{1,200})(=)([^\r\n]*)/i,
  /^(\s*@?setx\s+)(\w{1,200})(\s+)("[^"]*"|\S+)/i,
];

function readBatch(facts: Facts, text: string): void {
  addCommands(facts, text, batchSyntax);
  addBranches(facts, text);
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    if (/^\s*(?:@?rem(?:\s|$)|::)/i.test(line)) facts.comments.push({ start: skipBlanks(text, start, end), end });
    const match = batchForms.map((form) => form.exec(line)).find((found) => found !== null);
    if (!match) continue;
    const found = fromMatch(match, start);
    const value = { start: found.value.start, end: trimEnd(text, found.value.start, found.value.end) };
    addVariable(facts, text, { ...found, value, range: { start: skipBlanks(text, start, end), end: found.range.end } });
    if (/^\s*@?set\s/i.test(line)) bind(facts, text, found.key, found.keyRange, value);
  }
}

/** Names of batch files know no case. */
const bind = (facts: Facts, text: string, name: string, keyRange: Range, value: Range): void =>
  bindVariable(facts, name.toUpperCase(), keyRange, stringLiteral(text.slice(value.start, value.end), value, value));

/** Blocks behind a condition: what is set there is not always set. */
function addBranches(facts: Facts, text: string): void {
  const open: { start: number; isBranch: boolean }[] = [];
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    if (/^\s*\)/.test(line)) {
      const block = open.pop();
      if (block?.isBranch) facts.regions.push({ kind: 'branch', range: { start: block.start, end: start } });
    }
    if (/\(\s*$/.test(line)) open.push({ start: end, isBranch: /\b(?:if|else|for)\b/i.test(line) });
  }
}

export const powershell: Format = {
  id: 'powershell',
  languageIds: ['powershell'],
  extensions: ['.ps1', '.psm1', '.psd1'],
  filenames: [],
  comments: { line: '#', block: ['<#', '#>'] },
  idioms: {
    readEnvironment(name: string, { kind, quote }: EnvironmentPlace) {
      if (kind === 'literal') return `$env:${name}`;
      return quote === "'" ? undefined : `\${env:${name}}`;
    },
  },
  kind: 'code',
  parse: (text) => collect(text, (facts) => readPowershell(facts, text)),
};

export const batch: Format = {
  id: 'batch',
  languageIds: ['bat'],
  extensions: ['.bat', '.cmd'],
  filenames: [],
  comments: { line: 'REM' },
  idioms: { readEnvironment: (name) => `%${name}%` },
  kind: 'code',
  parse: (text) => collect(text, (facts) => readBatch(facts, text)),
};
