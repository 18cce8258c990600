/** Packages of Ruby. */
import { matches } from './matches';
import type { Dependency } from './types';

const gem = /^[ \t]*gem[ \t]*\(?[ \t]*["'](?<name>[\w.-]+)["'](?:[ \t]*,[ \t]*["'](?<version>[^"'\n]+)["'])?/gm;
const lockedGem = /^ {4}(?<name>[\w.-]+) \((?<version>\d[\w.]*)(?:-[\w-]+)?\)/gm;

export const inGemfile = (text: string) => matches(text, gem, '#', 'manifest');

/** What the Gemfile asks for stands at the lock file's end. */
const askedGem = /^ {2}([\w.-]+)!? \((\D[^)\n]*)\)$/gm;

export function inGemfileLock(text: string): Omit<Dependency, 'ecosystem'>[] {
  const manifest = new Map<string, string>();
  const at = text.search(/^DEPENDENCIES\r?$/m);
  for (const [, name = '', asked = ''] of at < 0 ? [] : text.slice(at).matchAll(askedGem)) manifest.set(name, asked);
  return matches(text, lockedGem, '#', 'lock').map((one) => {
    const asked = manifest.get(one.name);
    return { ...one, ...(asked !== undefined && { asked }) };
  });
}
