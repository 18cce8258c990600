/** Commands that a skill or a command of Claude Code runs before Claude reads it. Source: DOMAIN 6.4. */
import { isInstructionFile } from '../../../engine/instruction-files';
import type { Document } from '../../../engine/types';

export interface ContextCommand {
  text: string;
  /** Where it begins in the document. */
  start: number;
}

const skillOrCommand = /(?:^|\/)(?:SKILL\.md|(?:\.claude\/)?(?:commands|skills)\/(?:[^/]+\/)*[^/]+\.md)$/i;
/** At the beginning of a line or behind a blank: elsewhere Claude Code takes it for text. */
const inline = /(?<=^|\s)!`([^`\n]+)`/gm;
const block = /^```!\s*\n([\s\S]*?)^```/gm;

export function contextCommandsOf({ file, format, outer, text }: Document): ContextCommand[] {
  const isRead = format.kind === 'text' && !outer && skillOrCommand.test(file.path) && text.includes('!');
  if (!isRead || !isInstructionFile(file.path, text)) return [];
  return [...text.matchAll(inline), ...text.matchAll(block)].map(({ 0: whole, 1: command = '', index }) => ({
    text: command,
    start: index + whole.indexOf(command),
  }));
}
