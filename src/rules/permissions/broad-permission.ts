import type { Range, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Confidence, Document, Message, Problem, ProposedFix, Rule } from '../../engine/types';
import { accessOf, isOwn, projectAccessOf } from '../support/access/document';
import type { Statement } from '../support/access/layers';
import { coversRule } from '../support/access/matching';
import { type Access, stopOf } from '../support/access/resolve';
import {
  type AgentCommand,
  type AgentOptions,
  agentCommands,
  agentsOf,
  type CommandWord,
  hasOption,
  isSandboxed,
  valuesOf,
} from '../support/agents/agents';
import { guards } from '../support/agents/hooks';
import { startedServersOf, startedWords } from '../support/agents/mcp-servers';
import {
  type Breadth,
  breadthOf,
  coveredBy,
  folderBreadth,
  programOf,
  rulesIn,
  toolOf,
} from '../support/agents/permission-rules';
import { elementsIn } from '../support/agents/processes';
import { frontMatterOf } from '../support/agents/settings';
import { removeElement } from '../support/removal';
import { shownName } from '../support/traces';

const allowing = ['allowedTools', 'allowed_tools'];
const denying = ['disallowedTools', 'disallowed_tools'];
const folderOptions = ['additionalDirectories', 'add_dirs'];
const flags = { allow: ['--allowedTools', '--allowed-tools'], deny: ['--disallowedTools', '--disallowed-tools'] };
const homeCall = /^(?:node:)?os#(?:(?:\*|default)\.)?homedir\(\)$|^pathlib\.Path\.home\(\)$/;
const mentioned = /server-filesystem|allowed[-_]?tools|additionalDirectories|add[-_]dirs?\b|permissions/i;

const say = phrases({
  shell: '“{rule}” is a shell: the agent runs every command that it comes up with, and nobody is asked.',
  program: '“{rule}” runs whatever the agent gives to {program}, and nobody is asked.',
  covering:
    '“{rule}” covers “{command}”, which runs or fetches whatever the agent gives to it, and nobody is asked. List the commands that are needed.',
  web: '“{rule}” lets the agent fetch every address, and nobody is asked: what it has read can leave that way.',
  disk: '“{rule}” opens the whole disk to the agent, keys and settings of other programs included.',
  home: '“{rule}” opens the home folder to the agent, keys and settings of other programs included.',
  narrow: 'Allow one thing in its place: {rule}',
  remove: 'Take it out of the list, so that it is asked about',
  removeFolder: 'Take the folder out of the list',
});

export const broadPermission: Rule = {
  id: 'broad-permission',
  title: 'Broad permission',
  practice: 'permissions',
  severity: 'warning',
  confidence: 'high',
  cwe: [250, 732, 269],
  owasp: ['LLM06', 'ASI02', 'ASI05'],
  why: 'What is on the list runs without a question. A page, an issue or a file that the agent reads can tell it to send your keys away with curl, or to run what it has just downloaded, and the list says yes.',
  remedy:
    'List the commands, hosts and folders that the task needs, as in Bash(npm run test:*), WebFetch(domain:docs.example.com), Read(./**); leave the rest to canUseTool, or run the agent in a sandbox.',
  reports:
    'Lists of allowed tools, in options of the Agent SDK, on command lines and in settings of Claude Code, and as allowed-tools of skills and commands, that grant a shell (Bash, Bash(*)), programs that run or send anything (Bash(curl:*), Bash(python:*)), with medium confidence those one of whose commands does (Bash(npm:*) for npm exec, Bash(git:*) for an alias, as information), every address (WebFetch) or the whole disk (Read(//**)); additional directories at the root or at home, and MCP servers for files that are given them.',
  silent:
    'Narrow patterns; Bash(find:*), as -exec and -delete are asked about in spite of it; lists of what is denied, tools that are denied or asked about as well, also by other settings of the project that hold for everybody who has the file, tools that a PreToolUse hook decides about, a shell in a sandbox that nothing leaves, lists that are put together elsewhere; an agent’s tools, which it still has to ask for.',
  messages: say.texts,
  examples: [
    {
      file: 'agent.ts',
      bad: "import { query } from '@anthropic-ai/claude-agent-sdk';\n\nexport const run = (prompt: string) => query({ prompt, options: { allowedTools: ['Read', 'Bash'] } });\n",
      good: "import { query } from '@anthropic-ai/claude-agent-sdk';\n\nexport const run = (prompt: string) =>\n  query({ prompt, options: { allowedTools: ['Read', 'Bash(npm run test:*)'] } });\n",
    },
    {
      file: 'agent.py',
      bad: 'from claude_agent_sdk import ClaudeAgentOptions, query\n\n\ndef run(prompt):\n    options = ClaudeAgentOptions(allowed_tools=["Read", "Bash(curl:*)"], add_dirs=["/"])\n    return query(prompt=prompt, options=options)\n',
      good: 'from claude_agent_sdk import ClaudeAgentOptions, query\n\n\ndef run(prompt):\n    options = ClaudeAgentOptions(allowed_tools=["Read", "WebFetch(domain:docs.python.org)"])\n    return query(prompt=prompt, options=options)\n',
    },
    {
      file: 'review.sh',
      bad: 'claude -p "Review this" --allowedTools "Read,Bash"\n',
      good: 'claude -p "Review this" --allowedTools "Read,Bash(git diff:*)"\n',
    },
    {
      file: '.claude/settings.json',
      bad: '{\n  "permissions": { "allow": ["Bash(curl:*)", "Read(./**)"] }\n}\n',
      good: '{\n  "permissions": { "allow": ["Bash(npm run test:*)", "Read(./**)"] }\n}\n',
    },
    {
      file: '.claude/commands/review.md',
      bad: '---\ndescription: Review a change\nallowed-tools: Read, Bash\n---\nReview it.\n',
      good: '---\ndescription: Review a change\nallowed-tools: Read, Bash(git diff:*)\n---\nReview it.\n',
    },
  ],
  document({ document, setting }) {
    if (setting === 'documentation' || !mentioned.test(document.text)) return [];
    return [
      ...agentsOf(document).flatMap((agent) => optionProblems(agent, document)),
      ...agentCommands(document).flatMap((command) => commandProblems(command, document)),
      ...settingsProblems(document),
      ...frontMatterProblems(document),
      ...servedProblems(document),
    ];
  },
};

