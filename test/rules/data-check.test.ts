import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataFile, type DataRow, mistakesIn, oldRows } from '../../src/dev/data-check-rows';

const folder = join(__dirname, '../../src/rules/data');
const today = '2026-11-27';
const row = (more: Partial<DataRow>): DataRow => ({ id: 'a', checked: '2026-11-20', source: 'its page', ...more });
const mistakes = (...rows: DataRow[]) => mistakesIn({ rows }, today);

describe('bundled data', () => {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.json')))
    it(`has no row that is mistaken or contradicts another: ${name}`, () => {
      const file: DataFile = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      assert.ok(file.rows.length > 0);
      // A later day: what was checked since this test was written is no mistake.
      assert.deepEqual(mistakesIn(file, '9999-12-31'), []);
    });

  it('is old from the 91st day after it was checked', () => {
    const rows = [row({ id: 'new', checked: '2026-08-29' }), row({ id: 'old', checked: '2026-08-28' })];
    assert.deepEqual(oldRows({ rows }, today), [{ name: 'old', checked: '2026-08-28', days: 91 }]);
  });

  it('takes what a file says of all its rows', () => {
    const file = { checked: '2026-01-01', source: 'a page', rows: [{ id: 'a' }, row({ id: 'b' })] };
    assert.deepEqual(
      oldRows(file, today).map(({ name }) => name),
      ['a'],
    );
    assert.deepEqual(mistakesIn(file, today), []);
  });

  it('says what a row lacks, and which days are none', () => {
    assert.deepEqual(mistakes({ checked: '2026-11-20', source: 'a page' }), [
      'a row without a name: it has neither “id” nor “ids”.',
    ]);
    assert.deepEqual(mistakes({ id: 'a' }), ['a: nothing says when it was checked.', 'a: it names no source.']);
    assert.deepEqual(mistakes(row({ checked: '2026-11-28' })), ['a: it was checked on 2026-11-28, which is to come.']);
    assert.deepEqual(mistakes(row({ clouds: { vertex: '2026-02-30' } })), ['a: 2026-02-30 is no day.']);
    assert.deepEqual(mistakes(row({ state: 'active', retires: '2027-01-01' })), [
      'a: it is active and has a day of retirement.',
    ]);
  });

  it('says of two rows about one thing in what they differ, and lets one advisory be about two packages', () => {
    assert.deepEqual(mistakes(row({ fixed: '1.0.0' }), row({ fixed: '1.0.1' })), [
      'a: two rows are about it, and they differ in fixed.',
    ]);
    assert.deepEqual(mistakes(row({}), row({})), ['a: two rows are about it, and they are the same.']);
    assert.deepEqual(mistakes(row({ package: 'one' }), row({ package: 'two' })), []);
  });

  it('knows a replacement that is replaced itself, or of which nothing is known', () => {
    const old = row({ ids: ['a', 'a-1'], state: 'deprecated', replacement: 'b' });
    assert.deepEqual(mistakes(old), ['a: its replacement b has no row.']);
    assert.deepEqual(mistakes(old, row({ id: 'b', state: 'deprecated' })), [
      'a: its replacement b is deprecated itself.',
    ]);
    assert.deepEqual(mistakes(old, row({ id: 'b', state: 'active' })), []);
  });
});
