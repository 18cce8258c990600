/** Dockerfiles: variables, commands, and the shell scripts of their RUN lines. */
import {
  DockerfileParser,
  type Instruction,
  Keyword,
  type ModifiableInstruction,
  type Onbuild,
  type Property,
  type PropertyInstruction,
} from 'dockerfile-ast';
import type { Facts, Range, Word } from '../facts';
import { agentJson } from './agent-json';
import { buildText, embed, verbatimText } from './embedded';
import { decodeString, encodeJson, jsonEscapes } from './escapes';
import type { Format } from './format';
import { collect, type Line, linesOf, noEnvironment, skipBlanks, stringLiteral, withoutMark } from './shared';
import { inlineScript, toCommand } from './shell/command';

interface Reading {
  facts: Facts;
  text: string;
  lines: Line[];
  /** Format of scripts: a Dockerfile whose escape is a backtick builds a Windows image. */
  scripts: string;
  /** The words of the stage's ENTRYPOINT in the exec form, behind which those of CMD stand. */
  entry?: readonly Word[] | undefined;
}

interface LinePosition {
  line: number;
  character: number;
}

type LineRange = { start: LinePosition; end: LinePosition };

function toRange({ start, end }: LineRange, { lines }: Reading): Range {
  const offset = ({ line, character }: LinePosition) => (lines[line]?.start ?? 0) + character;
  return { start: offset(start), end: offset(end) };
}

const keywords: ReadonlySet<string> = new Set(Object.values(Keyword));

/** The range between quotes that enclose the whole of it. */
function unquoted({ start, end }: Range, text: string): Range {
  const quote = text[start];
  const enclosed = (quote === '"' || quote === "'") && end - start > 1 && text[end - 1] === quote;
  return enclosed ? { start: start + 1, end: end - 1 } : { start, end };
}

function addVariable(property: Property, whole: Range | undefined, keyword: string, reading: Reading): void {
  const key = property.getName();
  if (key === '') return;
  const pair = toRange(property.getRange(), reading);
  const source = property.getValueRange();
  const range = source ? toRange(source, reading) : { start: pair.end, end: pair.end };
  const valueRange = unquoted(range, reading.text);
  const value = property.getValue();
  if (value !== null) reading.facts.strings.push(stringLiteral(value, range, valueRange));
  const keyRange = toRange(property.getNameRange(), reading);
  reading.facts.settings.push({
    path: [keyword, key],
    key,
    keyRange,
    value,
    valueRange,
    range: whole ?? pair,
    environment: true,
  });
}

function addVariables(instruction: PropertyInstruction, keyword: string, reading: Reading): void {
  const properties = instruction.getProperties();
  const whole = properties.length === 1 ? toRange(instruction.getRange(), reading) : undefined;
  for (const property of properties) addVariable(property, whole, keyword, reading);
}

/** The strings of the exec form, `["a", "b"]`; undefined where it is none. */
function execWords({ start, end }: Range, text: string): Word[] | undefined {
  const source = text.slice(start, end).trim();
  if (!source.startsWith('[') || !source.endsWith(']')) return undefined;
  const strings = [...text.slice(start, end).matchAll(/"(?:[^"\\]|\\.)*"/g)];
  return strings.map(({ 0: string, index }) => {
    const range = { start: start + index, end: start + index + string.length };
    return { text: decodeString(text, { start: range.start + 1, end: range.end - 1 }, jsonEscapes).text, range };
  });
}

