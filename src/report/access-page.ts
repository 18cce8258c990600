/** What Claude Code may do in a folder, as a page. */
import type { Message } from '../engine/types';
import { type AccessLine, type AccessReport, type AccessSection, type SaidAt, say } from './access';

export interface PageOptions {
  inWords(message: Message): string;
  /** Where a file of the report leads to, at a line. Undefined: a page can't lead there. */
  link(path: string, line: number): string | undefined;
}

/** What stands in somebody's settings says nothing in Markdown or HTML. */
const literally = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+!|~&$]/g, '\\$&');

/** As code, which nothing in it ends or marks up. */
function code(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const line = text.replace(/\s+/g, ' ');
  const inner = /^`|`$|^ .* $/.test(line) ? ` ${line} ` : line;
  return line.trim() === '' ? literally(line) : `${fence}${inner}${fence}`;
}

/** Values that stand in quotes in their sentence. */
const quoted = ['mode'];

/** Values are shown as they are written; what marks the sentence up is ours. */
function sentence({ message }: AccessLine, { inWords }: PageOptions): string {
  const args = Object.entries(message.args).map(([name, value]) => [
    name,
    typeof value !== 'string' ? value : quoted.includes(name) ? literally(value) : code(value),
  ]);
  return inWords({ ...message, args: Object.fromEntries(args) });
}

function placeOf({ path, line }: SaidAt, { link }: PageOptions): string {
  const [name, target] = [literally(`${path}:${line}`), link(path, line)];
  return target === undefined ? name : `[${name}](${target})`;
}

/** Sections in which open lines stand beside others that are not; elsewhere each line is open, and none would stand out. */
const telling: readonly AccessSection['id'][] = ['mode', 'secrets', 'servers'];

function sectionPage({ id, title, lines, empty }: AccessSection, options: PageOptions): string {
  const rows = lines.map((one) => {
    const place = one.at ? ` – ${placeOf(one.at, options)}` : '';
    const text = sentence(one, options);
    return `- ${one.isOpen && telling.includes(id) ? `**${text}**` : text}${place}`;
  });
  return [`## ${options.inWords(title)}`, '', ...(rows.length > 0 ? rows : [options.inWords(empty)]), ''].join('\n');
}

/** Markdown. */
export function accessPage({ files, sections, summary }: AccessReport, options: PageOptions): string {
  const { inWords } = options;
  const head = `# ${inWords(say('title'))}\n`;
  if (files.length === 0) return `${head}\n${inWords(say('none'))}\n`;
  const pages = sections.map((section) => sectionPage(section, options));
  const read = files.map((path) => {
    const target = options.link(path, 1);
    return target === undefined ? code(path) : `[${literally(path)}](${target})`;
  });
  const counted = `${inWords(say('counted'))} ${read.join(', ')}`;
  return [head, `> ${inWords(summary)}\n`, `${counted}\n`, ...pages, '---', '', inWords(say('reading')), ''].join('\n');
}
