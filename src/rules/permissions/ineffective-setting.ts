import { phrases } from '../../engine/messages';
import type { Document, Problem, Rule } from '../../engine/types';
import { type ConfigText, leavesServersUnread, partOf } from '../support/agents/mcp-servers';
import { idlePath, isLooseGlob } from '../support/agents/permission-rules';
import { type AgentSettings, agentSettingsOf, hooksOf } from '../support/agents/settings';
import { removeElement } from '../support/removal';

const say = phrases({
  glob: '“{rule}” allows nothing: in a list of what is allowed a pattern for tools works only behind mcp__ and a server’s name.',
  path: '“{rule}” does nothing: Claude Code asks rules of {asked} alone about files.',
  managed: '{key} does nothing here: it counts only in an administrator’s managed settings.',
  servers: 'Claude Code reads no servers from its settings: none of these is started. They belong into .mcp.json.',
  auto: 'The mode “auto” is ignored in the settings of a project.',
  exit: 'This hook stops nothing: only exit code 2 blocks a tool; after 1 it runs all the same.',
  remove: 'Take it out',
  useOther: 'Write {rule} in its place',
  block: 'Exit with 2',
});

export const ineffectiveSetting: Rule = {
  id: 'ineffective-setting',
  title: 'Setting without effect',
  practice: 'permissions',
  severity: 'info',
  confidence: 'high',
  cwe: [1188, 693, 670],
  owasp: ['LLM06', 'ASI02'],
  why: 'What looks like a lock and is none is worse than no lock: nobody looks for another. The agent writes the file that was to be denied, and runs the command that was to be blocked.',
  remedy:
    'Use the form that works: Edit(path) for files that must not be written, exit code 2 in a hook, managed settings for what administrators decide.',
  reports:
    'In settings of Claude Code: allow rules such as * and mcp__*; rules for paths of Write, MultiEdit, NotebookEdit and Glob; keys for administrators in other files; the mode “auto” in a project; MCP servers, which are read from other files; hooks before a tool that end with exit code 1 to block it.',
  silent:
    'The same patterns in deny and ask, where they work; paths that an Edit rule covers as well; mcp__server__*; managed settings.',
  messages: say.texts,
  examples: [
    {
      file: '.claude/settings.json',
      bad: '{\n  "permissions": { "deny": ["Write(./secrets/**)"] }\n}\n',
      good: '{\n  "permissions": { "deny": ["Edit(./secrets/**)"] }\n}\n',
    },
    {
      file: '.claude/settings.local.json',
      bad: '{\n  "permissions": { "allow": ["mcp__*"] }\n}\n',
      good: '{\n  "permissions": { "allow": ["mcp__docs__*"] }\n}\n',
    },
  ],
  document({ document, setting }) {
    if (setting === 'documentation') return [];
    const settings = agentSettingsOf(document);
    const own = settings
      ? [
          ...globs(settings, document),
          ...paths(settings),
          ...managedKeys(settings, document),
          ...autoMode(settings, document),
          ...unreadServers(document),
        ]
      : [];
    return [...own, ...exits(document)];
  },
};

const globs = (settings: AgentSettings, document: Document): Problem[] =>
  settings.list('permissions', 'allow').flatMap(({ text, setting }) =>
    isLooseGlob(text)
      ? [
          {
            range: setting.range,
            message: say('glob', { rule: text }),
            fixes: [
              { title: say('remove'), kind: 'safe' as const, edits: [removeElement(document.text, setting.range)] },
            ],
          },
        ]
      : [],
  );

function paths(settings: AgentSettings): Problem[] {
  return ['allow', 'ask', 'deny'].flatMap((list) => {
    const rules = settings.list('permissions', list);
    const known = new Set(rules.map(({ text }) => text));
    return rules.flatMap(({ text, range }): Problem[] => {
      const [, tool, path] = idlePath.exec(text) ?? [];
      const asked = tool === 'Glob' ? 'Read' : 'Edit';
      const rule = `${asked}(${path})`;
      if (tool === undefined || known.has(rule)) return [];
      const edits = [{ range: { start: range.start, end: range.start + tool.length }, text: asked }];
      return [
        {
          range,
          message: say('path', { rule: text, asked }),
          fixes: [{ title: say('useOther', { rule }), kind: 'suggestion', edits }],
        },
      ];
    });
  });
}

/** Keys that are read from an administrator's file alone. */
const managedOnly =
  /^(?:allowManagedHooksOnly|allowManagedMcpServersOnly|allowManagedPermissionRulesOnly|allowManagedDomainsOnly|strictKnownMarketplaces|policyHelper)$/;

function managedKeys({ scope }: AgentSettings, { facts, text }: Document): Problem[] {
  if (scope === 'managed' || scope === 'unplaced') return [];
  const found = new Map<string, Problem>();
  for (const { path, range } of facts.settings) {
    const key = path.slice(0, 3).find((one) => managedOnly.test(one));
    if (key === undefined || found.has(key)) continue;
    const isWhole = path.at(-1) === key;
    const edits = isWhole ? [removeElement(text, range)] : [];
    const fixes = isWhole ? [{ title: say('remove'), kind: 'suggestion' as const, edits }] : [];
    found.set(key, { range, message: say('managed', { key }), fixes });
  }
  return [...found.values()];
}

function autoMode(settings: AgentSettings, { text }: Document): Problem[] {
  const mode = settings.one('permissions', 'defaultMode');
  if (settings.scope !== 'local' || mode?.value !== 'auto') return [];
  const edits = [removeElement(text, mode.range)];
  return [{ range: mode.range, message: say('auto'), fixes: [{ title: say('remove'), kind: 'safe', edits }] }];
}

/** `mcpServers` of settings, which nothing reads. */
function unreadServers(document: Document): Problem[] {
  const { facts, text } = document;
  const first = facts.settings.find(({ path }) => path[0] === 'mcpServers' && path.length > 1);
  const key = '"mcpServers"';
  const at = first ? text.lastIndexOf(key, first.range.start) : -1;
  const range = { start: at, end: at + key.length };
  return at >= 0 && leavesServersUnread(document) ? [{ range, message: say('servers') }] : [];
}

const decides = /\bexit\s+2\b|permissionDecision|"decision"|\\"decision|hookSpecificOutput/;

/** A hook before a tool that tests something and ends with 1. */
const exits = (document: Document): Problem[] =>
  hooksOf(document).flatMap(({ event, command }): Problem[] => {
    const last = [...command.text.matchAll(/(?:&&|\|\||;|then|\{|\()\s*(exit\s+1)\b/g)].at(-1);
    const isTest = /\b(?:grep|test|case|if)\b|\[\[?\s/.test(command.text);
    if (event !== 'PreToolUse' || !last || !isTest || decides.test(command.text)) return [];
    return [exitProblem(command, last.index + last[0].length - last[1]!.length, last[1]!, document)];
  });

function exitProblem(command: ConfigText, at: number, exit: string, document: Document): Problem {
  const range = partOf(command, at, at + exit.length, document);
  const isPart = range.end - range.start === exit.length;
  const edits = isPart ? [{ range, text: 'exit 2' }] : [];
  return { range, message: say('exit'), fixes: isPart ? [{ title: say('block'), kind: 'suggestion', edits }] : [] };
}
