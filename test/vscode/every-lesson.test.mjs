// @ts-check
/** A member reads every lesson and passes every set of questions, one leading to the other, and can show it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { barriersIn } from './axe.mjs';
import { withWorkbench } from './hooks.mjs';
import { openLab } from './lab.mjs';
import { exportRecord, readLesson } from './member.mjs';
import { content, workspace } from './new-member.mjs';
import { packaged } from './packaged.mjs';
import { clickUntil, pageWith } from './pages.mjs';
import { takeCheck } from './quiz.mjs';

const TEST_LIMIT_MS = 400_000;
const VIEWPORT = { width: 1400, height: 1000 };
const LAB = '.goals .list';
const RESULT = '#result';

describe('A member who reads', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('every-lesson');

  it('goes from a lab to its lesson, from there through all lessons and questions, and hands in a record', async () => {
    const workbench = await open(workspace(), { extension: packaged(), theme: 'light', viewport: VIEWPORT });
    const { lessons, questions } = content();
    await openLab(workbench, 'The key in the code', 'TypeScript');
    let from = LAB;
    for (const { module, title } of lessons) {
      const lesson = await readLesson(workbench, from, title);
      assert.deepEqual(await barriersIn((await pageWith(workbench, lesson)).locator('body')), [], module);
      await clickUntil(workbench, lesson, 'button[data-action=quiz]', 'h2.question');
      assert.equal(await takeCheck(workbench, questions), '5 of 5 right. Passed.', module);
      await clickUntil(workbench, RESULT, 'button[data-action=lesson]', lesson);
      from = lesson;
    }
    const file = join(temporaryFolder('records'), 'ada.json');
    await exportRecord(workbench, 'Ada Lovelace', file);
    const { modules } = JSON.parse(readFileSync(file, 'utf8'));
    assert.deepEqual(
      modules.map((/** @type {any} */ { module, lesson, quiz }) => [module, typeof lesson, typeof quiz?.passed]),
      lessons.map(({ module }) => [module, 'string', 'string']),
    );
  });
});
