/** Where a shell splits what it puts in for a variable or a command into words. */

export interface Expansion {
  start: number;
  end: number;
  /** `NAME` of `$NAME`; the command of `$(command)`. */
  inner: string;
  kind: 'variable' | 'command';
}

/** Longer commands are not looked into. */
const longest = 4000;

/** Expansions that stand outside of quotes, and not where nothing is split: assignments, `[[ … ]]`, `case … in`, here-strings. */
export function unquotedExpansions(command: string): Expansion[] {
  const found: Expansion[] = [];
  if (command.length <= longest) scan(command, 0, command.length, found);
  return found.filter(({ start }) => !isKept(command, start));
}

function scan(text: string, from: number, to: number, found: Expansion[]): void {
  let isDouble = false;
  for (let at = from; at < to; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') isDouble = !isDouble;
    else if (char === "'" && !isDouble) at = endOf(text, at + 1, to, "'");
    else if (char === '$') {
      const expansion = expansionAt(text, at, to);
      if (!expansion) continue;
      if (!isDouble) found.push(expansion);
      if (expansion.kind === 'command') scan(text, at + 2, expansion.end - 1, found);
      at = expansion.end - 1;
    }
  }
}

const endOf = (text: string, from: number, to: number, quote: string): number => {
  const end = text.indexOf(quote, from);
  return end < 0 || end >= to ? to : end;
};

function expansionAt(text: string, at: number, to: number): Expansion | undefined {
  if (text[at + 1] === '(') {
    const end = closing(text, at + 2, to);
    return { start: at, end, inner: text.slice(at + 2, end - 1), kind: 'command' };
  }
  const [whole, braced, plain] = /^\$(?:\{(\w+)[^}]*\}|(\w+))/.exec(text.slice(at, Math.min(to, at + 200))) ?? [];
  const inner = braced ?? plain;
  return whole !== undefined && inner !== undefined
    ? { start: at, end: at + whole.length, inner, kind: 'variable' }
    : undefined;
}

/** Behind the parenthesis that closes, parentheses in quotes left out. */
function closing(text: string, from: number, to: number): number {
  let depth = 1;
  for (let at = from; at < to; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === "'") at = endOf(text, at + 1, to, "'");
    else if (char === '"') at = endOfDouble(text, at + 1, to);
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at + 1;
  }
  return to;
}

function endOfDouble(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
    else if (text.startsWith('$(', at)) at = closing(text, at + 2, to) - 1;
  }
  return to;
}

function isKept(command: string, start: number): boolean {
  const before = command.slice(Math.max(0, start - 300), start);
  if (/(?:^|[\s;&|({])\w+\+?=[^\s"']*$/.test(before) || /<<<\s*$|\bcase\s+$/.test(before)) return true;
  const test = before.lastIndexOf('[[');
  return test >= 0 && !before.slice(test).includes(']]');
}
