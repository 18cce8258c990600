import type { Call, Entry, Setting, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Edit, Problem, ProposedFix, Range, Rule } from '../../engine/types';
import { accessOf, projectAccessOf } from '../support/access/document';
import { bypass, bypassForbiddenBy } from '../support/access/resolve';
import {
  type AgentCommand,
  agentCommands,
  agentsOf,
  type CommandWord,
  isSandboxed,
  valuesOf,
} from '../support/agents/agents';
import { agentSettingsOf, frontMatterOf } from '../support/agents/settings';
import { removeElement } from '../support/removal';
import { within } from '../support/values';

const agentModule = /^(?:@anthropic-ai\/claude-(?:agent-sdk|code)|claude_(?:agent|code)_sdk)(?:$|[/.])/;
const modes = ['permissionMode', 'permission_mode'];
const extras = ['extraArgs', 'extra_args'];
const modeSetters = /^(?:setPermissionMode|set_permission_mode)$/;
const flagName = 'dangerously-skip-permissions';

const say = phrases({
  mode: 'This agent runs with every permission check off: it may run any command and change any file without asking.',
  flag: 'This flag switches every permission check of the agent off.',
  settings:
    'With this mode every permission check is off: the agent runs any command and changes any file without asking.',
  useDefault: 'Ask for what is not allowed (permission mode “default”)',
  removeFlag: 'Remove the flag',
});

export const permissionBypass: Rule = {
  id: 'permission-bypass',
  title: 'Permission checks off',
  practice: 'permissions',
  severity: 'error',
  confidence: 'high',
  cwe: [269, 862, 250],
  owasp: ['LLM06', 'ASI02', 'ASI03'],
  why: 'The agent obeys what it reads as well as what you tell it: one sentence in a page, an issue or a file can make it run commands with all the rights of the process. With the checks off nobody and nothing stands between.',
  remedy:
    'Choose the narrowest mode that works (“default”, “acceptEdits”, “plan”), list what is allowed in allowedTools, and decide about the rest in canUseTool.',
  reports:
    'permissionMode “bypassPermissions” in the options of the Agent SDK, set there or later, and the flag --dangerously-skip-permissions in its extra arguments, in TypeScript, JavaScript and Python; both on command lines of Claude Code that scripts, package scripts, workflows, containers and code start, also where a variable or a list of the script, of the Makefile or of the workflow holds them; the mode in settings of Claude Code, those that a program writes literally included, of its extension for VS Code, and in the front matter of agents. With the SDK’s sandbox on, and in containers, as a warning.',
  silent:
    'Other modes, modes and flags that depend on a condition, declarations of types, lists of modes, comparisons; settings whose mode is forbidden (disableBypassPermissionsMode) or overruled by other settings that hold for everybody who has the file.',
  messages: say.texts,
  examples: [
    {
      file: 'agent.ts',
      bad: "import { query } from '@anthropic-ai/claude-agent-sdk';\n\nexport const run = (prompt: string) => query({ prompt, options: { permissionMode: 'bypassPermissions' } });\n",
      good: "import { query } from '@anthropic-ai/claude-agent-sdk';\n\nexport const run = (prompt: string) => query({ prompt, options: { permissionMode: 'acceptEdits' } });\n",
    },
    {
      file: 'agent.py',
      bad: 'from claude_agent_sdk import ClaudeAgentOptions, query\n\n\ndef run(prompt):\n    return query(prompt=prompt, options=ClaudeAgentOptions(permission_mode="bypassPermissions"))\n',
      good: 'from claude_agent_sdk import ClaudeAgentOptions, query\n\n\ndef run(prompt):\n    return query(prompt=prompt, options=ClaudeAgentOptions(permission_mode="acceptEdits"))\n',
    },
    {
      file: '.claude/settings.json',
      bad: '{\n  "permissions": { "defaultMode": "bypassPermissions" }\n}\n',
      good: '{\n  "permissions": { "defaultMode": "acceptEdits" }\n}\n',
    },
  ],
  document({ document, setting }) {
    if (setting === 'documentation' || !/bypassPermissions|dangerously/.test(document.file.text)) return [];
    const configured = [...inSettings(document), ...inFrontMatter(document)];
    const started = isForbidden(document)
      ? []
      : agentCommands(document).flatMap((command) => onCommandLine(command, document));
    const isAgent = document.facts.imports.some(({ module }) => agentModule.test(module));
    const options = isAgent ? [...optionsOf(document), ...assigned(document), ...called(document)] : [];
    // Tests of options make them without an agent that has them.
    const judged = setting === 'test' ? options.map((one) => ({ ...one, confidence: 'low' as const })) : options;
    return [...configured, ...judged, ...started];
  },
};

