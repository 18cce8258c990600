import assert from 'node:assert/strict';
import { english } from '../../src/report/translate';
import { codeOf, codeOnly } from '../../src/training/code-only';
import { type Goal, goalsOf, leftIn } from '../../src/training/goals';
import type { Grade } from '../../src/training/grading';
import { guideBody } from '../../src/training/guide';
import { inline, page, prose } from '../../src/training/html';
import { attempted, labKey, pathOf, placeOf, withKey, withoutKey } from '../../src/training/lab-files';
import { labNamed, labsOf, type Module, neededOf, nextLab, nextModule } from '../../src/training/modules';
import { TrainingState } from '../../src/training/state';
import type { Check, Lab, Variant } from '../../src/training/types';

const variant: Variant = { files: { 'a.ts': 'one two two' }, checks: [], right: [], wrong: [] };
const check: Check = { id: 'asks', says: 'It asks.', hint: 'Call `ask`.', file: 'a.ts', needs: ['ask'] };

describe('a program without its comments', () => {
  const cases = [
    ['slashes', "a('// no comment'); // one\n/* two */ b(`/* no */`)", "a('// no comment'); \n b(`/* no */`)", false],
    ['slashes', 'f(/["(]/g, 1 / 2)', 'f(/["(]/g, 1 / 2)', false],
    ['slashes', 'return /\\//.test(x)', 'return /\\//.test(x)', false],
    ['hash', 'x = "# no" # yes\ny = """#\nno"""', 'x = "# no" \ny = """#\nno"""', false],
    ['slashes', 'f(1', 'f(1', true],
    ['slashes', 'f)', 'f', true],
    ['slashes', "f('a", 'f(', true],
    ['slashes', "f('a\n')", 'f(', true],
    ['slashes', 'f /* a', 'f ', true],
    ['hash', 'f([)]', 'f([', true],
    ['loose', "a: don't # one\nb: '# two' # three", "a: don't \nb: '# two' ", false],
    ['loose', 'url: https://x/#y\nrun: echo ) {', 'url: https://x/#y\nrun: echo ) {', false],
    ['loose', 'a: "b', 'a: ', true],
    ['prose', "# It's (a title", "# It's (a title", false],
  ] as const;
  for (const [syntax, text, code, isBroken] of cases)
    it(JSON.stringify(text), () => assert.deepEqual(codeOnly(text, syntax), { text: code, isBroken }));
});

describe('a file that programs read', () => {
  it('has to be JSON where nothing else is read', () => {
    assert.equal(codeOf('.claude/settings.json', '{"a": [1]}').isBroken, false);
    for (const text of ['{"a": 1,}', '// no\n{}', '{'])
      assert.equal(codeOf('.claude/settings.json', text).isBroken, true, text);
    assert.deepEqual(codeOf('.claude-guard.json', '{} // yes'), { text: '{} ', isBroken: false });
  });

  it('of HTML is a page whose scripts alone are code', () => {
    const text = "<p>It's (a page</p><!-- f('no') -->{# no #}<script>f(1); // no\n</script>";
    assert.deepEqual(codeOf('a.html', text), {
      text: "<p>It's (a page</p><script>f(1); \n</script>",
      isBroken: false,
    });
    assert.equal(codeOf('a.html', '<script>f(1</script>').isBroken, true);
  });

  it('is taken for what its name says', () => {
    assert.equal(codeOf('CLAUDE.md', "It's").isBroken, false);
    assert.equal(codeOf('.github/workflows/a.yml', 'run: (').isBroken, false);
    assert.equal(codeOf('a.py', 'f(').isBroken, true);
  });
});

describe('a lab’s files', () => {
  it('are found by their paths, and nothing else is', () => {
    const place = { lab: 'key-in-code', language: 'python', file: 'src/a.py' } as const;
    assert.deepEqual(placeOf(pathOf(place)), place);
    for (const path of ['/', '/a/python', '/a/cobol/a.cob', 'a/python/b']) assert.equal(placeOf(path), undefined, path);
  });

  it('hold a key of their own, which is stored by no one', () => {
    const key = labKey('a-lab');
    assert.match(key, /^sk-ant-api03-[\w-]{93}AA$/);
    assert.equal(key, labKey('a-lab'));
    assert.notEqual(key, labKey('another-lab'));
    assert.equal(withKey('k = {{key}}', 'a-lab'), `k = ${key}`);
    assert.equal(withoutKey(`k = ${key}`, 'a-lab'), 'k = {{key}}');
  });

  it('are changed where an attempt says so, and only where that is clear', () => {
    const edit = (find: string) => ({ name: 'try', edits: [{ file: 'a.ts', find, replace: 'x' }] });
    assert.deepEqual(attempted(variant, edit('one')), { 'a.ts': 'x two two' });
    assert.throws(() => attempted(variant, edit('two')), /2 times/);
    assert.throws(() => attempted(variant, edit('three')), /0 times/);
  });
});

