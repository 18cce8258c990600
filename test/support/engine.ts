/** One engine for all tests of a process: grammars are loaded once. */
import { createEngine } from '../../src/engine/analyze';
import { defaultConfig } from '../../src/engine/config/config';
import type { Config, Finding, HostFacts, SourceFile } from '../../src/engine/types';
import { rules } from '../../src/rules/index';
import { readWasm } from './wasm';

export const engine = createEngine(rules, readWasm);
export const everything: Config = { ...defaultConfig, profile: 'all' };
export const options = { config: everything, today: '2026-11-23' };

export const sourceFile = (path: string, text: string, host?: HostFacts): SourceFile => ({
  uri: `file:///${path}`,
  path,
  version: 1,
  text,
  ...(host ? { host } : {}),
});

/** Findings of every level, low confidence and information included. */
export async function findingsOf(path: string, text: string, host?: HostFacts): Promise<Finding[]> {
  return (await engine.analyze(sourceFile(path, text, host), options)).findings;
}
