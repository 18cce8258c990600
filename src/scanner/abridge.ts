/**
 * Lock files without the packages that nobody asks about. Their tools write them line by line, an entry for each package, so that
 * entries can be told apart without being parsed: a parser takes seconds for what this does in a tenth of one.
 */
import { baseName } from '../engine/formats/shared';
import type { Ecosystem } from '../engine/packages/types';
import { lastNotAbove } from '../engine/text/positions';
import { isOfInterest } from '../rules/support/packages/claude-packages';

/** In UTF-16 units: below, a lock file is parsed as it is. */
export const shortLock = 1 << 18;
/** In bytes: above, a lock file is searched for credentials only. Of npm's, that is some hundred thousand packages. */
export const longestLock = 1 << 26;

interface Layout {
  name: RegExp;
  ecosystem: Ecosystem;
  /** An entry begins at this depth; the depth of a line is its indentation, in steps of the file's first indentation. */
  depth: number;
  /** What a line at this depth that begins an entry begins with. */
  start: RegExp;
}

const opening = /[^}\]\s]/y;

const layouts: readonly Layout[] = [
  { name: /^(?:package-lock|npm-shrinkwrap)\.json$/, ecosystem: 'npm', depth: 2, start: opening },
  { name: /^bun\.lock$/, ecosystem: 'npm', depth: 2, start: opening },
  { name: /^pnpm-lock\.yaml$/, ecosystem: 'npm', depth: 1, start: opening },
  { name: /^yarn\.lock$/, ecosystem: 'npm', depth: 0, start: opening },
  { name: /^pipfile\.lock$/, ecosystem: 'PyPI', depth: 2, start: opening },
  { name: /^(?:(?:poetry|uv|pdm)\.lock|pylock(?:\.\w+)?\.toml)$/, ecosystem: 'PyPI', depth: 0, start: /\[\[|\[meta/y },
  // With hashes, which a fix could not write anew.
  { name: /^requirements[\w.-]*\.txt$/, ecosystem: 'PyPI', depth: 0, start: opening },
  { name: /^(?:gemfile|gems)\.lock(?:ed)?$/, ecosystem: 'RubyGems', depth: 2, start: opening },
  { name: /^composer\.lock$/, ecosystem: 'Packagist', depth: 2, start: /\{/y },
  { name: /^packages\.lock\.json$/, ecosystem: 'NuGet', depth: 3, start: opening },
  { name: /^(?:[\w-]*gradle|[\w.-]+)\.lockfile$/, ecosystem: 'Maven', depth: 0, start: opening },
];

const layoutOf = (path: string): Layout | undefined => {
  const base = baseName(path).toLowerCase();
  return layouts.find(({ name }) => name.test(base));
};

/** Whether the file is one that `abridge` understands. */
export const isLock = (path: string): boolean => layoutOf(path) !== undefined;

export interface Abridged {
  text: string;
  /** Offset in the abridged text -> in the whole. */
  toWhole(offset: number): number;
}

/** Of a text, in order. */
interface Part {
  start: number;
  end: number;
}

/** Undefined for what is no lock file. */
export function abridge(path: string, text: string): Abridged | undefined {
  const layout = layoutOf(path);
  if (!layout) return undefined;
  const parts = joined([...partsOf(text, layout)].filter((part) => part.isFrame || isKept(text, part, layout)));
  const starts: number[] = [];
  let length = 0;
  for (const { start, end } of parts) {
    starts.push(length);
    length += end - start;
  }
  return {
    text: parts.map(({ start, end }) => text.slice(start, end)).join(''),
    toWhole(offset) {
      const at = Math.max(0, lastNotAbove(starts, offset));
      return (parts[at]?.start ?? 0) + offset - (starts[at] ?? 0);
    },
  };
}

/** Entries, and the lines around them (`isFrame`). */
function* partsOf(text: string, { depth, start }: Layout): Generator<Part & { isFrame: boolean }> {
  const column = (/^[ \t]+(?=\S)/m.exec(text)?.[0].length ?? 2) * depth;
  let part = { start: 0, end: 0, isFrame: true };
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at) + 1 || text.length;
    const lead = indentation(text, at, column + 1);
    start.lastIndex = at + lead;
    const begins = lead === column && start.test(text);
    if (begins || (lead < column && !part.isFrame)) {
      yield part;
      part = { start: at, end, isFrame: !begins };
    }
    part.end = end;
    at = end;
  }
  yield part;
}

/** Of the line that begins at `at`, as far as `most`. */
function indentation(text: string, at: number, most: number): number {
  let lead = 0;
  while (lead < most && (text[at + lead] === ' ' || text[at + lead] === '\t')) lead++;
  return lead;
}

/** Where an entry's name stands, in UTF-16 units from its beginning. */
const head = 300;
const word = /@?[\w.-]+(?:[/:][\w.-]+)?/g;
/** What a project asks for stands in an entry of the project's own. */
const ofClaude = /anthropic|claude|modelcontextprotocol/i;

function isKept(text: string, { start, end }: Part, { ecosystem }: Layout): boolean {
  if (ofClaude.test(text.slice(start, end))) return true;
  const words = text
    .slice(start, Math.min(end, start + head))
    .replaceAll('node_modules/', ' ')
    .match(word);
  return words?.some((name) => isOfInterest(ecosystem, name)) ?? false;
}

/** Parts that follow each other at once, as one. */
function joined(parts: readonly Part[]): Part[] {
  const found: Part[] = [];
  for (const { start, end } of parts) {
    const last = found.at(-1);
    if (last?.end === start) last.end = end;
    else found.push({ start, end });
  }
  return found;
}
