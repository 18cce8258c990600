/** Command lines of Claude Code that workflows hand to its actions as an input. */
import type { Document } from '../../../engine/types';
import { workflowOf } from '../../../engine/workflows/read';
import type { Step, Text } from '../../../engine/workflows/types';
import type { AgentCommand, CommandWord } from '../agents/agents';
import { agentActionOf } from './actions';

/** Words, quoted parts of them included, and what stands in parentheses: no shell reads them. */
const word = /(?:"[^"]*"|'[^']*'|\([^()\n]*\)|[^\s"'])+/g;

/** `claude_args`, word for word; `allowed_tools` of older versions is one option of it. */
export function argumentCommands(document: Document): AgentCommand[] {
  const steps = workflowOf(document)?.jobs.flatMap(({ steps: own }) => own) ?? [];
  const using = [...new Map(steps.map((one) => [one.range.start, one])).values()];
  return using.filter(({ uses }) => agentActionOf(uses)).flatMap(commandOf);
}

function commandOf({ with: inputs }: Step): AgentCommand[] {
  const [given, tools] = [inputs.get('claude_args'), inputs.get('allowed_tools')];
  const listed = tools && [
    { text: '--allowedTools', range: { start: tools.range.start, end: tools.range.start } },
    { text: tools.value, range: tools.range },
  ];
  return [
    ...(given ? [{ range: given.range, words: wordsOf(given) }] : []),
    ...(tools && listed ? [{ range: tools.range, words: listed }] : []),
  ];
}

const wordsOf = ({ value, toFile }: Text): CommandWord[] =>
  [...value.matchAll(word)].map(({ 0: source, index }) => ({
    text: source.replace(/["']/g, ''),
    range: { start: toFile(index), end: toFile(index + source.length) },
  }));
