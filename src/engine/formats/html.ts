/** HTML and the component files of Vue, Svelte and Astro: the scripts in them. */
import { Parser } from 'htmlparser2';
import type { Facts, Range } from '../facts';
import { embed, verbatimText } from './embedded';
import type { Format } from './format';
import { collect, lineBreakOf, noEnvironment } from './shared';

type Attributes = Readonly<Record<string, string>>;

const javascriptType = /^(?:module|(?:text|application)\/(?:x-)?(?:javascript|ecmascript|babel|jsx))(?:;|$)/i;
const typescriptType = /^(?:text|application)\/(?:x-)?typescript(?:;|$)/i;

/** The script's format; undefined for templates, JSON and other data in script tags. */
function scriptFormat({ type = '', lang = '' }: Attributes, standard: string): string | undefined {
  const language = lang.toLowerCase();
  if (language === 'tsx') return 'tsx';
  if (language === 'ts' || language === 'typescript' || typescriptType.test(type)) return 'typescript';
  if (language !== '' && !/^(?:jsx?|javascript)$/.test(language)) return undefined;
  return type === '' || javascriptType.test(type) ? standard : undefined;
}

function addScript(facts: Facts, text: string, { start, end }: Range, format: string, role: string): void {
  const mapped = verbatimText(text, { start, end });
  if (mapped.text.trim() === '') return;
  const lineBreak = lineBreakOf(text);
  facts.embedded.push(embed(format, mapped, role, (part) => part.replace(/\r?\n/g, lineBreak)));
}

interface Dialect {
  /** Format of a script that names none. */
  standard: 'javascript' | 'typescript';
  /** `<script src="…" />` is complete, as in components, not in HTML. */
  selfClosing: boolean;
}

/** Scripts and comments of the text from `from` on. */
function readMarkup(facts: Facts, text: string, from: number, { standard, selfClosing }: Dialect): void {
  let script: { start: number; format: string | undefined } | undefined;
  const close = (end: number) => {
    if (script?.format) addScript(facts, text, { start: script.start, end }, script.format, 'client');
    script = undefined;
  };
  const parser: Parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name !== 'script') return;
        const inline = standard === 'typescript' && 'is:inline' in attributes;
        script = {
          start: from + parser.endIndex + 1,
          format: scriptFormat(attributes, inline ? 'javascript' : standard),
        };
      },
      onclosetag(name) {
        if (name === 'script') close(Math.min(from + parser.startIndex, text.length));
      },
      oncomment() {
        facts.comments.push({
          start: from + parser.startIndex,
          end: Math.min(from + parser.endIndex + 1, text.length),
        });
      },
    },
    { decodeEntities: false, recognizeSelfClosing: selfClosing },
  );
  parser.end(text.slice(from));
  if (script) close(text.length);
}

const markup = (id: string, extensions: string[], languageIds: string[], selfClosing: boolean): Format => ({
  id,
  languageIds,
  extensions,
  filenames: [],
  comments: { block: ['<!--', '-->'] },
  idioms: noEnvironment,
  kind: 'text',
  parse: (text) => collect(text, (facts) => readMarkup(facts, text, 0, { standard: 'javascript', selfClosing })),
});

export const html = markup(
  'html',
  ['.html', '.htm', '.xhtml'],
  ['html', 'handlebars', 'django-html', 'jinja-html'],
  false,
);
export const vue = markup('vue', ['.vue'], ['vue'], true);
export const svelte = markup('svelte', ['.svelte'], ['svelte'], true);

/** The block between `---` lines, which runs on the server. Gives the offset after it. */
function addServerBlock(facts: Facts, text: string): number {
  const open = /^\uFEFF?\s*---[ \t]*(?:\r\n|\n)/.exec(text);
  if (!open) return 0;
  const start = open[0].length;
  const close = /^---/m.exec(text.slice(start));
  const end = close ? start + close.index : text.length;
  addScript(facts, text, { start, end }, 'typescript', 'server');
  if (!close) facts.errors++;
  return close ? end + 3 : text.length;
}

export const astro: Format = {
  ...markup('astro', ['.astro'], ['astro'], true),
  parse: (text) =>
    collect(text, (facts) => {
      readMarkup(facts, text, addServerBlock(facts, text), { standard: 'typescript', selfClosing: true });
    }),
};
