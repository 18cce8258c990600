/** Environment variables that a file sets, and commands that it runs. */
import type { Call, Command, Embedded, Facts, LiteralValue, Range, Setting, Value } from '../../facts';
import type { MemberAssignment } from '../programs/lowering';
import { listFacts, shellScript } from './commands';
import { type Magic, magicEmbedded, magicSetting } from './magics';
import { qualify, resolve } from './names';

/** A file whose statements are read. */
interface ReadFile {
  text: string;
  facts: Facts;
  /** Assignments to members. */
  assignments: readonly MemberAssignment[];
}

/** Adds settings, commands, embedded documents, and the assignments that set no variable. Bindings must be complete. */
export function addProcessFacts(file: ReadFile, magics: readonly Magic[]): void {
  const { facts, text } = file;
  for (const assignment of file.assignments) readAssignment(assignment, file);
  for (const call of facts.calls) readCall(call, file);
  for (const magic of magics) {
    const [setting, embedded] = [magicSetting(magic, text), magicEmbedded(magic, text)];
    if (setting) facts.settings.push(setting);
    if (embedded) facts.embedded.push(embedded);
  }
}

/** `os.environ["X"] = "…"`, `os.environ |= {…}`. */
function readAssignment(assignment: MemberAssignment, { facts, text }: ReadFile): void {
  const { operator, given, range, ...rest } = assignment;
  const { target, value } = rest;
  if (operator === '|=' && qualify(target) === environment) facts.settings.push(...entrySettings(given, text));
  else if (qualify(target.object) !== environment) facts.assignments.push({ ...rest, range });
  else if (operator === '=' && target.property !== undefined) {
    facts.settings.push(...setting(target.property, quoted(target.propertyRange, text), value, range));
  }
}

const environment = 'os.environ';

/** The range between a literal's quotes. */
function quoted(range: Range, text: string): Range {
  const [opening = '', quotes = ''] = /^[a-zA-Z]{0,2}("""|'''|"|')/.exec(text.slice(range.start, range.end)) ?? [];
  return { start: range.start + opening.length, end: range.end - quotes.length };
}

function setting(key: string, keyRange: Range, value: Value, range: Range): Setting[] {
  const constant = constantOf(value);
  if (constant === undefined || !/^[A-Za-z_]\w*$/.test(key)) return [];
  const valueRange = (value.kind === 'literal' && value.content) || value.range;
  return [{ path: [key], key, keyRange, value: constant, valueRange, range, environment: true }];
}

/** A literal, literals that the language joins, or a name for them. */
function constantOf(value: Value): LiteralValue['value'] | undefined {
  const found = resolve(value);
  if (found.kind === 'literal') return found.value;
  if (found.kind !== 'template' || !found.parts.every((part) => part.kind === 'literal')) return undefined;
  return found.parts.map((part) => part.value).join('');
}

/** The pairs of a dictionary, or of `dict(X="…")`. */
function entrySettings(value: Value, text: string): Setting[] {
  const found = resolve(value);
  if (found.kind === 'object') {
    return found.entries.flatMap(({ key, keyRange, value: set, range }) =>
      key === undefined ? [] : setting(key, quoted(keyRange, text), set, range),
    );
  }
  return found.kind === 'call' && qualify(found.call.callee) === 'dict' ? keywordSettings(found.call) : [];
}

function keywordSettings(call: Call): Setting[] {
  return call.args.flatMap(({ name, value, range }) =>
    name === undefined ? [] : setting(name, { start: range.start, end: range.start + name.length }, value, range),
  );
}

interface ProcessFacts {
  settings?: Setting[];
  commands?: Command[];
  embedded?: Embedded[];
}

type Reader = (call: Call, text: string) => ProcessFacts;

const setPair: Reader = ({ args, range }, text) => {
  const [key, value] = args;
  const name = key && constantOf(key.value);
  if (!key || !value || typeof name !== 'string') return {};
  return { settings: setting(name, quoted(key.range, text), value.value, range) };
};

const update: Reader = (call, text) => ({
  settings: [...(call.args[0]?.name === undefined ? firstEntries(call, text) : []), ...keywordSettings(call)],
});

const firstEntries = ({ args: [first] }: Call, text: string): Setting[] =>
  first ? entrySettings(first.value, text) : [];

/** `subprocess`: a list of words, or one string; and the environment that it is given. */
const runProgram: Reader = (call, text) => {
  const program = argument(call, 'args');
  return { ...(program && programFacts(program, call, text)), settings: givenEnvironment(call, text) };
};

const runWords: Reader = (call, text) => {
  const words = call.args.filter(({ name }) => name === undefined).map(({ value }) => value);
  return { ...listFacts(words, text, call.range), settings: givenEnvironment(call, text) };
};

const runShell: Reader = (call, text) => {
  const command = argument(call, 'cmd') ?? argument(call, 'command');
  return command ? { embedded: shellScript(resolve(command), text) } : {};
};

function givenEnvironment({ args }: Call, text: string): Setting[] {
  return args.filter(({ name }) => name === 'env').flatMap(({ value }) => entrySettings(value, text));
}

function argument(call: Call, keyword: string): Value | undefined {
  const found = call.args.find(({ name }) => name === keyword) ?? call.args[0];
  return found && (found.name === undefined || found.name === keyword) ? found.value : undefined;
}

/** `[…]`, `"…"`, `shlex.split("…")`, `"…".split()`. */
function programFacts(value: Value, call: Call, text: string): ProcessFacts {
  const found = resolve(value);
  if (found.kind === 'array') return listFacts(found.items, text, call.range);
  if (found.kind !== 'call') return { embedded: shellScript(found, text) };
  const { callee, args } = found.call;
  if (callee.kind !== 'member' || callee.property !== 'split') return {};
  const source = qualify(callee.object) === 'shlex' ? args[0]?.value : callee.object;
  return source ? { embedded: shellScript(resolve(source), text) } : {};
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['os.environ.setdefault', setPair],
  ['os.environ.update', update],
  ['os.putenv', setPair],
  ...['run', 'call', 'check_call', 'check_output', 'Popen'].map((name) => [`subprocess.${name}`, runProgram] as const),
  ...['subprocess.getoutput', 'subprocess.getstatusoutput', 'os.system', 'os.popen'].map((n) => [n, runShell] as const),
  ['asyncio.create_subprocess_exec', runWords],
  ['asyncio.create_subprocess_shell', runShell],
]);
const lastNames = new Set([...readers.keys()].map((name) => name.slice(name.lastIndexOf('.') + 1)));

function readCall(call: Call, file: ReadFile): void {
  const { callee } = call;
  const isCandidate = callee.kind === 'name' || (callee.kind === 'member' && lastNames.has(callee.property ?? ''));
  const reader = isCandidate ? readers.get(qualify(callee) ?? '') : undefined;
  const { settings = [], commands = [], embedded = [] } = reader?.(call, file.text) ?? {};
  file.facts.settings.push(...settings);
  file.facts.commands.push(...commands);
  const isNew = (one: Embedded) => !file.facts.embedded.some((old) => old.toOuter(0) === one.toOuter(0));
  file.facts.embedded.push(...embedded.filter(isNew));
}
