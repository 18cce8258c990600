/**
 * How programs read a variable in Go, Java, Kotlin, Scala, C#, Ruby and PHP: only where a literal stands by itself, and where a call
 * may stand in its place.
 */
import type { Range } from '../../engine/facts';
import type { Document, Edit } from '../../engine/types';
import { wholeLines } from './values';

interface LineIdiom {
  read(variable: string): string;
  /** Quotes of a literal that is no single character and has nothing put into it. */
  quotes: string;
  /** Lines, with what stands before them, in which only a constant may stand. */
  fixed?: RegExp;
}

const java: LineIdiom = { read: (variable) => `System.getenv("${variable}")`, quotes: '"' };

const idioms: Readonly<Record<string, LineIdiom>> = {
  ...{ java, kt: java, kts: java, scala: java },
  go: { read: (variable) => `os.Getenv("${variable}")`, quotes: '"`', fixed: /(?:^|\n)const \((?:(?!\n\)).)*$/s },
  cs: { read: (variable) => `System.Environment.GetEnvironmentVariable("${variable}")`, quotes: '"' },
  rb: { read: (variable) => `ENV.fetch("${variable}")`, quotes: `"'` },
  php: {
    read: (variable) => `getenv('${variable}')`,
    quotes: `"'`,
    fixed: /\b(?:private|protected|public|static|var)\b[^(\n]*\$\w+\s*=[^\n]*$/,
  },
};

/** What the compiler must know, or what is no code. */
const isFixed = /\bconst\b|^\s*(?:@|\/\/|#|\*|\/\*|case\b)|<<[-~]?["'\w]/;

/** As far back as is looked, in UTF-16 units. */
const longestBlock = 4000;

/** Go needs to know the package: among those that are imported, or else below the file's own. Undefined: there is no place for it. */
function goImport(text: string): Edit[] | undefined {
  if (/^(?:import\s+|\s+)(?:\w+\s+)?"os"\s*$/m.test(text)) return [];
  const block = /^import \((\r?\n)/m.exec(text);
  if (block) return [inserted(block.index + block[0].length, `\t"os"${block[1]}`)];
  const single = /^import [^\n(]*"[^"\n]+"[ \t]*(\r?\n)/m.exec(text);
  if (single) return [inserted(single.index, `import "os"${single[1]}`)];
  const own = /^package \w+[ \t]*(\r?\n)/m.exec(text);
  return own ? [inserted(own.index + own[0].length, `${own[1]}import "os"${own[1]}`)] : undefined;
}

const inserted = (at: number, text: string): Edit => ({ range: { start: at, end: at }, text });

/** Undefined where the place cannot read one. @param range the secret's */
export function lineRead(range: Range, variable: string, { format, file, text }: Document): Edit[] | undefined {
  const [, extension = ''] = /\.(\w+)$/.exec(file.path) ?? [];
  const idiom = format.kind === 'text' || format.byTable ? idioms[extension.toLowerCase()] : undefined;
  const quote = text[range.start - 1] ?? '';
  const isLiteral = quote !== '' && idiom?.quotes.includes(quote) && text[range.end] === quote;
  const line = wholeLines(text, range);
  if (!idiom || !isLiteral || isFixed.test(text.slice(line.start, line.end))) return undefined;
  if (idiom.fixed?.test(text.slice(Math.max(0, range.start - longestBlock), range.start))) return undefined;
  // A second quote before it: a text of several lines.
  if (text[range.start - 2] === quote || /[$@]/.test(text[range.start - 2] ?? '')) return undefined;
  const before = extension === 'go' ? goImport(text) : [];
  return before && [...before, { range: { start: range.start - 1, end: range.end + 1 }, text: idiom.read(variable) }];
}
