/** What Claude Code may do in a folder, in words: the same for a page and for a terminal. */
import { maskCredentials } from '../engine/credentials/credentials';
import { phrases } from '../engine/messages';
import type { Message } from '../engine/types';
import type { Layer, SettingsFile, Statement } from '../rules/support/access/layers';
import { readLayer, stated } from '../rules/support/access/layers';
import { coversReading } from '../rules/support/access/matching';
import { helpersOf, type ProjectServer, serversIn } from '../rules/support/access/programs';
import {
  type Access,
  isMode,
  isObeyed,
  type Mode,
  resolveAccess,
  type Stop,
  stopOf,
} from '../rules/support/access/resolve';
import { idlePath } from '../rules/support/agents/permission-rules';

export interface AccessInput {
  settings: readonly SettingsFile[];
  /** Text of `.mcp.json`. */
  servers?: { path: string; text: string };
  /** Files with secrets, by path from the folder. */
  secrets: readonly string[];
}

/** Where something is said. */
export interface SaidAt {
  path: string;
  /** From 1. */
  line: number;
}

export interface AccessLine {
  message: Message;
  /** It lets something happen, so that a person should look at it. */
  isOpen: boolean;
  at?: SaidAt;
}

export interface AccessSection {
  id: 'mode' | 'secrets' | 'unasked' | 'stopped' | 'servers' | 'programs' | 'folders';
  title: Message;
  lines: AccessLine[];
  /** What is said where there are no lines. */
  empty: Message;
}

export const say = phrases({
  title: 'What Claude Code may do here',
  modeTitle: 'How it asks',
  secretsTitle: 'Secrets in this folder',
  unaskedTitle: 'What it does without asking',
  stoppedTitle: 'What is denied or asked about',
  serversTitle: 'MCP servers',
  programsTitle: 'Programs that run by themselves',
  foldersTitle: 'Folders beside this one',
  noSecrets: 'No file with a secret was found here.',
  noUnasked: 'Nothing is allowed beforehand: it reads files and runs commands that only read; about the rest it asks.',
  noStopped: 'No rule denies anything or asks about it.',
  noServers: 'The project names none.',
  noPrograms: 'No hook and no helper is configured.',
  noFolders: 'None.',
  standard: 'Nobody chooses a mode: it asks before it changes files and runs commands.',
  mode: 'Mode “{mode}”: {meaning}',
  refused: 'Mode “{mode}” is asked for and forbidden: it asks as usual.',
  default: 'it asks before it changes files and runs commands.',
  acceptEdits: 'it changes files in the folder without asking.',
  bypassPermissions: 'every check is off; only what is denied is stopped.',
  plan: 'it reads and plans, and changes nothing.',
  dontAsk: 'what is not allowed beforehand is denied.',
  auto: 'a classifier decides in your place.',
  sandbox: 'Commands run in the sandbox.',
  softSandbox: 'Commands run in the sandbox, and outside of it where that fails: you are asked first.',
  sandboxed: 'Commands that the sandbox holds',
  perhapsSandboxed: 'Commands that the sandbox holds, in versions that do so unless “autoAllowBashIfSandboxed” is off',
  outside: 'Outside of the sandbox runs {program}.',
  readable: 'It can read {file}: no rule stops it.',
  denied: '{file} is closed by {rule}.',
  asked: 'It asks before it reads {file}, by {rule}.',
  allowed: '{rule}',
  ineffective: '{rule} is allowed, and stopped by {stop}.',
  idle: '{rule} stands in the list, and has no effect.',
  deny: 'Denied: {rule}',
  ask: 'Asked about: {rule}',
  unaskedServer: '{name} is started without asking: {start}',
  askedServer: '{name} is asked about before its first start: {start}',
  offServer: '{name} is switched off.',
  hook: 'On {event} runs {command}',
  toolHook: 'On {event} of {tools} runs {command}',
  helper: '{key} runs {command}',
  folder: 'It works in {folder}, too.',
  broken: 'The file has errors: what could be read of it counts here.',
  reading:
    'Rules about reading hold for Claude Code’s own tools and for commands such as cat. A program that it runs can open the files all the same, unless the sandbox keeps it from them.',
  overruled: 'Mode “{mode}” does not count: a file that decides over this one says something else.',
  notFromProject: 'Mode “{mode}” does not count: the settings of a project can’t choose it.',
  unknownMode: 'Mode “{mode}” does not count: Claude Code knows none of that name.',
  summary:
    'Secrets that it can read: {readable} of {secrets} · Allowed without asking: {unasked} · Servers that start unasked: {servers} · Programs that run by themselves: {programs}',
  counted: 'Files of settings, those that decide over the others first:',
  none: 'There are no settings of Claude Code here: it asks before it changes files and runs commands, and reads what is in the folder.',
});