describe('a module', () => {
  const lab = (id: string, more: object = {}) => ({ id, module: 'input', ...more }) as Lab;
  const labs = [lab('a-one'), lab('b-one', { module: 'errors' }), lab('c-one'), lab('d-one', { module: 'education' })];
  const among =
    (...done: string[]) =>
    (id: string) =>
      done.includes(id);

  it('is opened where its first lab is that is not done', () => {
    const named = (name: string, ...done: string[]) => labNamed(labs, name, among(...done))?.id;
    assert.equal(named('c-one', 'c-one'), 'c-one');
    assert.equal(named('input'), 'a-one');
    assert.equal(named('input', 'a-one'), 'c-one');
    assert.equal(named('input', 'a-one', 'c-one'), 'a-one');
    assert.equal(named('education'), 'd-one');
    assert.equal(named('privacy'), undefined);
  });

  const next = (done: string[], planned?: { module: Module; full?: true }[]) => {
    const found = nextLab(labs, labs[0]!, among(...done), planned);
    return found && `${found.lab.id}${found.optional ? ' if you like' : ''}`;
  };

  it('is followed by those of which no lab was done, and its other labs are there for whoever likes', () => {
    assert.equal(next(['a-one']), 'b-one');
    assert.equal(next(['a-one', 'b-one']), 'd-one');
    assert.equal(next(['a-one', 'b-one', 'd-one']), 'c-one if you like');
    assert.equal(next(['a-one', 'b-one', 'c-one', 'd-one']), undefined);
  });

  it('has its labs where a team’s plan has it', () => {
    const ids = (planned?: Module[]) => labsOf(labs, planned).map(({ id }) => id);
    assert.deepEqual(ids(), ['a-one', 'b-one', 'c-one', 'd-one']);
    assert.deepEqual(ids(['education', 'input']), ['d-one', 'a-one', 'c-one']);
  });

  it('is followed by the next of the team’s plan, and by none that the team has left out', () => {
    const planned = (['input', 'education', 'errors'] as const).map((module) => ({ module }));
    assert.equal(next(['a-one'], planned), 'd-one');
    assert.equal(next(['a-one', 'c-one', 'd-one'], planned), 'b-one');
    assert.equal(next(['a-one', 'c-one'], [{ module: 'input' }]), undefined);
  });

  it('is gone on with before others where the team asks for all of it', () => {
    const planned = [{ module: 'errors' }, { module: 'input', full: true }] as const;
    assert.equal(next(['a-one'], [...planned]), 'c-one');
    assert.equal(next(['a-one', 'c-one'], [...planned]), 'b-one');
  });

  it('is followed by the first that is left, of a team’s by its plan', () => {
    const next = (planned: Module[] | undefined, after: Module, ...done: Module[]) =>
      nextModule(planned, (module) => done.includes(module), after);
    assert.equal(next(undefined, 'authentication'), 'transport');
    assert.equal(next(undefined, 'transport', 'transport'), 'authentication');
    assert.equal(next(['input', 'errors', 'transport'], 'input', 'errors'), 'transport');
    assert.equal(next(['input', 'errors'], 'errors', 'input'), undefined);
  });

  it('needs one lab, whichever was done, or all', () => {
    const needed = (full: boolean, ...done: string[]) =>
      neededOf(labs, { module: 'input', full }, among(...done)).map(({ id }) => id);
    assert.deepEqual(needed(false), ['a-one']);
    assert.deepEqual(needed(false, 'c-one'), ['c-one']);
    assert.deepEqual(needed(true, 'c-one'), ['a-one', 'c-one']);
    assert.deepEqual(neededOf(labs, { module: 'privacy' }, among()), []);
  });
});

describe('what is left of a lab', () => {
  const grade: Grade = {
    weaknesses: [],
    suppressed: [],
    broken: [],
    unread: [],
    checks: [{ check, passed: true }],
    done: true,
  };

  it('is nothing where all is well', () => {
    const goals = goalsOf(grade, () => '', english);
    assert.deepEqual(
      goals.map(({ says }) => says),
      ['The scanner finds no weakness.', 'It asks.'],
    );
    assert.equal(leftIn(goals), 0);
  });

  it('says why', () => {
    const goals = goalsOf(
      { ...grade, broken: ['a.ts', 'b.json'], unread: ['c.ts'], checks: [{ check, passed: false }] },
      () => '',
      english,
    );
    assert.deepEqual(
      goals.filter(({ passed }) => !passed).flatMap(({ why }) => why),
      [
        'a.ts: a bracket or a text is not closed.',
        'b.json: it is no JSON, so that nothing in it is in force.',
        'c.ts: the scanner did not come to its end. It tries again.',
        'Call `ask`.',
      ],
    );
  });
});

