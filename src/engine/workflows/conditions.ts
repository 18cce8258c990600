/** `if:` of jobs and steps, as the ways in which it can hold. */

import { plainly } from './expressions';

/** A part of a condition that says one thing. */
export interface Claim {
  source: string;
  /** It stands behind `!`. */
  negated: boolean;
}

/** Claims that hold together. */
export type Way = readonly Claim[];

/** More ways than these are not told apart. */
const maxWays = 64;

/** The ways in which a condition holds, without braces around it. None is told where there is no condition: one way, no claims. */
export function waysOf(condition: string | undefined): readonly Way[] {
  if (condition !== undefined && isText(condition)) return [[]];
  const source = (condition ?? '').replace(/\$\{\{|\}\}/g, ' ').trim();
  return source === '' ? [[]] : anyOf(source, false, 0);
}

/** With anything around the braces, be it the line break at the end of a block, it is a text, and each text holds. */
export const isText = (condition: string): boolean =>
  condition.includes('${{') && !/^\$\{\{(?:(?!\$\{\{)[\s\S])*\}\}$/.test(condition);

function anyOf(source: string, negated: boolean, depth: number): readonly Way[] {
  const parts = split(source, '||');
  const told = parts.map((part) => allOf(part, negated, depth));
  return negated ? product(told) : told.flat().slice(0, maxWays);
}

function allOf(source: string, negated: boolean, depth: number): readonly Way[] {
  const told = split(source, '&&').map((part) => one(part.trim(), negated, depth));
  return negated ? told.flat().slice(0, maxWays) : product(told);
}

function one(source: string, negated: boolean, depth: number): readonly Way[] {
  if (depth < 20 && /^![^=]/.test(source)) return one(source.slice(1).trim(), !negated, depth + 1);
  const inner = depth < 20 ? withoutParentheses(source) : undefined;
  return inner === undefined ? [[{ source: plainly(source), negated }]] : anyOf(inner, negated, depth + 1);
}

const product = (all: readonly (readonly Way[])[]): readonly Way[] =>
  all.reduce<readonly Way[]>(
    (ways, next) => ways.flatMap((way) => next.map((other) => [...way, ...other])).slice(0, maxWays),
    [[]],
  );

/** What stands between parentheses that belong together and hold everything. */
function withoutParentheses(source: string): string | undefined {
  if (!source.startsWith('(') || !source.endsWith(')')) return undefined;
  const levels = levelsOf(source);
  return levels.indexOf(0, 1) === source.length - 1 ? source.slice(1, -1).trim() : undefined;
}

/** At each character how many parentheses are open behind it; in strings nothing opens. */
function levelsOf(source: string): number[] {
  let [level, quoted] = [0, false];
  return [...source].map((character) => {
    if (character === "'") quoted = !quoted;
    else if (!quoted && character === '(') level++;
    else if (!quoted && character === ')') level--;
    return quoted ? level + 1 : level;
  });
}

/** The parts between an operator, where it stands outside of parentheses and strings. */
function split(source: string, operator: string): string[] {
  const characters = [...source];
  const levels = levelsOf(source);
  const parts = [''];
  for (let at = 0; at < characters.length; at++) {
    if (levels[at] === 0 && characters[at] === operator[0] && characters[at + 1] === operator[1]) {
      parts.push('');
      at++;
    } else parts[parts.length - 1] += characters[at]!;
  }
  return parts;
}
