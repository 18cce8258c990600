/** Documents, rules and problems for tests of what comes after the rules. */

import { findCredentials } from '../../src/engine/credentials';
import { emptyFacts, type Facts } from '../../src/engine/facts';
import type { Flow } from '../../src/engine/flow';
import type { CommentSyntax, Format } from '../../src/engine/formats/format';
import type { Document, Problem, Range, Rule } from '../../src/engine/types';

export const slashes: CommentSyntax = { line: '//', block: ['/*', '*/'] };
export const hash: CommentSyntax = { line: '#' };
export const markup: CommentSyntax = { block: ['<!--', '-->'] };

export function makeFormat(comments: CommentSyntax): Format {
  return {
    id: 'test',
    languageIds: [],
    extensions: [],
    filenames: [],
    comments,
    idioms: { readEnvironment: () => undefined },
    kind: 'code',
    parse: async (text) => emptyFacts(text.length),
  };
}

export function makeDocument(text: string, comments: CommentSyntax = slashes, facts: Partial<Facts> = {}): Document {
  return {
    file: { uri: 'file:///a.ts', path: 'a.ts', version: 3, text },
    format: makeFormat(comments),
    text,
    facts: { ...emptyFacts(text.length), ...facts },
    flow: {} as Flow,
    claude: { relevant: true, clients: [], requests: [], credentials: findCredentials(text) },
  };
}

export function makeRule(id: string, rest: Partial<Rule> = {}): Rule {
  return {
    id,
    title: `Title of ${id}`,
    practice: 'authentication',
    severity: 'error',
    confidence: 'high',
    cwe: [798],
    owasp: ['LLM02'],
    why: 'An attacker gains something.',
    remedy: 'Do something about it.',
    reports: 'This.',
    silent: 'That.',
    examples: [],
    ...rest,
  };
}

/** Range of the first occurrence of a part, from an offset on. Throws where there is none. */
export function rangeOf(text: string, part: string, from = 0): Range {
  const start = text.indexOf(part, from);
  if (start < 0) throw new Error(`“${part}” is not in the text.`);
  return { start, end: start + part.length };
}

export function makeProblem(range: Range, rest: Partial<Problem> = {}): Problem {
  return { range, message: 'Something is wrong here.', ...rest };
}
