/** Python's string literals: escapes, f-strings, concatenation, `%`. */
import type { LiteralValue, Range, Value } from '../../facts';
import {
  type Handler,
  lowerAll,
  lowerValue,
  type Place,
  type SourceFile,
  template,
  textOf,
  unknown,
} from '../programs/lowering';
import { decodeString, type StringForm } from './escapes';
import { fieldOf, rangeOf, type SyntaxNode } from './tree';

/** A string is a literal, or with fields to fill in a template. */
const lowerString: Handler = (node, at) => {
  const value = node.children.some((child) => child.type === 'interpolation')
    ? template(fString(node, at), rangeOf(node), at.file)
    : plainString(node, at);
  at.file.facts.strings.push(value);
  return value;
};

const lowerConcatenation: Handler = (node, at) => {
  const value = template(lowerAll(node.children, at), rangeOf(node), at.file);
  at.file.facts.strings.push(value);
  return value;
};

export const stringHandlers: readonly [string, Handler][] = [
  ['string', lowerString],
  ['concatenated_string', lowerConcatenation],
];

function plainString(node: SyntaxNode, at: Place): LiteralValue {
  return { ...literalPiece(contentOf(node, at), formOf(node, at), at.file.text), range: rangeOf(node) };
}

/** Between the quotes. The grammar's own closing token takes backslashes of raw strings with it. */
function contentOf(node: SyntaxNode, at: Place): Range {
  const [first, last] = [node.children[0], node.children.at(-1)];
  if (first?.type !== 'string_start') return rangeOf(node);
  const quotes = textOf(first, at).replace(/^[a-zA-Z]+/, '').length;
  const end = last?.type === 'string_end' ? node.end - quotes : node.end;
  return { start: first.end, end: Math.max(first.end, end) };
}

/** Fields, and the text before, between and behind them. */
function fString(node: SyntaxNode, at: Place): Value[] {
  const [form, content] = [formOf(node, at), contentOf(node, at)];
  const fields = node.children.filter((child) => child.type === 'interpolation');
  return [...fields, undefined].flatMap((field, index) => {
    const range = { start: fields[index - 1]?.end ?? content.start, end: field?.start ?? content.end };
    const piece = range.end > range.start ? [literalPiece(range, form, at.file.text)] : [];
    return field ? [...piece, ...interpolation(field, at)] : piece;
  });
}

/** The expression of `{…}`, and those inside its format specification. */
function interpolation(node: SyntaxNode, at: Place): Value[] {
  const format = fieldOf(node, 'format_specifier');
  const nested = (format?.children ?? []).map((child) => lowerValue(fieldOf(child, 'expression'), child, at));
  const value = lowerValue(fieldOf(node, 'expression'), node, at);
  const isNumber = format !== undefined && numberFormat.test(textOf(format, at));
  return [isNumber ? { ...unknown(node, [value]), operator: 'number' } : value, ...nested];
}

/** `:.2f`, `:,`, `:05d`: text would be refused. */
const numberFormat = /^:[^a-zA-Z{]*(?:[bcdeEfFgGnoxX%]|,)$/;

function formOf(node: SyntaxNode, at: Place): StringForm {
  const start = node.children[0];
  return formOfPrefix(start?.type === 'string_start' ? textOf(start, at) : '');
}

/** The form of a literal that is read again. */
export function literalForm({ range, content }: LiteralValue, text: string): StringForm {
  return formOfPrefix(text.slice(range.start, content?.start ?? range.start));
}

function formOfPrefix(prefix: string): StringForm {
  return { raw: /r/i.test(prefix), bytes: /b/i.test(prefix), fields: /[ft]/i.test(prefix) };
}

/** A literal without quotes of its own: a run of text inside a string. */
function literalPiece(range: Range, form: StringForm, text: string): LiteralValue {
  const value = decodeString(text.slice(range.start, range.end), form);
  return { kind: 'literal', value, range, content: { ...range } };
}

/** `"…" % arguments`: the arguments stand between the pieces of text; where they can't be told apart, after it. */
export function percentParts(left: Value, right: Value, file: SourceFile): Value[] {
  const texts = left.kind === 'template' ? left.parts : [left];
  for (const part of [left, ...texts]) file.parts.add(part);
  return fillIn(texts, right, file.text) ?? [...texts, right];
}

/** `%%`, or a conversion with an optional `(key)`. */
const conversion =
  /%(?:\(([^()]{1,100})\))?[-#0 +]{0,5}(?:\*|\d{1,9})?(?:\.(?:\*|\d{1,9}))?[hlL]?([diouxXeEfFgGcrsa%])/g;

function fillIn(texts: readonly Value[], right: Value, text: string): Value[] | undefined {
  const parts: Value[] = [];
  let used = 0;
  for (const piece of texts) {
    for (const part of splitAtConversions(piece, text)) {
      const filled = typeof part === 'string' || part === undefined ? argumentFor(part, used++, right) : part;
      if (!filled) return undefined;
      parts.push(filled);
    }
  }
  const complete = used > 0 && (right.kind !== 'array' || used === right.items.length);
  return complete ? parts : undefined;
}

function argumentFor(key: string | undefined, index: number, right: Value): Value | undefined {
  if (key !== undefined) return right.kind === 'object' ? right.entries.find((e) => e.key === key)?.value : undefined;
  if (right.kind === 'array') return right.items[index];
  return index === 0 ? right : undefined;
}

/** Pieces of text in order, and for each conversion its key (`undefined` without one). */
function splitAtConversions(value: Value, text: string): (Value | string | undefined)[] {
  if (value.kind !== 'literal' || !value.content) return [value];
  const { start, end } = value.content;
  const form = literalForm(value, text);
  const parts: (Value | string | undefined)[] = [];
  let from = start;
  const addText = (to: number) => {
    if (to > from) parts.push(literalPiece({ start: from, end: to }, form, text));
  };
  for (const match of text.slice(start, end).matchAll(conversion)) {
    const escaped = match[2] === '%';
    addText(start + match.index + (escaped ? 1 : 0));
    if (!escaped) parts.push(match[1]);
    from = start + match.index + match[0].length;
  }
  addText(end);
  return parts;
}
