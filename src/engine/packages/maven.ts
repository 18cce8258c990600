/** Packages of Maven. */
import type { Range } from '../facts';
import { type Jvm, managed } from './managed';
import { withoutComments, withoutElements } from './xml';

const dependency = /<dependency>([\s\S]{0,2000}?)<\/dependency>/g;
const version = /<version>\s*([^<\s]+)\s*<\/version>/;
const textOf = (part: string, tag: string) => new RegExp(`<${tag}>\\s*([^<\\s]+)\\s*</${tag}>`).exec(part)?.[1];

/** `pom.xml`. Versions that stand in properties are looked up in the same file. */
export function inPom(text: string): Jvm[] {
  // Exclusions name other packages.
  const code = withoutElements(withoutComments(text), 'exclusions');
  return managed(
    [...code.matchAll(dependency)].map(({ 0: whole, index }): Jvm => {
      const name = [textOf(whole, 'groupId'), textOf(whole, 'artifactId')].join(':');
      const isDevelopment = textOf(whole, 'scope') === 'test';
      const found = version.exec(whole);
      const start = index + (found ? found.index + found[0].indexOf(found[1]!) : 0);
      const place = { value: found?.[1] ?? '', range: { start, end: start + (found?.[1] ?? '').length } };
      const { value, range } = resolved(place, code);
      return { name, requirement: value, kind: 'manifest', range, written: range, isDevelopment };
    }),
  );
}

interface Place {
  value: string;
  range: Range;
}

/** A property may be another one's value. */
const deepest = 5;

function resolved(place: Place, code: string, depth = 0): Place {
  const name = /^\$\{([\w.-]+)\}$/.exec(place.value)?.[1];
  const opening = `<${name}>`;
  const at = name === undefined || depth > deepest ? -1 : code.indexOf(opening);
  const end = at < 0 ? -1 : code.indexOf('<', at + opening.length);
  if (end < 0) return place;
  const start = at + opening.length;
  return resolved({ value: code.slice(start, end), range: { start, end } }, code, depth + 1);
}
