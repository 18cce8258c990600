/** Findings for tests of the editor's parts. */
import { defaultConfig } from '../../src/engine/config/config';
import { phrases } from '../../src/engine/messages';
import type { Finding, Fix, RelatedPlace, SourceFile } from '../../src/engine/types';
import type { Analysed } from '../../src/vscode/findings/fixes/validation';

export function makeFinding(rest: Partial<Finding> = {}): Finding {
  return {
    rule: 'hardcoded-credential',
    practice: 'authentication',
    severity: 'error',
    confidence: 'high',
    message: 'A key is written here.',
    said: phrases({ written: 'A key is written here.' })('written'),
    remedy: 'Read it from the environment.',
    uri: 'file:///w/src/a.ts',
    path: 'src/a.ts',
    version: 1,
    range: { start: 0, end: 1 },
    start: { line: 1, column: 1 },
    end: { line: 1, column: 2 },
    excerpt: 'x',
    fingerprint: '0',
    related: [],
    fixes: [],
    ...rest,
  };
}

/** A step on the way to a finding. @param line from 1 */
export const makePlace = (line: number, rest: Partial<RelatedPlace> = {}): RelatedPlace => ({
  message: 'It comes from the request.',
  said: phrases({ comes: 'It comes from the request.' })('comes'),
  range: { start: line * 10, end: line * 10 + 1 },
  start: { line, column: 1 },
  end: { line, column: 2 },
  ...rest,
});

export const makeFix = (kind: Fix['kind'], title = kind as string): Fix => ({ title, kind, edits: [] });

export function makeAnalysed(findings: readonly Finding[], signal = new AbortController().signal): Analysed {
  const file: SourceFile = { uri: 'file:///w/src/a.ts', path: 'src/a.ts', version: 1, text: 'x' };
  return { file, options: { config: defaultConfig, today: '2026-01-01' }, findings, signal };
}
