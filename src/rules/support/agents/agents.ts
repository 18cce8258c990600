/** How a document runs Claude Code: by the Agent SDK's options, and by its command line. */
import type { Call, Command, Range, Value } from '../../../engine/facts';
import { perObject } from '../../../engine/per-object';
import type { Document } from '../../../engine/types';
import { expandedLine } from '../shell/expansion';
import { callsNamed } from '../traces';
import { argumentCommands } from '../workflows/arguments';
import { isContainer, launched } from './launchers';
import { certainElementsIn, elementsIn, programs } from './processes';

/** Options that an agent is given: those of `query()`, keywords of Python's options. */
export interface AgentOptions {
  call: Call;
  /** What stands under the first of the names that is there. */
  option(...names: string[]): Value | undefined;
}

/** @returns each call once */
export const agentsOf = perObject(({ claude, flow }: Document): readonly AgentOptions[] => {
  const agents = claude.clients.filter(({ kind }) => kind === 'agent').map(({ call }) => call);
  const queries = claude.requests.filter(({ method }) => method === 'query').map(({ call }) => call);
  return [...new Set([...agents, ...queries])].map((call) => {
    const options = flow.property(flow.argument(call, 0), 'options') ?? flow.argument(call, undefined, 'options');
    const at = (name: string) => flow.argument(call, undefined, name) ?? flow.property(options, name);
    return { call, option: (...names) => names.map(at).find((one) => one !== undefined) };
  });
});

/** `sandbox: { enabled: true }`. */
export function isSandboxed({ option }: AgentOptions, { flow }: Document): boolean {
  const enabled = flow.property(option('sandbox'), 'enabled');
  return enabled !== undefined && flow.constant(enabled) === true;
}

/** A word of a command line; what is not known of it stands in it as `\0`, or as the shell's expansion. */
export interface CommandWord {
  text: string;
  range: Range;
  /** In code: the value. */
  value?: Value;
  /** It may be left out, as a condition decides. */
  isOptional?: boolean;
}

/** One start of Claude Code. */
export interface AgentCommand {
  range: Range;
  /** In code: the call that starts it. */
  call?: Call;
  /** Behind the program. */
  words: readonly CommandWord[];
  /** Another program starts it in a container. */
  isContained?: true;
}

const agentProgram = /^claude(?:\.(?:exe|cmd))?$/;
const runner = /^(?:npx|bunx|pnpx|pnpm|yarn|bun)$/;
const agentPackage = /^@anthropic-ai\/claude-code(?:@|$)/;
const mentioned = /\bclaude\b/;

export const agentCommands = perObject((document: Document): readonly AgentCommand[] => {
  if (!mentioned.test(document.file.text)) return [];
  const started = startedCommands(document);
  const taken = new Set(started.map(({ range }) => range.start));
  const written = document.facts.commands.filter(({ range }) => !taken.has(range.start));
  return [...started, ...written.flatMap((one) => writtenCommand(one, document)), ...argumentCommands(document)];
});

function writtenCommand(command: Command, document: Document): AgentCommand[] {
  const { name, words, range } = command;
  const line = expandedLine(command, document) ?? [{ text: name, range }, ...words];
  const own = behindProgram<CommandWord>(line).map((one): AgentCommand => ({ range, words: one }));
  return own.length > 0 ? own : elsewhere(line, range);
}

/** In a terminal, in a container, on another machine. */
function elsewhere([program, ...rest]: readonly CommandWord[], range: Range): AgentCommand[] {
  const found = launched(program?.text ?? '', rest).flatMap(({ words, isContained }) =>
    behindProgram(words).map((one): AgentCommand => ({ range, words: one, ...(isContained && { isContained }) })),
  );
  return found.length > 0 || !program ? found : inImage(program, rest, range);
}

/** No other program has it. */
const ownOption = '--dangerously-skip-permissions';

/** Arguments for what an image starts: `docker run … image --option`, `command: ["--option"]` of a service. */
function inImage(program: CommandWord, rest: readonly CommandWord[], range: Range): AgentCommand[] {
  const name = program.text;
  const words = name.startsWith('-') ? [program, ...rest] : isContainer(name, rest) ? rest : [];
  return words.some(({ text }) => text === ownOption) ? [{ range, words, isContained: true }] : [];
}

function startedCommands(document: Document): AgentCommand[] {
  const { flow } = document;
  const calls = callsNamed(document, programs);
  return calls.flatMap((call) => {
    const lists = [flow.argument(call, 0, 'args'), ...call.args.slice(1).map(({ value }) => value)];
    const given = lists.flatMap((one) => (one && mayBeWords(one, document) ? one : []));
    const certain = new Set(given.flatMap((one) => certainElementsIn(one, call.range, document)));
    const words = given
      .flatMap((one) => elementsIn(one, document))
      .map((value): CommandWord => {
        const word = { text: flow.pattern(value) ?? '\0', range: value.range, value };
        return certain.has(value) ? word : { ...word, isOptional: true };
      });
    return behindProgram(words).map((one) => ({ range: call.range, call, words: one }));
  });
}

/** Options of the call are none of the program. */
const mayBeWords = (value: Value, { flow }: Document): boolean =>
  value.kind !== 'object' && value.kind !== 'function' && flow.object(value) === undefined;

/** The words behind `claude`, or behind its package; none where another program is started. */
function behindProgram<Word extends { text: string }>(words: readonly Word[]): Word[][] {
  const [program, ...rest] = words;
  const name = (program?.text ?? '').replace(/^.*[/\\]/, '');
  if (agentProgram.test(name)) return [rest];
  const at = runner.test(name) ? rest.slice(0, 4).findIndex(({ text }) => agentPackage.test(text)) : -1;
  return at < 0 ? [] : [rest.slice(at + 1)];
}

/** The words that follow an option up to the next one, `--option=value` included. */
export function valuesOf({ words }: AgentCommand, ...options: string[]): CommandWord[] {
  return words.flatMap((word, at) => {
    const [option = '', inline] = /^(--[\w-]+)=(.*)$/s.exec(word.text)?.slice(1) ?? [word.text];
    if (!options.includes(option)) return [];
    const rest = words.slice(at + 1);
    const end = rest.findIndex(({ text }) => text.startsWith('-'));
    const following = end < 0 ? rest : rest.slice(0, end);
    return inline === undefined ? following : [{ ...word, text: inline }];
  });
}

export const hasOption = ({ words }: AgentCommand, ...options: string[]): boolean =>
  words.some(({ text }) => options.includes(text.replace(/=.*$/s, '')));
