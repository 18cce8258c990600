/** Shell commands that write a credential's value to a file: `echo "ANTHROPIC_API_KEY=$KEY" >> ~/.zshrc`. */
import type { Command, Range } from '../../../engine/facts';
import { credentialVariable } from '../names';
import { baseName } from '../values';

export interface ShellWrite {
  /** The word or here-document line that holds the credential. */
  range: Range;
  /** A file that the shell reads at every start; others are env files and the like. */
  isProfile: boolean;
}

/** What becomes a credential when the shell writes it: an expansion, or printf's blank for one. */
const assigned = /(?:^|[\s"'])([A-Za-z][\w.-]*)\s*[=:]\s*["']?(?:\$[\w{(]|`|\$\{\{|%s)/gm;
/** Devices, and the files by which CI hands variables to its next steps. */
const noFile = /^\/dev\/|^&|^["']?\$\{?(?:GITHUB|BASH)_(?:ENV|OUTPUT|PATH|STEP_SUMMARY)/;
const profile = /^\.?(?:bash|zsh|k?sh)(?:rc|env|_profile|_login)$|^\.?z?profile$|^config\.fish$|^environment$/;

/** The credential that a command writes to a file, if there is one. */
export function writtenByShell({ name, words, writes = [], input }: Command): ShellWrite | undefined {
  const files = writes.filter(({ text }) => !noFile.test(text));
  if (files.length === 0 || !/^(?:echo|printf|cat|tee)$/.test(name)) return undefined;
  const isProfile = files.some(({ text }) => profile.test(baseName(text)));
  for (const { text, range } of input ? [input] : words)
    for (const match of text.matchAll(assigned))
      if (credentialVariable.test(match[1]!.toUpperCase()))
        return { range: input ? lineOf(text, range, match.index) : range, isProfile };
  return undefined;
}

/** One line of a here-document, whose text stands as it is written. */
function lineOf(text: string, { start }: Range, at: number): Range {
  const from = /\S/.exec(text.slice(at))!.index + at;
  const end = text.indexOf('\n', from);
  return { start: start + from, end: start + (end < 0 ? text.length : end) };
}
