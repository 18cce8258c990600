/** What is to be said of a configuration: mistakes in it, and what it asks for in vain. */
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { type ConfigProblem, parseConfig, type Settings } from '../../engine/config';
import type { Range } from '../../engine/types';
import { weakeningsOf } from '../weakenings';

export interface ConfigFinding extends ConfigProblem {
  severity: 'error' | 'warning';
}

export interface ReadConfig {
  findings: ConfigFinding[];
  /** It has no mistake. */
  isValid: boolean;
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
export function checkConfig(text: string, ruleIds: readonly string[], person: Settings): ReadConfig {
  const { problems, settings } = parseConfig(text, ruleIds);
  const mistakes = problems.map((problem) => ({ ...problem, severity: 'error' as const }));
  const weakenings = weakeningsOf(person, settings).map(({ path, message }) => ({
    message,
    range: placeOf(text, path),
    severity: 'warning' as const,
  }));
  return { findings: [...mistakes, ...weakenings], isValid: problems.length === 0 };
}
