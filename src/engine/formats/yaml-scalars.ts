/** Scalars of YAML in all their styles, with the way from every decoded character back to the text. */
import type { Scalar } from 'yaml';
import type { Range } from '../facts';
import type { ScalarNode } from './data-tree';
import { buildText, type MappedText, type TextBuilder } from './embedded';
import { copyEscaped, encodeJson, yamlEscapes } from './escapes';
import { type Line, lineBreakOf, linesOf } from './shared';

/** A text, and the same text as it was parsed, with its templates masked. */
export interface YamlText {
  text: string;
  parsed: string;
}

/** A parsed scalar as a node of the data tree. */
export function toScalar(node: Scalar.Parsed, { text, parsed }: YamlText): ScalarNode {
  const range = { start: node.range[0], end: node.range[1] };
  const content = contentOf(node, range, parsed);
  const plain = node.value;
  const value =
    plain === null || typeof plain === 'number' || typeof plain === 'boolean' ? plain : String(node.source ?? plain);
  const decode = () => decodeScalar(node, content, value, { text, parsed });
  const masked = text !== parsed && text.slice(content.start, content.end) !== parsed.slice(content.start, content.end);
  return {
    kind: 'scalar',
    value: masked ? (decode()?.text ?? text.slice(content.start, content.end)) : value,
    range,
    content,
    decode,
    encode: (part) => encodeScalar(node, content, text, part),
  };
}

const isBlock = ({ type }: Scalar.Parsed): boolean => type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
const isQuoted = ({ type }: Scalar.Parsed): boolean => type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';

/** Between the quotes, or after the header of a block scalar. */
function contentOf(node: Scalar.Parsed, range: Range, text: string): Range {
  if (isBlock(node)) return { start: linesOf(text, range.start, range.end)[0]!.next, end: range.end };
  if (!isQuoted(node)) return range;
  const quote = text[range.start];
  const closed = range.end - range.start > 1 && text[range.end - 1] === quote;
  return { start: range.start + 1, end: closed ? range.end - 1 : range.end };
}

/** Undefined where our reading of the source differs from the parser's value. */
function decodeScalar(node: Scalar.Parsed, content: Range, value: ScalarNode['value'], { text, parsed }: YamlText) {
  const source = parsed.slice(content.start, content.end);
  const read = (outer: string): MappedText | undefined => {
    const builder = buildText(outer);
    const done =
      isBlock(node) || /[\r\n]/.test(source)
        ? copyLines(builder, linesOfScalar(node, content, parsed), String(value))
        : copyLine(builder, node, content, outer);
    return done ? builder.done(content.end) : undefined;
  };
  const mapped = read(parsed);
  if (!mapped || (typeof value === 'string' && mapped.text !== value)) return undefined;
  return text === parsed ? mapped : read(text);
}

/** A scalar on one line. */
function copyLine(builder: TextBuilder, { type }: Scalar.Parsed, content: Range, text: string): true {
  if (type === 'QUOTE_DOUBLE') copyEscaped(builder, text, content, yamlEscapes);
  else if (type === 'QUOTE_SINGLE') copySingleQuoted(builder, text, content);
  else builder.copy(content.start, content.end);
  return true;
}

function copySingleQuoted(builder: TextBuilder, text: string, { start, end }: Range): void {
  const source = text.slice(start, end);
  let at = 0;
  for (let quote = source.indexOf("''"); quote !== -1; quote = source.indexOf("''", at)) {
    builder.copy(start + at, start + quote + 1);
    at = quote + 2;
  }
  builder.copy(start + at, end);
}

interface SourceLine extends Range {
  text: string;
}

/** The lines of a scalar without their indentation; those of flow scalars also without the blanks around. */
function linesOfScalar(node: Scalar.Parsed, content: Range, text: string): SourceLine[] {
  const lines = linesOf(text, content.start, content.end);
  const indent = isBlock(node) ? blockIndent(lines, text, String(node.source ?? node.value)) : undefined;
  return lines.map(({ start, end }, index) => {
    const line = text.slice(start, end);
    const lead = indent ?? (index === 0 ? 0 : line.length - line.trimStart().length);
    const from = Math.min(start + lead, end);
    const last = index === lines.length - 1;
    const to = isBlock(node) || last ? end : Math.max(from, start + line.trimEnd().length);
    return { start: from, end: to, text: text.slice(from, to) };
  });
}

/** Indentation of the block: what its first line has more than the first line of the value. */
function blockIndent(lines: readonly Line[], text: string, value: string): number {
  const first = lines.map(({ start, end }) => text.slice(start, end)).find((line) => line.trim() !== '') ?? '';
  const own = value.split('\n').find((line) => line.trim() !== '') ?? '';
  const spaces = (line: string) => line.length - line.trimStart().length;
  return Math.max(spaces(first) - spaces(own), 0);
}

/**
 * Copies the lines in the order in which they stand in `value`; what stands between them there, spaces and line breaks,
 * comes from the line breaks of the source. False where a line is not found.
 */
function copyLines(builder: TextBuilder, lines: readonly SourceLine[], value: string): boolean {
  let at = 0;
  let breaks: number[] = [];
  for (const { start, end, text } of lines) {
    if (text !== '') {
      let next = at;
      while (!value.startsWith(text, next) && /[ \n]/.test(value[next] ?? '')) next++;
      if (!value.startsWith(text, next)) return false;
      putBreaks(builder, value.slice(at, next), breaks);
      builder.copy(start, end);
      at = next + text.length;
      breaks = [];
    }
    breaks.push(end);
  }
  putBreaks(builder, value.slice(at), breaks.slice(0, value.length - at));
  return true;
}

/** One line break stands for one character; where there are more of them than characters, the last ones do. */
function putBreaks(builder: TextBuilder, characters: string, breaks: readonly number[]): void {
  const spare = Math.max(breaks.length - characters.length, 0);
  for (let index = 0; index < characters.length; index++) {
    builder.put(characters[index]!, breaks[Math.min(index + spare, breaks.length - 1)] ?? 0);
  }
}

function encodeScalar(node: Scalar.Parsed, content: Range, text: string, part: string): string {
  if (node.type === 'QUOTE_DOUBLE') return encodeJson(part);
  if (node.type === 'QUOTE_SINGLE') return part.replaceAll("'", "''");
  if (!isBlock(node)) return part;
  const indent = blockIndent(linesOf(text, content.start, content.end), text, String(node.source ?? node.value));
  const lineBreak = lineBreakOf(text.slice(content.start, content.end));
  return part.replace(/\r?\n(?!\r?\n)/g, lineBreak + ' '.repeat(indent));
}
