import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readContent, shipped } from '../../src/dev/training';
import { english as t } from '../../src/report/translate';
import { type Analyze, gradingConfig } from '../../src/training/grading';
import { attempted, languagesOf } from '../../src/training/lab-files';
import { defaultPlan, type Plan } from '../../src/training/plan';
import { hasBegun, type Material, materialOf, progressOf, type Remembered } from '../../src/training/progress';
import { digestOf, makeRecord, type RecordedLab, type TrainingRecord } from '../../src/training/record';
import { recordPage } from '../../src/training/record-page';
import { readRecord } from '../../src/training/record-read';
import { type TeamReport, teamReport } from '../../src/training/report';
import { reportAs } from '../../src/training/report-forms';
import { TrainingState } from '../../src/training/state';
import type { Lab } from '../../src/training/types';
import { makeFakeKey } from '../support/credential-shapes';
import { engine, sourceFile } from '../support/engine';

const content = shipped(readContent(join(__dirname, '../../src/training/content')));
const today = '2026-11-27';
const now = '2026-11-27T10:00:00.000Z';
const analyze: Analyze = (path, text) => engine.analyze(sourceFile(path, text), { config: gradingConfig, today });
const options = { content, plan: { ...defaultPlan, finalCheck: false }, today, analyze, t };

function memory() {
  const kept = new Map<string, unknown>();
  return new TrainingState({
    get: <T>(key: string) => kept.get(key) as T | undefined,
    update: async (key: string, value: unknown) => void kept.set(key, JSON.parse(JSON.stringify(value))),
  });
}

function solved(lab: Lab): Record<string, string> {
  const [language] = languagesOf(lab);
  const variant = lab.variants[language!]!;
  return attempted(variant, variant.right[0]!);
}

/** Somebody who has done these labs, and passed the checks of their modules. */
async function learner(labs: readonly Lab[]): Promise<TrainingState> {
  const state = memory();
  for (const lab of labs) {
    const [language] = languagesOf(lab);
    await state.setDone(lab.id, { date: '2026-11-20T09:00:00.000Z', language: language!, files: solved(lab) });
    const result = { date: '2026-11-20T10:00:00.000Z', right: 5, asked: 5 };
    await state.setQuiz(lab.module, { best: result, last: result, passed: result.date, missed: [] });
    await state.setLessonRead(lab.module, '2026-11-20T08:00:00.000Z');
  }
  return state;
}

const recordOf = (state: Remembered, name: string, plan?: Plan): TrainingRecord =>
  makeRecord({ name, exported: now, guard: '1.2.3', content, ...(plan && { plan }) }, state);

const withDigest = (record: TrainingRecord): TrainingRecord => ({ ...record, digest: digestOf(record) });

/** The record with its first lab changed. */
function withLab(record: TrainingRecord, change: (lab: RecordedLab) => unknown): TrainingRecord {
  const [first, ...rest] = record.modules;
  const [lab, ...labs] = first!.labs;
  return { ...record, modules: [{ ...first!, labs: [change(lab!) as RecordedLab, ...labs] }, ...rest] };
}

const report = (...records: (TrainingRecord | string)[]): Promise<TeamReport> =>
  teamReport(
    records.map((one, index) => ({
      name: `${index}.json`,
      text: typeof one === 'string' ? one : JSON.stringify(one),
    })),
    options,
  );