const longest = 160;
const shorten = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
/** One line, without a credential. */
const shown = (text: string): string => shorten(maskCredentials(text).replace(/\s+/g, ' ').trim());

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const saidAt = ({ layer: { path, source = '' }, range }: Statement): SaidAt => ({
  path,
  line: lineAt(source, range.start),
});

const line = (message: Message, isOpen: boolean, from?: Statement): AccessLine => ({
  message,
  isOpen,
  ...(from && { at: saidAt(from) }),
});

function modeMessage({ value, from, refusedBy }: Mode): Message {
  if (!from) return say('standard');
  if (refusedBy) return say('refused', { mode: from.text });
  const id =
    value === 'manual'
      ? 'default'
      : (value as 'default' | 'bypassPermissions' | 'acceptEdits' | 'plan' | 'dontAsk' | 'auto');
  return say('mode', { mode: value, meaning: say(id) });
}

function modeLines({ mode, sandbox, layers }: Access): AccessLine[] {
  const { enabled, isHard, excluded } = sandbox;
  return [
    line(modeMessage(mode), mode.value === 'bypassPermissions', mode.refusedBy ?? mode.from),
    ...overruled(mode, layers),
    ...(enabled ? [line(say(isHard ? 'sandbox' : 'softSandbox'), false, enabled)] : []),
    ...(enabled ? excluded.map((one) => line(say('outside', { program: shown(one.text) }), true, one)) : []),
    ...layers
      .filter(({ isBroken }) => isBroken)
      .map((layer) => line(say('broken'), true, { text: '', range: { start: 0, end: 0 }, layer })),
  ];
}

/** Modes that do not count: those of files over which another one decides, and such as nobody may choose there. */
const overruled = ({ from }: Mode, layers: readonly Layer[]): AccessLine[] =>
  layers.flatMap((layer) => {
    const setting = layer.one('permissions', 'defaultMode');
    if (!setting) return [];
    const statement = stated(layer, setting);
    const mode = shown(statement.text);
    if (!isMode(statement.text)) return [line(say('unknownMode', { mode }), false, statement)];
    if (!isObeyed(statement)) return [line(say('notFromProject', { mode }), false, statement)];
    if (!from || layer === from.layer || statement.text === from.text) return [];
    return [line(say('overruled', { mode }), false, statement)];
  });

function secretLine(file: string, stops: readonly Stop[]): AccessLine {
  const stop = stops.find(({ by }) => coversReading(by.text, by.layer.scope, file));
  if (!stop) return line(say('readable', { file }), true);
  const rule = shown(stop.by.text);
  return line(stop.kind === 'deny' ? say('denied', { file, rule }) : say('asked', { file, rule }), false, stop.by);
}

/** Commands that the sandbox holds; a plan runs none of them, and a rule that asks about every command is passed over. */
function sandboxedLines({ sandbox: { enabled, unasked }, mode, stops }: Access): AccessLine[] {
  const isDenied = stopOf(
    'Bash',
    stops.filter(({ kind }) => kind === 'deny'),
  );
  if (!enabled || !unasked || mode.value === 'plan' || isDenied) return [];
  const { by } = unasked;
  return [by ? line(say('sandboxed'), true, by) : line(say('perhapsSandboxed'), true, enabled)];
}

