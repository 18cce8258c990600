/** Literals of JavaScript: numbers, and the escapes of strings. */

const single: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };
const escapes = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g;

/** The text that a literal's source stands for. Invalid escapes stand as they are. */
export function decodeEscapes(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replace(escapes, (all, braced, unicode, hex, other: string | undefined) => {
    const code: string | undefined = braced ?? unicode ?? hex;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : all;
    }
    if (other === undefined) return all;
    return /^[\r\n\u2028\u2029]/.test(other) ? '' : (single[other] ?? other);
  });
}

/** The value of a numeric literal. */
export function numeric(text: string): number {
  return Number(text.replaceAll('_', '').replace(/n$/, ''));
}
