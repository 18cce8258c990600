import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { readContent } from '../../src/dev/training';
import { english } from '../../src/report/translate';
import { modules } from '../../src/training/modules';
import {
  advanced,
  answered,
  drawRun,
  isOver,
  isPassed,
  keptRun,
  type QuizRun,
  type Random,
  scoreOf,
  stateAfter,
} from '../../src/training/quiz';
import { quizBody, quizSaid, quizScript } from '../../src/training/quiz-page';
import type { QuizId, QuizState } from '../../src/training/state';

const { questions } = readContent(join(__dirname, '../../src/training/content'));
const questionOf = (id: string) => questions.find((question) => question.id === id)!;
const date = '2026-11-27T00:00:00.000Z';

/** The same numbers in each run. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Answers the question in front, and goes on. */
function given(run: QuizRun, right: boolean): QuizRun {
  const question = questionOf(run.asked[run.at]!.id);
  const chosen = question.answers.findIndex((answer) => (answer.right === true) === right);
  return advanced(answered(run, chosen, question, seeded(1)));
}

const inputs = questions.filter(({ module }) => module === 'input').map(({ id }) => id);

describe('a check of one’s knowledge', () => {
  it('asks five of a module’s questions, by chance, and none twice', () => {
    const runs = [1, 2, 3, 4, 5, 6].map((seed) => drawRun('input', questions, [], seeded(seed)));
    for (const { asked } of runs) {
      assert.equal(new Set(asked.map(({ id }) => id)).size, 5);
      assert.ok(asked.every(({ id }) => inputs.includes(id)));
    }
    assert.ok(new Set(runs.map(({ asked }) => asked.map(({ id }) => id).join())).size > 3);
  });

  it('puts the right answer anywhere', () => {
    const places = Array.from({ length: 200 }, (_, seed) => {
      const [first] = drawRun('errors', questions, [], seeded(seed * 7919)).asked;
      return first!.order.indexOf(questionOf(first!.id).answers.findIndex(({ right }) => right === true));
    });
    for (const place of [0, 1, 2, 3]) assert.ok(places.filter((one) => one === place).length >= 20, String(place));
  });

  it('asks first what was answered wrong the last time', () => {
    const missed = inputs.slice(-3);
    const { asked } = drawRun('input', questions, missed, seeded(7));
    for (const id of missed) assert.ok(asked.some((one) => one.id === id));
  });

  it('brings a wrong one back at the end, which does not count', () => {
    let run = drawRun('input', questions, [], seeded(3));
    run = given(run, false);
    assert.equal(run.asked.length, 6);
    assert.deepEqual([run.asked[5]!.id, run.asked[5]!.again], [run.asked[0]!.id, true]);
    while (!isOver(run)) run = given(run, true);
    assert.deepEqual(scoreOf(run, questions), { asked: 5, right: 4, missed: [run.asked[0]!.id] });
  });

  it('takes one answer for each question, and goes on only behind one', () => {
    const run = drawRun('input', questions, [], seeded(3));
    const question = questionOf(run.asked[0]!.id);
    assert.equal(advanced(run), run);
    const once = answered(run, 0, question, seeded(1));
    assert.equal(answered(once, 1, question, seeded(1)), once);
    assert.equal(answered(run, 9, question, seeded(1)), run);
  });

  it('across all asks two of each module, once', () => {
    const run = drawRun('final', questions, [], seeded(5));
    for (const module of modules)
      assert.equal(run.asked.filter(({ id }) => questionOf(id).module === module).length, 2);
    assert.equal(given(run, false).asked.length, run.asked.length);
    assert.equal(drawRun('final', questions, [], seeded(5), ['input', 'errors']).asked.length, 4);
  });

  it('is passed with four of five, and with sixteen of twenty', () => {
    const cases: [number, number, boolean][] = [
      [4, 5, true],
      [3, 5, false],
      [16, 20, true],
      [15, 20, false],
      [0, 0, false],
    ];
    for (const [right, asked, passed] of cases) assert.equal(isPassed({ right, asked }), passed, `${right}/${asked}`);
    assert.ok(isPassed({ right: 3, asked: 5 }, 0.6));
  });

  it('is remembered with its best, its last, when it was passed first, and what was missed', () => {
    const run = drawRun('input', questions, [], seeded(3));
    const [first] = run.asked;
    const good = stateAfter(undefined, { asked: 5, right: 4, missed: [first!.id] }, run, date);
    assert.deepEqual([good.passed, good.best.right, good.missed], [date, 4, [first!.id]]);
    const before: QuizState = { ...good, missed: [first!.id, 'not-asked-now'] };
    const later = stateAfter(before, { asked: 5, right: 2, missed: [] }, run, '2026-11-28T00:00:00.000Z');
    assert.deepEqual([later.passed, later.best.right, later.last.right], [date, 4, 2]);
    assert.deepEqual(later.missed, ['not-asked-now']);
  });

  it('goes on after a reload, and not with what is no run', () => {
    const run = given(drawRun('input', questions, [], seeded(3)), false);
    assert.deepEqual(keptRun(JSON.parse(JSON.stringify(run)), questions), run);
    const [first, ...rest] = run.asked;
    for (const broken of [
      undefined,
      {},
      { ...run, id: 'cooking' },
      { ...run, asked: [] },
      { ...run, asked: [{ ...first!, id: 'gone' }, ...rest] },
      { ...run, asked: [{ ...first!, order: [0, 0, 1, 2] }] },
    ])
      assert.equal(keptRun(broken, questions), undefined);
  });
});

