import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '../../src/dev/training';
import { applyEdits } from '../../src/engine/text/edits';
import { rules } from '../../src/rules/index';
import { type Analyze, type Grade, grade, gradingConfig } from '../../src/training/grading';
import { attempted, labKey, languagesOf } from '../../src/training/lab-files';
import { modules } from '../../src/training/modules';
import { defaultPlan } from '../../src/training/plan';
import { planSchema } from '../../src/training/plan-schema';
import { isNeeded, materialOf, progressOf, type Remembered } from '../../src/training/progress';
import type { Attempt, Lab, LabLanguage, Variant } from '../../src/training/types';
import { engine, sourceFile } from '../support/engine';

const content = readContent(join(__dirname, '../../src/training/content'));
const { labs } = content;
const manifestTexts: Record<string, string> = JSON.parse(
  readFileSync(join(__dirname, '../../package.nls.json'), 'utf8'),
);
const nothingDone: Remembered = { done: () => undefined, lessonRead: () => undefined, quiz: () => undefined };

/** Of a text that is read with care. */
const wordsPerMinute = 200;
const wordsIn = (text: string) => text.split(/\s+/).length;
/** To think, in seconds, by how hard a lab is. */
const thinking = { 1: 30, 2: 90, 3: 180 } as const;

/**
 * What a developer takes who does not know the lab: the page is read, and three seconds for each line of code; a line that is written takes
 * fifteen, a check five; half a minute goes into opening it and looking around.
 */
function minutesOf({ story, task, incident, explanation, difficulty }: Lab, { files, checks, right }: Variant): number {
  const words = [story, task, incident.text, explanation].map(wordsIn).reduce((sum, count) => sum + count, 0);
  const lines = Object.values(files).flatMap((text) => text.trim().split(/\n+/)).length;
  const written = right[0]!.edits
    .map(({ replace }) => replace.trim().split('\n').length)
    .reduce((sum, n) => sum + n, 0);
  const seconds = lines * 3 + written * 15 + checks.length * 5 + thinking[difficulty] + 30;
  return words / wordsPerMinute + seconds / 60;
}
const ruleIds = new Set(rules.map(({ id }) => id));

/** Forms of the key in which learners may try to hide it. */
function withKeys(text: string, lab: string): string {
  const key = labKey(lab);
  return text
    .replaceAll('{{key}}', key)
    .replaceAll('{{key:first}}', key.slice(0, 40))
    .replaceAll('{{key:second}}', key.slice(40))
    .replaceAll('{{key:base64}}', Buffer.from(key).toString('base64'));
}

const analyze: Analyze = (path, text) =>
  engine.analyze(sourceFile(path, text), { config: gradingConfig, today: '2026-11-27' });

function gradeAttempt(lab: Lab, variant: Variant, attempt: Attempt): Promise<Grade> {
  const texts = Object.entries(attempted(variant, attempt)).map(([path, text]) => [path, withKeys(text, lab.id)]);
  return grade(lab, variant, Object.fromEntries(texts), analyze);
}

/** The files after each fix that is offered at first. */
async function fixedTexts(lab: Lab, { files }: Variant): Promise<Record<string, string>[]> {
  const entries = Object.entries(files).map(([path, text]) => [path, withKeys(text, lab.id)] as const);
  const analyses = await Promise.all(
    entries.map(async ([path, text]) => ({ path, text, ...(await analyze(path, text)) })),
  );
  const fixes = analyses.flatMap(({ path, text, findings }) =>
    findings.flatMap((finding) => finding.fixes.map((fix) => [path, applyEdits(text, fix.edits)] as const)),
  );
  return fixes.map(([path, text]) => ({ ...Object.fromEntries(entries), [path]: text }));
}

const problemsOf = ({ weaknesses, suppressed, broken, checks }: Grade) => ({
  weaknesses: weaknesses.map(({ finding }) => finding.rule),
  suppressed: suppressed.map(({ finding }) => finding.rule),
  broken,
  failed: checks.flatMap(({ check, passed }) => (passed ? [] : [check.id])),
});

const variantsOf = (lab: Lab): [LabLanguage, Variant][] => languagesOf(lab).map((one) => [one, lab.variants[one]!]);

