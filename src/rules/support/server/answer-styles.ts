/** How a handler refuses a request, as its framework and its file write it. */
import type { Endpoint } from '../../../engine/server/types';
import type { Document } from '../../../engine/types';
import { styleOf } from '../style';
import { isNodeHandler } from './handler-answers';

interface Style {
  /** The file writes answers so. */
  of(endpoint: Endpoint, document: Document): boolean;
  /** The statement that answers with status 400; `said` is a literal. */
  refusal(said: string, endpoint: Endpoint): string;
}

const parameterNamed = ({ fn }: Endpoint, name: RegExp): string | undefined =>
  fn.parameters.find((one) => name.test(one.name))?.name;
const response = /^(?:res|resp|response)$/;
const context = /^(?:c|ctx)$/;
const imports = ({ facts }: Document, module: RegExp, name?: string): boolean =>
  facts.imports.some((one) => module.test(one.module) && (name === undefined || one.imported === name));

const javascript: readonly Style[] = [
  {
    of: (endpoint, document) => isNodeHandler(endpoint, document) && endpoint.fn.parameters.length > 1,
    refusal: (said, { fn: { parameters } }) =>
      `return ${parameters[1]!.name}.writeHead(400).end(JSON.stringify({ error: ${said} }))`,
  },
  {
    of: (endpoint) => parameterNamed(endpoint, response) !== undefined,
    refusal: (said, endpoint) => `return ${parameterNamed(endpoint, response)}.status(400).json({ error: ${said} })`,
  },
  {
    of: (endpoint, document) => imports(document, /^hono/) && parameterNamed(endpoint, context) !== undefined,
    refusal: (said, endpoint) => `return ${parameterNamed(endpoint, context)}.json({ error: ${said} }, 400)`,
  },
  {
    of: (_, document) => imports(document, /^next\/server$/, 'NextResponse'),
    refusal: (said) => `return NextResponse.json({ error: ${said} }, { status: 400 })`,
  },
  {
    of: ({ registration }, { text }) => !registration && /\bResponse\b/.test(text),
    refusal: (said) => `return Response.json({ error: ${said} }, { status: 400 })`,
  },
];

const python: readonly Style[] = [
  {
    of: (_, document) => imports(document, /^fastapi/, 'HTTPException'),
    refusal: (said) => `raise HTTPException(status_code=400, detail=${said})`,
  },
  { of: (_, document) => imports(document, /^flask$|^quart$/), refusal: (said) => `return {"error": ${said}}, 400` },
];

/** In characters; a file is one in Base64, of 5 MB at most. */
const longest = { text: 4000, conversation: 20_000, file: 7_000_000 } as const;

/**
 * Lines that refuse what is no text, or too long a one, to be put at the beginning of a line.
 *
 * @param name of the variable to be tested
 * @param kind of what it should hold
 */
export function refusalOf(
  name: string,
  kind: keyof typeof longest,
  endpoint: Endpoint,
  document: Document,
): ((indentation: string) => string) | undefined {
  const isPython = document.format.id === 'python';
  const style = (isPython ? python : javascript).find((one) => one.of(endpoint, document));
  if (!style) return undefined;
  const most = longest[kind];
  const { eol, unit, quote, semicolon } = styleOf(document);
  const isText = kind !== 'conversation';
  if (isPython) {
    const [type, size] = isText ? ['str', `len(${name})`] : ['list', `len(str(${name}))`];
    const refusal = style.refusal(`"${name} is missing or too long."`, endpoint);
    return (indentation) =>
      `if not isinstance(${name}, ${type}) or ${size} > ${most}:${eol}${indentation}${unit}${refusal}${eol}${indentation}`;
  }
  const test = isText
    ? `typeof ${name} !== ${quote}string${quote} || ${name}.length > ${most}`
    : `!Array.isArray(${name}) || JSON.stringify(${name}).length > ${most}`;
  const refusal = style.refusal(`${quote}${name} is missing or too long.${quote}`, endpoint);
  return (indentation) =>
    `if (${test}) {${eol}${indentation}${unit}${refusal}${semicolon}${eol}${indentation}}${eol}${indentation}`;
}
