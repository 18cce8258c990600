/** What JavaScript does to its process and others: environment variables that it sets, commands that it runs. */
import type { Call, Command, Embedded, Facts, Scope, Value, Word } from '../../facts';

/** Where it is written down. */
interface Place {
  facts: Facts;
  text: string;
}

/** The program and its words in two arguments. */
const spawns = new Set(['spawn', 'spawnSync', 'execFile', 'execFileSync', 'execa', 'execaSync']);
/** A whole line for a shell. */
const shells = new Set(['exec', 'execSync', 'execaCommand', 'execaCommandSync']);

/** Of a call, once every binding of the file is known. */
export function settingsAndCommands(call: Call, place: Place): void {
  const name = lastName(call.callee);
  if (name !== undefined && spawns.has(name)) spawned(call, place);
  else if (name !== undefined && shells.has(name)) shellLine(call, place);
  else if (name === 'assign' && isEnvironment(call.args[0]?.value)) assigned(call.args[1]?.value, place);
}

/** `process.env.X = 'y'` is a setting; others are assignments. */
export function settingOrAssignment(target: Value, value: Value, scope: Scope, place: Place): void {
  if (target.kind !== 'member') return;
  const range = { start: target.range.start, end: value.range.end };
  if (target.property !== undefined && isEnvironment(target.object))
    environment(target.property, target.propertyRange, value, range, place);
  else place.facts.assignments.push({ target, value, scope, range });
}

function assigned(value: Value | undefined, place: Place): void {
  if (value?.kind !== 'object') return;
  for (const entry of value.entries)
    if (entry.key !== undefined) environment(entry.key, entry.keyRange, entry.value, entry.range, place);
}

function environment(key: string, keyRange: Value['range'], value: Value, range: Value['range'], place: Place): void {
  if (value.kind !== 'literal') return;
  const valueRange = value.content ?? value.range;
  place.facts.settings.push({ path: [key], key, keyRange, value: value.value, valueRange, range, environment: true });
}

function isEnvironment(value: Value | undefined): boolean {
  return (
    value?.kind === 'member' &&
    value.property === 'env' &&
    ((value.object.kind === 'name' && value.object.name === 'process') || value.object.kind === 'member')
  );
}

/** Name of what is called: of an import its exported name, of a member its last part. */
function lastName(value: Value): string | undefined {
  if (value.kind === 'name') return importedName(value.name, value.scope) ?? value.name;
  return value.kind === 'member' ? value.property : undefined;
}

function importedName(local: string, scope: Scope | undefined): string | undefined {
  const found = scope?.bindings.get(local)?.[0];
  return found || !scope ? found?.import?.imported : importedName(local, scope.parent);
}

function spawned(call: Call, place: Place): void {
  const [program, words] = [call.args[0]?.value, call.args[1]?.value];
  if (program?.kind !== 'literal' || typeof program.value !== 'string' || words?.kind !== 'array') return;
  const command: Command = {
    name: program.value.replace(/^.*[/\\]/, ''),
    words: words.items.map((item) => word(item, place.text)),
    range: call.range,
  };
  place.facts.commands.push(command);
}

function word(value: Value, text: string): Word {
  return { text: wordText(value, text), range: value.range };
}

function wordText(value: Value, text: string): string {
  if (value.kind === 'literal') return String(value.value);
  if (value.kind === 'template') return value.parts.map((part) => wordText(part, text)).join('');
  return `\${${text.slice(value.range.start, value.range.end)}}`;
}

/** `exec('curl …')`: a shell document inside, with substitutions replaced by variables of the same length. */
function shellLine(call: Call, place: Place): void {
  const line = call.args[0]?.value;
  if (line?.kind !== 'literal' && line?.kind !== 'template') return;
  if (line.kind === 'literal' && typeof line.value !== 'string') return;
  const { start, end } =
    line.kind === 'literal' && line.content ? line.content : { start: line.range.start + 1, end: line.range.end - 1 };
  if (/["'`]\s*\+/.test(place.text.slice(start, end))) return;
  const text = place.text.slice(start, end).replace(/\$\{[^{}]*\}/g, (part) => `$${'x'.repeat(part.length - 1)}`);
  const embedded: Embedded = {
    format: 'shell',
    text,
    toOuter: (offset) => start + offset,
    encode: (added) => JSON.stringify(added).slice(1, -1),
    role: 'script',
  };
  place.facts.embedded.push(embedded);
}