describe('the pages of the training', () => {
  const lab: Lab = {
    ...{ id: 'a-lab', module: 'input', rules: [], title: 'A <lab>', minutes: 5, difficulty: 1, quickFix: false },
    ...{ story: 'One.\n\nTwo <b>.', task: 'Do `x`.', hints: ['First.', 'Second.', 'Third.'], explanation: 'Because.' },
    incident: { text: 'It was.', source: 'https://example.com/a' },
    variants: { typescript: variant },
  };
  const state = { lab, language: 'typescript', goals: [], hints: 0, solutionShown: false, wasDone: false } as const;

  it('escape what is said', () => {
    assert.equal(inline('a `<b>` & "c"'), 'a <code>&lt;b&gt;</code> &amp; &quot;c&quot;');
    assert.equal(prose('One\nline.\n\nTwo.'), '<p>One line.</p><p>Two.</p>');
    assert.ok(!guideBody(state, english).includes('<lab>'));
  });

  it('load nothing, and run one script only', () => {
    const text = page({ title: 'T', language: 'en', body: '<main></main>', nonce: 'abc', style: '', script: '' });
    assert.match(text, /content="default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'"/);
  });

  it('give hints one by one, and the explanation when it is time', () => {
    const asked = (hints: number) => guideBody({ ...state, hints }, english);
    assert.ok(asked(1).includes('First.') && !asked(1).includes('Second.'));
    assert.ok(asked(1).includes('Show hint 2 of 3') && !asked(3).includes('Show hint'));
    assert.ok(!asked(3).includes('Because.'));
    assert.ok(guideBody({ ...state, wasDone: true }, english).includes('Because.'));
  });

  it('names the files of a lab that has several, and the one in front', () => {
    const several = { ...lab, variants: { typescript: { ...variant, files: { 'a.ts': '', 'b/c.json': '' } } } };
    const body = guideBody({ ...state, lab: several, file: 'b/c.json' }, english);
    assert.match(body, /data-value="a\.ts" aria-pressed="false"/);
    assert.match(body, /data-value="b\/c\.json" aria-pressed="true"/);
    assert.ok(!guideBody(state, english).includes('data-action="file"'));
  });

  it('lead to the lesson, and to the questions once the lab is done', () => {
    const actions = (wasDone: boolean) =>
      [...guideBody({ ...state, wasDone }, english).matchAll(/data-action="(\w+)"/g)].map(([, action]) => action);
    assert.ok(actions(false).includes('lesson') && actions(true).includes('lesson'));
    assert.deepEqual([actions(false).includes('quiz'), actions(true).includes('quiz')], [false, true]);
  });

  it('give every section a name, and every button a text', () => {
    const body = guideBody(
      { ...state, wasDone: true, next: { lab: { ...lab, title: 'Next' }, optional: false } },
      english,
    );
    for (const [, id] of body.matchAll(/aria-labelledby="(\w+)"/g)) assert.ok(body.includes(`id="${id}"`), id);
    for (const [, text] of body.matchAll(/<button[^>]*>([^<]*)</g)) assert.ok(text!.trim().length > 2);
    assert.equal(body.match(/<h1[ >]/g)?.length, 1);
  });

  it('have what is next above what was done, and what is left above what one can do', () => {
    const solved: Goal[] = [{ passed: true, says: 'It asks.', why: [] }];
    const order = (goals: Goal[]) => {
      const body = guideBody({ ...state, wasDone: true, goals }, english);
      assert.equal(body.match(/class="actions"/g)?.length, 1);
      return body.indexOf('class="actions"') < body.indexOf('class="list"');
    };
    assert.equal(order(solved), true);
    assert.equal(order([{ passed: false, says: 'It asks.', why: [] }]), false);
  });

  it('say how hard the next lab is before it is opened', () => {
    const next = { lab: { ...lab, title: 'Next', difficulty: 3 as const }, optional: false };
    assert.ok(guideBody({ ...state, wasDone: true, next }, english).includes('Next lab: Next (hard)'));
  });

  it('lead to the labs that are needed, then to the final check, then to whatever else there is', () => {
    const first = (more: object) => {
      const body = guideBody({ ...state, wasDone: true, ...more }, english);
      return /class="primary" data-action="\w+">([^<]+)</.exec(body)?.[1];
    };
    const next = (optional: boolean) => ({ next: { lab: { ...lab, title: 'Next' }, optional } });
    assert.equal(first({ ...next(false), finalDue: true }), 'Next lab: Next (easy)');
    assert.equal(first({ ...next(true), finalDue: true }), 'Take the final check');
    assert.equal(first({ finalDue: true }), 'Take the final check');
    assert.equal(first(next(true)), 'Another lab: Next (easy)');
    assert.equal(first({}), 'Check your knowledge');
  });
});

