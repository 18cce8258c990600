/** Documents inside others: the text put together from pieces of the outer one, with the way back for every offset. */
import type { Embedded, Range } from '../facts';

/** A text made of pieces of an outer one. */
export interface MappedText {
  text: string;
  /** Offset in `text` -> offset in the outer text. Between two pieces it is the start of the later one. */
  toOuter(offset: number): number;
}

export interface TextBuilder {
  /** Appends the outer text of the range as it is. */
  copy(start: number, end: number): void;
  /** Appends `text`, which the outer text from `start` on stands for: an escape, a folded line break. */
  put(text: string, start: number): void;
  /** @param end the outer offset of the text's end */
  done(end: number): MappedText;
}

interface Piece {
  /** Offset of its first character in the text that is built. */
  inner: number;
  outer: number;
  verbatim: boolean;
}

/** The last piece that starts at or before `offset`. */
function pieceAt(pieces: Piece[], offset: number): Piece | undefined {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.inner <= offset) low = middle + 1;
    else high = middle;
  }
  return pieces[low - 1];
}

/** Builds a text from pieces of `outer`, given in the order in which they stand there. */
export function buildText(outer: string): TextBuilder {
  const parts: string[] = [];
  const pieces: Piece[] = [];
  let length = 0;
  const add = (text: string, piece: Omit<Piece, 'inner'>) => {
    if (text === '') return;
    pieces.push({ inner: length, ...piece });
    parts.push(text);
    length += text.length;
  };
  return {
    copy: (start, end) => add(outer.slice(start, end), { outer: start, verbatim: true }),
    put: (text, start) => add(text, { outer: start, verbatim: false }),
    done: (end) => ({ text: parts.join(''), toOuter: (offset) => outerOffset(pieces, length, end, offset) }),
  };
}

function outerOffset(pieces: Piece[], length: number, end: number, offset: number): number {
  if (offset >= length) return end;
  const piece = pieceAt(pieces, offset);
  if (!piece) return end;
  return piece.verbatim ? piece.outer + (offset - piece.inner) : piece.outer;
}

/** The outer text of `range` as it is. */
export function verbatimText(outer: string, { start, end }: Range): MappedText {
  return { text: outer.slice(start, end), toOuter: (offset) => Math.min(start + Math.max(offset, 0), end) };
}

/** @param encode how text is written into the outer document; as it is, where that is missing */
export function embed(format: string, mapped: MappedText, role?: string, encode = (text: string) => text): Embedded {
  return { format, text: mapped.text, toOuter: mapped.toOuter, encode, ...(role === undefined ? {} : { role }) };
}
