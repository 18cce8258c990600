/** Data formats have one tree, whatever their syntax; settings, strings, commands and embedded scripts are read from it. */
import type { Facts, Setting } from '../facts';
import { agentJson, agentJsonIn, isAgentJson } from './agent-json';
import type { AliasNode, DataEntry, DataNode, DataPlace, ListNode, MapNode, ScalarNode } from './data-tree';
import { childOf } from './data-tree';
import { embed } from './embedded';
import { type EnvironmentNames, type EnvironmentRule, environmentRule } from './environment';
import { doublingFile, type ScriptRule, scriptRule, withSingleDollars } from './scripts';
import { stringLiteral } from './shared';
import { inlineScript, toCommand } from './shell/command';

/** Deeper nodes have no settings: no configuration is nested like that, and their paths would take quadratic space. */
const maxDepth = 64;

interface Walk {
  facts: Facts;
  environment: EnvironmentRule;
  script: ScriptRule;
  /** Texts in it may be configurations. In JSON, which is data of all kinds, they seldom are. */
  holdsJson: boolean;
  /** `$$` is a dollar of the script; a single one is replaced before it runs. */
  doublesDollars: boolean;
  /** Anchored maps whose aliases stand where variables are set. */
  variables: ReadonlySet<DataNode>;
}

/**
 * @param file path of the file, which decides what is a variable of the environment and what is a script
 * @param hasAliases whether the tree may hold aliases
 */
export function addData(facts: Facts, root: DataNode, file: string, hasAliases = false): void {
  const environment = environmentRule(file);
  const variables = new Set(hasAliases ? aliasedVariables(root, [], environment) : []);
  const holdsJson = !/\.jsonc?$/.test(file);
  const doublesDollars = doublingFile.test(file);
  visit(root, [], { facts, environment, script: scriptRule(file), holdsJson, doublesDollars, variables });
}

function visit(node: DataNode, path: string[], walk: Walk): void {
  if (path.length > maxDepth) return;
  if (node.kind === 'scalar') addString(node, walk);
  if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) visitItem(item, [...path, String(index)], walk);
  }
  if (node.kind !== 'map') return;
  addCommand(node, walk);
  for (const entry of node.entries) {
    visitEntry(entry, { path: [...path, entry.key], parent: node }, walk);
  }
}

function visitItem(item: DataNode, path: string[], walk: Walk): void {
  if (item.kind !== 'scalar') {
    visit(item, path, walk);
    return;
  }
  const keyRange = { start: item.range.start, end: item.range.start };
  addSetting(item, { path, keyRange, range: item.range, environment: false }, walk);
}

function visitEntry({ value, keyRange, range }: DataEntry, place: DataPlace, walk: Walk): void {
  if (!value) return;
  const format = walk.script(place);
  if (format) addScripts(value, format, walk);
  else if (walk.holdsJson) addAgentJson(value, place, walk);
  const names = walk.environment(place) ?? (walk.variables.has(value) ? 'any' : undefined);
  if (value.kind === 'scalar') addSetting(value, { path: place.path, keyRange, range, environment: false }, walk);
  else if (names) addVariables(value, names, place.path, walk);
  else visit(value, place.path, walk);
}

/** Keys of what only shows or describes it. */
const showing = /^(?:examples?|description|prompt|help|expected\w*|output|answer|summary|docs?)$/i;

function addAgentJson(value: DataNode, { path }: DataPlace, { facts }: Walk): void {
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || path.some((key) => showing.test(key))) return;
  const isArguments = path.at(-1) === 'claude_args';
  if (!isArguments && !isAgentJson(value.value)) return;
  const mapped = value.decode();
  if (!mapped) return;
  facts.embedded.push(...(isArguments ? agentJsonIn : agentJson)(mapped, value.encode));
}

function addString(scalar: ScalarNode, { facts }: Walk): void {
  if (typeof scalar.value === 'string' && !scalar.expression)
    facts.strings.push(stringLiteral(scalar.value, scalar.range, scalar.content));
}

type Pair = Pick<Setting, 'path' | 'keyRange' | 'range' | 'environment'>;

function addSetting(scalar: ScalarNode, { path, keyRange, range, environment }: Pair, walk: Walk): void {
  addString(scalar, walk);
  const key = path.at(-1) ?? '';
  const { value, content } = scalar;
  walk.facts.settings.push({ path, key, keyRange, value, valueRange: content, range, environment });
}

const variableName = /^[A-Za-z_]\w*$/;
/** Names that are a variable's without doubt: upper case, or the proxies that curl and others read. */
const plainVariableName = /^(?:[A-Z_][A-Z0-9_]*|(?:https?|all|no|npm_config_https?)_proxy)$/;

/** Variables of a map (`NAME: value`) or of a list (`- NAME=value`, `- name: NAME, value: …`). */
function addVariables(
  container: MapNode | ListNode | AliasNode,
  names: EnvironmentNames,
  path: string[],
  walk: Walk,
): void {
  if (container.kind === 'alias') return;
  if (container.kind === 'list') {
    for (const [index, item] of container.items.entries()) addItem(item, path, String(index), walk);
  } else if (!addNamedVariable(container, path, walk)) {
    const pattern = names === 'any' ? variableName : plainVariableName;
    for (const entry of container.entries) addVariable(entry, pattern, container, path, walk);
  }
}