describe('what is remembered of the training', () => {
  function memory() {
    const kept = new Map<string, unknown>();
    const update = async (key: string, value: unknown) =>
      void (value === undefined ? kept.delete(key) : kept.set(key, value));
    return { kept, get: <T>(key: string) => kept.get(key) as T | undefined, update };
  }
  const done = (text: string) =>
    ({ date: '2026-11-27T00:00:00.000Z', language: 'python', files: { 'a.py': text } }) as const;

  it('is how much help with a lab was asked for, until the training begins anew', async () => {
    const store = memory();
    const state = new TrainingState(store);
    assert.deepEqual(state.help('a-lab'), { hints: 0, solutionShown: false });
    await state.setHelp('a-lab', { hints: 2, solutionShown: false });
    assert.deepEqual(new TrainingState(store).help('a-lab'), { hints: 2, solutionShown: false });
    await state.reset([...store.kept.keys()]);
    assert.equal(state.help('a-lab').hints, 0);
    await state.setHelp('a-lab', { hints: 0, solutionShown: false });
    assert.equal(store.kept.size, 0);
  });

  it('is the first time that a lab was done, without its key', async () => {
    const store = memory();
    const state = new TrainingState(store);
    assert.equal(await state.setDone('a-lab', done(`k = "${labKey('a-lab')}"`)), true);
    assert.equal(await state.setDone('a-lab', done('other')), false);
    assert.equal(state.done('a-lab')?.files['a.py'], 'k = "{{key}}"');
    assert.deepEqual([...store.kept.keys()].map(TrainingState.labOfKey), ['a-lab']);
  });

  it('is a draft as long as there is one, without its key, too', async () => {
    const store = memory();
    const state = new TrainingState(store);
    await state.setDraft('/a-lab/python/a.py', 'a-lab', labKey('a-lab'));
    assert.deepEqual([...store.kept.values()], ['{{key}}']);
    assert.equal(state.draft('/a-lab/python/a.py', 'a-lab'), labKey('a-lab'));
    await state.setDraft('/a-lab/python/a.py', 'a-lab', undefined);
    assert.equal(store.kept.size, 0);
  });

  it('is the first time that a lesson was read', async () => {
    const state = new TrainingState(memory());
    assert.equal(state.lessonRead('input'), undefined);
    await state.setLessonRead('input', '2026-11-27T00:00:00.000Z');
    await state.setLessonRead('input', '2026-11-28T00:00:00.000Z');
    assert.equal(state.lessonRead('input'), '2026-11-27T00:00:00.000Z');
    assert.equal(state.lessonRead('errors'), undefined);
  });

  it('is how each check went, and the one across all', async () => {
    const store = memory();
    const state = new TrainingState(store);
    const result = { date: '2026-11-27T00:00:00.000Z', right: 3, asked: 5 };
    await state.setQuiz('input', { best: result, last: result, missed: ['a', 'b'] });
    await state.setQuiz('final', { best: result, last: result, passed: result.date, missed: [] });
    assert.deepEqual(state.quiz('input')?.missed, ['a', 'b']);
    assert.equal(state.quiz('final')?.passed, result.date);
    assert.equal(state.quiz('errors'), undefined);
    assert.deepEqual([...store.kept.keys()], ['training.quiz.input', 'training.quiz.final']);
  });

  it('is the check that somebody is in the midst of', async () => {
    const state = new TrainingState(memory());
    assert.equal(state.run('input'), undefined);
    await state.setRun('input', { at: 2 });
    assert.deepEqual(state.run('input'), { at: 2 });
    assert.equal(state.run('final'), undefined);
  });

  it('tells those who show it, until they go', async () => {
    const state = new TrainingState(memory());
    let calls = 0;
    const subscription = state.onDidChange(() => calls++);
    await state.setLessonRead('input', '2026-11-27T00:00:00.000Z');
    await state.setDone('a-lab', done('x'));
    await state.setDraft('/a-lab/python/a.py', 'a-lab', 'x');
    assert.equal(calls, 3);
    subscription.dispose();
    await state.setAllDone();
    assert.equal(calls, 3);
  });
});
