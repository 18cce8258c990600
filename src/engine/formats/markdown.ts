/** Markdown: the code in its fences, and its front matter. */
import type { Facts, Range } from '../facts';
import { buildText, embed, verbatimText } from './embedded';
import type { Format } from './format';
import { formatIdOfLanguage } from './languages';
import { collect, type Line, lineBreakOf, linesOf, noEnvironment } from './shared';

/** A fence's line: quote marks and indentation, the fence, its info string. */
const fence = /^([ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}|~{3,})[ \t]*([^\r\n]*)$/;

/** Longer lines open no fence; bounds the search. */
const maxFence = 300;

interface Fence {
  /** What stands before the fence on its line. */
  prefix: string;
  mark: string;
  format: string | undefined;
}

/** ```` ```ts title="a.ts" ````, ```` ```{python} ````, ```` ```bash{1,3} ````. An info string with backticks is no fence's. */
function openFence(line: string): Fence | undefined {
  const [, prefix = '', mark = '', info = ''] = fence.exec(line.slice(0, maxFence)) ?? [];
  if (mark === '' || (mark.startsWith('`') && info.includes('`'))) return undefined;
  const language = /^\{?\.?([\w+-]+)/.exec(info)?.[1] ?? '';
  return { prefix, mark, format: formatIdOfLanguage(language) };
}

const closes = (line: string, { mark }: Fence): boolean => {
  const rest = line.replace(/^[ \t>]*/, '').trimEnd();
  return rest.length >= mark.length && rest === mark[0]!.repeat(rest.length);
};

/** Where a line of the fence's content starts: as many blanks and quote marks as the fence has before it are left out. */
function contentStart(text: string, { start, end }: Range, { prefix }: Fence): number {
  let at = start;
  while (at < end && at - start < prefix.length && /[ \t>]/.test(text[at]!)) at++;
  return at;
}

/** A transcript begins with a prompt; what has none in it is output. */
const prompt = /^[ \t]*[$%] (?=\S)/;

function addFence(facts: Facts, text: string, lines: readonly Line[], opened: Fence): void {
  if (!opened.format || lines.length === 0) return;
  const starts = lines.map((line) => contentStart(text, line, opened));
  const prompts = lines.map(({ end }, index) => prompt.exec(text.slice(starts[index], end)) ?? undefined);
  const isTranscript = opened.format === 'shell' && prompts.some((found) => found !== undefined);
  const hasOutput = isTranscript && prompts[0] !== undefined;
  const builder = buildText(text);
  for (const [index, { next }] of lines.entries()) {
    const marked = isTranscript ? prompts[index] : undefined;
    if (!hasOutput || marked) builder.copy(starts[index]! + (marked?.[0].length ?? 0), next);
  }
  const mapped = builder.done(lines.at(-1)!.next);
  const indent = opened.prefix.replace(/[^ \t>]/g, ' ');
  const encode = (part: string) => part.replace(/\r?\n/g, lineBreakOf(text) + indent);
  if (mapped.text.trim() !== '') facts.embedded.push(embed(opened.format, mapped, 'documentation', encode));
}

/** YAML between `---` lines (TOML between `+++`) at the very start. Gives the offset after it. */
function addFrontMatter(facts: Facts, text: string): number {
  const match = /^\uFEFF?(---|\+\+\+)[ \t]*\r?\n/.exec(text);
  if (!match) return 0;
  const start = match[0].length;
  for (const line of linesOf(text, start)) {
    if (text.slice(line.start, line.end).trimEnd() !== match[1]) continue;
    const mapped = verbatimText(text, { start, end: line.start });
    if (mapped.text.trim() !== '') facts.embedded.push(embed(match[1] === '---' ? 'yaml' : 'toml', mapped));
    return line.next;
  }
  return 0;
}

function read(facts: Facts, text: string): void {
  let opened: Fence | undefined;
  let content: Line[] = [];
  for (const line of linesOf(text, addFrontMatter(facts, text))) {
    const source = text.slice(line.start, line.end);
    if (!opened) {
      opened = openFence(source);
      content = [];
    } else if (closes(source, opened)) {
      addFence(facts, text, content, opened);
      opened = undefined;
    } else content.push(line);
  }
  if (opened) addFence(facts, text, content, opened);
  addComments(facts, text);
}

/** HTML comments. */
function addComments(facts: Facts, text: string): void {
  for (let start = text.indexOf('<!--'); start !== -1; ) {
    const close = text.indexOf('-->', start + 4);
    const end = close === -1 ? text.length : close + 3;
    facts.comments.push({ start, end });
    start = close === -1 ? -1 : text.indexOf('<!--', end);
  }
}

export const markdown: Format = {
  id: 'markdown',
  languageIds: ['markdown', 'mdx', 'prompt', 'instructions', 'chatmode', 'skill', 'agent'],
  extensions: ['.md', '.mdx', '.markdown', '.mdc'],
  filenames: [],
  comments: { block: ['<!--', '-->'] },
  idioms: noEnvironment,
  kind: 'text',
  parse: (text) => collect(text, (facts) => read(facts, text)),
};
