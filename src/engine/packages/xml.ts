/** Manifests in XML, as far as they are read: by patterns, without a parser. */

const blank = (text: string): string => ' '.repeat(text.length);

/** The text with blanks for what stands from one mark to the other, both included; for the rest of it where the second is missing. */
function without(text: string, opening: string, closing: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, from)) {
    const found = text.indexOf(closing, at + opening.length);
    const end = found < 0 ? text.length : found + closing.length;
    parts.push(text.slice(from, at), blank(text.slice(at, end)));
    from = end;
  }
  return [...parts, text.slice(from)].join('');
}

export const withoutComments = (text: string): string => without(text, '<!--', '-->');

/** @param name of the elements to be left out; such in them are not told apart */
export const withoutElements = (text: string, name: string): string => without(text, `<${name}>`, `</${name}>`);