/** A rule or a folder of a list, where it stands. */
interface Entry {
  rule: string;
  breadth: Breadth;
  range: Range;
  isFolder?: boolean;
  /** It stands on a command line, where an option must not be left without its value. */
  isWord?: boolean;
}

function optionProblems(agent: AgentOptions, document: Document): Problem[] {
  const { flow } = document;
  const listed = (names: readonly string[]) => {
    const list = agent.option(...names);
    return list ? elementsIn(list, document) : [];
  };
  const denied = new Set(listed(denying).map((one) => flow.constant(one)));
  const guard = guardOf(agent, document);
  const entries = listed(allowing)
    .flatMap((value) => entryOf(value, document))
    .filter(({ rule, breadth }) => !denied.has(rule) && !denied.has(toolOf(rule)) && guard(rule, breadth) !== 'sure');
  const folders = listed(folderOptions).flatMap((value) => folderOf(value, document));
  if (flow.constant(agent.option('permissionMode', 'permission_mode') ?? nothing) === 'bypassPermissions') return [];
  return [...entries, ...folders].map((one) =>
    problemOf(one, document, guard(one.rule, one.breadth) === 'possible' ? 'low' : 'high'),
  );
}

const nothing: Value = { kind: 'literal', value: null, range: { start: 0, end: 0 } };

function entryOf(value: Value, { flow }: Document): Entry[] {
  const rule = flow.constant(value);
  const breadth = typeof rule === 'string' ? breadthOf(rule) : undefined;
  return breadth ? [{ rule: String(rule), breadth, range: value.range }] : [];
}

function folderOf(value: Value, { flow }: Document): Entry[] {
  const name = flow.name(value) ?? '';
  const isHome = homeCall.test(name) || /^(?:HOME|USERPROFILE)$/.test(flow.environment(value) ?? '');
  const [expanded] = value.kind === 'call' ? value.call.args : [];
  const isWrapped = /^os\.path\.expanduser\(\)$|^pathlib\.Path\(\)(?:\.expanduser\(\))?$/.test(name);
  const folder = flow.constant(isWrapped && expanded ? expanded.value : value);
  const breadth = isHome ? 'home' : folderBreadth(String(folder ?? ''));
  return breadth ? [{ rule: String(folder ?? shownName(name)), breadth, range: value.range, isFolder: true }] : [];
}

const isCommand = (breadth: Breadth): boolean => /^(?:shell|program|covering)$/.test(breadth);

type Guard = (rule: string, breadth: Breadth) => 'sure' | 'possible' | undefined;

