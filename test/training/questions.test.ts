import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readContent } from '../../src/dev/training';
import { rules } from '../../src/rules/index';
import { modules, practiceOf } from '../../src/training/modules';
import type { Question } from '../../src/training/quiz';

const { questions } = readContent(join(__dirname, '../../src/training/content'));
const ruleById = new Map(rules.map((rule) => [rule.id, rule]));
const rightOf = ({ answers }: Question) => answers.filter(({ right }) => right === true);

/** How it ranks among the answers by length, from 0 (the shortest) to 1. */
function rankOfRight(question: Question): number {
  const [right] = rightOf(question);
  const shorter = question.answers.filter(({ text }) => text.length < right!.text.length).length;
  return shorter / (question.answers.length - 1);
}

describe('questions', () => {
  for (const module of modules) {
    it(`of ${module} are eight at least, of every kind`, () => {
      const bank = questions.filter((question) => question.module === module);
      assert.ok(bank.length >= 8, String(bank.length));
      assert.deepEqual([...new Set(bank.map(({ kind }) => kind))].sort(), ['code', 'fix', 'scenario']);
    });
  }

  for (const question of questions) {
    it(`${question.id} is put whole`, () => {
      const { id, module, kind, text, code, file, answers, source } = question;
      assert.match(id, /^[a-z]+(?:-[a-z]+)*$/);
      assert.match(text, /[.?]$/);
      assert.equal(rightOf(question).length, 1, 'one right answer');
      assert.ok(answers.length >= 3 && answers.length <= 5);
      for (const answer of answers) {
        assert.ok(answer.text.length > 3 && answer.text.length < 140, answer.text);
        assert.match(answer.why, /^[A-Z`“].{20,}[.?]$/s, answer.why);
        assert.deepEqual(
          Object.keys(answer).filter((key) => !['text', 'why', 'right'].includes(key)),
          [],
        );
      }
      assert.equal(code !== undefined, file !== undefined, 'code has a name');
      assert.ok(kind !== 'code' || code !== undefined, 'code to read');
      assert.ok(source!.title.length > 3);
      assert.equal(new URL(source!.url).protocol, 'https:');
      assert.ok(question.rules.length > 0);
      for (const rule of question.rules) assert.ok(ruleById.has(rule), rule);
      const practice = practiceOf(module);
      assert.ok(
        practice === undefined || question.rules.some((rule) => ruleById.get(rule)?.practice === practice),
        'a rule of its practice',
      );
    });
  }

  it('say nothing twice', () => {
    const unique = (texts: string[]) =>
      assert.deepEqual(
        texts.filter((text, index) => texts.indexOf(text) < index),
        [],
      );
    unique(questions.map(({ id }) => id));
    unique(questions.map(({ text, code }) => `${text}\n${code ?? ''}`));
    for (const { answers } of questions) {
      unique(answers.map(({ text }) => text));
      unique(answers.map(({ why }) => why));
    }
  });

  it('cannot be answered by the length of the answers', () => {
    const ranks = questions.map(rankOfRight);
    const longest = ranks.filter((rank) => rank === 1).length / ranks.length;
    const shortest = ranks.filter((rank) => rank === 0).length / ranks.length;
    const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
    assert.ok(longest <= 0.35, `the right answer is the longest in ${Math.round(longest * 100)} %`);
    assert.ok(shortest <= 0.35, `the right answer is the shortest in ${Math.round(shortest * 100)} %`);
    assert.ok(mean >= 0.35 && mean <= 0.65, `mean rank ${mean.toFixed(2)}`);
  });
});