const idleLine = (from: Statement): AccessLine => line(say('idle', { rule: shown(from.text) }), false, from);

function grantLines({ grants, idle }: Access): AccessLine[] {
  const lines = grants.map((grant) =>
    idlePath.test(grant.text)
      ? idleLine(grant)
      : grant.stop
        ? line(say('ineffective', { rule: shown(grant.text), stop: shown(grant.stop.by.text) }), false, grant)
        : line(say('allowed', { rule: shown(grant.text) }), true, grant),
  );
  return [...lines, ...idle.map(idleLine)];
}

function serverLine(server: ProjectServer, file: { path: string; text: string }): AccessLine {
  const { name, start, state, at, by } = server;
  const parts = { name, start: shown(start) };
  const messages = {
    unasked: () => say('unaskedServer', parts),
    asked: () => say('askedServer', parts),
    off: () => say('offServer', { name }),
  };
  const place = by ? saidAt(by) : { path: file.path, line: lineAt(file.text, at) };
  return { message: messages[state](), isOpen: state === 'unasked', at: place };
}

function programLines(access: Access): AccessLine[] {
  const hooks = access.hooks.map(({ hook: { event, matcher }, from }) => {
    const command = shown(from.text);
    return line(
      matcher ? say('toolHook', { event, tools: matcher, command }) : say('hook', { event, command }),
      true,
      from,
    );
  });
  const helpers = helpersOf(access).map(({ key, from }) =>
    line(say('helper', { key, command: shown(from.text) }), true, from),
  );
  return [...hooks, ...helpers];
}

export interface AccessReport {
  /** Files that were read, those that decide over the others first. */
  files: string[];
  /** How much of it there is. */
  summary: Message;
  sections: AccessSection[];
}

function summaryOf(sections: readonly AccessSection[]): Message {
  const linesOf = (id: AccessSection['id']) => sections.find((one) => one.id === id)?.lines ?? [];
  const open = (id: AccessSection['id']) => String(linesOf(id).filter(({ isOpen }) => isOpen).length);
  const secrets = String(linesOf('secrets').length);
  return say('summary', {
    readable: open('secrets'),
    secrets,
    unasked: open('unasked'),
    servers: open('servers'),
    programs: open('programs'),
  });
}

/** Never throws for what the files hold. */
export function reportAccess({ settings, servers, secrets }: AccessInput): AccessReport {
  const access = resolveAccess(settings.map(readLayer));
  const { stops, folders } = access;
  const started = servers ? serversIn(servers.text, access).map((one) => serverLine(one, servers)) : [];
  const stopLines = stops.map(({ kind, by }) =>
    line(say(idlePath.test(by.text) ? 'idle' : kind, { rule: shown(by.text) }), false, by),
  );
  const sections: AccessSection[] = [
    { id: 'mode', title: say('modeTitle'), lines: modeLines(access), empty: say('standard') },
    {
      id: 'secrets',
      title: say('secretsTitle'),
      lines: secrets.map((file) => secretLine(file, stops)),
      empty: say('noSecrets'),
    },
    {
      id: 'unasked',
      title: say('unaskedTitle'),
      lines: [...sandboxedLines(access), ...grantLines(access)],
      empty: say('noUnasked'),
    },
    { id: 'servers', title: say('serversTitle'), lines: started, empty: say('noServers') },
    { id: 'programs', title: say('programsTitle'), lines: programLines(access), empty: say('noPrograms') },
    {
      id: 'folders',
      title: say('foldersTitle'),
      lines: folders.map((one) => line(say('folder', { folder: shown(one.text) }), true, one)),
      empty: say('noFolders'),
    },
    { id: 'stopped', title: say('stoppedTitle'), lines: stopLines, empty: say('noStopped') },
  ];
  return { files: access.layers.map(({ path }: Layer) => path), summary: summaryOf(sections), sections };
}
