import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentMistakes } from '../../src/dev/content-translations';
import { readContent, readTranslations, shipped } from '../../src/dev/training';
import { english as t } from '../../src/report/translate';
import { guideBody } from '../../src/training/guide';
import { lessonBody } from '../../src/training/lesson-page';
import { drawRun } from '../../src/training/quiz';
import { quizBody } from '../../src/training/quiz-page';
import { dataHash, makeRecord } from '../../src/training/record';
import { originalOf, type Translation, translated } from '../../src/training/translation';
import type { Content } from '../../src/training/types';

const folder = join(__dirname, '../../src/training/content');
const content = readContent(folder);
const translations = readTranslations(folder);
const [lesson] = content.lessons;
const lab = content.labs.find(({ id }) => id === 'key-in-code')!;
const question = content.questions[0]!;

/** A made-up language: each text of these three, backwards but for its code. */
const turned = (text: string) => `~${text}`;
const made: Translation = {
  language: 'xx',
  lessons: {
    [lesson!.module]: {
      title: turned(lesson!.title),
      why: turned(lesson!.why),
      incident: turned(lesson!.incident.text),
      examples: Object.fromEntries(lesson!.examples.map(({ rule, note }) => [rule, turned(note)])),
      steps: lesson!.steps.map(turned),
    },
  },
  labs: {
    [lab.id]: {
      title: turned(lab.title),
      story: turned(lab.story),
      task: turned(lab.task),
      incident: turned(lab.incident.text),
      hints: [turned(lab.hints[0]), turned(lab.hints[1]), turned(lab.hints[2])],
      explanation: turned(lab.explanation),
      checks: Object.fromEntries(
        Object.values(lab.variants).flatMap(({ checks }) =>
          checks.flatMap(({ says, hint }) => [says, hint].map((text) => [text, turned(text)])),
        ),
      ),
    },
  },
  questions: {
    [question.id]: {
      text: turned(question.text),
      answers: question.answers.map(({ text, why }) => ({ text: turned(text), why: turned(why) })),
    },
  },
};

describe('the training in another language', () => {
  const read = translated(content, made);

  it('says in its pages in which language they are, and has no English left', () => {
    const state = { lesson: read.lessons[0]!, rules: [], language: 'python' as const, labs: [] };
    const page = lessonBody({ ...state, wasRead: false, wasPassed: false }, t);
    assert.ok(page.includes('<h1 lang="xx">~') && !/<(?:h1|p|div|ul) lang="en"/.test(page));
    const own = read.labs.find(({ id }) => id === lab.id)!;
    const guide = { lab: own, language: 'python' as const, goals: undefined, hints: 3, solutionShown: true };
    const body = guideBody({ ...guide, wasDone: false }, t);
    for (const text of ['story', 'task', 'explanation'] as const) assert.ok(body.includes(`<p>~`), text);
    assert.equal(body.match(/lang="xx"/g)?.length, 8);
    for (const { says, hint } of own.variants.python!.checks) assert.ok(says.startsWith('~') && hint.startsWith('~'));
    const run = { ...drawRun(question.module, [read.questions[0]!], [], Math.random) };
    assert.match(
      quizBody({ run, questions: read.questions, mark: 0.8 }, t),
      /class="question" tabindex="-1" lang="xx"/,
    );
  });

  it('is English where a text is missing', () => {
    assert.equal(read.lessons[1], content.lessons[1]);
    assert.equal(read.questions[1], content.questions[1]);
  });

  it('has the same code, checks and right answers, and is the same material in a record', () => {
    const own = read.labs.find(({ id }) => id === lab.id)!;
    assert.deepEqual(own.variants.python!.files, lab.variants.python!.files);
    assert.deepEqual(
      own.variants.python!.checks.map(({ needs }) => needs),
      lab.variants.python!.checks.map(({ needs }) => needs),
    );
    assert.deepEqual(
      read.questions[0]!.answers.map(({ right }) => right),
      question.answers.map(({ right }) => right),
    );
    const nothing = { done: () => undefined, lessonRead: () => undefined, quiz: () => undefined };
    const material = (of: Content) =>
      makeRecord({ name: 'Ada', exported: '2026-11-27T10:00:00.000Z', guard: '1.2.3', content: of }, nothing).material;
    assert.equal(material(read), material(content));
    assert.equal(dataHash(originalOf(translated(read, made))), dataHash(content));
  });

  it('has no text too many, too few or with other code', () => {
    assert.deepEqual(contentMistakes(content, made), []);
    const texts = made.lessons[lesson!.module]!;
    const { [lesson!.examples[0]!.rule]: _, ...examples } = texts.examples;
    const wrong: Translation = {
      ...made,
      lessons: { [lesson!.module]: { ...texts, title: '`a`', examples, steps: [...texts.steps, 'One more.'] } },
      questions: { gone: made.questions[question.id]! },
    };
    assert.deepEqual(
      contentMistakes(content, wrong).map((one) => one.replace(/^\w+ [\w-]+: /, '')),
      [
        'title has other code than in English.',
        `example “${lesson!.examples[0]!.rule}” is missing.`,
        `step ${texts.steps.length + 1} is not in the English text.`,
        'There is no question gone.',
      ],
    );
  });

  for (const translation of translations) {
    describe(translation.language, () => {
      it('follows the English texts', () => assert.deepEqual(contentMistakes(content, translation), []));

      it('has every lesson, lab and question', () => {
        const { lessons, labs, questions } = translation;
        assert.deepEqual(
          content.lessons.map(({ module }) => module).filter((module) => !lessons[module]),
          [],
        );
        assert.deepEqual(
          content.labs.map(({ id }) => id).filter((id) => !labs[id]),
          [],
        );
        assert.deepEqual(
          content.questions.map(({ id }) => id).filter((id) => !questions[id]),
          [],
        );
      });

      it('does not tell the right answer by its length either', () => {
        const own = translated(content, translation).questions;
        const ranks = own.map(({ answers }) => {
          const right = answers.find((answer) => answer.right)!;
          return answers.filter(({ text }) => text.length < right.text.length).length / (answers.length - 1);
        });
        for (const extreme of [0, 1])
          assert.ok(ranks.filter((rank) => rank === extreme).length / ranks.length <= 0.35, String(extreme));
      });

      it('is small enough to be read when a lesson is opened', () => {
        assert.ok(JSON.stringify(translation).length < 400_000);
        assert.ok(JSON.stringify(shipped(content)).length < 400_000);
      });
    });
  }

  it('is there in German', () =>
    assert.deepEqual(
      translations.map(({ language }) => language),
      ['de'],
    ));

  it('is not said to be English by a walkthrough in that language', () => {
    const texts = readFileSync(join(folder, '../../../package.nls.de.json'), 'utf8');
    assert.doesNotMatch(texts.match(/"walkthroughs[^\n]*/g)!.join('\n'), /Englisch/);
  });
});