/** The shell form, without the comment lines that Docker drops between continued lines. */
function addScript({ start, end }: Range, { facts, text, scripts }: Reading): void {
  const document = /^<<-?(["']?)(\w+)\1[ \t]*(?:\r\n|\n)/.exec(text.slice(start, end));
  const builder = buildText(text);
  for (const line of linesOf(text, start + (document?.[0].length ?? 0), end)) {
    const isComment = line.start > start && text[skipBlanks(text, line.start, line.end)] === '#';
    const isDelimiter = document && text.slice(line.start, line.end).trim() === document[2];
    if (!isComment && !isDelimiter) builder.copy(line.start, line.next);
  }
  const script = builder.done(end);
  if (script.text.trim() !== '') facts.embedded.push(embed(scripts, script, 'script'));
}

/** `COPY <<EOF /root/.claude/settings.json`. */
function addCopied({ start, end }: Range, { facts, text }: Reading): void {
  const source = text.slice(start, end);
  const document = /<<-?(["']?)(\w+)\1[^\n]*\n/.exec(source);
  if (!document) return;
  const from = document.index + document[0].length;
  const length = source.slice(from).search(new RegExp(`^[ \\t]*${document[2]}[ \\t]*\\r?$`, 'm'));
  const body = { start: start + from, end: length < 0 ? end : start + from + length };
  facts.embedded.push(...agentJson(verbatimText(text, body)));
}

/** What RUN, CMD, ENTRYPOINT and HEALTHCHECK run, in either form. @param before words of another instruction that come first */
function addRun(at: Range, whole: Range, reading: Reading, before: readonly Word[] = []): void {
  const words = execWords(at, reading.text);
  if (!words) addScript(at, reading);
  const command = words && toCommand([...before, ...words], whole)?.command;
  if (!command) return;
  reading.facts.commands.push(command);
  const script = inlineScript(command);
  if (!script) return;
  const content = { start: script.range.start + 1, end: script.range.end - 1 };
  const decoded = decodeString(reading.text, content, jsonEscapes);
  if (decoded.text !== '') reading.facts.embedded.push(embed('shell', decoded, 'script', encodeJson));
}

/** Where the arguments stand, options left out; `CMD` of a HEALTHCHECK as well. */
function argumentsOf(instruction: Instruction, reading: Reading): Range {
  const lines = instruction.getArgumentsRange();
  const { start, end } = lines ? toRange(lines, reading) : { start: 0, end: 0 };
  const command =
    instruction.getKeyword() === 'HEALTHCHECK' ? /^CMD\s+/i.exec(reading.text.slice(start, end)) : undefined;
  return { start: start + (command?.[0].length ?? 0), end };
}

const flagsOf = (instruction: Instruction, reading: Reading): Word[] =>
  (instruction as ModifiableInstruction)
    .getFlags()
    .map((flag) => ({ text: flag.toString(), range: toRange(flag.getRange(), reading) }));

const plainWords = (instruction: Instruction, reading: Reading): Word[] =>
  instruction
    .getArguments()
    .map((argument) => ({ text: argument.getValue(), range: toRange(argument.getRange(), reading) }));

function addInstruction(instruction: Instruction, reading: Reading): void {
  const name = instruction.getKeyword();
  const range = toRange(instruction.getRange(), reading);
  const at = argumentsOf(instruction, reading);
  if (name === 'ENV' || name === 'ARG') addVariables(instruction as PropertyInstruction, name, reading);
  else if (name === 'COPY' || name === 'ADD') {
    const words = execWords(at, reading.text) ?? plainWords(instruction, reading);
    reading.facts.commands.push({ name, words: [...flagsOf(instruction, reading), ...words], range });
    addCopied(range, reading);
  } else if (name === 'RUN' || name === 'CMD' || name === 'ENTRYPOINT' || name === 'HEALTHCHECK') {
    const flags = name === 'RUN' ? flagsOf(instruction, reading) : [];
    if (flags.length > 0) reading.facts.commands.push({ name, words: flags, range });
    const before = name === 'CMD' ? reading.entry : [];
    if (at.end > at.start) addRun(at, range, reading, before);
  } else if (name === 'ONBUILD') {
    const trigger = (instruction as Onbuild).getTriggerInstruction();
    if (trigger) addInstruction(trigger, reading);
  } else if (!keywords.has(name)) reading.facts.errors++;
}

function read(facts: Facts, text: string): void {
  const document = DockerfileParser.parse(withoutMark(text));
  const scripts = document.getEscapeCharacter() === '`' ? 'powershell' : 'shell';
  const reading: Reading = { facts, text, lines: linesOf(text), scripts };
  facts.comments = document.getComments().map((comment) => toRange(comment.getRange(), reading));
  const instructions = document.getInstructions();
  for (const [index, instruction] of instructions.entries()) {
    if (index === 0 || instruction.getKeyword() === 'FROM')
      reading.entry = entryOf(instructions.slice(index + 1), reading);
    addInstruction(instruction, reading);
  }
}

/** Of the stage that begins there; the last one counts. */
function entryOf(instructions: readonly Instruction[], reading: Reading): Word[] | undefined {
  const end = instructions.findIndex((one) => one.getKeyword() === 'FROM');
  const stage = end < 0 ? instructions : instructions.slice(0, end);
  const entry = stage.findLast((one) => one.getKeyword() === 'ENTRYPOINT');
  return entry && execWords(argumentsOf(entry, reading), reading.text);
}

export const dockerfile: Format = {
  id: 'dockerfile',
  languageIds: ['dockerfile'],
  extensions: ['.dockerfile', '.containerfile'],
  filenames: [/^(?:dockerfile|containerfile)(?:\.(?!dockerignore$).+)?$/],
  comments: { line: '#' },
  idioms: noEnvironment,
  kind: 'data',
  parse: (text) => collect(text, (facts) => read(facts, text)),
};
