/** What Claude Code may do in a folder, for a terminal and for programs. */
import { render } from '../engine/messages';
import type { AccessLine, AccessReport, AccessSection } from './access';
import { say } from './access';
import { printable, type Style } from './terminal';

const placeOf = ({ at }: AccessLine): string => (at ? `${at.path}:${at.line}` : '');

function sectionText({ title, lines, empty }: AccessSection, { colors }: Style): string[] {
  const rows = lines.map((line) => {
    const text = printable(render(line.message));
    const place = printable(placeOf(line));
    return `  ${line.isOpen ? colors.yellow('•') : colors.dim('•')} ${text}${place ? colors.dim(`  ${place}`) : ''}`;
  });
  return [colors.bold(render(title)), ...(rows.length > 0 ? rows : [colors.dim(`  ${render(empty)}`)]), ''];
}

export function accessText({ files, sections, summary }: AccessReport, style: Style): string {
  const { colors } = style;
  if (files.length === 0) return `${render(say('none'))}\n`;
  const note = colors.dim(render(say('reading')));
  const counted = colors.dim(`${render(say('counted'))} ${printable(files.join(', '))}`);
  const head = [render(summary), counted, ''];
  return [...head, ...sections.flatMap((section) => sectionText(section, style)), note, ''].join('\n');
}

export function accessJson({ files, sections }: AccessReport): string {
  const told = sections.map(({ id, lines }) => [
    id,
    lines.map(({ message, isOpen, at }) => ({
      message: render(message),
      open: isOpen,
      ...(at && { file: at.path, line: at.line }),
    })),
  ]);
  return `${JSON.stringify({ files, ...Object.fromEntries(told) }, undefined, 2)}\n`;
}
