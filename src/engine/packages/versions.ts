/** Versions and ranges of each ecosystem, by its own arithmetic. */
import { compare as comparePython, valid as validPython } from '@renovatebot/pep440';
import Range from 'semver/classes/range';
import coerce from 'semver/functions/coerce';
import compareSemantic from 'semver/functions/compare';
import parse from 'semver/functions/parse';
import type { Ecosystem, Span } from './types';

/** The newest version that a requirement allows: this one, or the last before it. */
export interface Newest {
  version: string;
  isIncluded: boolean;
}

const semantic = (version: string) => parse(hyphened(version), { loose: true }) ?? coerce(version);

/** `1.0.0.rc1` of RubyGems -> `1.0.0-rc1`. */
const hyphened = (version: string): string => version.replace(/^(v?\d+\.\d+\.\d+)\.(?=[a-z])/i, '$1-');

/** The number behind the third, which some ecosystems have. */
const fourth = (version: string): number => Number(/^v?\d+\.\d+\.\d+\.(\d+)/.exec(version)?.[1] ?? 0);

/** Undefined where one of them is no version. */
export function compareVersions(ecosystem: Ecosystem, left: string, right: string): number | undefined {
  if (ecosystem === 'PyPI') return validPython(left) && validPython(right) ? comparePython(left, right) : undefined;
  const [a, b] = [semantic(left), semantic(right)];
  return a && b ? compareSemantic(a, b) || Math.sign(fourth(left) - fourth(right)) : undefined;
}

/** Whether the newest version that is allowed lies in the span. */
export function isWithin(ecosystem: Ecosystem, { version, isIncluded }: Newest, { introduced, fixed }: Span): boolean {
  const above = introduced === '0' ? 1 : compareVersions(ecosystem, version, introduced);
  const below = fixed === null ? -1 : compareVersions(ecosystem, version, fixed);
  if (above === undefined || below === undefined) return false;
  return isIncluded ? above >= 0 && below < 0 : above > 0 && below <= 0;
}

/** `any`: the newest that there is. Undefined: the requirement can't be read. */
export function newestOf(ecosystem: Ecosystem, requirement: string): Newest | 'any' | undefined {
  const text = requirement.trim();
  if (text === '' || text === '*') return 'any';
  if (ecosystem === 'npm') return newestNpm(text);
  if (ecosystem === 'PyPI') return lowest(text.split(',').map((part) => upperPython(part.trim())));
  if (ecosystem === 'RubyGems') return lowest(text.split(',').map((part) => upperRuby(part.trim())));
  if (ecosystem === 'Packagist') return newestComposer(text, lowest);
  if (ecosystem === 'NuGet') return newestNuGet(text);
  return semantic(text) && /^v?\d/.test(text) ? { version: text, isIncluded: true } : undefined;

  function lowest(uppers: readonly (Newest | 'any' | undefined)[]): Newest | 'any' | undefined {
    if (uppers.includes(undefined)) return undefined;
    const bounds = uppers.filter((one): one is Newest => typeof one === 'object');
    return bounds.sort((left, right) => compareVersions(ecosystem, left.version, right.version) ?? 0)[0] ?? 'any';
  }
}

type Upper = Newest | 'any' | undefined;

/** Alternatives stand between bars, conditions between blanks or commas. */
function newestComposer(requirement: string, lowest: (uppers: readonly Upper[]) => Upper): Upper {
  const alternatives = requirement.split(/\s*\|\|?\s*/).map((one) => {
    const [, upper] = /^v?\d[\w.]*\s+-\s+v?(\d[\w.]*)$/.exec(one) ?? [];
    if (upper !== undefined) return isFull(upper) ? upTo(upper) : before(next(upper, upper.split('.').length - 1));
    return lowest(one.split(/(?<![<>=!~^])[\s,]+/).map(upperComposer));
  });
  if (alternatives.includes(undefined)) return undefined;
  if (alternatives.includes('any')) return 'any';
  const uppers = alternatives.filter((one) => typeof one === 'object');
  return uppers.sort((left, right) => compareVersions('Packagist', right.version, left.version) ?? 0)[0];
}

const isFull = (version: string): boolean => version.split('.').length > 2;

function upperComposer(clause: string): Upper {
  const text = clause.replace(/@\w+$/, '').replace(/^([<>=!~^]*)\s*v(?=\d)/, '$1');
  const [, version, star] = /^=?=?(\d[\w.]*?)(\.[*x])?$/i.exec(text) ?? [];
  if (star) return before(next(version!, version!.split('.').length - 1));
  if (text.startsWith('^'))
    return semantic(text.slice(1)) ? before(next(text.slice(1), caretPart(text.slice(1)))) : undefined;
  return text === '*'
    ? 'any'
    : upperRuby(
        text
          .replace(/^~(?!>)/, '~>')
          .replace('==', '=')
          .replace('<>', '!='),
      );
}