describe('labs', () => {
  it('have ids of their own', () => {
    assert.ok(labs.length > 0);
    assert.equal(new Set(labs.map(({ id }) => id)).size, labs.length);
  });

  it('are two for keys, permissions and input, one for each other module, and three at least need understanding', () => {
    const count = (module: string) => labs.filter((lab) => lab.module === module).length;
    for (const module of modules)
      assert.equal(count(module), ['authentication', 'permissions', 'input'].includes(module) ? 2 : 1, module);
    assert.ok(labs.filter(({ quickFix }) => !quickFix).length >= 3);
  });

  it('take an hour with the final check where one of each module is done, as the walkthrough says', () => {
    const { modules: all, final, minutesLeft } = progressOf(materialOf(content), defaultPlan, nothingDone);
    const needed = [...all.flatMap(({ steps }) => steps), final!].filter(isNeeded);
    assert.deepEqual(
      needed.map((step) => (step.kind === 'lab' ? step.lab.module : step.kind === 'check' && step.quiz)),
      [...modules, 'final'],
    );
    const minutes = needed.reduce((sum, step) => sum + step.minutes, 0);
    assert.equal(minutesLeft, minutes);
    assert.ok(minutes >= 50 && minutes <= 60, String(minutes));
    assert.match(manifestTexts['walkthroughs.training.description'] ?? '', /about an hour/);
  });

  it('take the two hours that a plan is said to ask for where all of it is needed', () => {
    const modulesInFull = defaultPlan.modules.map((one) => ({ ...one, full: true as const }));
    const { minutesLeft } = progressOf(materialOf(content), { ...defaultPlan, modules: modulesInFull }, nothingDone);
    assert.ok(minutesLeft >= 105 && minutesLeft <= 135, String(minutesLeft));
    assert.match(planSchema().properties.full.description, /about two hours/);
  });

  it('become harder, all in all and within each module', () => {
    const rises = (all: readonly Lab[]) =>
      all.every((lab, at) => at === 0 || lab.difficulty >= all[at - 1]!.difficulty);
    assert.ok(rises(labs));
    for (const one of modules) assert.ok(rises(labs.filter(({ module }) => module === one)), one);
    assert.deepEqual([...new Set(labs.map(({ difficulty }) => difficulty))], [1, 2, 3]);
    for (const { difficulty, quickFix, id } of labs) assert.ok(!quickFix || difficulty === 1, id);
  });

  for (const lab of labs) {
    describe(lab.id, () => {
      it('is told whole', () => {
        assert.match(lab.id, /^[a-z]+(?:-[a-z]+)+$/);
        assert.ok(modules.includes(lab.module));
        assert.deepEqual(
          [...lab.rules, ...(lab.hidden ?? [])].filter((id) => !ruleIds.has(id)),
          [],
        );
        assert.equal(lab.hints.length, 3);
        assert.match(lab.incident.source, /^https:\/\//);
        for (const text of [lab.story, lab.task, lab.explanation, lab.incident.text, ...lab.hints])
          assert.match(text.trim(), /[.?!]$/);
        assert.ok(lab.minutes > 0 && [1, 2, 3].includes(lab.difficulty));
        assert.match(languagesOf(lab).join(), /^(?:typescript,python|configuration)$/);
      });

      it('takes about the time that it says', () => {
        for (const variant of Object.values(lab.variants)) {
          const minutes = minutesOf(lab, variant);
          assert.ok(Math.abs(minutes - lab.minutes) <= 1.5, `${minutes.toFixed(1)} minutes, says ${lab.minutes}`);
        }
      });

      it('has hints that go from a question to what to write', () => {
        const named = lab.hints.map((hint) => hint.match(/`[^`]+`|Ctrl\+\./g)?.length ?? 0);
        assert.ok(named[2]! > named[0]!, named.join());
        assert.ok(lab.explanation.split(/\n\s*\n/).length >= 2, 'what is right, and why other ways are not');
      });

      for (const [language, variant] of variantsOf(lab)) {
        describe(language, () => {
          it('is insecure at first, does its job, and holds nothing else that is found', async () => {
            const first = await gradeAttempt(lab, variant, { name: '', edits: [] });
            const hidden = (lab.hidden ?? []).filter((rule) => !lab.accepted?.includes(rule));
            const failed = variant.checks.flatMap(({ id, goal }) => (goal ? [id] : []));
            assert.deepEqual(problemsOf(first), { weaknesses: [...lab.rules], suppressed: hidden, broken: [], failed });
          });

          it(lab.quickFix ? 'is done by a quick fix' : 'is done by no quick fix', async () => {
            const outcomes = await Promise.all(
              (await fixedTexts(lab, variant)).map((texts) => grade(lab, variant, texts, analyze)),
            );
            assert.equal(
              outcomes.some(({ done }) => done),
              lab.quickFix,
            );
          });

          it('has two right ways and four wrong ones at least', () => {
            assert.ok(variant.right.length >= 2 && variant.wrong.length >= 4);
          });

          for (const attempt of variant.right) {
            it(`is done by: ${attempt.name}`, async () => {
              assert.deepEqual(problemsOf(await gradeAttempt(lab, variant, attempt)), {
                ...{ weaknesses: [], suppressed: [], broken: [], failed: [] },
              });
            });
          }

          for (const attempt of variant.wrong) {
            it(`is not done by: ${attempt.name}`, async () => {
              const graded = await gradeAttempt(lab, variant, attempt);
              assert.equal(graded.done, false);
              assert.deepEqual(graded.broken, attempt.broken ? Object.keys(variant.files).slice(0, 1) : []);
            });
          }
        });
      }
    });
  }
});
