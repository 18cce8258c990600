/** What is to be said of a configuration: mistakes in it, and what it asks for in vain. */
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { type ConfigProblem, isSpoiled, parseConfig, type Settings } from '../../../engine/config/config';
import { waits } from '../../../engine/config/stricter';
import type { Message, Range } from '../../../engine/types';
import { weakeningsOf } from '../../weakenings';

export interface ConfigFinding extends Pick<ConfigProblem, 'said' | 'range' | 'isJson'> {
  severity: 'error' | 'warning';
}

export interface ReadConfig {
  findings: ConfigFinding[];
  /** See `isSpoiled`: it is not obeyed as it stands. */
  isSpoiled: boolean;
}

/** What decides how much of a file is obeyed. */
export interface Standing {
  isTrusted: boolean;
  /** An earlier text without a mistake takes the place of one that is spoiled. */
  hasGood: boolean;
}

/** Why a file may only be stricter than the defaults, as an end of a sentence; undefined where that is not so. */
export function waitsFor({ isTrusted, hasGood }: Standing, spoiled: boolean): Message | undefined {
  if (!isTrusted) return waits.trust;
  return spoiled && !hasGood ? waits.mending : undefined;
}

/** The key and value at a path of keys; the whole text where it cannot be told. */
export function placeOf(text: string, path: readonly string[]): Range {
  try {
    const root = parseTree(text, [], { allowTrailingComma: true });
    const node = root && findNodeAtLocation(root, [...path]);
    const property = node?.parent ?? node;
    if (property) return { start: property.offset, end: property.offset + property.length };
  } catch {
    // Nested too deeply to be read: then the parser of configurations has said so.
  }
  return { start: 0, end: Math.min(text.length, 1) };
}

/** @param person what has been set explicitly in VS Code */
export function checkConfig(
  text: string,
  ruleIds: readonly string[],
  person: Settings,
  standing: Standing,
): ReadConfig {
  const { problems, settings } = parseConfig(text, ruleIds);
  const mistakes = problems.map(({ said, range, isJson }) => ({
    said,
    range,
    severity: 'error' as const,
    ...(isJson && { isJson }),
  }));
  const spoiled = isSpoiled(problems);
  const weakenings = weakeningsOf(person, settings, 'repository', waitsFor(standing, spoiled)).map(
    ({ path, said }) => ({
      said,
      range: placeOf(text, path),
      severity: 'warning' as const,
    }),
  );
  return { findings: [...mistakes, ...weakenings], isSpoiled: spoiled };
}
