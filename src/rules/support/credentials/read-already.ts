/**
 * Credentials that stand where a variable of the environment is read: in place of its name, or as what is taken where it is not set.
 * By the text alone, as all languages write it much alike.
 */
import type { Edit, Range } from '../../../engine/types';

/** What is left, and the variable that it reads. */
export interface ReadAlready {
  variable: string;
  edit: Edit;
}

/** Of Python, JavaScript, Deno, Go, Java, C#, Ruby, PHP and Rust, up to the name and what opens it. */
const opening =
  '(?:\\b(?:os\\.)?environ(?:\\.get)?|\\bprocess\\.env|\\bimport\\.meta\\.env|\\b[Gg]etenv|\\bGetEnvironmentVariable|\\bENV(?:\\.fetch)?|\\$_(?:ENV|SERVER)|\\bDeno\\.env\\.get|\\benv::var|(?<![.\\w])(?:env|config))\\s*[([]\\s*';
const name = '([A-Za-z_]\\w*)';

const inPlaceOfName = new RegExp(`${opening}$`);
/** `getenv("NAME", ` and `environ.get("NAME", default=` */
const secondArgument = new RegExp(`(${opening}(["'])${name}\\2)\\s*,\\s*(?:default\\s*=\\s*)?$`);
/** `process.env.NAME || `, `os.getenv("NAME") or `, `getenv("NAME") ?: ` */
const otherwise = new RegExp(
  `((?:\\bprocess\\.env|\\bimport\\.meta\\.env)\\.${name}|${opening}(["'])${name}\\3\\s*[)\\]])\\s*(?:\\|\\||\\?\\?|\\?:|\\bor)\\s*$`,
);
/** `${NAME:-`, of shells, compose files and what reads like them */
const expansion = /\$\{([A-Za-z_]\w*):?-$/;

/** As far back as is looked, in UTF-16 units. */
const longest = 200;

/**
 * Undefined where nothing is read there yet.
 * @param secret the credential alone, without its quotes
 * @param documented the variable for a credential of its kind
 */
export function readAlready(secret: Range, documented: string, text: string): ReadAlready | undefined {
  const expanded = expansion.exec(before(secret.start, text));
  if (expanded?.[1] !== undefined && text[secret.end] === '}') {
    const range = { start: secret.start - expanded[0].length, end: secret.end };
    return { variable: expanded[1], edit: { range, text: `\${${expanded[1]}:?set it in your environment` } };
  }
  const quote = text[secret.start - 1] ?? '';
  if (!/["'`]/.test(quote) || text[secret.end] !== quote) return undefined;
  const literal = { start: secret.start - 1, end: secret.end + 1 };
  const around = before(literal.start, text);
  if (inPlaceOfName.test(around)) return { variable: documented, edit: { range: secret, text: documented } };
  const second = secondArgument.exec(around);
  if (second?.[3] !== undefined && /^\s*,?\s*\)/.test(text.slice(literal.end, literal.end + longest)))
    return kept(second, second[3], literal);
  const either = otherwise.exec(around);
  const variable = either?.[2] ?? either?.[4];
  return either && variable !== undefined ? kept(either, variable, literal) : undefined;
}

const before = (end: number, text: string): string => text.slice(Math.max(0, end - longest), end);

/** The read alone, as it is written. */
function kept(match: RegExpExecArray, variable: string, literal: Range): ReadAlready {
  const range = { start: literal.start - match[0].length, end: literal.end };
  return { variable, edit: { range, text: match[1] ?? '' } };
}
