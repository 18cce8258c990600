/** Escape sequences of Python's string literals (Python reference, "String and Bytes literals"). */

export interface StringForm {
  raw: boolean;
  bytes: boolean;
  /** An f-string or t-string: `{{` stands for `{`. */
  fields: boolean;
}

const escapes =
  /\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^{}]{1,80}\}|[^{}])|\r\n|\{\{|\}\}/g;

const simple: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
  '\r': '',
  '\r\n': '',
};

/** What the source between the quotes stands for. Unknown escapes stay as they are, as in Python. */
export function decodeString(source: string, form: StringForm): string {
  if (!/[\\\r{}]/.test(source)) return source;
  return decodeRuns(source, form)
    .map((run) => run.text)
    .join('');
}

/** A run of decoded text: what `source.slice(from)` begins with as it is, or what an escape there stands for. */
export interface Run {
  text: string;
  from: number;
  plain: boolean;
}

/** The decoded text piece by piece. */
export function decodeRuns(source: string, form: StringForm): Run[] {
  let end = 0;
  const runs: Run[] = [];
  for (const match of /[\\\r{}]/.test(source) ? source.matchAll(escapes) : []) {
    runs.push({ text: source.slice(end, match.index), from: end, plain: true });
    runs.push({ text: decodeMatch(match[0], form), from: match.index, plain: false });
    end = match.index + match[0].length;
  }
  return [...runs, { text: source.slice(end), from: end, plain: true }];
}

function decodeMatch(match: string, form: StringForm): string {
  if (match === '\r\n') return '\n';
  if (!match.startsWith('\\')) return form.fields ? match.charAt(0) : match;
  return form.raw ? match : decodeEscape(match, form.bytes);
}

function decodeEscape(match: string, bytes: boolean): string {
  const body = match.slice(1);
  const known = simple[body];
  if (known !== undefined) return known;
  if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
  if (/^x./.test(body)) return String.fromCharCode(Number.parseInt(body.slice(1), 16));
  if (bytes) return match;
  if (/^[uU]./.test(body)) return fromCodePoint(Number.parseInt(body.slice(1), 16));
  return body.startsWith('N{') ? fromName(body.slice(2, -1)) : match;
}

const replacement = '\uFFFD';

function fromCodePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : replacement;
}

const digitNames = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];
const characterNames: Readonly<Record<string, string>> = {
  'HYPHEN-MINUS': '-',
  'LOW LINE': '_',
  SPACE: ' ',
  SOLIDUS: '/',
};

/** Names of the characters that keys and URLs are made of; any other is the replacement character. */
function fromName(name: string): string {
  const upper = name.toUpperCase();
  const letter = /^LATIN (SMALL|CAPITAL) LETTER ([A-Z])$/.exec(upper);
  if (letter) return letter[1] === 'SMALL' ? letter[2]!.toLowerCase() : letter[2]!;
  const digit = digitNames.indexOf(upper.replace(/^DIGIT /, ''));
  return digit >= 0 ? String(digit) : (characterNames[upper] ?? replacement);
}
