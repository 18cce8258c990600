/** The JSON of a configuration file, with the first mistake told as a person would tell it. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { phrases } from '../messages';
import type { Message, Range } from '../types';

export interface JsonTree {
  /** As far as it could be read; absent where nothing could. */
  root?: Node;
  /** What follows from the first mistake is left out. */
  problem?: JsonProblem;
}

export interface JsonProblem {
  said: Message;
  range: Range;
  /** A mistake in the JSON itself, which an editor's own check of JSON tells, too. */
  isJson?: true;
}

/** Longer pieces of the text are not quoted, in UTF-16 units. */
const longestQuote = 20;

const say = phrases({
  invalid: 'This is no valid JSON: {reason}.',
  tooDeep: 'This JSON is nested too deeply to be read.',
  singleQuotes: 'texts stand in double quotes, not in single ones',
  colon: 'a colon stands between a key and its value',
  symbol: '“{symbol}” does not belong here; keys and texts stand in double quotes',
  commaTooMany: 'there is a comma too many',
  unreadable: 'this can’t be read',
  number: 'this is no number',
  keyMissing: 'a key in double quotes is missing here',
  valueMissing: 'a value is missing here',
  colonMissing: 'a colon is missing between a key and its value',
  commaMissing: 'a comma is missing before this',
  objectOpen: 'an object is not closed; “}” is missing here',
  listOpen: 'a list is not closed; “]” is missing here',
  afterEnd: 'nothing may stand behind the closing brace',
  commentOpen: 'a comment is not closed; “*/” is missing',
  textOpen: 'a text is not closed; a double quote is missing',
  unicode: 'four hexadecimal digits stand behind “\\u”',
  escape: 'a backslash in a text is written twice, “\\\\”',
  control: 'a control character can’t stand in a text',
});
export const jsonTexts = say.texts;

function wrongSymbol(text: string, { offset, length }: ParseError): Message {
  const symbol = text.slice(offset, offset + length);
  const shown = symbol.length > longestQuote ? `${symbol.slice(0, longestQuote)}…` : symbol;
  if (symbol.startsWith("'")) return say('singleQuotes');
  if (symbol.startsWith('=')) return say('colon');
  return say('symbol', { symbol: shown.replace(/:$/, '') });
}

/** By the parser's names of mistakes. */
const reasons: Readonly<Record<string, Message>> = {
  InvalidNumberFormat: say('number'),
  UnexpectedEndOfNumber: say('number'),
  PropertyNameExpected: say('keyMissing'),
  ValueExpected: say('valueMissing'),
  ColonExpected: say('colonMissing'),
  CommaExpected: say('commaMissing'),
  CloseBraceExpected: say('objectOpen'),
  CloseBracketExpected: say('listOpen'),
  EndOfFileExpected: say('afterEnd'),
  UnexpectedEndOfComment: say('commentOpen'),
  UnexpectedEndOfString: say('textOpen'),
  InvalidUnicode: say('unicode'),
  InvalidEscapeCharacter: say('escape'),
  InvalidCharacter: say('control'),
};

function reasonOf(text: string, error: ParseError): Message {
  const name = printParseErrorCode(error.error);
  if (name === 'InvalidSymbol') return wrongSymbol(text, error);
  if (text[error.offset] === ',' && name !== 'CommaExpected') return say('commaTooMany');
  return reasons[name] ?? say('unreadable');
}

/** Comments and trailing commas are accepted. Never throws. */
export function parseJson(text: string): JsonTree {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { allowTrailingComma: true });
    const [first] = errors;
    if (!first) return root ? { root } : {};
    const range = { start: first.offset, end: first.offset + first.length };
    const said = say('invalid', { reason: reasonOf(text, first) });
    // An editor finds nothing wrong with a text that has nothing in it.
    const isJson = root !== undefined || first.offset < text.length;
    return { ...(root && { root }), problem: { said, range, ...(isJson && { isJson }) } };
  } catch {
    return { problem: { said: say('tooDeep'), range: { start: 0, end: text.length } } };
  }
}
