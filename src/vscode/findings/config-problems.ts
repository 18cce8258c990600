/** What is to be said of a configuration: mistakes in it, and what it asks for in vain. */
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { type ConfigProblem, parseConfig, type Settings } from '../../engine/config';
import { stricter } from '../../engine/stricter';
import type { Config, Range } from '../../engine/types';

export interface ConfigFinding extends ConfigProblem {
  severity: 'error' | 'warning';
}

export interface ReadConfig {
  findings: ConfigFinding[];
  /** It has no mistake. */
  isValid: boolean;
}

type Key = keyof Config;

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

const withOnly = (settings: Settings, key: Key): Settings =>
  settings[key] === undefined ? {} : { [key]: settings[key] };

/** One thing that can be asked for by itself. */
interface Asked {
  path: string[];
  alone: Settings;
}

function paths(settings: Settings): Asked[] {
  return (Object.keys(settings) as Key[]).flatMap((key): Asked[] => {
    if (key !== 'rules') return [{ path: [key], alone: withOnly(settings, key) }];
    return Object.entries(settings.rules ?? {}).map(([id, level]) => ({
      path: ['rules', id],
      alone: { rules: { [id]: level } },
    }));
  });
}

/** What a repository's settings would weaken of a person's, where that stands. */
function weakenings(text: string, person: Settings, settings: Settings): ConfigFinding[] {
  return paths(settings).flatMap(({ path, alone }) =>
    stricter(person, alone).ignored.map((message) => ({
      message: `${message} Yours stays in force.`,
      range: placeOf(text, path),
      severity: 'warning' as const,
    })),
  );
}

/** @param person what has been set explicitly in VS Code */
export function checkConfig(text: string, ruleIds: readonly string[], person: Settings): ReadConfig {
  const { problems, settings } = parseConfig(text, ruleIds);
  const mistakes = problems.map((problem) => ({ ...problem, severity: 'error' as const }));
  return { findings: [...mistakes, ...weakenings(text, person, settings)], isValid: problems.length === 0 };
}
