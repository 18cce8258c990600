/**
 * What Claude Code is told by its settings, wherever they stand, and by the front matter of skills, commands and agents.
 * Sources: DOMAIN 6.1, 6.2 and 6.4.
 */
import type { Setting } from '../../engine/facts';
import { isInstructionFile } from '../../engine/instruction-files';
import { perObject } from '../../engine/per-object';
import type { Document } from '../../engine/types';
import type { ConfigText } from './mcp-servers';

export interface AgentSettings {
  /**
   * Whose they are, as far as the path tells: the administrator's, one person's in this project, or anybody's. `unplaced`: they
   * stand where nothing reads them, to be put somewhere.
   */
  scope: 'managed' | 'local' | 'other' | 'unplaced';
  /** The scalar at a path; of duplicate keys the last, as the program reads it. */
  one(...path: string[]): Setting | undefined;
  /** The strings of a list. */
  list(...path: string[]): ConfigText[];
}

const settingsFile = /(?:^|\/)\.claude\/settings(?:\.[\w-]+)?\.json$/;
const managedFile = /(?:^|\/)managed-settings(?:\.json|\.d\/[^/]+\.json)$/;
const schema = /claude-code-settings/;
const modes = /^(?:default|acceptEdits|bypassPermissions|plan|dontAsk|auto)$/;
const toolRule =
  /^(?:Bash|Read|Edit|Write|WebFetch|WebSearch|Glob|Grep|MultiEdit|NotebookEdit|Task|Agent|Skill|TodoWrite|PowerShell)(?:\(|$)|^mcp__\w/;

/** Settings that no other program has. */
function saysSo({ path, value }: Setting): boolean {
  const [first, second, third, ...rest] = path;
  if (first === '$schema') return typeof value === 'string' && schema.test(value);
  if (first === 'permissions' && second === 'defaultMode') return modes.test(String(value));
  const isRule =
    first === 'permissions' && third !== undefined && rest.length === 0 && /^(?:allow|deny|ask)$/.test(second!);
  return isRule && typeof value === 'string' && toolRule.test(value);
}

const isJson = ({ format }: Document): boolean => format.id === 'json' || format.id === 'jsonc';

function isAgentSettings(document: Document): boolean {
  const { file, facts, text } = document;
  if (!isJson(document)) return false;
  if (!document.outer && (settingsFile.test(file.path) || managedFile.test(file.path))) return true;
  return /permissions|claude-code-settings/.test(text) && facts.settings.some(saysSo);
}

export const agentSettingsOf = perObject((document: Document): AgentSettings | undefined => {
  if (!isAgentSettings(document)) return undefined;
  const { file, facts } = document;
  return { scope: scopeOf(file.path), ...readerOf(facts.settings) };
});

function scopeOf(path: string): AgentSettings['scope'] {
  if (managedFile.test(path)) return 'managed';
  if (/settings\.local\.json$/.test(path)) return 'local';
  return settingsFile.test(path) ? 'other' : 'unplaced';
}

function readerOf(settings: readonly Setting[]): Pick<AgentSettings, 'one' | 'list'> {
  const isAt = (setting: Setting, path: readonly string[]): boolean =>
    setting.path.length >= path.length && path.every((key, at) => setting.path[at] === key);
  return {
    one: (...path) => settings.findLast((one) => one.path.length === path.length && isAt(one, path)),
    list: (...path) =>
      settings.flatMap((setting) => {
        const isItem = setting.path.length === path.length + 1 && isAt(setting, path) && /^\d+$/.test(setting.key);
        return isItem && typeof setting.value === 'string'
          ? [{ text: setting.value, range: setting.valueRange, setting }]
          : [];
      }),
  };
}

/** The front matter of what Claude Code obeys, as settings. */
export const frontMatterOf = perObject((document: Document): Pick<AgentSettings, 'one' | 'list'> | undefined => {
  const { file, format, outer, role } = document;
  const isFrontMatter = outer?.format.id === 'markdown' && format.id === 'yaml' && role === undefined;
  return isFrontMatter && isInstructionFile(file.path, file.text) ? readerOf(document.facts.settings) : undefined;
});

export interface Hook {
  /** `PreToolUse`, `Stop` … */
  event: string;
  /** Absent: every tool. */
  matcher?: string;
  command: ConfigText;
}

const hookEvent =
  /^(?:PreToolUse|PostToolUse|PostToolUseFailure|PermissionRequest|PermissionDenied|UserPromptSubmit|Notification|Stop|StopFailure|SubagentStart|SubagentStop|SessionStart|SessionEnd|PreCompact|PostCompact|Setup|ConfigChange|TaskCompleted|TaskCreated|TeammateIdle|InstructionsLoaded|WorktreeCreate|WorktreeRemove|CwdChanged|FileChanged|Elicitation)$/;

/** Commands that run on an event: of settings, of a plugin's `hooks.json`, of front matter. */
export const hooksOf = perObject((document: Document): readonly Hook[] => {
  const { facts, format, text } = document;
  if (format.kind !== 'data' || !/hooks/.test(text) || !(isJson(document) || frontMatterOf(document))) return [];
  return facts.settings.flatMap((setting): Hook[] => {
    const [root, event = '', index, list, , key] = setting.path;
    const isCommand = root === 'hooks' && list === 'hooks' && key === 'command' && setting.path.length === 6;
    if (!isCommand || !hookEvent.test(event) || typeof setting.value !== 'string') return [];
    const matcher = facts.settings.find(
      ({ path }) => path.length === 4 && path[1] === event && path[2] === index && path[3] === 'matcher',
    )?.value;
    const command = { text: setting.value, range: setting.valueRange, setting };
    return [{ event, command, ...(typeof matcher === 'string' && matcher ? { matcher } : {}) }];
  });
});

/** A hook is asked before a tool runs. Whether it says no to anything is not known. */
export const isGuarded = (tool: string, document: Document): boolean =>
  hooksOf(document).some(
    ({ event, matcher }) =>
      event === 'PreToolUse' &&
      (matcher === undefined || /^(?:\*|\.\*)$/.test(matcher) || matcher.split('|').includes(tool)),
  );
