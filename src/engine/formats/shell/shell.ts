/** Shell scripts: variables, commands with their words, strings. */
import { type Command, emptyFacts, type Facts, type Range, type Word } from '../../facts';
import type { Node, Tree } from '../../grammars';
import { agentJson, agentJsonWord } from '../agent-json';
import { withoutDepths, withoutRuns } from '../depths';
import { embed, verbatimText } from '../embedded';
import type { EnvironmentPlace, Format } from '../format';
import { bindVariable } from '../shared';
import { countErrors, findAll, namedChildren, rangeOf } from '../syntax-tree';
import { maskTemplates } from '../templates';
import { inlineScript, toCommand } from './command';
import { redirections } from './redirections';
import { contentOf, wordText, wordValue } from './words';

interface Reading {
  facts: Facts;
  text: string;
  /** Names that `export NAME` without a value exports; `*` after `set -a`. */
  exported: Set<string>;
  /** Assignments that were read together with their command, by node id. */
  done: Set<number>;
}

const declarations = /^(?:export\b|(?:declare|typeset|local|readonly)\s(?:[^=]*\s)?-[a-zA-Z]*x)/;

/** The words of a command, its program first; redirections and leading assignments are no words. */
function wordsOf(command: Node, text: string): Word[] {
  const named = namedChildren(command).filter(({ type }) => !/^(?:variable_assignment|\w+_redirect)$/.test(type));
  return named.map((node) => {
    const word = node.type === 'command_name' ? (node.firstChild ?? node) : node;
    return { text: wordText(word, text), range: rangeOf(word) };
  });
}

function addCommand(node: Node, reading: Reading): void {
  const { facts, text } = reading;
  for (const child of namedChildren(node)) {
    if (child.type === 'variable_assignment') addAssignment(child, rangeOf(child), true, reading);
  }
  const line = toCommand(wordsOf(node, text), rangeOf(node));
  if (!line) return;
  const command = { ...line.command, ...redirections(node, text) };
  facts.commands.push(command);
  if (!isShown(command, node)) addAgentJson(command, reading);
  for (const word of line.assignments) addWordAssignment(word, reading);
  if (line.command.name === 'set' && /^-(?:\w*a|o)/.test(line.command.words[0]?.text ?? ''))
    addAllExport(line.command.words, reading);
  const script = inlineScript(line.command);
  if (script) addScript(script, reading);
}

function addAllExport(words: readonly Word[], { exported }: Reading): void {
  const option = words.map(({ text }) => text).join(' ');
  if (/^-\w*a\b|^-o allexport\b/.test(option)) exported.add('*');
}

/** What a command prints for a person to read is an example; what goes into a file, a variable or another program is none. */
function isShown({ name, writes }: Command, { parent }: Node): boolean {
  if (writes || !/^(?:cat|echo|printf)$/.test(name)) return false;
  const stage = parent?.type === 'redirected_statement' ? parent : undefined;
  return !/^(?:pipeline|command_substitution)$/.test((stage ?? { parent }).parent?.type ?? '');
}

/** Settings and configurations among the words, and as a here-document. */
function addAgentJson({ words, input }: Command, { facts, text }: Reading): void {
  if (input) facts.embedded.push(...agentJson(verbatimText(text, input.range)));
  const isServer = words.some((word) => word.text === 'add-json' || word.text === '--add-mcp');
  for (const { range } of words) facts.embedded.push(...agentJsonWord(text, range, isServer));
}

