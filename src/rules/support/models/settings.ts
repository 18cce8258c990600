/** Models that configuration and command lines name. */
import type { Command, Range, Setting } from '../../../engine/facts';
import type { Document } from '../../../engine/types';
import { agentCommands, valuesOf } from '../agents/agents';
import { isLiteLlm } from '../values';
import { describesModel, namesModel } from './names';

const flags = ['--model', '--model-id', '--fallback-model'];

interface NamedModel {
  range: Range;
  /** Where a variable stands there that holds the id. */
  id?: string;
}

/** Places in the text that name a model. */
export function configuredModels(document: Document): NamedModel[] {
  const { settings, commands } = document.facts;
  const siblings = siblingsIn(settings);
  const written = [
    ...settings.filter((one) => isModel(one, siblings(one), document)).map(({ valueRange }) => valueRange),
    ...settings.filter(({ path }) => isSingle(path)).flatMap((one) => inArguments(one, document)),
    ...settings.flatMap((one, at) => behindFlag(one, settings[at - 1])),
    ...settings.filter(isFallback).map(({ valueRange }) => valueRange),
    ...commands.flatMap((one) => inCommand(one, document)),
  ];
  const started = agentCommands(document).flatMap((one) => valuesOf(one, ...flags).slice(0, 2));
  return [
    ...written.map((range) => ({ range })),
    ...started.map(({ range, text }) => {
      const isWritten = document.text.slice(range.start, range.end).includes(text);
      return isWritten ? { range } : { range, id: text };
    }),
  ];
}

/** `"fallbackModel": ["claude-…"]`: each is asked when the one before it does not answer. */
const isFallback = ({ path, value }: Setting): boolean =>
  typeof value === 'string' &&
  isIndex(path.at(-1) ?? '') &&
  /^(?:fallback_?models?|model_?fallbacks?)$/i.test(path.at(-2) ?? '');

const parentOf = ({ path }: Setting): string => path.slice(0, -1).join('\0');

function siblingsIn(settings: readonly Setting[]): (setting: Setting) => readonly string[] {
  const keys = new Map<string, string[]>();
  for (const one of settings) keys.set(parentOf(one), [...(keys.get(parentOf(one)) ?? []), one.key].slice(0, 40));
  return (setting) => keys.get(parentOf(setting)) ?? [];
}

const isIndex = (key: string): boolean => /^\d+$/.test(key);

function isModel(setting: Setting, siblings: readonly string[], document: Document): boolean {
  const { key, path, value, environment } = setting;
  if (typeof value !== 'string') return false;
  if (environment) return namesModel(key);
  const name = /^default$/i.test(key) ? (path.at(-2) ?? '') : key;
  return namesModel(name) && !describesModel(siblings) && (isSingle(path) || isUsed(setting, siblings, document));
}

/** Steps of a workflow are a list that is done, each of them; other lists offer a choice. */
const isSingle = (path: readonly string[]): boolean =>
  path.every((key, at) => !isIndex(key) || path[at - 1] === 'steps');

/** An element of a list by which somebody is asked: LiteLLM's, or one with its own key. */
const isUsed = (setting: Setting, siblings: readonly string[], document: Document): boolean =>
  isLiteLlm(setting, document) || siblings.some((key) => /^api_?key(?:Location)?$|^api_?base$/i.test(key));

const argument = /--(?:fallback-)?model(?:-id)?(?:=|["']?[\s,]+)["']?([\w.@:/-]+(?:\[1m\])?)/g;

/** `claude_args: --model claude-…`, and the same in a text of several lines. */
function inArguments({ value, valueRange }: Setting, { text }: Document): Range[] {
  return typeof value === 'string' && value.includes('--') ? idsIn(valueRange, argument, text) : [];
}

/** @param pattern ends with the id, which is its first group */
const idsIn = ({ start, end }: Range, pattern: RegExp, text: string): Range[] =>
  [...text.slice(start, end).matchAll(pattern)].map(({ index, 0: all, 1: id = '' }) => {
    const last = start + index + all.length;
    return { start: last - id.length, end: last };
  });

/** `"args": ["--model", "claude-…"]`. */
const behindFlag = ({ path, valueRange }: Setting, before: Setting | undefined): Range[] =>
  before && isIndex(path.at(-1) ?? '') && flags.includes(String(before.value)) ? [valueRange] : [];

/** `curl -d '{"model": "claude-…"}'`. */
const modelOfBody = /\\?"model\\?"\s*:\s*\\?"([\w.@:/-]+)/g;

function inCommand({ name, words, input }: Command, document: Document): Range[] {
  const given = words.flatMap((word, at) => {
    if (flags.includes(word.text)) return words[at + 1]?.range ?? [];
    const inline = /^--(?:fallback-)?model(?:-id)?=(.+)$/.exec(word.text)?.[1];
    return inline === undefined ? [] : { start: word.range.end - inline.length, end: word.range.end };
  });
  const bodies = name === 'curl' || name === 'http' ? [...words, ...(input ? [input] : [])] : [];
  return [...given, ...bodies.flatMap(({ range }) => idsIn(range, modelOfBody, document.text))];
}
