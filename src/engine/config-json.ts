/** The JSON of a configuration file, with the first mistake told as a person would tell it. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Range } from './types';

export interface JsonTree {
  /** As far as it could be read; absent where nothing could. */
  root?: Node;
  /** What follows from the first mistake is left out. `message` is a sentence. */
  problem?: { message: string; range: Range };
}

/** Longer pieces of the text are not quoted, in UTF-16 units. */
const longestQuote = 20;

function wrongSymbol(text: string, { offset, length }: ParseError): string {
  const symbol = text.slice(offset, offset + length);
  const shown = symbol.length > longestQuote ? `${symbol.slice(0, longestQuote)}…` : symbol;
  if (symbol.startsWith("'")) return 'texts stand in double quotes, not in single ones';
  if (symbol.startsWith('=')) return 'a colon stands between a key and its value';
  return `“${shown.replace(/:$/, '')}” does not belong here; keys and texts stand in double quotes`;
}

/** By the parser's names of mistakes. */
const sentences: Readonly<Record<string, string>> = {
  InvalidNumberFormat: 'this is no number',
  UnexpectedEndOfNumber: 'this is no number',
  PropertyNameExpected: 'a key in double quotes is missing here',
  ValueExpected: 'a value is missing here',
  ColonExpected: 'a colon is missing between a key and its value',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'an object is not closed; “}” is missing here',
  CloseBracketExpected: 'a list is not closed; “]” is missing here',
  EndOfFileExpected: 'nothing may stand behind the closing brace',
  UnexpectedEndOfComment: 'a comment is not closed; “*/” is missing',
  UnexpectedEndOfString: 'a text is not closed; a double quote is missing',
  InvalidUnicode: 'four hexadecimal digits stand behind “\\u”',
  InvalidEscapeCharacter: 'a backslash in a text is written twice, “\\\\”',
  InvalidCharacter: 'a control character can’t stand in a text',
};

function reasonOf(text: string, error: ParseError): string {
  const name = printParseErrorCode(error.error);
  if (name === 'InvalidSymbol') return wrongSymbol(text, error);
  if (text[error.offset] === ',' && name !== 'CommaExpected') return 'there is a comma too many';
  return sentences[name] ?? 'this can’t be read';
}

/** Comments and trailing commas are accepted. Never throws. */
export function parseJson(text: string): JsonTree {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { allowTrailingComma: true });
    const [first] = errors;
    if (!first) return root ? { root } : {};
    const range = { start: first.offset, end: first.offset + first.length };
    return { ...(root && { root }), problem: { message: `This is no valid JSON: ${reasonOf(text, first)}.`, range } };
  } catch {
    return {
      problem: { message: 'This JSON is nested too deeply to be read.', range: { start: 0, end: text.length } },
    };
  }
}