/** `bash -c '…'`, where the script stands in the text as it is. */
function addScript({ range, text: script }: Word, { facts, text }: Reading): void {
  const content = { start: range.start + 1, end: range.end - 1 };
  const isVerbatim = /["']/.test(text[range.start] ?? '') && text.slice(content.start, content.end) === script;
  if (isVerbatim && script !== '') facts.embedded.push(embed('shell', verbatimText(text, content), 'script'));
}

/** `env NAME=value …`: the word with its quotes, if it has any. */
function addWordAssignment({ text: word, range }: Word, { facts, text }: Reading): void {
  const equals = text.indexOf('=', range.start);
  const quoted = /^(["']).*\1$/s.test(text.slice(equals + 1, range.end)) && range.end - equals > 2;
  const key = word.slice(0, word.indexOf('='));
  facts.settings.push({
    path: [key],
    key,
    keyRange: { start: equals - key.length, end: equals },
    value: word.slice(key.length + 1),
    valueRange: quoted ? { start: equals + 2, end: range.end - 1 } : { start: equals + 1, end: range.end },
    range,
    environment: true,
  });
}

function addAssignment(node: Node, range: Range, environment: boolean, reading: Reading): void {
  reading.done.add(node.id);
  const name = node.childForFieldName('name');
  if (name?.type !== 'variable_name') return;
  const value = node.childForFieldName('value') ?? undefined;
  const key = name.text;
  const end = { start: node.endIndex, end: node.endIndex };
  reading.facts.settings.push({
    path: [key],
    key,
    keyRange: rangeOf(name),
    value: value ? wordText(value, reading.text) : '',
    valueRange: value ? contentOf(value) : end,
    range,
    environment,
  });
  bindVariable(reading.facts, key, rangeOf(name), value && wordValue(value, reading.text, reading.facts.module));
  if (value) reading.facts.embedded.push(...agentJsonWord(reading.text, rangeOf(value)));
  if (value?.type === 'word') reading.facts.strings.push(wordValue(value, reading.text, reading.facts.module));
}

/** `export A=1 B`, `declare -x C=2`. A statement with one assignment is removed as a whole. */
function addDeclaration(node: Node, reading: Reading): void {
  const exports = declarations.test(reading.text.slice(node.startIndex, node.endIndex).slice(0, 200));
  const parts = namedChildren(node).filter(({ type }) => type !== 'word');
  for (const part of parts) {
    if (part.type === 'variable_name' && exports) reading.exported.add(part.text);
    if (part.type === 'variable_assignment')
      addAssignment(part, rangeOf(parts.length === 1 ? node : part), exports, reading);
  }
}

/** What runs under a condition: the branches of `if` and `case`, and what stands behind `&&` and `||`. */
function addRegions(tree: Tree, { facts }: Reading): void {
  for (const node of findAll(tree.rootNode, 'if_statement', 'elif_clause', 'else_clause', 'case_item', 'list')) {
    const behind = node.type === 'list' ? node.lastNamedChild : node;
    if (behind) facts.regions.push({ kind: 'branch', range: { start: behind.startIndex, end: endOfRegion(node) } });
  }
}

/** In `a && b && c` what follows runs only after `b` has. */
function endOfRegion(node: Node): number {
  let last = node;
  const isAnd = node.type === 'list' && node.children.some((child) => child?.type === '&&');
  while (isAnd && last.parent?.type === 'list') last = last.parent;
  return last.endIndex;
}

/** Outermost strings, concatenations and here-documents. */
function addStrings(tree: Tree, { facts, text }: Reading): void {
  let end = -1;
  for (const node of findAll(tree.rootNode, 'string', 'raw_string', 'ansi_c_string', 'concatenation', 'heredoc_body')) {
    if (node.startIndex < end) continue;
    end = node.endIndex;
    facts.strings.push(wordValue(node, text, facts.module));
  }
  facts.strings.sort((one, other) => one.range.start - other.range.start);
}

function read(tree: Tree, text: string): Facts {
  const facts = emptyFacts(text.length);
  const reading: Reading = { facts, text, exported: new Set(), done: new Set() };
  const statements = findAll(tree.rootNode, 'command', 'declaration_command', 'variable_assignment');
  for (const node of statements) {
    if (node.type === 'command') addCommand(node, reading);
    else if (node.type === 'declaration_command') addDeclaration(node, reading);
    else if (!reading.done.has(node.id)) addAssignment(node, rangeOf(node), false, reading);
  }
  for (const setting of facts.settings)
    setting.environment ||= reading.exported.has('*') || reading.exported.has(setting.key);
  addStrings(tree, reading);
  addRegions(tree, reading);
  facts.comments = findAll(tree.rootNode, 'comment').map(rangeOf);
  if (text.startsWith('#!')) facts.directives.push(text.split(/\r?\n/, 1)[0]!);
  facts.errors = countErrors(tree);
  return facts;
}

/** Single quotes don't expand: they are closed around the variable. */
function readEnvironment(name: string, { kind, quote }: EnvironmentPlace): string {
  if (kind === 'literal') return `"$${name}"`;
  if (quote === "'" || quote === "$'") return `'"\${${name}}"${quote}`;
  return `\${${name}}`;
}

export const shell: Format = {
  id: 'shell',
  languageIds: ['shellscript', 'bats'],
  extensions: ['.sh', '.bash', '.zsh', '.ksh', '.bats', '.command'],
  filenames: [
    '.envrc',
    /^\.(?:bash|zsh|k?sh)(?:rc|env|_profile|_aliases|_login|_logout|_history)$/,
    /^\.(?:profile|zprofile|zlogin|xprofile|xinitrc)$/,
    /(?:^|\/)\.husky\/[^/.]+$/,
  ],
  comments: { line: '#' },
  idioms: { readEnvironment },
  kind: 'code',
  grammar: 'bash',
  parse: (text, { grammars }) =>
    grammars.withTree('bash', withoutDepths(withoutRuns(maskTemplates(text)), '()'), (tree) => read(tree, text)),
};