const editorMode = 'claudeCode.initialPermissionMode';

/** `permissions.defaultMode`, and the mode in which the extension for VS Code begins. */
function inSettings(document: Document): Problem[] {
  const own = agentSettingsOf(document)?.one('permissions', 'defaultMode');
  const mode = own && accessOf(document)?.mode.value === bypass ? [own] : [];
  const editor = document.facts.settings.filter(({ key }) => key === editorMode && !isForbidden(document));
  return [...mode, ...editor].flatMap((one) => configuredMode(one, document));
}

/** The project's settings forbid the mode, and the flag with it. */
const isForbidden = (document: Document): boolean => bypassForbiddenBy(projectAccessOf(document)) !== undefined;

function inFrontMatter(document: Document): Problem[] {
  const mode = frontMatterOf(document)?.one('permissionMode');
  return mode && !isForbidden(document) ? configuredMode(mode, document) : [];
}

function configuredMode({ value, valueRange }: Setting, document: Document): Problem[] {
  if (value !== bypass) return [];
  const severity = isInContainer(document) ? { severity: 'warning' as const } : {};
  const edits = [{ range: valueRange, text: 'default' }];
  return [
    {
      range: valueRange,
      message: say('settings'),
      fixes: [{ title: say('useDefault'), kind: 'suggestion', edits }],
      ...severity,
    },
  ];
}

/** What describes a container by its name, or runs in one: what is put into an image lies in a folder of that name. */
const containerFile =
  /(?:^|\/)(?:\.?devcontainer\/|(?:docker|container|sandbox)\/|(?:docker-)?compose[^/]*\.ya?ml$|[^/]*(?:docker|entrypoint)[^/]*\.(?:ba)?sh$)/i;

const isInContainer = ({ file: { path }, format, outer }: Document): boolean =>
  outer ? isInContainer(outer) : format.id === 'dockerfile' || containerFile.test(path);

/** `claude --dangerously-skip-permissions`, `claude --permission-mode bypassPermissions`, also in what a variable holds. */
function onCommandLine(command: AgentCommand, document: Document): Problem[] {
  const flagged = command.words.filter((word) => !word.isOptional && holdsFlag(word));
  const chosen = valuesOf(command, '--permission-mode').filter(
    ({ text, isOptional }) => text === bypass && !isOptional,
  );
  const isHeld = command.isContained || isInContainer(document);
  const severity = isHeld ? { severity: 'warning' as const } : {};
  return [
    ...flagged.map(
      (word): Problem => ({ range: word.range, message: say('flag'), fixes: flagFix(word, document), ...severity }),
    ),
    ...chosen.map(({ range }): Problem => ({ range, message: say('mode'), fixes: [], ...severity })),
  ];
}

const holdsFlag = ({ text }: CommandWord): boolean => text.replace(/=true$/, '') === `--${flagName}`;

function flagFix(word: CommandWord, { text }: Document): ProposedFix[] {
  if (!text.slice(word.range.start, word.range.end).includes('--')) return [];
  const edit = isElement(word, text) ? removeElement(text, word.range) : { range: behindSpace(word, text), text: '' };
  return [{ title: say('removeFlag'), kind: 'suggestion', edits: [edit] }];
}

