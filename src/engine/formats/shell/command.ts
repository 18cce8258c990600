/** Command lines: from words as they are written to the program that runs. */
import type { Command, Range, Word } from '../../facts';

/** How a program that runs another one takes its own arguments. */
interface Wrapper {
  /** Options whose value is the next word. */
  valued?: readonly string[];
  /** Words before the wrapped program that are no options: `timeout 5 …`. */
  operands?: number;
  /** It takes `NAME=value` words. */
  assigns?: boolean;
}

const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: {
    valued: ['-u', '-g', '-h', '-p', '-C', '-D', '-R', '-T', '-U', '-r', '-t', '--user', '--group'],
    assigns: true,
  },
  doas: { valued: ['-u', '-C'] },
  env: { valued: ['-u', '-C', '--unset', '--chdir'], assigns: true },
  'cross-env': { assigns: true },
  'cross-env-shell': { assigns: true },
  'env-cmd': { valued: ['-f', '--file', '-e', '--environments'] },
  dotenv: { valued: ['-e', '-f', '-c', '-v'] },
  exec: { valued: ['-a'] },
  command: {},
  tini: { valued: ['-e', '-p'] },
  'dumb-init': { valued: ['-r', '--rewrite'] },
  builtin: {},
  nohup: {},
  setsid: {},
  // `cmd /c`
  cmd: { operands: 1 },
  time: { valued: ['-f', '-o', '--format', '--output'] },
  timeout: { valued: ['-s', '-k', '--signal', '--kill-after'], operands: 1 },
  nice: { valued: ['-n', '--adjustment'] },
  ionice: { valued: ['-c', '-n'] },
  stdbuf: { valued: ['-i', '-o', '-e'] },
  xargs: { valued: ['-n', '-I', '-P', '-L', '-d', '-E', '-s', '-a', '--max-args', '--max-procs', '--delimiter'] },
};

const assignment = /^([A-Za-z_]\w*)=/;

export interface CommandLine {
  command: Command;
  /** `NAME=value` words that a wrapper turns into environment variables. */
  assignments: Word[];
}

/** Without its folder; what a variable falls back on belongs to its name: `${CLAUDE:-/usr/bin/claude}`. */
const programName = (word: string): string =>
  /^\$\{[^{}]*\}$/.test(word) ? word : word.slice(word.search(/[^/\\]*$/)).replace(/\.(exe|cmd)$/i, '');

/** Index of the first word after the wrapper at `at`, its options and operands; assignments are added to `assignments`. */
function afterWrapper(words: readonly Word[], at: number, wrapper: Wrapper, assignments: Word[]): number {
  let operands = wrapper.operands ?? 0;
  for (at++; at < words.length; at++) {
    const { text } = words[at]!;
    if (text === '--') continue;
    if (text.length > 1 && text.startsWith('-')) {
      if (wrapper.valued?.includes(text)) at++;
    } else if (wrapper.assigns && assignment.test(text)) assignments.push(words[at]!);
    else if (operands-- <= 0) return at;
  }
  return at;
}

/** `command -v curl` only asks where curl is. */
const isQuery = (words: readonly Word[], at: number): boolean =>
  words[at]!.text === 'command' && /^-[vV]/.test(words[at + 1]?.text ?? '');

/** The command that `words`, program first, run; undefined without a program. A wrapper with nothing to run is a program. */
export function toCommand(words: readonly Word[], range: Range): CommandLine | undefined {
  const assignments: Word[] = [];
  let at = 0;
  for (;;) {
    const name = programName(words[at]?.text ?? '');
    const wrapper = Object.hasOwn(wrappers, name) && !isQuery(words, at) ? wrappers[name] : undefined;
    const next = wrapper ? afterWrapper(words, at, wrapper, assignments) : words.length;
    if (next < words.length) at = next;
    else if (name === '') return undefined;
    else return { command: { name, words: words.slice(at + 1), range }, assignments };
  }
}

const shells = new Set(['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh']);

/** The word that holds a script: the one after `-c` of a shell. */
export function inlineScript({ name, words }: Command): Word | undefined {
  if (!shells.has(name)) return undefined;
  const option = words.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  return option === -1 ? undefined : words[option + 1];
}
