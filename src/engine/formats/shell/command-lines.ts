/** Commands of PowerShell, batch files and fish, which have no grammar here: their words, line by line. */
import type { Word } from '../../facts';
import { type CommandLine, toCommand } from './command';

export interface LineSyntax {
  /** At the end of a line it joins the next one; elsewhere what follows counts as it is. */
  escape: string;
  /** Characters that words may be quoted with. */
  quotes: string;
  /** Between commands. */
  separators: string;
  /** Comments, where a word or a command can begin. */
  comment: RegExp;
  /** Between quotes of more than one line. */
  block?: RegExp;
  /** Words that stand before a command. */
  leading: RegExp;
  /** Quotes between which the escape counts. */
  escapedIn: string;
  /** Two quotes are one, between quotes. */
  doubles?: true;
  /** A quote that is not closed ends with its line. */
  endsWithLine?: true;
}

interface Reading extends LineSyntax {
  /** Where the last block in each kind of quotes ends. */
  lastBlocks: Readonly<Record<string, number>>;
}

export const powershellSyntax: LineSyntax = {
  escape: '`',
  quotes: '"\'',
  separators: ';|&(){}',
  comment: /<#[\s\S]*?(?:#>|$)|#[^\n]*/y,
  block: /@(["'])[ \t]*\r?\n([\s\S]*?)\r?\n\1@/y,
  leading: /^(?:\.|return|else|do|try|finally|begin|process|end)$/i,
  escapedIn: '"',
  doubles: true,
};

export const batchSyntax: LineSyntax = {
  escape: '^',
  quotes: '"',
  separators: '|&()',
  comment: /(?:@?rem(?=\s)|::)[^\n]*/iy,
  leading: /^(?:@|call|else|do|start|\/(?:b|wait|min)|if|not|(?:exist|defined|errorlevel))$/i,
  escapedIn: '',
  endsWithLine: true,
};

export const fishSyntax: LineSyntax = {
  escape: '\\',
  quotes: '"\'',
  separators: ';|&()',
  comment: /#[^\n]*/y,
  leading: /^(?:and|or|not|if|else|while|begin|!)$/,
  escapedIn: '"\'',
};

/** Everything that the text runs, in its order. */
export function commandLines(text: string, format: LineSyntax): CommandLine[] {
  const syntax: Reading = {
    ...format,
    lastBlocks: { '"': text.lastIndexOf('\n"@'), "'": text.lastIndexOf("\n'@") },
  };
  const lines: CommandLine[] = [];
  let words: Word[] = [];
  const end = () => {
    const line = commandOf(words, text, syntax);
    if (line) lines.push(line);
    words = [];
  };
  for (let at = 0; at < text.length; ) {
    const letter = text[at]!;
    const skipped = joinedLine(text, at, syntax) ?? matchAt(syntax.comment, text, at)?.[0].length;
    if (skipped) at += skipped;
    else if (letter === '\n' || syntax.separators.includes(letter)) {
      end();
      at += 1;
    } else if (/\s/.test(letter)) at += 1;
    else if (/[<>]/.test(letter) || /^\d>/.test(text.slice(at, at + 2))) at = afterRedirection(text, at, syntax);
    else {
      const word = wordAt(text, at, syntax);
      words.push(word);
      at = word.range.end;
    }
  }
  end();
  return lines;
}

function commandOf(all: readonly Word[], text: string, { leading, block }: LineSyntax): CommandLine | undefined {
  // `$answer = claude …`, `$answer += claude …`
  const assigned = /^\$/.test(all[0]?.text ?? '') && /^\+?=$/.test(all[1]?.text ?? '') ? all.slice(2) : all;
  const isLoop = /^for$/i.test(assigned[0]?.text ?? '');
  const body = isLoop ? assigned.findIndex((word) => /^do$/i.test(word.text)) : -1;
  const words = assigned.slice(body + 1);
  while (words.length > 0 && leading.test(words[0]!.text)) {
    const isStart = /^start$/i.test(words.shift()!.text);
    // `start "title" program`
    if (isStart && words.length > 1 && text[words[0]!.range.start] === '"') words.shift();
  }
  const [program] = words;
  if (!program || (block && isString(program, text))) return undefined;
  // `@claude` of a batch file is not shown when it runs.
  const named = leading.test('@') ? [{ ...program, text: program.text.replace(/^@/, '') }, ...words.slice(1)] : words;
  return toCommand(named, { start: program.range.start, end: words.at(-1)!.range.end });
}

/** In PowerShell a quoted text is one, and runs only behind `&`. */
const isString = ({ range: { start } }: Word, text: string): boolean =>
  /["'@]/.test(text[start] ?? '') && !/&[ \t]*$/.test(text.slice(Math.max(0, start - 20), start));

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** The length of an escape and the line break behind it. */
function joinedLine(text: string, at: number, syntax: LineSyntax): number | undefined {
  if (text[at] !== syntax.escape) return undefined;
  const [lineBreak] = /^\r?\n/.exec(text.slice(at + 1, at + 3)) ?? [];
  return lineBreak === undefined ? undefined : 1 + lineBreak.length;
}

/** `> file`, `2>&1`, `< file`: no words of the command. */
function afterRedirection(text: string, at: number, syntax: Reading): number {
  const [operator = ''] = /^\d?(?:>>?|<)(?:&\d)?[ \t]*/.exec(text.slice(at, at + 40)) ?? [];
  const next = at + Math.max(operator.length, 1);
  const ends = next >= text.length || /[\s<>]/.test(text[next]!) || syntax.separators.includes(text[next]!);
  return ends || operator.includes('&') ? next : wordAt(text, next, syntax).range.end;
}

function wordAt(text: string, start: number, syntax: Reading): Word {
  let value = '';
  let at = start;
  while (at < text.length) {
    const letter = text[at]!;
    const whole = expansionAt(text, at);
    const block = blockAt(text, at, syntax);
    if (block) {
      value += block[2] ?? '';
      at += block[0].length;
    } else if (whole) {
      value += whole;
      at += whole.length;
    } else if (syntax.quotes.includes(letter)) {
      const quoted = quotedAt(text, at, syntax);
      value += quoted.text;
      at = quoted.range.end;
    } else if (letter === syntax.escape && at + 1 < text.length) {
      if (joinedLine(text, at, syntax)) break;
      value += text[at + 1];
      at += 2;
    } else if (/[\s<>]/.test(letter) || syntax.separators.includes(letter)) break;
    else {
      value += letter;
      at += 1;
    }
  }
  // A character that begins no word stands alone.
  return { text: value, range: { start, end: Math.max(at, start + 1) } };
}

/** Whether one ends behind here is asked first: a file may begin many, and end none. */
function blockAt(text: string, at: number, { block, lastBlocks }: Reading): RegExpExecArray | undefined {
  const quote = block && text[at] === '@' ? text[at + 1] : undefined;
  if (!block || !quote || !/["']/.test(quote)) return undefined;
  return lastBlocks[quote]! > at ? matchAt(block, text, at) : undefined;
}

/** `${name}`, which is no block. */
const expansionAt = (text: string, at: number): string | undefined =>
  text[at] === '$' ? /^\$\{[^{}\n]{1,200}\}/.exec(text.slice(at, at + 204))?.[0] : undefined;

/** Up to the quote that ends it, or to the end of the line; two of them are one. */
function quotedAt(text: string, start: number, syntax: Reading): Word {
  const quote = text[start]!;
  let value = '';
  let at = start + 1;
  while (at < text.length) {
    const letter = text[at]!;
    const isDoubled = syntax.doubles && letter === quote && text[at + 1] === quote;
    if (isDoubled || (syntax.escapedIn.includes(quote) && letter === syntax.escape && at + 1 < text.length)) {
      value += text[at + 1];
      at += 2;
    } else if (letter === quote) return { text: value, range: { start, end: at + 1 } };
    else if (letter === '\n' && syntax.endsWithLine) break;
    else {
      value += letter;
      at += 1;
    }
  }
  return { text: value, range: { start, end: at } };
}
