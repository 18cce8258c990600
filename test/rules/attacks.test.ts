import assert from 'node:assert/strict';
import { rules } from '../../src/rules/index';
import { type Attack, action, type Shown, zizmor } from '../support/attacks';
import { type Fixture, readFixtures } from '../support/fixtures';

const fixtures = readFixtures();

/** The documented file of Anthropic's action stands with one rule, and is silent for both. */
function fixtureOf({ file }: Shown, rule: string): Fixture {
  const all = fixtures.filter(({ path }) => path === `.github/workflows/${file}`);
  const found = all.find((one) => one.rule === rule) ?? all.find(({ name }) => name.endsWith('/documented.yml'));
  assert.ok(found, `no fixture ${rule}/.github/workflows/${file}`);
  return found;
}

/** First and last line, from 1, of the job around a line; without jobs the whole file. */
function jobAround(lines: readonly string[], line: number): [number, number] {
  const starts = lines.flatMap((one, at) => (/^ {2}[\w-]+:/.test(one) ? [at + 1] : []));
  return [starts.findLast((one) => one <= line) ?? 1, (starts.find((one) => one > line) ?? lines.length + 1) - 1];
}

function check({ rule = '', bad, hardened }: Attack): void {
  assert.ok(rules.some(({ id }) => id === rule));
  assert.ok(bad && hardened);
  const { wants } = fixtureOf(bad, rule);
  assert.ok(
    wants.some((one) => one.rule === rule && one.text.includes(bad.text)),
    `${bad.file} wants no “${bad.text}” of ${rule}`,
  );
  const good = fixtureOf(hardened, rule);
  const lines = good.text.split('\n');
  const silent = lines.some((one, at) => {
    const [first, last] = jobAround(lines, at + 1);
    const told = good.wants.filter((want) => want.rule === rule && want.line >= first && want.line <= last);
    return (
      one.includes(hardened.text) && told.every(({ text }) => !bad.text.includes(text) && !text.includes(bad.text))
    );
  });
  assert.ok(silent, `${hardened.file}: “${hardened.text}” is in no job that is silent`);
}

// What each fixture wants is seen to hold in fixtures.test.ts: here, that none is missing.
describe('attacks on workflows', () => {
  for (const [source, attacks] of Object.entries({ zizmor, action }))
    describe(source, () => {
      for (const attack of attacks)
        if (attack.none === undefined)
          it(`${attack.name} has a bad and a hardened fixture`, () => {
            check(attack);
          });

      it('has each name once, and a reason for what is not reported', () => {
        assert.equal(new Set(attacks.map(({ name }) => name)).size, attacks.length);
        for (const { name, none, rule } of attacks) assert.ok(rule !== undefined || (none ?? '').length > 4, name);
      });
    });

  it('knows as many classes as zizmor documents', () => {
    assert.equal(zizmor.length, 41);
  });
});
