/**
 * Each rule has, in each language of its examples, at least two bad fixtures and three that look alike; of the bad ones, one
 * goes through a function of its own, and one names what it imports in its own way.
 */
import assert from 'node:assert/strict';
import { rules } from '../../src/rules/index';
import { type Fixture, readFixtures } from '../support/fixtures';
import { readProjects } from '../support/projects';

const languages: readonly (readonly [RegExp, string])[] = [
  [/\.(?:[cm]?[jt]sx?|vue|svelte|html)$/, 'JavaScript'],
  [/\.(?:py|ipynb)$/, 'Python'],
];
const languageOf = (path: string) => languages.find(([name]) => name.test(path))?.[1];
const fixtures = [...readFixtures(), ...readProjects().flatMap(({ files }) => files)];

/** Statements at a file's outermost level, without imports; of a notebook and of a page, their lines. */
function statements({ path, text }: Fixture): string[] {
  if (/\.(?:ipynb|vue|svelte|html)$/.test(path)) return text.split('\n').filter((line) => /\w/.test(line));
  const parts = text.split(/\n(?=[^\s)}\]])/);
  return parts.filter((part) => /\w/.test(part) && !/^(?:import\b|from\b|#|\/\/|\/\*)/.test(part));
}

/** Statements in fixtures of the rule that it says nothing about. */
const alike = (rule: string, language: string): number =>
  fixtures
    .filter(
      (one) => languageOf(one.path) === language && (one.rule === rule || one.wants.some((want) => want.rule === rule)),
    )
    .reduce((sum, one) => sum + statements(one).filter((part) => !/\bwant /.test(part)).length, 0);

const bad = (rule: string, language: string): number =>
  fixtures
    .filter(({ path }) => languageOf(path) === language)
    .reduce((sum, { wants }) => sum + wants.filter((want) => want.rule === rule).length, 0);

/** Something imported has another name here than where it comes from. */
const renamed = [
  /\bimport\s+[\w.]+\s+as\s+\w+/,
  /\bfrom\s+[\w.]+\s+import\s[^\n]*\bas\s+\w+/,
  /\bimport\s[^;'"]*\{[^}]*\w\s+as\s+\w+[^}]*\}/,
  /\bimport\s+\*\s+as\s+\w+/,
  /\bimport\s+(?!Anthropic\b)\w+\s*(?:,\s*\{[^}]*\}\s*)?from\s+['"]@anthropic-ai\/sdk['"]/,
  /\{[^}]*\w\s*:\s*\w+[^}]*\}\s*=\s*require\(/,
];
const definition =
  /\b(?:function\*?\s+|def\s+)(\w+)\s*\(|\b(?:const|let)\s+(\w+)\s*=\s*(?:async\s*)?\([^)]*\)[^=\n]*=>/g;

/** A function of the file is called in it, too. */
const hasHelper = ({ text }: Fixture): boolean =>
  [...text.matchAll(definition)].some(([, one, other]) => {
    const name = one ?? other;
    return [...text.matchAll(new RegExp(`(?<!function\\s|function\\*\\s|def\\s)\\b${name}\\(`, 'g'))].length > 0;
  });

const inCode = new Set(['input', 'errors', 'monitoring', 'privacy', 'permissions']);

describe('fixtures of each rule and language', () => {
  for (const { id, practice, examples } of rules)
    for (const language of new Set(examples.flatMap(({ file }) => languageOf(file) ?? [])))
      if (inCode.has(practice))
        it(`have a helper, and a name of their own for what is imported, for ${id} in ${language}`, () => {
          const reported = fixtures.filter(
            (one) => languageOf(one.path) === language && one.wants.some(({ rule }) => rule === id),
          );
          assert.ok(reported.some(hasHelper), 'none with a helper');
          assert.ok(
            reported.some(({ text }) => renamed.some((one) => one.test(text))),
            'none with a name of its own',
          );
        });

  for (const { id, practice, examples } of rules)
    for (const language of new Set(examples.flatMap(({ file }) => languageOf(file) ?? [])))
      if (practice !== 'hygiene')
        it(`are enough for ${id} in ${language}: two that it reports, three that look alike`, () => {
          assert.ok(bad(id, language) >= 2, `${bad(id, language)} reported`);
          assert.ok(alike(id, language) >= 3, `${alike(id, language)} alike`);
        });
});