/** A plain version is the lowest that may be taken, and is what is taken, as long as nothing else asks for more. */
function newestNuGet(requirement: string): Upper {
  if (/^\d+(?:\.\d+)*$|^\d[\w.]*-[\w.-]+$/.test(requirement)) return upTo(requirement);
  const [, exact] = /^\[\s*(\d[\w.-]*)\s*\]$/.exec(requirement) ?? [];
  if (exact !== undefined) return upTo(exact);
  const [, upper, end] = /^[[(]\s*[\w.-]*\s*,\s*(\d[\w.-]*)?\s*([\])])$/.exec(requirement) ?? [];
  if (end !== undefined) return upper === undefined ? 'any' : end === ']' ? upTo(upper) : before(upper);
  const [, floating] = /^(\d+(?:\.\d+)*)\.\*(?:-\*)?$/.exec(requirement) ?? [];
  if (floating !== undefined) return before(next(floating, floating.split('.').length - 1));
  return requirement.startsWith('*') ? 'any' : undefined;
}

/** Names of releases (`latest`, `next`) stand for the newest. */
const releaseName = /^[a-z][\w.-]*$/i;

function newestNpm(requirement: string): Newest | 'any' | undefined {
  if (releaseName.test(requirement) && !/^[vx]\d|^x$/i.test(requirement)) return 'any';
  let newest: Newest | undefined;
  for (const comparators of rangesOf(requirement)) {
    const upper = comparators
      .filter(({ operator, semver }) => semver.version !== undefined && !operator.startsWith('>'))
      .map(({ operator, semver }): Newest => ({ version: semver.version, isIncluded: operator !== '<' }))
      .sort((left, right) => compareSemantic(left.version, right.version))[0];
    if (!upper) return 'any';
    if (!newest || compareSemantic(upper.version, newest.version) > 0) newest = upper;
  }
  return newest;
}

function rangesOf(requirement: string): Range['set'] {
  try {
    return new Range(requirement, { loose: true }).set;
  } catch {
    return [];
  }
}

/** `1.2.3` at its part 1 -> `1.3`. */
function next(version: string, part: number): string {
  const numbers = version.split('.').map((one) => Number.parseInt(one, 10) || 0);
  return [...numbers.slice(0, part), (numbers[part] ?? 0) + 1].join('.');
}

/** Where a caret ends: behind the first number that is not zero. */
function caretPart(version: string): number {
  const numbers = version.split('.').map((one) => Number.parseInt(one, 10) || 0);
  const first = numbers.findIndex((one) => one > 0);
  return first < 0 ? numbers.length - 1 : first;
}

const before = (version: string): Newest => ({ version, isIncluded: false });
const upTo = (version: string): Newest => ({ version, isIncluded: true });

/** One clause of PEP 440, or of Poetry's own. */
function upperPython(clause: string): Newest | 'any' | undefined {
  const [, operator = '', version = '', star] =
    /^(===?|~=|!=|<=|>=|<|>|\^|~|)\s*v?(\d[\w.+!-]*?)(\.\*)?$/.exec(clause) ?? [];
  if (clause === '*') return 'any';
  if (!validPython(version)) return undefined;
  const last = version.split('.').length - 1;
  if (/^(?:!=|>=?)$/.test(operator)) return 'any';
  if (star) return before(next(version, last));
  if (operator === '~=') return before(next(version, Math.max(last - 1, 0)));
  if (operator === '~') return before(next(version, Math.min(last, 1)));
  if (operator === '^') return before(next(version, caretPart(version)));
  return operator === '<' ? before(version) : upTo(version);
}

function upperRuby(clause: string): Newest | 'any' | undefined {
  const [, operator = '', version = ''] = /^(~>|=|!=|<=|>=|<|>|)\s*(\d[\w.]*)$/.exec(clause) ?? [];
  if (version === '') return undefined;
  if (/^(?:!=|>=?)$/.test(operator)) return 'any';
  if (operator === '~>') return before(next(version, Math.max(version.split('.').length - 2, 0)));
  return operator === '<' ? before(version) : upTo(version);
}

const simple = /^(\s*(?:\^|~>|~=|===?|=|~)?\s*v?)(\d[\w.+-]*?)(\s*)$/;

/** The requirement in its own style for another version; undefined where its style says more than that. */
export function withVersion(requirement: string, version: string): string | undefined {
  const [, operator, , rest = ''] = simple.exec(requirement) ?? [];
  return operator === undefined ? undefined : `${operator}${version}${rest}`;
}

/** One version and no other. */
export function isExact(ecosystem: Ecosystem, requirement: string): boolean {
  const newest = newestOf(ecosystem, requirement);
  const isPlain = /^\s*(?:===?\s*)?v?\d[\w.+-]*\s*$/.test(requirement);
  return typeof newest === 'object' && newest.isIncluded && isPlain && !/[xX*]/.test(requirement);
}
