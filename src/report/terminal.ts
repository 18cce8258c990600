/** What a terminal needs to know: colours, width, and text that cannot command it. */
import type { Colors } from 'picocolors/types';

export interface Style {
  colors: Colors;
  /** Columns; `undefined` where nothing is to be wrapped. */
  width?: number | undefined;
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
const unprintable = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/**
 * Control, bidirectional and invisible characters replaced by visible ones, so that a hostile file cannot move the cursor or
 * reorder the line. The number of UTF-16 units stays, so that offsets hold.
 */
export function printable(text: string): string {
  return text.replace(unprintable, (char) => {
    const code = char.codePointAt(0)!;
    if (code === 9) return ' ';
    if (code < 32) return String.fromCharCode(0x2400 + code);
    return '\ufffd'.repeat(char.length);
  });
}

/** Columns that the text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) {
    if (char < '\u0300') width++;
    else if (!/\p{M}/u.test(char)) width += wide.test(char) ? 2 : 1;
  }
  return width;
}

/** Lines of at most `width` columns, broken at spaces; a longer word has a line of its own. */
export function wrap(text: string, width: number | undefined): string[] {
  if (width === undefined) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** The beginning of the text that fits, with an ellipsis where something is cut. */
export function shorten(text: string, width: number | undefined): string {
  if (width === undefined || displayWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const char of text) {
    used += displayWidth(char);
    if (used > width) break;
    kept += char;
  }
  return `${kept}…`;
}
