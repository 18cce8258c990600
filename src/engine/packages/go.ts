/** Modules of Go. */
import type { Dependency } from './types';

type Module = Omit<Dependency, 'ecosystem'>;

const directive = /^[ \t]*(require|replace|exclude|retract|tool|godebug|ignore)\b[ \t]*(\(?)/;
const modulePath = String.raw`([\w.-]+\.[a-z]+(?:\/[^\s()]+)?)`;
const required = new RegExp(String.raw`^\s*${modulePath}[ \t]+(v\d\S*)`);
/** What is taken in place of a module: another one, or a folder, which has no version. */
const replacing = new RegExp(String.raw`^\s*${modulePath}(?:[ \t]+v\d\S*)?[ \t]+=>[ \t]+(\S+)(?:[ \t]+(v\d\S*))?`);

/** `go.mod`: Go takes the lowest version that is asked for, unless the file puts something in the module's place. */
export function inGoModule(text: string): Module[] {
  const asked: Module[] = [];
  const instead: Module[] = [];
  const replaced = new Set<string>();
  for (const { kind, code, start } of statements(text)) {
    const [whole = '', name, version] = (kind === 'require' && required.exec(code)) || [];
    if (name && version) asked.push(settled(name, version, start + whole.length));
    const [line = '', old, other, newer] = (kind === 'replace' && replacing.exec(code)) || [];
    if (old) replaced.add(old);
    if (other && newer) instead.push(settled(other, newer, start + line.length));
  }
  return [...asked.filter(({ name }) => !replaced.has(name)), ...instead];
}

interface Statement {
  kind: string;
  /** Without the directive's name and without a comment. */
  code: string;
  /** Offset of `code`. */
  start: number;
}

/** One for each line, those in parentheses included. */
function* statements(text: string): Generator<Statement> {
  let block: string | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const code = line.replace(/\/\/.*$/, '');
    const [whole = '', kind, parenthesis] = directive.exec(code) ?? [];
    if (block !== undefined) yield { kind: block, code, start: at };
    else if (kind && !parenthesis) yield { kind, code: code.slice(whole.length), start: at + whole.length };
    if (parenthesis) block = kind;
    else if (/^\s*\)/.test(code)) block = undefined;
    at += line.length + 1;
  }
}

const settled = (name: string, version: string, end: number): Module => {
  const range = { start: end - version.length, end };
  return { name, requirement: version, kind: 'manifest', range, written: range, isDevelopment: false };
};