/** The sandbox, or a hook that is asked before a tool runs, decides about it. */
function guardOf(agent: AgentOptions, document: Document): Guard {
  const { flow } = document;
  const hooks = agent.option('hooks');
  const before = flow.property(hooks, 'PreToolUse');
  const matchers = before ? elementsIn(before, document).map((one) => matcherOf(one, document)) : [];
  const sandboxed = isSandboxed(agent, document);
  const isKnown = !hooks || flow.object(hooks) !== undefined;
  return (rule, breadth) => {
    if (sandboxed && isCommand(breadth)) return 'sure';
    if (matchers.some((one) => matches(one, toolOf(rule)))) return 'sure';
    return isKnown ? undefined : 'possible';
  };
}

/** `{ matcher: 'Bash', hooks: […] }`, `HookMatcher(matcher="Bash", hooks=[…])`; undefined: every tool. */
function matcherOf(value: Value, { flow }: Document): string | undefined {
  const [source = value] = value.kind === 'name' ? flow.sources(value) : [];
  const matcher = source.kind === 'call' ? flow.argument(source.call, 0, 'matcher') : flow.property(source, 'matcher');
  const text = matcher && flow.constant(matcher);
  return typeof text === 'string' ? text : undefined;
}

const matches = (matcher: string | undefined, tool: string): boolean =>
  matcher === undefined || /^(?:|\*|\.\*)$/.test(matcher) || matcher.split('|').includes(tool);

function commandProblems(command: AgentCommand, document: Document): Problem[] {
  if (hasOption(command, '--dangerously-skip-permissions')) return [];
  const denied = valuesOf(command, ...flags.deny).flatMap(({ text }) => rulesIn(text).map(({ rule }) => rule));
  const entries = valuesOf(command, ...flags.allow)
    .flatMap((word) => entriesOf(word, document))
    .filter(({ rule }) => !denied.some((stop) => coversRule(stop, rule)) && !isStopped(rule, document, command));
  const folders = valuesOf(command, '--add-dir').flatMap(({ text, range }): Entry[] => {
    const breadth = folderBreadth(text);
    return breadth ? [{ rule: text, breadth, range, isFolder: true, isWord: true }] : [];
  });
  return [...entries, ...folders].map((one) => problemOf(one, document, 'high'));
}

const sources = '--setting-sources';

/** The settings of the project that the file is in leave nothing of it, unless the command line leaves them out. */
function isStopped(rule: string, document: Document, command?: AgentCommand): boolean {
  const isRead =
    !command || !hasOption(command, sources) || valuesOf(command, sources).some(({ text }) => /project/.test(text));
  return isRead && stopOf(rule, projectAccessOf(document).stops) !== undefined;
}

