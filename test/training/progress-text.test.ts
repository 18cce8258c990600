import assert from 'node:assert/strict';
import { english as t } from '../../src/report/translate';
import { defaultPlan, type Plan } from '../../src/training/plan';
import type { CheckStep, ModuleProgress, Progress } from '../../src/training/progress';
import { descriptionOf, messageOf, moduleText, ownCodeText, stepText } from '../../src/training/progress-text';

const words = { t, date: (date: string) => date.slice(0, 10) };
const check = (right: number, done?: string): CheckStep => ({
  kind: 'check',
  quiz: 'input',
  minutes: 3,
  best: { date: '2026-11-20T10:00:00.000Z', right, asked: 10 },
  ...(done !== undefined && { done }),
});
const module: ModuleProgress = {
  module: 'input',
  plan: { module: 'input', links: [] },
  steps: [{ kind: 'lesson', module: 'input', minutes: 3, optional: true, done: '2026-11-20T10:00:00.000Z' }, check(5)],
  state: 'begun',
  next: check(5),
};
const open: Progress = { modules: [module], done: 0, minutesLeft: 3, next: check(5) };
const finished: Progress = { modules: [{ ...module, state: 'done' }], done: 1, minutesLeft: 0 };

describe('the Training view', () => {
  it('says how a step stands, to screen readers too', () => {
    assert.deepEqual(stepText({ kind: 'check', quiz: 'final', minutes: 10 }, defaultPlan, words), {
      label: 'Final check',
      description: '10 min, 80% are needed',
      spoken: 'Final check, to do, about 10 minutes, 80% are needed',
      tooltip: 'Final check – about 10 minutes, 80% are needed',
    });
    const lesson = { kind: 'lesson', module: 'input', minutes: 3, optional: true } as const;
    assert.equal(stepText(lesson, defaultPlan, words).description, 'optional, 3 min');
    assert.equal(stepText(check(7), defaultPlan, words).description, 'best 70%, 80% are needed');
    const passed = stepText(check(9, '2026-11-21T10:00:00.000Z'), defaultPlan, words);
    assert.equal(passed.spoken, 'Check your knowledge, done, best 90%, passed on 2026-11-21');
    assert.equal(stepText(module.steps[0]!, defaultPlan, words).description, 'read on 2026-11-20');
  });

  it('says how a module stands, and what is next', () => {
    const { description, spoken, tooltip } = moduleText(module, words);
    assert.deepEqual([description, spoken], ['3 min', 'Validated input and output, begun, about 3 minutes']);
    assert.match(tooltip, /Next: Check your knowledge$/);
    assert.equal(descriptionOf(finished, t), '1 of 1');
  });

  it('counts what is found in one’s own code, and does not call unknown code clean', () => {
    assert.equal(ownCodeText(1, true, t).description, '1 finding to fix');
    assert.equal(ownCodeText(3, false, t).description, '3 findings to fix');
    assert.equal(ownCodeText(0, true, t).description, 'no findings');
    assert.equal(ownCodeText(0, false, t).description, 'not scanned yet');
  });

  it('says when it is due, and whom to ask', () => {
    const plan: Plan = { ...defaultPlan, title: 'Payments', due: '2026-12-31', contact: '#security' };
    const on = (today: string, progress = open) => messageOf(progress, plan, today, words);
    assert.equal(on('2026-01-01'), 'Payments. Due on 2026-12-31. About 3 minutes are left. Questions: #security.');
    assert.equal(
      on('2026-12-01'),
      'Payments. Due on 2026-12-31, in 30 days. About 3 minutes are left. Questions: #security.',
    );
    assert.equal(on('2026-12-30'), 'Payments. Due tomorrow. About 3 minutes are left. Questions: #security.');
    assert.equal(
      on('2026-12-31'),
      'Payments. Your team’s date is today. About 3 minutes are left. Questions: #security.',
    );
    assert.equal(
      on('2027-01-01'),
      'Payments. Your team’s date was 2026-12-31. About 3 minutes are left. Questions: #security.',
    );
    assert.match(on('2027-01-01', finished), /Everything is done\. Export your record for your team\./);
    assert.equal(messageOf(open, undefined, '2026-01-01', words), 'About 3 minutes are left.');
    assert.match(messageOf(finished, undefined, '2026-01-01', words), /Your record can be exported/);
  });
});