describe('how far a person is', () => {
  const [lab] = content.labs;
  const { module } = lab!;
  const material: Material = { labs: [lab!], lessons: new Set([module]), checks: new Set([module, 'final']) };
  const quiz = (right: number) => {
    const result = { date: now, right, asked: 10 };
    return { best: result, last: result, missed: [] };
  };

  it('is nothing at first, and goes from the lab to the final check; lessons and the module’s check need not be', async () => {
    const state = memory();
    const step = () => progressOf(material, defaultPlan, state);
    assert.equal(step().modules[0]!.state, 'new');
    assert.equal(step().next?.kind, 'lab');
    assert.equal(hasBegun(material, state), false);
    await state.setLessonRead(module, now);
    assert.equal(step().modules[0]!.state, 'begun');
    assert.equal(hasBegun(material, state), true);
    await state.setDone(lab!.id, { date: now, language: 'python', files: {} });
    assert.deepEqual(
      [step().done, step().modules[0]!.state, step().next],
      [1, 'done', { kind: 'check', quiz: 'final', minutes: 10 }],
    );
    await state.setQuiz('final', quiz(7));
    assert.equal(step().final?.done, undefined);
    await state.setQuiz('final', { ...quiz(9), passed: now });
    assert.equal(step().next, undefined);
  });

  it('goes by the team’s order, modules and pass mark', async () => {
    const state = memory();
    await state.setQuiz(module, quiz(8));
    const plan: Plan = { ...defaultPlan, passMark: 90, modules: [{ module, links: [] }], finalCheck: false };
    const { modules, final } = progressOf(material, plan, state);
    assert.equal(final, undefined);
    assert.equal(modules[0]!.steps.at(-1)!.done, undefined);
    assert.equal(progressOf(material, { ...plan, passMark: 80 }, state).modules[0]!.steps.at(-1)!.done, now);
  });

  it('goes over the module’s check where the team asks for all of it, or for no final check', async () => {
    const state = memory();
    await state.setDone(lab!.id, { date: now, language: 'python', files: {} });
    const next = (plan: Partial<Plan>) => progressOf(material, { ...defaultPlan, ...plan }, state).modules[0]!.next;
    const needed = { kind: 'check', quiz: module, minutes: 3 };
    assert.equal(next({}), undefined);
    assert.deepEqual(next({ finalCheck: false }), needed);
    assert.deepEqual(next({ modules: [{ module, links: [], full: true }] }), needed);
  });

  it('asks nobody who has solved the lab and passed the check to read the lesson', async () => {
    const state = memory();
    await state.setDone(lab!.id, { date: now, language: 'python', files: {} });
    await state.setQuiz(module, quiz(10));
    const plan: Plan = { ...defaultPlan, modules: [{ module, links: [], full: true }] };
    assert.equal(progressOf(material, plan, state).modules[0]!.state, 'done');
  });
});

describe('a training record', () => {
  it('is read as it was made', async () => {
    const record = recordOf(await learner(content.labs), 'Ada Lovelace', options.plan);
    assert.deepEqual(readRecord(JSON.stringify(record), t), { record, isWhole: true });
  });

  it('holds no key: not the lab’s, and none that somebody pasted', async () => {
    const state = memory();
    const key = makeFakeKey('api03');
    await state.setDone('key-in-code', { date: now, language: 'python', files: { 'assistant.py': `k = "${key}"` } });
    const text = JSON.stringify(recordOf(state, key));
    assert.ok(!text.includes(key) && text.includes('sk-ant-api03-…'), text);
  });

  it('is a page to print, in which everything is text', async () => {
    const record = recordOf(await learner(content.labs.slice(0, 1)), '<script>alert(1)</script>\u202e');
    const page = recordPage(record, { content, plan: defaultPlan, language: 'en', t });
    assert.ok(!/<script/i.test(page) && page.includes('&lt;script&gt;alert(1)') && !page.includes('\u202e'));
    assert.match(page, /default-src 'none'/);
    assert.match(page, /does not prove who solved a lab/);
    assert.match(page, /messages/);
  });

  it('says on that page whether what is needed is done', async () => {
    const state = await learner(content.labs);
    const stateOn = () =>
      /<dt>State<\/dt><dd>([^<]*)/.exec(
        recordPage(recordOf(state, 'Ada'), { content, plan: defaultPlan, language: 'en', t }),
      )?.[1];
    assert.equal(stateOn(), 'open, modules 10 of 10');
    const result = { date: now, right: 20, asked: 20 };
    await state.setQuiz('final', { best: result, last: result, passed: now, missed: [] });
    assert.equal(stateOn(), 'done');
  });

  it('is refused, with the place, where it is no such thing', async () => {
    const record = recordOf(await learner(content.labs.slice(0, 2)), 'Ada');
    const files = (all: object) => withLab(record, (lab) => ({ ...lab, files: all }));
    const cases: [RegExp, unknown][] = [
      [/no JSON/, '{"format": "claude-guard-training-re'],
      [/no training record/, {}],
      [/no training record/, []],
      [/no training record/, null],
      [/a version that this/, { ...record, version: 2 }],
      [/“name” is missing/, { ...record, name: 7 }],
      [/“name” is missing/, { ...record, name: 'x'.repeat(101) }],
      [/“exported”/, { ...record, exported: 'yesterday' }],
      [/“digest”/, { ...record, digest: 'abc' }],
      [/“modules”/, { ...record, modules: {} }],
      [/“modules”/, { ...record, modules: Array(100).fill(record.modules[0]) }],
      [/“modules\[0\]\.module”/, { ...record, modules: [{ module: '../x', labs: [] }] }],
      [/“modules\[0\]\.labs”/, { ...record, modules: [{ module: 'input' }] }],
      [/there twice/, { ...record, modules: [record.modules[0], record.modules[0]] }],
      [/“final\.best\.right”/, { ...record, final: { best: { date: now, right: 9, asked: 5 }, last: {} } }],
      [/“modules\[0\]\.labs\[0\]\.language”/, withLab(record, (lab) => ({ ...lab, language: 'cobol' }))],
      [/names a file that no lab can have/, files({ '../../etc/passwd': 'x' })],
      [/names a file that no lab can have/, files({ '/etc/passwd': 'x' })],
      [/names a file that no lab can have/, files({ 'a\\..\\b.ts': 'x' })],
      [/names a file that no lab can have/, JSON.stringify(files({ xx: 'x' })).replace('"xx"', '"__proto__"')],
      [/files\.a\.ts”/, files({ 'a.ts': 'x'.repeat(20_001) })],
      [/“modules\[0\]\.labs\[0\]\.files”/, files({})],
    ];
    for (const [message, data] of cases)
      assert.throws(() => readRecord(typeof data === 'string' ? data : JSON.stringify(data), t), message);
    assert.throws(() => readRecord(`${'['.repeat(500_000)}`, t), /no JSON|no training record/);
  });
});

