/** Programs that start another one elsewhere: in a terminal, a container, on another machine, as another user. */
import type { Range } from '../../../engine/facts';

/** A word of a command line, as rules look at it. */
interface Word {
  text: string;
  range: Range;
}

export interface Launched<T extends Word> {
  /** Program first. */
  words: T[];
  /** It runs in a container. */
  isContained: boolean;
}

interface Launcher {
  /** Words that must stand before the program, the first of which names what is done. */
  verb?: RegExp;
  /** It takes a command line in one word. */
  takesLine?: true;
  /** It takes the program and its words as they are, behind its own ones. */
  takesWords?: true;
  isContainer?: true;
}

const container: Launcher = { verb: /^(?:run|exec)$/, takesWords: true, takesLine: true, isContainer: true };
const terminal: Launcher = { takesWords: true, takesLine: true };

const launchers: Readonly<Record<string, Launcher>> = {
  docker: container,
  podman: container,
  nerdctl: container,
  'docker-compose': container,
  kubectl: container,
  devcontainer: container,
  tmux: {
    verb: /^(?:new(?:-session|-window|w)?|split(?:-window|w)|send(?:-keys)?|respawn-(?:pane|window))$/,
    ...terminal,
  },
  screen: terminal,
  'gnome-terminal': terminal,
  xterm: terminal,
  konsole: terminal,
  wt: terminal,
  ssh: { takesLine: true },
  su: { takesLine: true },
  runuser: { takesLine: true },
  eval: { takesLine: true },
  trap: { takesLine: true },
  alias: { takesLine: true },
  watch: { takesLine: true },
  cmd: { takesLine: true },
  'invoke-expression': { takesLine: true },
  iex: { takesLine: true },
  script: terminal,
  caffeinate: { takesWords: true },
  parallel: { takesWords: true },
  gosu: { takesWords: true },
  'su-exec': { takesWords: true },
  unbuffer: { takesWords: true },
  flock: { takesWords: true, takesLine: true },
  uv: { verb: /^run$/, takesWords: true },
  mise: { verb: /^(?:exec|x)$/, takesWords: true },
  // PowerShell, and what its options hold.
  'start-process': terminal,
  saps: terminal,
  start: terminal,
};

const program = /^(?:.*[/\\])?claude(?:\.(?:exe|cmd))?$/;
const line = /(?:^|[;&|(=]\s*|\bexec\s+|\/[ck]\s+)["']?((?:\S*[/\\])?claude(?:\.(?:exe|cmd))?\s[^;&|\n]*)/;
const part = /(?:"[^"]*"|'[^']*'|[^\s"',])+/g;
/** Options of launchers that stand alone: what follows is the program. */
const plainOption = /^(?:--|-[dirtxeSm]+|--(?:rm|interactive|tty|detach|no-deps)|-filepath)$/i;

/** It runs something in a container. @param words those behind its name */
export const isContainer = (name: string, words: readonly Word[]): boolean =>
  launcherOf(name, words)?.isContainer === true;

function launcherOf(name: string, words: readonly Word[]): Launcher | undefined {
  const key = name.toLowerCase();
  const launcher = Object.hasOwn(launchers, key) ? launchers[key]! : undefined;
  return launcher?.verb && !words.slice(0, 4).some(({ text }) => launcher.verb!.test(text)) ? undefined : launcher;
}

/** What the command starts elsewhere, where that is Claude Code. @param words those behind its name */
export function launched<T extends Word>(name: string, words: readonly T[]): Launched<T>[] {
  const launcher = launcherOf(name, words);
  if (!launcher) return [];
  const isContained = launcher.isContainer === true;
  const found = launcher.takesWords ? words.findIndex((word, at) => isProgram(word, words[at - 1])) : -1;
  if (found >= 0) return [{ words: withArguments(words.slice(found)), isContained }];
  return launcher.takesLine ? words.flatMap((word) => lineIn(word)).map((one) => ({ words: one, isContained })) : [];
}

/** A session, a container or a file may have the name as well. */
const isProgram = ({ text }: Word, before: Word | undefined): boolean =>
  program.test(text) && !(before && /^-/.test(before.text) && !plainOption.test(before.text));

/** `Start-Process claude -ArgumentList '--flag', '-p'`: what stands in the list, word for word. */
function withArguments<T extends Word>([first, option, ...rest]: readonly T[]): T[] {
  if (!first) return [];
  if (!option || !/^-(?:ArgumentList|Args)$/i.test(option.text)) return [first, ...(option ? [option] : []), ...rest];
  return [first, ...rest.flatMap(split)];
}

const split = <T extends Word>(word: T): T[] =>
  [...word.text.matchAll(part)].map(([text]) => ({ ...word, text: text.replace(/["']/g, '') }));

/** The words of a command line that is one word. */
function lineIn<T extends Word>(word: T): T[][] {
  const [, found] = /\s/.test(word.text) ? (line.exec(word.text) ?? []) : [];
  return found ? [split({ ...word, text: found.replace(/["']$/, '') })] : [];
}
