import assert from 'node:assert/strict';
import type { SuppressionFix } from '../../src/engine/suppressions';
import type { Fix } from '../../src/engine/types';
import { createValidation, fixesInOrder, withAnalysis } from '../../src/vscode/findings/fixes/validation';
import { withinTime } from '../../src/vscode/time-limit';
import { makeAnalysed, makeFinding, makeFix } from './support';

/** A scanner that says of each fix what its title says, and remembers what it was asked. */
function asked(answer: (fix: Fix) => Promise<boolean | undefined> = async ({ title }) => title === 'safe') {
  const titles: string[] = [];
  const validation = createValidation({
    validateFix: async (_file, _finding, fix) => {
      titles.push(fix.title);
      return answer(fix);
    },
    suppressionFix: async () => undefined,
  });
  return { validation, titles };
}

describe('the validation of fixes', () => {
  const finding = makeFinding({ fixes: [makeFix('suggestion'), makeFix('safe')] });

  it('asks once for each fix of a version', async () => {
    const { validation, titles } = asked();
    const analysed = makeAnalysed([finding]);
    const [, safe] = finding.fixes;
    const answers = await Promise.all([1, 2].map(() => validation.holds(analysed, finding, safe!)));
    assert.deepEqual(answers, [true, true]);
    assert.deepEqual(titles, ['safe']);
  });

  it('goes ahead with the safe ones first', async () => {
    const { validation, titles } = asked();
    await validation.start(makeAnalysed([finding, makeFinding({ fixes: [makeFix('safe', 'other')] })]));
    assert.deepEqual(titles, ['safe', 'other', 'suggestion']);
  });

  it('stops when the version is no longer the current one', async () => {
    const controller = new AbortController();
    const { validation, titles } = asked(async () => {
      controller.abort();
      return true;
    });
    await validation.start(makeAnalysed([finding], controller.signal));
    assert.deepEqual(titles, ['safe']);
  });

  it('does not offer what could not be validated', async () => {
    const { validation } = asked(() => Promise.reject(new Error('ended')));
    assert.equal(await validation.holds(makeAnalysed([finding]), finding, finding.fixes[0]!), false);
  });

  it('asks again where there was no answer, as on a busy machine, and keeps the one that comes', async () => {
    const answers = [undefined, true];
    const { validation, titles } = asked(async () => answers.shift());
    const [fix] = finding.fixes;
    const analysed = makeAnalysed([finding]);
    assert.equal(await validation.holds(analysed, finding, fix!), false);
    assert.equal(await validation.holds(analysed, finding, fix!), true);
    assert.equal(await validation.holds(analysed, finding, fix!), true);
    assert.equal(titles.length, 2);
  });

  it('gives a fix up that never has an answer', async () => {
    const { validation, titles } = asked(() => Promise.reject(new Error('hangs')));
    const analysed = makeAnalysed([finding]);
    for (let i = 0; i < 6; i++) assert.equal(await validation.holds(analysed, finding, finding.fixes[0]!), false);
    assert.equal(titles.length, 3);
  });

  it('tries a comment with a reason before it is offered, and each form once', async () => {
    const tried: string[] = [];
    const comment: SuppressionFix = {
      ...makeFix('suggestion'),
      edits: [{ range: { start: 0, end: 0 }, text: '// -- ?\n' }],
      placeholder: { start: 6, end: 7 },
      form: 'next-line',
    };
    const validation = createValidation({
      validateFix: async (_file, _finding, { edits }) => {
        tried.push(...edits.map(({ text }) => text));
        return true;
      },
      suppressionFix: async (_file, _finding, _options, _signal, form) => (form === 'file' ? undefined : comment),
    });
    const analysed = makeAnalysed([finding]);
    for (let i = 0; i < 2; i++) assert.equal(await validation.suppressible(analysed, finding, 'next-line'), true);
    assert.deepEqual(tried, ['// -- a reason that a person will give\n']);
    assert.equal(await validation.suppressible(analysed, finding, 'file'), false, 'where no comment can stand');
  });

  it('keeps the order of fixes of one kind', () => {
    const findings = [makeFinding({ fixes: [makeFix('safe', '1'), makeFix('safe', '2')] })];
    assert.deepEqual(
      fixesInOrder(findings).map(({ fix }) => fix.title),
      ['1', '2'],
    );
  });
});

describe('a time limit', () => {
  it('gives the result, or nothing where that takes too long', async () => {
    assert.equal(await withinTime(1000, Promise.resolve(1)), 1);
    assert.equal(await withinTime(1, new Promise(() => {})), undefined);
  });
  it('hands on an error', () => assert.rejects(withinTime(1000, Promise.reject(new Error('x'))), /x/));
});

describe('work on an analysis', () => {
  const version = makeAnalysed([]).file.version;

  it('is done once more where another analysis of the same text overtakes it', async () => {
    const first = new AbortController();
    const analyses = [makeAnalysed([], first.signal), makeAnalysed([])];
    const done: unknown[] = [];
    const result = await withAnalysis(
      { version },
      async () => analyses.shift(),
      async (analysed) => {
        done.push(analysed);
        first.abort();
        analysed.signal.throwIfAborted();
        return 'fixed';
      },
    );
    assert.equal(result, 'fixed');
    assert.equal(done.length, 2);
  });

  it('is left where the text has changed, or is not analysed any more', async () => {
    const work = () => assert.fail('There is nothing to work on.');
    assert.equal(await withAnalysis({ version: version + 1 }, async () => makeAnalysed([]), work), undefined);
    assert.equal(await withAnalysis({ version }, async () => undefined, work), undefined);
  });

  it('fails as the work does', async () => {
    const work = () => Promise.reject(new Error('hangs'));
    await assert.rejects(
      withAnalysis({ version }, async () => makeAnalysed([]), work),
      /hangs/,
    );
  });
});
