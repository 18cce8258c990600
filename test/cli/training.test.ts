import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContent, shipped } from '../../src/dev/training';
import { attempted, languagesOf } from '../../src/training/lab-files';
import { makeRecord } from '../../src/training/record';
import { largestRecord } from '../../src/training/record-read';
import type { DoneLab } from '../../src/training/state';
import type { Lab } from '../../src/training/types';
import { runIn, useFolders } from '../support/command-line';

const content = shipped(readContent(join(__dirname, '../../src/training/content')));
const labs = content.labs.filter(({ module }) => module === 'authentication');
const [date, exported] = ['2026-05-01T10:00:00.000Z', '2026-05-02T10:00:00.000Z'];

function doneWith(lab: Lab, isSolved: boolean): DoneLab {
  const [language] = languagesOf(lab);
  const variant = lab.variants[language!]!;
  return { date, language: language!, files: isSolved ? attempted(variant, variant.right[0]!) : variant.files };
}

/** A record of somebody who says to have done the module, and has, or has left the labs as they were. */
function record(name: string, isSolved = true): string {
  const result = { date, right: 5, asked: 5 };
  const state = {
    done(id: string) {
      const lab = labs.find((one) => one.id === id);
      return lab && doneWith(lab, isSolved);
    },
    lessonRead: () => date,
    quiz: () => ({ best: result, last: result, passed: date, missed: [] }),
  };
  return JSON.stringify(makeRecord({ name, exported, guard: '1.2.3', content }, state));
}

const plan = '{ "title": "Payments", "modules": ["authentication"], "due": "2026-05-20", "finalCheck": false }';

describe('claude-guard training report', () => {
  const newFolder = useFolders();

  it('looks at the solutions again, and says who has learnt what, and what is due', async () => {
    const folder = newFolder({
      '.claude-guard/training.json': plan,
      'records/ada.json': record('Ada'),
      'records/bob.json': record('Bob', false),
      'records/read me.txt': 'no record',
    });
    const { code, out, err } = await runIn(folder, ['training', 'report', 'records']);
    assert.equal(err, '');
    assert.match(out, /^Payments\n.*It was due on 2026-05-20\./);
    assert.match(out, /✓ Ada – done\n/);
    assert.match(out, /labs checked again (\d) of \1, and 1 more, checks passed 1 of 1 \(self-reported\)/);
    assert.match(out, /! Bob – overdue\n.*labs checked again 0 of \d/);
    assert.match(out, /the lab “The key in the code”/);
    assert.match(out, /note: The recorded solution of “The key in the code” is none: The scanner finds no weakness/);
    assert.match(out, /What this proves\nChecked again just now/);
    assert.ok(!/sk-ant-api03-[\w-]{20}/.test(out));
    assert.equal(code, 1);
  });

  it('succeeds where every record is one, in each form, and into a file', async () => {
    const folder = newFolder({ 'ada.json': record('Ada') });
    for (const [form, begins] of [
      ['text', 'Training on secure use'],
      ['markdown', '# Training on secure use'],
      ['html', '<!DOCTYPE html>'],
      ['csv', '\ufeff"Name","State"'],
    ]) {
      const { code, out } = await runIn(folder, ['training', 'report', '.', '--format', form!]);
      assert.equal(code, 0, out);
      assert.ok(out.startsWith(begins!), out.slice(0, 100));
    }
    const { code, err } = await runIn(folder, ['training', 'report', '.', '-f', 'html', '-o', 'team.html']);
    assert.deepEqual([code, err], [0, 'Wrote the report on 1 members to team.html.\n']);
    assert.match(readFileSync(join(folder, 'team.html'), 'utf8'), /<th scope="row">Ada<\/th>/);
  });

  it('tells of each record that is none, and counts the others', async () => {
    const folder = newFolder({
      'ada.json': record('Ada'),
      'big.json': 'x'.repeat(largestRecord + 1),
      'binary.json': new Uint8Array([0, 159, 146, 150]),
      'cut.json': record('Cut').slice(0, 300),
      'package.json': '{}',
      'secret.txt': record('Link'),
    });
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'link.json'));
    mkdirSync(join(folder, 'folder.json'));
    const { code, out } = await runIn(folder, ['training', 'report', '.']);
    assert.equal(code, 1);
    assert.match(out, /^1 of|^0 of 1 who sent a record/m);
    for (const name of ['big', 'binary', 'link', 'folder'])
      assert.match(
        out,
        new RegExp(`^✗ ${name}\\.json: The file can’t be read: it is no text file of at most 1024 KiB\\.`, 'm'),
      );
    assert.match(out, /✗ cut\.json: The file is no JSON, or was cut off\./);
    assert.match(out, /✗ package\.json: The file is no training record/);
    assert.ok(!/Link/.test(out.replace('link.json', '')));
  });

  it('says what is wrong with what was asked', async () => {
    const folder = newFolder({
      'none/a.txt': '',
      'some/ada.json': record('Ada'),
      'plan.json': '{\n  "modules": ["inputs"],\n  "due": "soon"\n}',
    });
    const cases: [string[], RegExp][] = [
      [['nowhere'], /The folder “nowhere” can't be read/],
      [['none'], /There is no JSON file in “none”/],
      [[''], /A path is empty/],
      [['some', '--plan', 'gone.json'], /There is no plan “gone\.json”/],
      [['some', '--plan', 'none'], /The plan “none” can't be read/],
      [
        ['some', '--plan', 'plan.json'],
        /plan\.json:2:15: “inputs” is none of .*\n.*plan\.json:3:10: “due” must be a day/,
      ],
      [['some', '--format', 'pdf'], /Allowed are text, markdown, html, csv/],
      [[], /missing required argument 'folder'/],
    ];
    for (const [args, message] of cases) {
      const { code, err, out } = await runIn(folder, ['training', 'report', ...args]);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, message);
    }
    writeFileSync(join(folder, 'plan.json'), plan);
    const { code, out } = await runIn(folder, ['training', 'report', 'some', '--plan', 'plan.json']);
    assert.equal(code, 0);
    assert.match(out, /^Payments\n/);
  });
});
