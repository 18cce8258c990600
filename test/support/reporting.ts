/** A report with everything in it that a report can hold. */
import { defaultConfig } from '../../src/engine/config/config';
import { settle } from '../../src/engine/settle';
import { findSuppressions } from '../../src/engine/suppressions';
import type { Report } from '../../src/report/report';
import { makeFakeKey } from './credential-shapes';
import { makeDocument, makeProblem, makeRule, rangeOf, said } from './settling';

export const key = makeFakeKey('api03');
export const rules = [
  makeRule('hardcoded-credential', {
    title: 'Hard-coded credential',
    messages: { stands: 'The key {key} stands in the {place}.', code: 'code' },
    examples: [{ file: 'a.ts', bad: "a('{{key}}')", good: 'a()' }],
  }),
  makeRule('insecure-url', {
    title: 'Insecure URL',
    practice: 'transport',
    severity: 'warning',
    confidence: 'medium',
    cwe: [319],
    messages: { plain: 'The key and every prompt go unencrypted.', wrong: 'Something is wrong here.' },
  }),
];

export const text = [
  "import Anthropic from '@anthropic-ai/sdk';",
  `  const client = new Anthropic({ apiKey: '${key}', baseURL: 'http://api.example' });`,
  '// claude-guard-ignore-next-line insecure-url -- a test server',
  "fetch('http://localhost.example');",
  '',
].join('\r\n');

/** One error with a safe and another fix, one warning with a related place, one suppressed finding, a failure and a notice. */
export function makeReport(): Report {
  const document = makeDocument(text);
  document.file.path = 'src/ä b.ts';
  const credential = rangeOf(text, `'${key}'`);
  const problems = [
    makeProblem(credential, {
      message: said('stands', 'The key {key} stands in the {place}.', { key, place: said('code', 'code') }),
      fixes: [
        {
          title: said('read', 'Read it from the environment'),
          kind: 'safe',
          edits: [{ range: credential, text: 'process.env.KEY' }],
        },
        {
          title: said('ignore', 'Ignore the file'),
          kind: 'suggestion',
          edits: [],
          addLines: [{ path: '.gitignore', line: '.env' }],
        },
      ],
    }),
    makeProblem(rangeOf(text, "'http://api.example'"), {
      message: said('plain', 'The key and every prompt go unencrypted.'),
      related: [{ message: said('client', 'The client is made here.'), range: rangeOf(text, 'client') }],
    }),
    makeProblem(rangeOf(text, "'http://localhost.example'")),
  ];
  const settled = settle({
    file: document.file,
    text,
    problems: problems.map((problem, index) => ({
      rule: rules[index === 0 ? 0 : 1]!,
      problem,
      document,
      setting: 'production',
    })),
    suppressions: findSuppressions(document),
    rules,
    config: defaultConfig,
    today: '2026-06-01',
  });
  return {
    ...settled,
    failures: [{ file: 'locked.ts', reason: 'permission denied' }],
    notices: [{ path: 'huge.js', message: 'This file was searched for credentials only.' }],
    summary: {
      files: 3,
      scannedBytes: 2048,
      skipped: { ignored: 2, binary: 1 },
      durationMs: 12.4,
      byRule: { 'hardcoded-credential': 1, 'insecure-url': 1 },
      bySeverity: { error: 1, warning: 1, info: 0 },
    },
  };
}
