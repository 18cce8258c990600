/**
 * What Claude Code is told by its settings, wherever they stand, and by the front matter of skills, commands and agents.
 * Sources: DOMAIN 6.1, 6.2 and 6.4.
 */
import type { Setting } from '../../../engine/facts';
import { isInstructionFile } from '../../../engine/instruction-files';
import { perObject } from '../../../engine/per-object';
import { isTest } from '../../../engine/place';
import type { Document } from '../../../engine/types';
import { type SettingsReader, settingsReader } from '../settings-reader';
import { type Hook, hooksIn } from './hooks';

export interface AgentSettings extends SettingsReader {
  /**
   * Whose they are, as far as the path tells: the administrator's, one person's in this project, or anybody's. `unplaced`: they
   * stand where nothing reads them, to be put somewhere.
   */
  scope: 'managed' | 'local' | 'other' | 'unplaced';
}

const settingsFile = /(?:^|\/)\.claude\/settings(?:\.[\w-]+)?\.json$/;
const managedFile = /(?:^|\/)managed-settings(?:\.json|\.d\/[^./][^/]*\.json)$/;
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

/** What a program for tests writes, it writes for them. */
const isMadeByTest = ({ outer, file }: Document): boolean =>
  outer !== undefined && /^(?:javascript|typescript|python)/.test(outer.format.id) && isTest(file.path);

const isJson = ({ format }: Document): boolean => format.id === 'json' || format.id === 'jsonc';

function isAgentSettings(document: Document): boolean {
  const { file, facts, text } = document;
  if (!isJson(document) || isMadeByTest(document)) return false;
  if (!document.outer && (settingsFile.test(file.path) || managedFile.test(file.path))) return true;
  if (document.outer && facts.settings.some(isAlone)) return true;
  return /permissions|claude-code-settings/.test(text) && facts.settings.some(saysSo);
}

/** Inside of another file it is written for the program itself. */
const isAlone = ({ path }: Setting): boolean => path.length === 1 && path[0] === 'enableAllProjectMcpServers';

export const agentSettingsOf = perObject((document: Document): AgentSettings | undefined => {
  if (!isAgentSettings(document)) return undefined;
  const { file, facts } = document;
  return { scope: scopeOf(file.path), ...settingsReader(facts.settings) };
});

function scopeOf(path: string): AgentSettings['scope'] {
  if (managedFile.test(path)) return 'managed';
  if (/settings\.local\.json$/.test(path)) return 'local';
  return settingsFile.test(path) ? 'other' : 'unplaced';
}

/** The front matter of what Claude Code obeys, as settings. */
export const frontMatterOf = perObject((document: Document): SettingsReader | undefined => {
  const { file, format, outer, role } = document;
  const isFrontMatter = outer?.format.id === 'markdown' && format.id === 'yaml' && role === undefined;
  return isFrontMatter && isInstructionFile(file.path, file.text) ? settingsReader(document.facts.settings) : undefined;
});

export type { Hook };

/** Commands that run on an event: of settings, of a plugin's `hooks.json`, of front matter. */
export const hooksOf = perObject((document: Document): readonly Hook[] => {
  const { facts, format, text } = document;
  if (
    format.kind !== 'data' ||
    isMadeByTest(document) ||
    !/hooks/.test(text) ||
    !(isJson(document) || frontMatterOf(document))
  )
    return [];
  return hooksIn(facts.settings);
});
