/** From the data of a file to the workflow that they describe; what has another shape than GitHub reads is left out. */
import type { Range } from '../facts';
import { type DataEntry, type DataNode, entriesOf, resolved } from '../formats/data-tree';
import { isActionFile, isWorkflowFile } from '../formats/pipelines';
import { perObject } from '../per-object';
import type { Document } from '../types';
import type { Job, Permission, Permissions, Step, Text, Texts, Trigger, Workflow } from './types';

/** More than GitHub runs: aliases could make a small file a large one. */
const maxJobs = 500;
const maxSteps = 1000;

/** The workflow that the document is; undefined for every other file. */
export const workflowOf = perObject((document: Document): Workflow | undefined => {
  const { facts, file, outer, text } = document;
  const [root] = facts.trees ?? [];
  if (!root || outer) return undefined;
  if (isWorkflowFile(file.path)) return readWorkflow(root, text);
  return isActionFile(file.path) ? readAction(root, text) : undefined;
});

/** Words without which no step of a workflow, or of an action, runs Claude Code. */
const agentWords = /claude|agent_sdk|agent-sdk/i;

export const mayRunAgent = (document: Document): boolean =>
  workflowOf(document) !== undefined && agentWords.test(document.text);

/** `runs: { using: composite, steps: … }`. */
function readAction(root: DataNode, text: string): Workflow | undefined {
  const runs = entry(root, 'runs');
  if (!runs || textOf(runs.value, 'using', text)?.value !== 'composite') return undefined;
  const job: Job = {
    id: 'runs',
    range: runs.keyRange,
    needs: [],
    env: new Map(),
    with: new Map(),
    steps: stepsOf(runs.value, text),
  };
  return { kind: 'action', triggers: [], env: new Map(), jobs: [job] };
}

function readWorkflow(root: DataNode, text: string): Workflow {
  const permissions = permissionsOf(root);
  const name = textOf(root, 'name', text)?.value;
  return {
    kind: 'workflow',
    ...(name !== undefined && { name }),
    triggers: triggersOf(entry(root, 'on', 'true')),
    env: textsOf(entry(root, 'env')?.value, text),
    jobs: entriesOf(entry(root, 'jobs')?.value)
      .slice(0, maxJobs)
      .map((job) => jobOf(job, text)),
    ...(permissions && { permissions }),
  };
}

/** The entry of the first of the keys that is there. */
function entry(node: DataNode | undefined, ...keys: string[]): DataEntry | undefined {
  const entries = entriesOf(node);
  return keys.map((key) => entries.find((one) => one.key === key)).find((one) => one !== undefined);
}

/** `on: push`, `on: [push, issues]`, `on: { issues: { types: [opened] } }`. */
function triggersOf(on: DataEntry | undefined): Trigger[] {
  const node = resolved(on?.value);
  if (node?.kind === 'scalar') return [{ event: String(node.value ?? ''), range: node.range }];
  if (node?.kind === 'list') return node.items.flatMap((item) => triggersOf({ ...on!, value: item }));
  return entriesOf(node).map(({ key, keyRange, value }) => {
    const lists = ['types', 'branches', 'workflows'].map((name) => [name, listOf(value, name)] as const);
    return { event: key, range: keyRange, ...Object.fromEntries(lists.filter(([, list]) => list !== undefined)) };
  });
}

/** A scalar is a list of one. */
function listOf(node: DataNode | undefined, key: string): string[] | undefined {
  const value = resolved(entry(node, key)?.value);
  if (!value || (value.kind === 'scalar' && value.value === null)) return undefined;
  const items = value.kind === 'list' ? value.items.map(resolved) : [value];
  return items.flatMap((item) => (item?.kind === 'scalar' ? [String(item.value)] : []));
}

function permissionsOf(node: DataNode): Permissions | undefined {
  const found = entry(node, 'permissions');
  const value = resolved(found?.value);
  if (!found || !value) return undefined;
  if (value.kind === 'scalar') {
    const all = value.value === null ? {} : { all: String(value.value) };
    return { range: found.keyRange, pair: found.range, scopes: new Map(), ...all };
  }
  const scopes = entriesOf(value).flatMap(({ key, range, value: given }): [string, Permission][] => {
    const access = resolved(given);
    return access?.kind === 'scalar' ? [[key, { access: String(access.value), range }]] : [];
  });
  return { range: found.keyRange, pair: found.range, scopes: new Map(scopes) };
}

function jobOf({ key, keyRange, value }: DataEntry, text: string): Job {
  const permissions = value && permissionsOf(value);
  const [first] = entriesOf(value);
  const environment = textOf(value, 'environment', text) ?? textOf(entry(value, 'environment')?.value, 'name', text);
  return {
    id: key,
    range: keyRange,
    needs: listOf(value, 'needs') ?? [],
    env: textsOf(entry(value, 'env')?.value, text),
    with: textsOf(entry(value, 'with')?.value, text),
    steps: stepsOf(value, text),
    ...optional('if', textOf(value, 'if', text)),
    ...optional('uses', textOf(value, 'uses', text)),
    ...optional('environment', environment),
    ...(first && { body: first.range }),
    ...(permissions && { permissions }),
  };
}

function stepsOf(node: DataNode | undefined, text: string): Step[] {
  const list = resolved(entry(node, 'steps')?.value);
  const items = list?.kind === 'list' ? list.items.slice(0, maxSteps) : [];
  return items.flatMap((item) => {
    const step = resolved(item);
    return step?.kind === 'map' ? [stepOf(step, text)] : [];
  });
}

function stepOf(node: DataNode, text: string): Step {
  const at = (key: string) => textOf(node, key, text);
  return {
    range: node.range,
    with: textsOf(entry(node, 'with')?.value, text),
    env: textsOf(entry(node, 'env')?.value, text),
    ...optional('id', at('id')),
    ...optional('name', at('name')),
    ...optional('if', at('if')),
    ...optional('uses', at('uses')),
    ...optional('run', at('run')),
    ...optional('folder', at('working-directory')),
  };
}

const optional = <K extends string>(key: K, value: Text | undefined): { [key in K]?: Text } =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: Text };

export function textsOf(node: DataNode | undefined, text: string): Texts {
  const found = entriesOf(node).flatMap((one): [string, Text][] => {
    const value = toText(one, text);
    return value ? [[one.key, value]] : [];
  });
  return new Map(found);
}

function textOf(node: DataNode | undefined, key: string, text: string): Text | undefined {
  const found = entry(node, key);
  return found && toText(found, text);
}

export function toText({ value, range: pair }: DataEntry, text: string): Text | undefined {
  const scalar = resolved(value);
  if (scalar?.kind !== 'scalar' || scalar.value === null) return undefined;
  const decoded = scalar.decode();
  const { content } = scalar;
  return {
    value: decoded?.text ?? String(scalar.value),
    range: content,
    pair,
    isPlain: isPlain(scalar.range, text),
    toFile: decoded ? (offset) => decoded.toOuter(offset) : (offset) => Math.min(content.start + offset, content.end),
  };
}

const isPlain = ({ start }: Range, text: string): boolean => !/["'>]/.test(text[start] ?? '');
