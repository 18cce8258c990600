/** Calls and slices that make a string from nothing but constants: `"".join(["a", "b"])`, `"cba"[::-1]`, `chr(97)`. */
import type { Value } from '../facts';
import type { PythonFile } from './python-place';

const methods = new Set(['join', 'format', 'replace', 'strip', 'lower', 'upper', 'encode', 'decode']);
const functions = new Set(['chr', 'bytes', 'bytearray', 'reversed']);
const maxItems = 1000;

/** Lists `value` among the strings, in place of those that it is made of, where it makes a string from constants. */
export function listIfBuilt(value: Value, file: PythonFile): void {
  const parts = partsOf(value);
  if (!parts?.every((part) => isConstant(part, file))) return;
  for (const part of parts) absorb(part, file);
  file.built.add(value);
  file.facts.strings.push(value);
}

/** What the string is made of; `undefined` where the value makes none. */
function partsOf(value: Value): Value[] | undefined {
  if (value.kind === 'member') return value.property === '::-1' ? [value.object] : undefined;
  if (value.kind !== 'call' || value.call.args.length > maxItems) return undefined;
  const { callee } = value.call;
  const args = value.call.args.map((argument) => argument.value);
  if (callee.kind === 'name') return functions.has(callee.name) && args.length === 1 ? args : undefined;
  const isMethod = callee.kind === 'member' && methods.has(callee.property ?? '');
  return isMethod ? [callee.object, ...args] : undefined;
}

function isConstant(value: Value, file: PythonFile): boolean {
  if (value.kind === 'template') return value.parts.every((part) => isConstant(part, file));
  if (value.kind === 'array') return value.items.length <= maxItems && value.items.every((item) => isConstant(item, file));
  return value.kind === 'literal' || file.built.has(value);
}

function absorb(value: Value, file: PythonFile): void {
  file.parts.add(value);
  if (value.kind === 'array') for (const item of value.items) absorb(item, file);
}
