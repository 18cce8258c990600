/** A file's text without its comments, and whether it can be read: its brackets are in order, its JSON is JSON. */

export interface CodeOnly {
  /** Comments are gone; strings are as they were. */
  text: string;
  /** A string, comment or bracket that is not closed, or one too many. */
  isBroken: boolean;
}

/** `loose`: `#` begins a comment after a space only, and a quote is one only where a word could begin. No brackets are counted. */
type Syntax = 'slashes' | 'hash' | 'loose' | 'prose';

/** Longest first. */
const quotes: Readonly<Record<Syntax, readonly string[]>> = {
  slashes: ['`', "'", '"'],
  hash: ['"""', "'''", "'", '"'],
  loose: ["'", '"'],
  prose: [],
};
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export function syntaxOf(path: string): Syntax {
  if (/\.(?:ya?ml|toml|sh)$/.test(path)) return 'loose';
  if (/\.md$/.test(path)) return 'prose';
  return path.endsWith('.py') ? 'hash' : 'slashes';
}

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
  if (syntax === 'prose' || (syntax === 'loose' && !/(?:^|\s)$/.test(text.slice(0, start).slice(-1)))) return start;
  if (text.startsWith(syntax === 'slashes' ? '//' : '#', start)) {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  }
  if (syntax !== 'slashes' || !text.startsWith('/*', start)) return start;
  const end = text.indexOf('*/', start + 2);
  return end < 0 ? -1 : end + 2;
}

/** What stands before a `/` that begins a regular expression, and no division. */
const beforePattern = /(?:^|[(,=:[!&|?{};]|\breturn)\s*$/;

/** Index behind the regular expression that begins at `start`, `start` where none does. @param code that stands before */
function endOfPattern(text: string, start: number, syntax: Syntax, code: string): number {
  if (syntax !== 'slashes' || text[start] !== '/' || !beforePattern.test(code.slice(-20))) return start;
  const [pattern] = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//.exec(text.slice(start)) ?? [''];
  return start + pattern.length;
}

const countsBrackets = (syntax: Syntax): boolean => syntax === 'slashes' || syntax === 'hash';

/** The quote that a string begins with at `at`. @param code that stands before */
function quoteAt(text: string, at: number, syntax: Syntax, code: string): string | undefined {
  if (syntax === 'loose' && !/(?:^|[\s[{(,:=])$/.test(code.slice(-1))) return undefined;
  return quotes[syntax].find((one) => text.startsWith(one, at));
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
    const quote = behind === at ? quoteAt(text, at, syntax, code) : undefined;
    const isComment = behind !== at;
    const end = isComment ? behind : quote ? endOfString(text, at, quote) : endOfPattern(text, at, syntax, code);
    if (end < 0) return { text: code, isBroken: true };
    if (!isComment) code += text.slice(at, end);
    if (end > at) {
      at = end;
      continue;
    }
    if (countsBrackets(syntax) && !step(open, text[at]!)) return { text: code, isBroken: true };
    code += text[at++];
  }
  return { text: code, isBroken: open.length > 0 };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Files that hold JSON alone: who reads them takes neither comments nor commas too many. */
const strictJson = /(?:^|\/)(?:\.claude\/[^/]+|\.mcp|package)\.json$/;

/** A page without its comments, those of its scripts and those of its template. Only scripts have brackets. */
function pageCode(text: string): CodeOnly {
  const parts = text.replace(/<!--.*?(?:-->|$)|\{#.*?#\}/gs, '').split(/(<script\b[^>]*>.*?<\/script>)/is);
  const codes = parts.map((part) => codeOnly(part, /^<script\b/i.test(part) ? 'slashes' : 'prose'));
  return { text: codes.map((code) => code.text).join(''), isBroken: codes.some(({ isBroken }) => isBroken) };
}

/** @param path which decides what a comment is */
export function codeOf(path: string, text: string): CodeOnly {
  if (path.endsWith('.html')) return pageCode(text);
  if (strictJson.test(path)) return { text, isBroken: !isJson(text) };
  return codeOnly(text, syntaxOf(path));
}
