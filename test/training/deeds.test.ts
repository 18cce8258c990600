import assert from 'node:assert/strict';
import manifest from '../../package.json';
import { contextKeyOf, deedsIn, keepEarlier, stepsByDeed } from '../../src/training/deeds';
import { TrainingState } from '../../src/training/state';
import type { Lab } from '../../src/training/types';

const date = '2026-11-27T00:00:00.000Z';

function memory() {
  const kept = new Map<string, unknown>();
  const update = async (key: string, value: unknown) =>
    void (value === undefined ? kept.delete(key) : kept.set(key, value));
  return { get: <T>(key: string) => kept.get(key) as T | undefined, update, keys: () => [...kept.keys()] };
}

describe('what was done in the training', () => {
  it('is what is remembered, and nothing of it is left behind a reset', async () => {
    const store = memory();
    const state = new TrainingState(store);
    const deeds = () => [...deedsIn(store.keys(), state)].sort();
    await state.setDraft('/a-lab/python/a.py', 'a-lab', 'mine');
    assert.deepEqual(deeds(), []);
    await state.setDone('a-lab', { date, language: 'python', files: {} });
    await state.setModuleDone('input');
    await state.setAllDone();
    await state.setLessonRead('input', date);
    const result = { date, right: 4, asked: 5 };
    await state.setQuiz('final', { best: result, last: result, passed: date, missed: [] });
    await state.setQuiz('input', { best: result, last: result, missed: [] });
    assert.deepEqual(deeds(), ['allDone', 'any', 'done.a-lab', 'lesson.input', 'passed.final', 'topic.input']);
    await state.reset(store.keys());
    assert.deepEqual(deeds(), []);
  });

  it('makes a topic done of which an earlier version wanted both labs, and loads no lab otherwise', async () => {
    const store = memory();
    const state = new TrainingState(store);
    const asked: string[] = [];
    const labOf = async (id: string) => {
      asked.push(id);
      return id === 'gone' ? undefined : ({ id, module: 'input' } as Lab);
    };
    await keepEarlier(store.keys(), state, labOf);
    for (const id of ['a-lab', 'gone']) await state.setDone(id, { date, language: 'python', files: {} });
    await keepEarlier(store.keys(), state, labOf);
    assert.ok(deedsIn(store.keys(), state).has('topic.input'));
    assert.deepEqual(asked, ['a-lab', 'gone']);
    await state.setModuleDone('errors');
    await keepEarlier(store.keys(), state, labOf);
    assert.equal(asked.length, 2);
  });

  it('tells of each change, so that walkthroughs follow', async () => {
    const state = new TrainingState(memory());
    let told = 0;
    state.onDidChange(() => told++);
    await state.setModuleDone('input');
    await state.setAllDone();
    assert.equal(told, 2);
  });

  it('is what steps of our walkthroughs complete on', () => {
    const steps = stepsByDeed('claude-guard.claude-guard', manifest.contributes.walkthroughs);
    assert.deepEqual(steps.get('topic.transport'), ['claude-guard.claude-guard#training#transport']);
    assert.deepEqual(steps.get('done.key-in-code'), ['claude-guard.claude-guard#getStarted#fix']);
    assert.equal(contextKeyOf('passed.final'), 'claudeGuard.training.passed.final');
    assert.ok(!steps.has(''));
  });
});