/** It stands in a list: in code, or in a form such as `CMD ["claude", "--flag"]`. */
const isElement = ({ range, value }: CommandWord, text: string): boolean =>
  value !== undefined || (text[range.start] === '"' && /^\s*[,\]]/.test(text.slice(range.end, range.end + 20)));

function behindSpace({ range }: CommandWord, text: string): Range {
  const space = /[ \t]*$/.exec(text.slice(Math.max(0, range.start - 40), range.start))?.[0] ?? '';
  return { start: range.start - space.length, end: range.end };
}

/** What agents are told by their options. */
function optionsOf(document: Document): Problem[] {
  return agentsOf(document).flatMap((agent) => {
    const found = [
      ...modes.flatMap((name) => mode(agent.option(name), document)),
      ...extras.flatMap((name) => flags(agent.option(name), document)),
    ];
    return isSandboxed(agent, document) || isInContainer(document)
      ? found.map((one) => ({ ...one, severity: 'warning' as const }))
      : found;
  });
}

function mode(value: Value | undefined, document: Document): Problem[] {
  const { flow } = document;
  if (!value || flow.constant(value) !== bypass) return [];
  // The constant itself may stand elsewhere, for other uses too.
  return [
    { range: value.range, message: say('mode'), fixes: value.kind === 'literal' ? modeFix(value, document) : [] },
  ];
}

/** The permission that goes with the mode in TypeScript stands beside it, and goes with it. */
function modeFix({ range, content }: Value & { kind: 'literal' }, document: Document): ProposedFix[] {
  if (!content) return [];
  const permission = entriesBeside(range, document).find(({ key }) => key === 'allowDangerouslySkipPermissions');
  const removed = permission ? [removeElement(document.text, permission.range)] : [];
  const edits: Edit[] = [{ range: content, text: 'default' }, ...removed];
  edits.sort((left, right) => left.range.start - right.range.start);
  return [{ title: say('useDefault'), kind: 'suggestion', edits }];
}

/** The other entries of the literal in which a value stands. */
function entriesBeside(range: Range, { facts }: Document): readonly Entry[] {
  const found: Entry[][] = [];
  const look = (value: Value, depth: number): void => {
    if (depth > 6 || !within(range, value.range)) return;
    if (value.kind === 'object') {
      if (value.entries.some((one) => one.value.range.start === range.start)) found.push(value.entries);
      for (const entry of value.entries) look(entry.value, depth + 1);
    } else if (value.kind === 'call') for (const { value: given } of value.call.args) look(given, depth + 1);
  };
  for (const { args } of facts.calls) for (const { value } of args) look(value, 0);
  for (const { value } of facts.bindings) if (value) look(value, 0);
  return found[0] ?? [];
}

/** `extraArgs: { 'dangerously-skip-permissions': null }`. */
function flags(value: Value | undefined, { flow, text }: Document): Problem[] {
  const entries = (value && flow.object(value)?.entries) ?? [];
  return entries.flatMap(({ key, range }): Problem[] => {
    if (key?.replace(/^--/, '') !== flagName) return [];
    const edits = [removeElement(text, range)];
    return [{ range, message: say('flag'), fixes: [{ title: say('removeFlag'), kind: 'suggestion', edits }] }];
  });
}

/** `options.permissionMode = 'bypassPermissions'`, unless something decides about it. */
function assigned(document: Document): Problem[] {
  return document.facts.assignments.flatMap(({ target, value }) =>
    modes.includes(target.property ?? '') && isUnconditional(target.range, document) ? mode(value, document) : [],
  );
}

/** `await conversation.setPermissionMode('bypassPermissions')`. */
function called(document: Document): Problem[] {
  return document.facts.calls.flatMap(({ callee, args: [first], range }: Call) =>
    callee.kind === 'member' && modeSetters.test(callee.property ?? '') && isUnconditional(range, document)
      ? mode(first?.value, document)
      : [],
  );
}

const isUnconditional = (range: Range, { facts }: Document): boolean =>
  !facts.regions.some((one) => one.kind === 'branch' && within(range, one.range));
