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

/** Values stand in the sentence as they are written; what marks them up is ours. */
function sentence({ message }: AccessLine, { inWords }: PageOptions): string {
  const quoted = (one: Message): Message => ({
    ...one,
    args: Object.fromEntries(
      Object.entries(one.args).map(([name, value]) => [name, typeof value === 'string' ? literally(value) : value]),
    ),
  });
  return inWords(quoted(message));
}

function placeOf({ path, line }: SaidAt, { link }: PageOptions): string {
  const [name, target] = [literally(`${path}:${line}`), link(path, line)];
  return target === undefined ? name : `[${name}](${target})`;
}

function sectionPage({ title, lines, empty }: AccessSection, options: PageOptions): string {
  const rows = lines.map((one) => {
    const place = one.at ? ` – ${placeOf(one.at, options)}` : '';
    const text = sentence(one, options);
    return `- ${one.isOpen ? `**${text}**` : text}${place}`;
  });
  return [`## ${options.inWords(title)}`, '', ...(rows.length > 0 ? rows : [options.inWords(empty)]), ''].join('\n');
}

/** Markdown. */
export function accessPage({ files, sections }: AccessReport, options: PageOptions): string {
  const { inWords } = options;
  const head = `# ${inWords(say('title'))}\n`;
  if (files.length === 0) return `${head}\n${inWords(say('none'))}\n`;
  const pages = sections.map((section) => sectionPage(section, options));
  return [head, ...pages, '---', '', inWords(say('reading')), ''].join('\n');
}
