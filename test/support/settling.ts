/** Documents, rules and problems for tests of what comes after the rules. */

import { findCredentials } from '../../src/engine/credentials/credentials';
import { emptyFacts, type Facts } from '../../src/engine/facts';
import type { Flow } from '../../src/engine/flow/flow';
import type { CommentSyntax, Format } from '../../src/engine/formats/format';
import { phrases } from '../../src/engine/messages';
import { noLinks } from '../../src/engine/modules/links';
import type { Document, Message, Problem, Range, Rule } from '../../src/engine/types';

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
    parse: (text) => emptyFacts(text.length),
  };
}

export function makeDocument(text: string, comments: CommentSyntax = slashes, facts: Partial<Facts> = {}): Document {
  return {
    trace: () => [],
    asks: () => false,
    links: noLinks(),
    inner: [],
    server: {
      endpoints: () => [],
      handlers: () => [],
      reachedBy: () => [],
      does: () => false,
      isForAnyOrigin: () => false,
    },
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
    messages: { wrong: 'Something is wrong here.' },
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

/** A message of any text. */
export const said = (id: string, text: string, args: Message['args'] = {}): Message => ({
  ...phrases({ [id]: text })(id),
  args,
});

export function makeProblem(range: Range, rest: Partial<Problem> = {}): Problem {
  return { range, message: said('wrong', 'Something is wrong here.'), ...rest };
}