/** Each rule of the word where it stands, as far as the word is written as it is. */
function entriesOf({ text, range }: CommandWord, document: Document): Entry[] {
  const source = document.text.slice(range.start, range.end);
  return rulesIn(text).flatMap(({ rule }): Entry[] => {
    const breadth = breadthOf(rule);
    const at = rulesIn(source.replace(/["'`]/g, ' ')).find((one) => one.rule === rule)?.at;
    const start = range.start + (at ?? 0);
    const place = at === undefined ? range : { start, end: start + rule.length };
    return breadth ? [{ rule, breadth, range: place, isWord: true }] : [];
  });
}

/** `permissions` of Claude Code's settings, as far as the project's other settings leave something of them. */
function settingsProblems(document: Document): Problem[] {
  const access = accessOf(document);
  if (!access || access.mode.value === 'bypassPermissions') return [];
  const rules = access.grants.flatMap((grant): Problem[] => {
    const breadth = isOwn(grant.layer, document) && !grant.stop ? breadthOf(grant.text) : undefined;
    const confidence = breadth && confidenceIn(access, grant.text, breadth);
    return breadth && confidence ? [configured(grant, breadth, confidence, document)] : [];
  });
  const folders = access.folders.flatMap((one): Problem[] => {
    const breadth = isOwn(one.layer, document) ? folderBreadth(one.text) : undefined;
    return breadth ? [configured(one, breadth, 'high', document, true)] : [];
  });
  return [...rules, ...folders];
}

/** Undefined: nothing can come of it, as the sandbox holds it. */
function confidenceIn({ sandbox, hooks }: Access, rule: string, breadth: Breadth): Confidence | undefined {
  const isOutside =
    (breadth === 'program' || breadth === 'covering') &&
    sandbox.excluded.some(({ text }) => text === programOf(rule).split(' ', 1)[0]);
  const inSandbox = sandbox.enabled !== undefined && isCommand(breadth) && !isOutside;
  if (inSandbox && sandbox.isHard) return undefined;
  return inSandbox || hooks.some(({ hook }) => guards(hook, toolOf(rule))) ? 'low' : 'high';
}

const filesServer = /^@modelcontextprotocol\/server-filesystem(?:@|$)/;

/** Folders that the MCP server for files gives to the agent. */
function servedProblems(document: Document): Problem[] {
  return startedServersOf(document).flatMap((server) => {
    const words = startedWords(server, document);
    const at = words.findIndex(({ text }) => filesServer.test(text));
    return words.slice(at < 0 ? words.length : at + 1).flatMap(({ text, range }): Problem[] => {
      const breadth = folderBreadth(text);
      return breadth ? [problemOf({ rule: text, breadth, range, isWord: true }, document, 'high')] : [];
    });
  });
}

/** `allowed-tools` of skills and commands. An agent's `tools` grant nothing: they are what it can ask for. */
function frontMatterProblems(document: Document): Problem[] {
  const matter = frontMatterOf(document);
  const whole = matter?.one('allowed-tools');
  // Of agents the field is `tools`: some programs read this one of theirs, too.
  const confidence = /(?:^|\/)agents\//.test(document.file.path) ? 'medium' : 'high';
  const text = typeof whole?.value === 'string' ? whole.value : '';
  const inText = rulesIn(text).flatMap(({ rule, at }): Problem[] => {
    const breadth = grantedBy(rule, document);
    const start = (whole?.valueRange.start ?? 0) + at;
    const isVerbatim = document.text.slice(start, start + rule.length) === rule;
    const range = isVerbatim ? { start, end: start + rule.length } : whole!.valueRange;
    return breadth ? [problemOf({ rule, breadth, range, isWord: true }, document, confidence)] : [];
  });
  const listed = (matter?.list('allowed-tools') ?? []).flatMap((one): Problem[] => {
    const breadth = grantedBy(one.text, document);
    return breadth
      ? [problemOf({ rule: one.text, breadth, range: one.range, isWord: true }, document, confidence)]
      : [];
  });
  return [...inText, ...listed];
}

const grantedBy = (rule: string, document: Document): Breadth | undefined =>
  isStopped(rule, document) ? undefined : breadthOf(rule);

/** The element of the list, its quotes included. */
function configured(
  { text, range }: Statement,
  breadth: Breadth,
  confidence: Confidence,
  document: Document,
  isFolder = false,
): Problem {
  return problemOf({ rule: text, breadth, range, isFolder }, document, confidence);
}

function messageOf({ rule, breadth }: Entry): Message {
  if (breadth === 'program') return say('program', { rule, program: programOf(rule) });
  if (breadth === 'covering') return say('covering', { rule, command: coveredBy(rule) });
  return say(breadth, { rule });
}

function problemOf(entry: Entry, document: Document, confidence: Confidence): Problem {
  const { rule, breadth, range } = entry;
  const given = { range, message: messageOf(entry), fixes: fixesOf(entry, document) };
  if (breadth !== 'covering') return { ...given, confidence };
  // Most of git's commands change nothing but the repository.
  const severity = programOf(rule) === 'git' ? { severity: 'info' as const } : {};
  return { ...given, ...severity, confidence: confidence === 'high' ? 'medium' : confidence };
}

/** What the rule may have been meant for, which only a person knows; the same in every language but for the tests. */
function narrowed({ rule, breadth }: Entry, { format }: Document): string | undefined {
  if (breadth === 'shell') return format.id === 'python' ? 'Bash(pytest:*)' : 'Bash(npm run test:*)';
  if (breadth === 'web') return 'WebFetch(domain:docs.example.com)';
  return isCommand(breadth) ? undefined : `${toolOf(rule)}(./**)`;
}

function fixesOf(entry: Entry, document: Document): ProposedFix[] {
  const { range, rule, isFolder } = entry;
  const { text } = document;
  const at = text.slice(range.start, range.end).indexOf(rule);
  if (at < 0) return [];
  const removal = { title: say(isFolder ? 'removeFolder' : 'remove'), edits: [removeElement(text, range)] };
  const other = isFolder ? undefined : narrowed(entry, document);
  const place = { start: range.start + at, end: range.start + at + rule.length };
  const narrow = other ? [{ title: say('narrow', { rule: other }), edits: [{ range: place, text: other }] }] : [];
  return [...narrow, ...(isRemovable(entry, text) ? [removal] : [])].map((one) => ({ ...one, kind: 'suggestion' }));
}

const isRemovable = ({ isWord, range: { start, end } }: Entry, text: string): boolean =>
  !isWord || text[start - 1] === ',' || text[end] === ',';
