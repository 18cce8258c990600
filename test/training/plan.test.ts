import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { practices } from '../../src/engine/types';
import { modules } from '../../src/training/modules';
import { defaultPlan, isDay, longestPlan, type Plan, parsePlan } from '../../src/training/plan';
import { planSchema } from '../../src/training/plan-schema';
import { dataHash } from '../../src/training/record';

const whole = `{
  // What the lead wrote.
  "$schema": "https://example.com/schema.json",
  "title": "Payments: Claude",
  "modules": ["input", { "module": "authentication", "note": "Keys are in \`vault\`.", "links": [{ "title": "Vault", "url": "https://vault.example.com/how" }] }],
  "passMark": 90,
  "due": "2027-03-31",
  "contact": "#security",
  "finalCheck": false,
  "questions": [{
    "module": "input",
    "question": "Who reads what Claude writes?",
    "code": "run(reply)",
    "answers": [{ "text": "We do.", "right": true, "why": "So says our rule." }, { "text": "Nobody.", "why": "It is run." }],
  }],
}`;

const plan: Plan = {
  title: 'Payments: Claude',
  modules: [
    { module: 'input', links: [] },
    {
      module: 'authentication',
      note: 'Keys are in `vault`.',
      links: [{ title: 'Vault', url: 'https://vault.example.com/how' }],
    },
  ],
  passMark: 90,
  due: '2027-03-31',
  contact: '#security',
  finalCheck: false,
  questions: [
    {
      module: 'input',
      question: 'Who reads what Claude writes?',
      code: 'run(reply)',
      answers: [
        { text: 'We do.', right: true, why: 'So says our rule.' },
        { text: 'Nobody.', right: false, why: 'It is run.' },
      ],
    },
  ],
};

/** Message, and the text that it is about. */
const told = (text: string) =>
  parsePlan(text).problems.map(({ message, range }) => [message, text.slice(range.start, range.end)]);