describe('the team’s overview', () => {
  it('counts labs whose solutions the engine finds to be some, and says what is due', async () => {
    const all = recordOf(await learner(content.labs), 'Ada');
    const some = recordOf(await learner(content.labs.slice(1)), 'Bob');
    const plan: Plan = { ...options.plan, modules: defaultPlan.modules.map((one) => ({ ...one, full: true })) };
    const files = [some, all].map((one, at) => ({ name: `${at}.json`, text: JSON.stringify(one) }));
    const made = await teamReport(files, { ...options, plan });
    const { members, refused } = made;
    assert.deepEqual(refused, []);
    assert.deepEqual(
      members.map(({ name, state, verified, failed, remarks }) => ({ name, state, verified, failed, remarks })),
      [
        { name: 'Ada', state: 'done', verified: content.labs.length, failed: 0, remarks: [] },
        { name: 'Bob', state: 'open', verified: content.labs.length - 1, failed: 0, remarks: [] },
      ],
    );
    assert.equal(members[1]!.left.length, 1);
    assert.match(members[1]!.left[0]!, new RegExp(`the lab “${content.labs[0]!.title}”`));
    const page = reportAs('markdown', made, 'en', t);
    assert.match(page, /\| Bob \| open \|/);
    assert.match(page, /\n## What is due\n\n- Bob\\: .*the lab “/);
    assert.doesNotMatch(page, /\| What is due|Remarks|- Ada/);
  }).timeout(60_000);

  it('counts who has done one lab of each module and the final check as done, and says what is more', async () => {
    const plan = defaultPlan;
    const state = await learner(content.labs);
    const result = { date: now, right: 20, asked: 20 };
    await state.setQuiz('final', { best: result, last: result, passed: now, missed: [] });
    const record = recordOf(state, 'Ada');
    const oneOfEach = { ...record, modules: record.modules.map((one) => ({ ...one, labs: one.labs.slice(-1) })) };
    const only = oneOfEach.modules.map(({ quiz: _, ...one }) => one);
    const files = [record, withDigest({ ...oneOfEach, modules: only, name: 'Bob' })].map((one, at) => ({
      name: `${at}.json`,
      text: JSON.stringify(one),
    }));
    const made = await teamReport(files, { ...options, plan });
    assert.deepEqual(
      made.members.map(({ state: how, left, remarks }) => ({ how, left, remarks })),
      Array(2).fill({ how: 'done', left: [], remarks: [] }),
    );
    const text = reportAs('text', made, 'en', t);
    assert.match(text, /Of each, one lab is needed\./);
    assert.match(text, /Ada – done\n.*labs checked again 10 of 10, and 3 more, checks passed 10 \(self-reported\)/);
    assert.match(text, /Bob – done\n.*labs checked again 10 of 10, final check 100%/);
    const asked = async (full: readonly string[]) => {
      const modules = plan.modules.map((one) => ({
        ...one,
        ...(full.includes(one.module) && { full: true as const }),
      }));
      return reportAs('text', await teamReport([], { ...options, plan: { ...plan, modules } }), 'en', t);
    };
    assert.match(
      await asked(['input']),
      /one lab is needed\. In full, with every lab and its own check: Validated input/,
    );
    assert.match(
      await asked(plan.modules.map(({ module }) => module)),
      /Of each, every lab and its own check are needed/,
    );
  }).timeout(60_000);

  it('believes no solution: not the lab as it was, not an empty one, not one that hides the weakness', async () => {
    const lab = content.labs.find(({ id }) => id === 'key-in-code')!;
    const record = recordOf(await learner([lab]), 'Eve');
    const first = Object.entries(lab.variants.typescript!.files)[0]!;
    const hidden = first[1].replace(/^(\s*apiKey)/m, '// claude-guard-ignore-next-line hardcoded-credential -- no\n$1');
    for (const [text, why] of [
      [first[1], /The scanner finds no weakness/],
      [hidden, /Nothing is hidden by a comment/],
      ['export {};\n', /It still makes a client/],
      [`${first[1]}${'\n'.repeat(15_000)}`, /not those of the lab/],
    ] as const) {
      const { members } = await report(
        withDigest(withLab(record, (one) => ({ ...one, language: 'typescript', files: { [first[0]]: text } }))),
      );
      assert.deepEqual([members[0]!.verified, members[0]!.failed], [0, 1]);
      assert.match(members[0]!.remarks.join(), why);
    }
    const { members } = await report(
      withDigest(withLab(record, (one) => ({ ...one, files: { ...one.files, 'b.ts': 'x' } }))),
    );
    assert.match(members[0]!.remarks.join(), /Its files are not those of the lab/);
  }).timeout(60_000);

  it('says what else a lead should know', async () => {
    const record = recordOf(await learner(content.labs.slice(0, 1)), 'Ada', options.plan);
    const remarks = async (one: TrainingRecord, plan = options.plan) =>
      (await teamReport([{ name: 'a.json', text: JSON.stringify(one) }], { ...options, plan })).members[0]!;
    assert.match((await remarks({ ...record, name: 'Bob' })).remarks.join(), /digest does not fit/);
    const older = withDigest({ ...record, material: '0'.repeat(64) });
    assert.match((await remarks(older)).remarks.join(), /another version of the training material \(1\.2\.3\)/);
    const future = withDigest({ ...record, exported: '2030-01-01T00:00:00.000Z' });
    assert.match((await remarks(future)).remarks.join(), /dated in the future/);
    const unknown = withDigest(withLab(record, (lab) => ({ ...lab, lab: 'gone' })));
    assert.match((await remarks(unknown)).remarks.join(), /were not looked at: gone/);
    const modules = [{ module: content.labs[0]!.module, links: [] }];
    const planned = await remarks(record, { ...options.plan, modules, due: '2026-11-01' });
    assert.match(planned.remarks.join(), /The plan was another one.*done after the due date/);
    assert.equal((await remarks(record, { ...options.plan, due: '2026-11-26' })).state, 'overdue');
    assert.equal((await remarks(record, { ...options.plan, due: '2026-11-27' })).state, 'open');
  }).timeout(60_000);

  it('takes the newest of several records of a person, and tells of files that are none', async () => {
    const record = recordOf(memory(), 'Ada');
    const newer = withDigest({ ...record, name: ' ada ', exported: '2026-11-27T11:00:00.000Z' });
    const { members, refused } = await report(record, newer, '{}');
    assert.deepEqual(
      members.map(({ file }) => file),
      ['1.json'],
    );
    assert.deepEqual(
      refused.map(({ file, reason }) => `${file}: ${reason}`),
      ['2.json: The file is no training record of Claude Guard.', '0.json: Ada has a newer record: 1.json.'],
    );
  });

  it('lets nothing that a record says be a formula, markup or a command', async () => {
    const names = [
      '=HYPERLINK("https://evil.example","x")',
      '@SUM(1)',
      ' -1+1',
      '<img src=x onerror=alert(1)>',
      '[x](command:y) | `z`\n# no',
      '\u001b[31mred',
    ];
    const made = await report(...names.map((name) => recordOf(memory(), name)), '{"format":');
    const csv = reportAs('csv', made, 'en', t);
    for (const line of csv.slice(1).trim().split('\r\n')) assert.match(line, /^"(?:[^=+@-]|'|'?\s)/);
    assert.ok(csv.includes(`"'=HYPERLINK(""https://evil.example"",""x"")"`) && csv.includes(`"' -1+1"`));
    const html = reportAs('html', made, 'en', t);
    assert.ok(html.includes('&lt;img src=x') && !html.includes('<img'));
    assert.match(html, /<time>\d{4}-\d{2}-\d{2}<\/time>/);
    const markdown = reportAs('markdown', made, 'en', t);
    assert.ok(markdown.includes('\\[x\\]\\(command\\:y\\) \\| \\`z\\`') && !/^# no/m.test(markdown));
    const text = reportAs('text', made, 'en', t);
    for (const form of [csv, html, markdown, text]) {
      assert.ok(!form.includes('\u001b'));
      assert.match(form, /self-reported/i);
    }
    assert.match(text, /0 of 6 who sent a record are done\./);
    assert.match(text, /does not prove who solved a lab/);
  });
});

describe('the material', () => {
  it('has a lab for each module that people learn', () => {
    const { labs } = materialOf(content);
    for (const { module } of defaultPlan.modules)
      assert.ok(
        labs.some((lab) => lab.module === module),
        module,
      );
  });
});
