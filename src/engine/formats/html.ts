/** HTML and the component files of Vue, Svelte and Astro: the scripts in them. */
import { Parser } from 'htmlparser2';
import type { Facts, Range } from '../facts';
import { buildText, embed, type MappedText, verbatimText } from './embedded';
import type { Format } from './format';
import { collect, lineBreakOf, noEnvironment } from './shared';
import { fieldsIn, type ShownHtml, shownByBlocks, shownByTag, showsHtml } from './shown-html';

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

function addScript(
  facts: Facts,
  text: string,
  { start, end }: Range,
  format: string,
  role: string,
  shown: readonly ShownHtml[] = [],
  ofThis = false,
): void {
  if (text.slice(start, end).trim() === '') return;
  const mapped =
    shown.length > 0 ? withTemplate(text, { start, end }, shown, ofThis) : verbatimText(text, { start, end });
  const lineBreak = lineBreakOf(text);
  facts.embedded.push(embed(format, mapped, role, (part) => part.replace(/\r?\n/g, lineBreak)));
}

/**
 * The script, and what its template shows as calls in functions of their own, in the order in which both stand in the file.
 *
 * @param ofThis the template's names are fields of the component
 */
function withTemplate(text: string, script: Range, shown: readonly ShownHtml[], ofThis: boolean): MappedText {
  const builder = buildText(text);
  const copy = ({ start, end }: Range, loops: ShownHtml['loops']) => {
    let from = start;
    for (const at of ofThis ? fieldsIn(text.slice(start, end), loops) : []) {
      builder.copy(from, start + at);
      builder.put('this.', start + at);
      from = start + at;
    }
    builder.copy(from, end);
  };
  const add = ({ range, loops }: ShownHtml) => {
    const [first = range] = loops.map(({ list }) => list);
    builder.put(';(() => {', first.start);
    for (const [depth, { item, list }] of loops.entries()) {
      builder.put(`for (const ${item} of (`, list.start);
      copy(list, loops.slice(0, depth));
      builder.put(')) ', list.end);
    }
    builder.put(`${showsHtml}(`, range.start);
    copy(range, loops);
    builder.put(');});', range.end);
  };
  const [before, behind] = [true, false].map((isBefore) =>
    shown.filter(({ range }) => range.start < script.start === isBefore),
  );
  before!.forEach(add);
  builder.put('\n', script.start);
  builder.copy(script.start, script.end);
  builder.put('\n', script.end);
  behind!.forEach(add);
  return builder.done(Math.max(script.end, ...behind!.map(({ range }) => range.end)));
}

interface Dialect {
  /** Format of a script that names none. */
  standard: 'javascript' | 'typescript';
  /** `<script src="…" />` is complete, as in components, not in HTML. */
  selfClosing: boolean;
  /** Whose templates it has. */
  template?: 'vue' | 'svelte';
}

interface Script extends Range {
  format: string;
  /** Its names are not those of the template. */
  isApart: boolean;
}

/** Scripts and comments of the text from `from` on. */
function readMarkup(facts: Facts, text: string, from: number, { standard, selfClosing, template }: Dialect): void {
  let script: { start: number; format: string | undefined; isApart: boolean } | undefined;
  const scripts: Script[] = [];
  const shown: ShownHtml[] = [];
  const loops: (ShownHtml['loops'][number] | undefined)[] = [];
  const close = (end: number) => {
    if (script?.format) scripts.push({ start: script.start, end, format: script.format, isApart: script.isApart });
    script = undefined;
  };
  const parser: Parser = new Parser(
    {
      onopentag(name, attributes) {
        if (template === 'vue') {
          const start = from + parser.startIndex;
          const { shown: range, loop } = shownByTag(text.slice(start, from + parser.endIndex + 1), start);
          loops.push(loop);
          if (range) shown.push({ range, loops: loops.flatMap((one) => one ?? []) });
        }
        if (name !== 'script') return;
        const inline = standard === 'typescript' && 'is:inline' in attributes;
        script = {
          start: from + parser.endIndex + 1,
          format: scriptFormat(attributes, inline ? 'javascript' : standard),
          isApart: template === 'vue' && !('setup' in attributes),
        };
      },
      onclosetag(name) {
        loops.pop();
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
  if (template === 'svelte' && text.includes('{@html'))
    shown.push(...shownByBlocks(text, from, (at) => scripts.some(({ start, end }) => start <= at && at < end)));
  const own = scripts.find(({ isApart }) => !isApart) ?? scripts.at(-1);
  for (const one of scripts) addScript(facts, text, one, one.format, 'client', one === own ? shown : [], one.isApart);
}

const markup = (
  id: string,
  extensions: string[],
  languageIds: string[],
  selfClosing: boolean,
  template?: Dialect['template'],
): Format => ({
  id,
  languageIds,
  extensions,
  filenames: [],
  comments: { block: ['<!--', '-->'] },
  idioms: noEnvironment,
  kind: 'text',
  parse: (text) =>
    collect(text, (facts) =>
      readMarkup(facts, text, 0, { standard: 'javascript', selfClosing, ...(template && { template }) }),
    ),
});

export const html = markup(
  'html',
  ['.html', '.htm', '.xhtml'],
  ['html', 'handlebars', 'django-html', 'jinja-html'],
  false,
);
export const vue = markup('vue', ['.vue'], ['vue'], true, 'vue');
export const svelte = markup('svelte', ['.svelte'], ['svelte'], true, 'svelte');

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