describe('a team’s plan', () => {
  it('asks for all of a module where it says so, or the whole does', () => {
    const full = (text: string) => parsePlan(text).plan?.modules.flatMap((one) => (one.full ? [one.module] : []));
    assert.deepEqual(full('{}'), []);
    assert.deepEqual(full('{ "full": true }'), [...modules]);
    assert.deepEqual(full('{ "modules": ["errors", { "module": "input", "full": true }] }'), ['input']);
    assert.deepEqual(full('{ "modules": ["errors", { "module": "input", "full": false }], "full": true }'), ['errors']);
    assert.deepEqual(told('{ "full": "yes" }'), [['“full” must be true or false.', '"yes"']]);
  });

  it('is the same, by its hash, as before there was a word for all of it', () => {
    assert.equal(dataHash(parsePlan(whole).plan), '62d91912974667bcc8b2f4873b70c405e1039e1e6898581283cb5418084d1db6');
  });

  it('says what it says, with comments and trailing commas', () => {
    assert.deepEqual(parsePlan(whole), { plan, problems: [] });
  });

  it('leaves out what it wants as usual', () => {
    assert.deepEqual(parsePlan('{}').plan, defaultPlan);
    assert.deepEqual(
      practices.filter((practice) => !modules.includes(practice)),
      [],
    );
  });

  const answers = (...all: string[]) =>
    `{"questions":[{"module":"input","question":"Which?","answers":[${all.join()}]}]}`;
  const cases: [name: string, text: string, message: RegExp, at: string][] = [
    ['no JSON', '{"due": 2027-03-31}', /no valid JSON/, '-0'],
    ['no object', '[]', /must be an object/, '[]'],
    ['nothing', '', /a value is missing here/, ''],
    ['an unknown field', '{"passmark": 80}', /no field “passmark” here\. Did you mean “passMark”\?/, '"passmark"'],
    ['a field twice', '{"due": "2027-01-01", "due": "2027-01-02"}', /“due” is there twice/, '"due"'],
    ['an unknown module', '{"modules": ["inputs"]}', /“inputs” is none of .* Did you mean “input”\?/, '"inputs"'],
    ['a module twice', '{"modules": ["input", {"module": "input"}]}', /“input” is there twice/, '{"module": "input"}'],
    ['no module', '{"modules": []}', /at least one module/, '[]'],
    ['modules that are no list', '{"modules": "input"}', /“modules” must be a list/, '"input"'],
    ['a module that is a number', '{"modules": [1]}', /must be an object/, '1'],
    ['a module without a name', '{"modules": [{"note": "x"}]}', /“module” is missing here/, '{"note": "x"}'],
    ['a pass mark as text', '{"passMark": "80%"}', /whole number from 50 to 100/, '"80%"'],
    ['a pass mark of nothing', '{"passMark": 0}', /whole number from 50 to 100/, '0'],
    ['a day that does not exist', '{"due": "2027-02-30"}', /a day that exists/, '"2027-02-30"'],
    ['a day in another form', '{"due": "31.3.2027"}', /a day that exists/, '"31.3.2027"'],
    ['an empty title', '{"title": " "}', /a text of 1 to 100 characters/, '" "'],
    ['a final check of text', '{"finalCheck": "no"}', /must be true or false/, '"no"'],
    [
      'a link that runs something',
      '{"modules": [{"module": "input", "links": [{"title": "x", "url": "command:workbench.action.quit"}]}]}',
      /begin with https/,
      '"command:workbench.action.quit"',
    ],
    [
      'a link with a password',
      '{"modules": [{"module": "input", "links": [{"title": "x", "url": "https://a:b@example.com"}]}]}',
      /begin with https/,
      '"https://a:b@example.com"',
    ],
    [
      'a question with one answer',
      answers('{"text":"a","why":"x","right":true}'),
      /from 2 to 6 answers/,
      '[{"text":"a","why":"x","right":true}]',
    ],
    [
      'no right answer',
      answers('{"text":"a","why":"x"}', '{"text":"b","why":"y"}'),
      /Exactly one answer/,
      '[{"text":"a","why":"x"},{"text":"b","why":"y"}]',
    ],
    [
      'an answer of another type',
      answers('"a"', '{"text":"b","why":"x"}', '{"text":"c","why":"y","right":true}'),
      /must be an object/,
      '"a"',
    ],
  ];
  for (const [name, text, message, at] of cases)
    it(`is told where it stands: ${name}`, () => {
      const problems = told(text);
      assert.ok(
        problems.some(([said = '', place]) => message.test(said) && place === at),
        JSON.stringify(problems),
      );
      assert.equal(parsePlan(text).plan, undefined);
    });

  it('marks what an editor’s own check of JSON tells, too', () => {
    const marks = (text: string) => parsePlan(text).problems.map(({ isJson }) => isJson);
    assert.deepEqual(marks('{"title": "a" "due": 1}'), [true]);
    assert.deepEqual(marks('modules: []'), [true]);
    assert.deepEqual(marks('{"passMark": 80, "passMark": 90}'), [true]);
    assert.deepEqual(marks('{"passMark": 1}'), [undefined]);
    assert.deepEqual(marks(''), [undefined]);
    assert.deepEqual(marks('// later'), [undefined]);
  });

  it('is not read where it is huge or deep', () => {
    assert.match(parsePlan(`{"title":"${'x'.repeat(longestPlan)}"}`).problems[0]!.message, /at most 262144/);
    assert.match(parsePlan('['.repeat(100_000)).problems[0]!.message, /JSON/);
    assert.match(parsePlan(`{"__proto__": {"due": "2020-01-01"}}`).problems[0]!.message, /no field “__proto__”/);
  });

  it('knows the days of the calendar', () => {
    for (const day of ['2028-02-29', '2026-12-31']) assert.ok(isDay(day), day);
    for (const day of ['2027-02-29', '2026-13-01', '2026-1-1', '+02026-01-01', '']) assert.ok(!isDay(day), day);
  });

  it('is what its schema allows, and the schema is the one that is shipped', () => {
    const schema = planSchema();
    const shipped = readFileSync(join(__dirname, '../../media/training.schema.json'), 'utf8');
    assert.deepEqual(JSON.parse(shipped), JSON.parse(JSON.stringify(schema)));
    const validate = new Ajv({ strict: false }).compile(schema);
    assert.ok(validate({ ...plan, questions: plan.questions }), JSON.stringify(validate.errors));
    assert.ok(validate({ modules: ['input'] }));
    for (const wrong of [{ modules: ['inputs'] }, { passMark: 1 }, { due: 'soon' }, { questions: [{}] }])
      assert.ok(!validate(wrong), JSON.stringify(wrong));
  });
});
