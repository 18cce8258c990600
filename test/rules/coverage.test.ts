/** Each rule has, in each language of its examples, at least two bad fixtures and three that look alike. */
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

describe('fixtures of each rule and language', () => {
  for (const { id, practice, examples } of rules)
    for (const language of new Set(examples.flatMap(({ file }) => languageOf(file) ?? [])))
      if (practice !== 'hygiene')
        it(`are enough for ${id} in ${language}: two that it reports, three that look alike`, () => {
          assert.ok(bad(id, language) >= 2, `${bad(id, language)} reported`);
          assert.ok(alike(id, language) >= 3, `${alike(id, language)} alike`);
        });
});