describe('the page of a check', () => {
  const run = drawRun('errors', questions, [], seeded(2));
  const page = (shown: QuizRun, next?: QuizId) =>
    quizBody({ run: shown, questions, mark: 0.8, ...(next && { next }) }, english);
  const question = questionOf(run.asked[0]!.id);

  it('asks without a word of what is right', () => {
    const body = page(run);
    assert.equal(body.match(/type="radio"/g)?.length, question.answers.length);
    assert.match(body, /Question 1 of 5/);
    assert.doesNotMatch(body, /✓|✗|data-action="next"/);
  });

  it('explains every answer afterwards, and says how it went', () => {
    const wrong = question.answers.findIndex(({ right }) => right !== true);
    const after = answered(run, wrong, question, seeded(1));
    const body = page(after);
    assert.equal(body.match(/class="because"/g)?.length, question.answers.length);
    assert.match(body, /That is not right\. The question comes back at the end\./);
    assert.equal(body.match(/\(your answer\)/g)?.length, 1);
    assert.equal(quizSaid({ run: after, questions, mark: 0.8 }, english), 'That is not right.');
  });

  it('shows the code of what was answered wrong, without which its question says nothing', () => {
    const first = run.asked.map(({ id }) => questionOf(id)).filter(({ code }) => code !== undefined);
    assert.ok(first.length > 0);
    let wrong = run;
    for (let at = 0; !isOver(wrong); at++) wrong = given(wrong, at >= run.asked.length);
    assert.equal(page(wrong).match(/<pre>/g)?.length, first.length);
  });

  it('ends with the result, what was wrong, and what is next', () => {
    let all = run;
    for (let at = 0; !isOver(all); at++) all = given(all, at > 1);
    const actions = (shown: QuizRun, next?: QuizId) =>
      [...page(shown, next).matchAll(/class="(?:primary|secondary)" data-action="(\w+)"/g)].map(([, name]) => name);
    const body = page(all, 'final');
    assert.match(body, /3 of 5 right\. Not passed yet\./);
    assert.match(body, /These questions come first next time/);
    assert.match(body, /data-action="quiz" data-value="final">The final check</);
    assert.deepEqual(actions(all, 'final'), ['again', 'lesson', 'quiz', 'all']);
    assert.deepEqual(actions(all), ['again', 'lesson', 'all']);
    let right = run;
    while (!isOver(right)) right = given(right, true);
    assert.match(
      page(right, 'privacy'),
      /class="primary" data-action="quiz" data-value="privacy">Next check: Privacy</,
    );
    assert.deepEqual(actions(right, 'privacy'), ['quiz', 'again', 'lesson', 'all']);
    let final = drawRun('final', questions, [], seeded(2));
    while (!isOver(final)) final = given(final, true);
    assert.match(page(final), /20 of 20 right\. Passed\./);
    assert.match(page(final), /Least privilege: 2 of 2 right/);
    assert.match(
      page(final),
      /Passed\.<\/p><div class="actions"><button type="button" class="primary" data-action="record"/,
    );
    let failed = drawRun('final', questions, [], seeded(2));
    while (!isOver(failed)) failed = given(failed, false);
    assert.doesNotMatch(page(failed), /data-action="record"/);
  });

  it('is not pressed away by a key that is held', () => {
    const listeners: ((event: object) => void)[] = [];
    const addEventListener = (name: string, listener: (event: object) => void) =>
      name === 'keydown' && listeners.push(listener);
    const document = { addEventListener };
    runInNewContext(quizScript, { document, addEventListener, acquireVsCodeApi: () => ({}) });
    const isStopped = (event: { key: string; repeat: boolean }) => {
      let stopped = false;
      for (const listener of listeners) listener({ ...event, preventDefault: () => (stopped = true) });
      return stopped;
    };
    assert.ok(isStopped({ key: 'Enter', repeat: true }) && isStopped({ key: ' ', repeat: true }));
    assert.ok(!isStopped({ key: 'Enter', repeat: false }));
    assert.ok(!isStopped({ key: 'ArrowDown', repeat: true }), 'answers can be gone through');
  });
});