function addVariable(entry: DataEntry, pattern: RegExp, parent: MapNode, path: string[], walk: Walk): void {
  const { key, keyRange, range } = entry;
  const described = entry.value?.kind === 'map' ? childOf(entry.value, 'value') : undefined;
  const value = described ?? entry.value;
  if (value?.kind === 'scalar') {
    if (walk.holdsJson) addAgentJson(value, { path: [...path, key], parent }, walk);
    addSetting(value, { path: [...path, key], keyRange, range, environment: pattern.test(key) }, walk);
  } else visitEntry(entry, { path: [...path, key], parent }, walk);
}

function addItem(item: DataNode, path: string[], index: string, walk: Walk): void {
  const added =
    (item.kind === 'scalar' && addAssignment(item, path, walk)) ||
    (item.kind === 'map' && addNamedVariable(item, path, walk));
  if (!added) visitItem(item, [...path, index], walk);
}

/** `NAME=value` in one string. */
function addAssignment(scalar: ScalarNode, path: string[], walk: Walk): boolean {
  const text = typeof scalar.value === 'string' ? scalar.value : '';
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(equals, 0));
  const decoded = variableName.test(name) ? scalar.decode() : undefined;
  if (!decoded) return false;
  addString(scalar, walk);
  walk.facts.settings.push({
    path: [...path, name],
    key: name,
    keyRange: { start: decoded.toOuter(0), end: decoded.toOuter(equals) },
    value: text.slice(equals + 1),
    valueRange: { start: decoded.toOuter(equals + 1), end: decoded.toOuter(text.length) },
    range: scalar.range,
    environment: true,
  });
  return true;
}

/** A map with the variable's name under one key and its value under another. */
function addNamedVariable(map: MapNode, path: string[], walk: Walk): boolean {
  const name = childOf(map, 'name', 'key');
  const value = childOf(map, 'value');
  if (name?.kind !== 'scalar' || value?.kind !== 'scalar') return false;
  if (typeof name.value !== 'string' || !variableName.test(name.value)) return false;
  addSetting(value, { path: [...path, name.value], keyRange: name.content, range: map.range, environment: true }, walk);
  return true;
}

function addScripts(node: DataNode, format: string, walk: Walk): void {
  if (node.kind === 'list') for (const item of node.items) addScripts(item, format, walk);
  const mapped = node.kind === 'scalar' && typeof node.value === 'string' ? node.decode() : undefined;
  if (!mapped?.text || node.kind !== 'scalar') return;
  const script = walk.doublesDollars ? withSingleDollars(mapped, node.encode) : { mapped, encode: node.encode };
  walk.facts.embedded.push(embed(format, script.mapped, 'script', script.encode));
}

const scalarsOf = (node: DataNode | undefined): ScalarNode[] => {
  const items = node?.kind === 'list' ? node.items : node ? [node] : [];
  return items.filter((item) => item.kind === 'scalar');
};

/** A program and its arguments without a shell: `command` and `args`, `entrypoint` and `command` lists. */
function addCommand(map: MapNode, { facts }: Walk): void {
  const lists = ['entrypoint', 'command', 'args'].map((key) => childOf(map, key));
  if (!lists.some((node) => node?.kind === 'list') || !(lists[0] ?? lists[1])) return;
  const scalars = lists.flatMap(scalarsOf);
  const words = scalars.map(({ value, range }) => ({ text: String(value), range }));
  const ends = words.flatMap((word) => [word.range.start, word.range.end]);
  const range = { start: Math.min(...ends), end: Math.max(...ends) };
  const command = toCommand(words, range)?.command;
  if (!command) return;
  facts.commands.push(command);
  const script = inlineScript(command);
  const mapped = scalars.find(({ range }) => range === script?.range);
  const text = mapped?.decode();
  if (mapped && text?.text) facts.embedded.push(embed('shell', text, 'script', mapped.encode));
}

/** The targets of aliases, and of merged aliases, that stand where variables are set. */
function* aliasedVariables(node: DataNode, path: string[], environment: EnvironmentRule): Generator<DataNode> {
  if (path.length > maxDepth) return;
  if (node.kind === 'list') for (const item of node.items) yield* aliasedVariables(item, [...path, '0'], environment);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    const place = { path: [...path, key], parent: node };
    if (value && value.kind !== 'scalar' && environment(place)) yield* targets(value);
    if (value) yield* aliasedVariables(value, place.path, environment);
  }
}

function* targets(container: DataNode): Generator<DataNode> {
  if (container.kind === 'alias' && container.target) yield container.target;
  if (container.kind === 'map') {
    for (const { key, value } of container.entries) if (key === '<<' && value) yield* targets(value);
  }
  if (container.kind === 'list') for (const item of container.items) if (item.kind === 'alias') yield* targets(item);
}
