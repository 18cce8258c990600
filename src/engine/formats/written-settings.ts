/**
 * Settings of Claude Code that a program writes, or hands to it: `JSON.stringify({ permissions: … })`, `json.dump({…}, file)`, a
 * text that is written to a file. As far as they stand there literally.
 */
import type { Call, Entry, Facts, NameValue, ObjectValue, Scope, Value } from '../facts';
import { agentJson } from './agent-json';
import { buildText, embed, type TextBuilder, verbatimText } from './embedded';

/** Where Claude Code finds them. Other programs have keys of the same names. */
const place = /\.claude\b|managed-settings|--settings\b|\bclaude[\w./-]{0,40}settings\b/i;
const serialisers = /^(?:JSON\.stringify|(?:json|orjson|ujson)\.dumps?)$/;
/** They take a file's path first. */
const jsonWriters =
  /(?:^|\.)(?:(?:write|output)_?json(?:_?sync)?|write_?json_?file(?:sync)?|atomic_?write_?json|save_?json)$/i;
const textWriters = /(?:^|\.)(?:write(?:_?text)?(?:_?file)?(?:_?sync)?|output_?file(?:_?sync)?)$/i;

/** What decides about permissions. Credentials that stand elsewhere are told where they stand. */
const deciding =
  /^(?:\$schema|permissions|hooks|sandbox|enableAllProjectMcpServers|skipDangerousModePermissionPrompt|disableAllHooks|statusLine)$/;

export function addWrittenSettings(facts: Facts, text: string): void {
  if (!place.test(text)) return;
  const seen = new Set<number>();
  for (const call of facts.calls) {
    const value = writtenBy(call);
    const given = value?.kind === 'name' ? boundOnce(value) : value;
    if (!given || seen.has(given.range.start)) continue;
    seen.add(given.range.start);
    if (given.kind === 'object') facts.embedded.push(...asJson(given, text));
    else if (textWriters.test(nameOf(call.callee))) facts.embedded.push(...asText(given, text));
  }
}

function nameOf(value: Value): string {
  if (value.kind === 'name') return value.name;
  return value.kind === 'member' && value.property ? `${nameOf(value.object)}.${value.property}` : '';
}

function writtenBy({ callee, args }: Call): Value | undefined {
  const name = nameOf(callee);
  if (serialisers.test(name)) return args[0]?.value;
  if (jsonWriters.test(name)) return args.find(({ value }, at) => at > 0 || value.kind === 'object')?.value;
  return textWriters.test(name) ? args.slice(0, 2).at(-1)?.value : undefined;
}

/** What a name stands for, where it is set once in its scope. */
function boundOnce({ name, scope }: NameValue): Value | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.bindings.get(name) ?? [];
    const [only] = found;
    if (only) return found.length > 1 || only.kind === 'parameter' ? undefined : only.value;
  }
  return undefined;
}

function asText(value: Value, text: string) {
  const content = value.kind === 'literal' ? value.content : undefined;
  if (!content || value.kind !== 'literal' || text.slice(content.start, content.end) !== value.value) return [];
  return agentJson(verbatimText(text, content));
}

function asJson(object: ObjectValue, text: string) {
  const entries = object.entries.filter(({ key }) => key !== undefined && deciding.test(key));
  if (entries.length === 0) return [];
  const builder = buildText(text);
  addEntries(entries, object.range.start, builder, 0);
  return [embed('jsonc', builder.done(object.range.end))];
}

/** No settings are nested deeper. */
const deepest = 8;

function addEntries(entries: readonly Entry[], start: number, builder: TextBuilder, depth: number): void {
  builder.put('{', start);
  let separator = '';
  for (const { key, keyRange, value } of entries) {
    if (key === undefined) continue;
    builder.put(`${separator}${JSON.stringify(key)}:`, keyRange.start);
    addValue(value, builder, depth + 1);
    separator = ',';
  }
  builder.put('}', entries.at(-1)?.range.end ?? start);
}

function addValue(value: Value, builder: TextBuilder, depth: number): void {
  const { kind, range } = value;
  if (depth > deepest) builder.put('null', range.start);
  else if (kind === 'object') addEntries(value.entries, range.start, builder, depth);
  else if (kind === 'array') addItems(value.items, range.start, range.end, builder, depth);
  else if (kind === 'literal') addLiteral(value, builder);
  else builder.put('null', range.start);
}

function addItems(items: readonly Value[], start: number, end: number, builder: TextBuilder, depth: number): void {
  builder.put('[', start);
  for (const [at, item] of items.entries()) {
    if (at > 0) builder.put(',', item.range.start);
    addValue(item, builder, depth + 1);
  }
  builder.put(']', end);
}

/** A text that needs no escapes keeps its place, sign for sign, so that a fix can change it. */
function addLiteral({ value, range, content }: Value & { kind: 'literal' }, builder: TextBuilder): void {
  const written = JSON.stringify(value);
  const isPlain = content && typeof value === 'string' && content.end - content.start === written.length - 2;
  if (!isPlain) {
    builder.put(written, range.start);
    return;
  }
  builder.put('"', range.start);
  builder.copy(content.start, content.end);
  builder.put('"', content.end);
}
