/** A program's text without its comments, and whether its brackets are in order. */

export interface CodeOnly {
  /** Comments are gone; strings are as they were. */
  text: string;
  /** A string, comment or bracket that is not closed, or one too many. */
  isBroken: boolean;
}

type Syntax = 'slashes' | 'hash';

/** Longest first. */
const quotes: Readonly<Record<Syntax, readonly string[]>> = {
  slashes: ['`', "'", '"'],
  hash: ['"""', "'''", "'", '"'],
};
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export const syntaxOf = (path: string): Syntax => (/\.(?:py|ya?ml|toml|sh)$/.test(path) ? 'hash' : 'slashes');

/** Index behind the string that begins at `start`; -1 where it has no end. */
function endOfString(text: string, start: number, quote: string): number {
  const isOneLine = quote === "'" || quote === '"';
  for (let at = start + quote.length; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (isOneLine && text[at] === '\n') return -1;
  }
  return -1;
}

/** Index behind the comment that begins at `start`, `start` where none does; -1 where it has no end. */
function endOfComment(text: string, start: number, syntax: Syntax): number {
  if (text.startsWith(syntax === 'hash' ? '#' : '//', start)) {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  }
  if (syntax === 'hash' || !text.startsWith('/*', start)) return start;
  const end = text.indexOf('*/', start + 2);
  return end < 0 ? -1 : end + 2;
}

/** What stands before a `/` that begins a regular expression, and no division. */
const beforePattern = /(?:^|[(,=:[!&|?{};]|\breturn)\s*$/;

/** Index behind the regular expression that begins at `start`, `start` where none does. @param code that stands before */
function endOfPattern(text: string, start: number, syntax: Syntax, code: string): number {
  if (syntax === 'hash' || text[start] !== '/' || !beforePattern.test(code.slice(-20))) return start;
  const [pattern] = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//.exec(text.slice(start)) ?? [''];
  return start + pattern.length;
}

/** @returns whether the bracket fits those that are open */
function step(open: string[], char: string): boolean {
  const wanted = closing[char];
  if (wanted !== undefined) return open.push(wanted) > 0;
  return !Object.values(closing).includes(char) || open.pop() === char;
}

export function codeOnly(text: string, syntax: Syntax): CodeOnly {
  const open: string[] = [];
  let [code, at] = ['', 0];
  while (at < text.length) {
    const behind = endOfComment(text, at, syntax);
    const quote = behind === at ? quotes[syntax].find((one) => text.startsWith(one, at)) : undefined;
    const isComment = behind !== at;
    const end = isComment ? behind : quote ? endOfString(text, at, quote) : endOfPattern(text, at, syntax, code);
    if (end < 0) return { text: code, isBroken: true };
    if (!isComment) code += text.slice(at, end);
    if (end > at) {
      at = end;
      continue;
    }
    if (!step(open, text[at]!)) return { text: code, isBroken: true };
    code += text[at++];
  }
  return { text: code, isBroken: open.length > 0 };
}
