import { byName } from '../../engine/by-name';
import type { Call, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Message, Rule } from '../../engine/types';
import { flowHook } from '../support/flow-rule';
import { callsByName, type Sink, wayTexts } from '../support/traces';

/** Files that Claude reads as instructions or as its own notes, in every later session. */
const memoryFile =
  /(?:^|[\\/\0])(?:CLAUDE(?:\.local)?\.md|AGENTS\.md|MEMORY\.md)$|(?:^|[\\/\0])\.claude[\\/](?:rules|agents|skills|commands|agent-memory)[\\/].*\.md$/i;
const nodeWriter =
  /^(?:node:)?(?:fs(?:\/promises)?|fs-extra|graceful-fs)#(?:(?:\*|default)\.)?(?:promises\.)?(?:write|append|output)File(?:Sync)?$|^Bun\.write$|^Deno\.writeTextFile(?:Sync)?$/;
const pathWriter = /\.write_text$/;
const fileWriter = /^(?:(?:io\.|codecs\.|aiofiles\.)?open|pathlib\.\w*Path\(\)(?:\..*)?\.open)\(\)\.write$/;
const joins =
  /^(?:node:)?path#(?:(?:\*|default)\.)?(?:join|resolve)$|^os\.path\.(?:join|expanduser|abspath)$|^pathlib\.\w*Path$/;
/** Somebody is asked. */
const asked = /confirm|approv|review|consent/i;

const say = phrases({ remembered: 'Text from {source} is written to a file that Claude obeys in later sessions.' });
const message = (source: Message) => say('remembered', { source });

/** The path as far as it is known, unknown parts as `\0`. */
function pathText(value: Value, document: Document, depth = 0): string {
  const { flow } = document;
  const known = flow.pattern(value);
  if (known !== undefined || depth > 6) return known ?? '\0';
  const next = (one: Value) => pathText(one, document, depth + 1);
  if (value.kind === 'unknown' && value.operator === '/') return value.parts.map(next).join('/');
  if (value.kind === 'call' && joins.test(flow.name(value.call.callee) ?? ''))
    return value.call.args.map((one) => next(one.value)).join('/');
  const [source, other] = flow.sources(value);
  return source && !other ? next(source) : '\0';
}

/** How a function of this name is told the file that it writes. */
const writerNamed = byName((name): 'argument' | 'opened' | 'object' | undefined => {
  if (nodeWriter.test(name)) return 'argument';
  if (fileWriter.test(name)) return 'opened';
  return pathWriter.test(name) ? 'object' : undefined;
});

/** The file and the text of a call that writes one. */
function written(name: string, call: Call, { flow }: Document): [file: Value, text: Value] | undefined {
  const kind = writerNamed(name);
  if (!kind) return undefined;
  const object = call.callee.kind === 'member' ? call.callee.object : undefined;
  const text = flow.argument(call, kind === 'argument' ? 1 : 0);
  const told = kind === 'argument' ? flow.argument(call, 0) : object;
  const file = kind === 'opened' && told ? opened(told, flow) : told;
  return file && text ? [file, text] : undefined;
}

/** The path in `open(path)` that a file was bound to. */
function opened(file: Value, flow: Document['flow']): Value | undefined {
  const [source = file] = file.kind === 'call' ? [file] : flow.sources(file);
  if (source.kind !== 'call') return undefined;
  const { callee } = source.call;
  return callee.kind === 'member' && callee.property === 'open' && /Path\(\)/.test(flow.name(callee) ?? '')
    ? callee.object
    : source.call.args[0]?.value;
}

const sinks = (document: Document): Sink[] =>
  [...callsByName(document)].flatMap(([name, calls]) =>
    calls.flatMap((call) => {
      const found = written(name, call, document);
      if (!found || !memoryFile.test(pathText(found[0], document))) return [];
      return isReviewed(call, document) ? [] : [{ value: found[1], message }];
    }),
  );

const isReviewed = ({ range: { start } }: Call, { facts, text }: Document): boolean =>
  facts.regions.some(
    ({ kind, range, condition }) =>
      kind === 'branch' &&
      range.start <= start &&
      start < range.end &&
      condition !== undefined &&
      asked.test(text.slice(condition.range.start, condition.range.end)),
  );

export const untrustedMemory: Rule = {
  id: 'untrusted-memory',
  title: 'Untrusted text in memory',
  practice: 'input',
  severity: 'info',
  confidence: 'medium',
  cwe: [1427, 349],
  owasp: ['LLM01', 'LLM04', 'ASI06'],
  why: 'What stands in a memory or instruction file is obeyed in every later session: one page or message that gets in there once steers the agent from then on, when its author is long gone.',
  remedy:
    'Keep text of others out of CLAUDE.md and memory files; else have a person review it, or put it between tags that name it as data.',
  reports:
    'Input of a request or a chat, or an answer of another server, that is written to CLAUDE.md, AGENTS.md, MEMORY.md or a file under .claude that instructs.',
  silent: 'Text of the program, text between tags or fences, writes that a person has confirmed, other files.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'remember.ts',
      bad: "import { appendFile } from 'node:fs/promises';\nimport { query } from '@anthropic-ai/claude-agent-sdk';\n\nexport async function learn(url: string) {\n  const page = await (await fetch(url)).text();\n  await appendFile('CLAUDE.md', page);\n  return query({ prompt: 'Go on.' });\n}\n",
      good: "import { appendFile } from 'node:fs/promises';\nimport { query } from '@anthropic-ai/claude-agent-sdk';\n\nexport async function learn(url: string) {\n  const page = await (await fetch(url)).text();\n  await appendFile('pages.txt', page);\n  return query({ prompt: 'Go on.' });\n}\n",
    },
    {
      file: 'remember.py',
      bad: 'from pathlib import Path\n\nimport requests\nfrom claude_agent_sdk import query\n\n\ndef learn(url):\n    page = requests.get(url, timeout=10).text\n    Path("CLAUDE.md").write_text(page)\n    return query(prompt="Go on.")\n',
      good: 'from pathlib import Path\n\nimport requests\nfrom claude_agent_sdk import query\n\n\ndef learn(url):\n    page = requests.get(url, timeout=10).text\n    Path("CLAUDE.md").write_text(f"<page>{page}</page>")\n    return query(prompt="Go on.")\n',
    },
  ],
  document: flowHook({
    use: 'memory',
    kinds: ['request', 'form', 'message', 'fetched'],
    sinks,
    confidence: () => 'medium',
  }),
};
