import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readContent } from '../../src/dev/training';
import { english } from '../../src/report/translate';
import { rules } from '../../src/rules/index';
import { codePair } from '../../src/training/code-pair';
import { type LessonState, lessonBody } from '../../src/training/lesson-page';
import { exampleOf, hasLanguages, type Lesson, rulesOf as rulesAmong } from '../../src/training/lessons';
import { modules } from '../../src/training/modules';

const { lessons } = readContent(join(__dirname, '../../src/training/content'));
const rulesOf = (lesson: Lesson) => rulesAmong(lesson, rules);
/** Of somebody who reads code slowly. */
const wordsPerMinute = 220;

const stateOf = (lesson: Lesson): LessonState => ({
  lesson,
  rules: rulesOf(lesson),
  language: 'typescript',
  labs: [],
  wasRead: false,
  wasPassed: false,
});

describe('lessons', () => {
  it('are one for each module', () => {
    assert.deepEqual(
      lessons.map(({ module }) => module),
      [...modules],
    );
    assert.equal(new Set(lessons.map(({ title }) => title)).size, lessons.length);
  });

  for (const lesson of lessons) {
    describe(lesson.module, () => {
      const { why, incident, steps, examples, reading } = lesson;

      it('is told whole, with sources', () => {
        for (const text of [why, incident.text, ...steps, ...examples.map(({ note }) => note)])
          assert.match(text.trim(), /[.?!]$/);
        for (const { title, url } of [incident.source, ...reading]) {
          assert.ok(title.length > 3);
          assert.equal(new URL(url).protocol, 'https:');
        }
        assert.ok(reading.length > 0 && steps.length >= 3);
      });

      it('shows examples of its practice’s rules, by files that they have', () => {
        assert.ok(examples.length >= 2);
        for (const { rule: id, file } of examples) {
          const rule = rulesOf(lesson).find((one) => one.id === id);
          assert.ok(rule, id);
          assert.ok(file === undefined || rule.examples.some((one) => one.file === file), `${id}: ${file}`);
        }
      });

      it('is read in about the time that it says', () => {
        const words = [why, incident.text, ...steps, ...examples.map(({ note }) => note)].join(' ').split(/\s+/).length;
        const shownLines = examples.flatMap(({ rule: id, file }) => {
          const { bad, good } = exampleOf(rulesOf(lesson).find((one) => one.id === id)!, 'typescript', file);
          return [...bad.split('\n'), ...good.split('\n')];
        });
        const minutes = words / wordsPerMinute + shownLines.length / 60;
        assert.ok(Math.abs(minutes - lesson.minutes) <= 1, `${minutes.toFixed(1)} minutes, says ${lesson.minutes}`);
      });

      it('has a page in which every section has a name, and no list is empty', () => {
        const body = lessonBody({ ...stateOf(lesson), from: rulesOf(lesson)[0]!.id, teamRule: 'Ask Mira.' }, english);
        for (const [, id] of body.matchAll(/aria-labelledby="(\w+)"/g)) assert.ok(body.includes(`id="${id}"`), id);
        assert.equal(body.match(/<h1[ >]/g)?.length, 1);
        assert.doesNotMatch(body, /<ul[^>]*><\/ul>|undefined|\{\{(?:key|hidden)/);
        assert.ok(body.includes('Ask Mira.'));
      });
    });
  }
});

describe('the page of a lesson', () => {
  const lesson = lessons.find(({ module }) => module === 'authentication')!;
  const rule = rulesOf(lesson).find(({ id }) => id === 'hardcoded-credential')!;

  it('shows the rule’s own example, in the language that is chosen', () => {
    assert.equal(exampleOf(rule, 'typescript').file, 'client.ts');
    assert.equal(exampleOf(rule, 'python').file, 'client.py');
    assert.equal(exampleOf(rule, 'python', 'compose.yaml').file, 'compose.yaml');
    assert.ok(hasLanguages(lesson, rules));
    assert.ok(!hasLanguages({ ...lesson, examples: [{ rule: 'credential-in-image', note: '' }] }, rules));
    const python = lessonBody({ ...stateOf(lesson), language: 'python' }, english);
    assert.ok(python.includes('client.py') && !python.includes('client.ts'));
  });

  it('begins with what was found, where a finding led to it', () => {
    assert.doesNotMatch(lessonBody(stateOf(lesson), english), /What was found/);
    assert.match(lessonBody({ ...stateOf(lesson), from: rule.id }, english), /What was found: Hard-coded credential/);
    assert.doesNotMatch(lessonBody({ ...stateOf(lesson), from: 'no-such-rule' }, english), /What was found/);
  });

  it('asks to be told when its end is seen, until it was', () => {
    assert.match(lessonBody(stateOf(lesson), english), /data-end/);
    assert.doesNotMatch(lessonBody({ ...stateOf(lesson), wasRead: true }, english), /data-end/);
  });

  it('marks the lines that differ, for eyes and ears, and escapes them', () => {
    const html = codePair({ file: 'a.ts', bad: 'same\n  eval("<b>")', good: 'same\n  parse()' }, english);
    assert.equal(html.match(/class="line differs"/g)?.length, 2);
    assert.equal(html.match(/Only here:/g)?.length, 2);
    assert.ok(html.includes('eval(&quot;&lt;b&gt;&quot;)') && !html.includes('<b>'));
  });
});
