import assert from 'node:assert/strict';
import { waysOf } from '../../../src/engine/workflows/conditions';

const told = (condition: string | undefined) =>
  waysOf(condition).map((way) => way.map(({ source, negated }) => `${negated ? '!' : ''}${source}`));

describe('conditions of workflows', () => {
  it('hold in one way without claims where there are none', () => {
    assert.deepEqual(told(undefined), [[]]);
    assert.deepEqual(told('  '), [[]]);
  });

  it('hold in each way that “or” leaves, with all that “and” asks for', () => {
    assert.deepEqual(told('a == 1 && b || c'), [['a == 1', 'b'], ['c']]);
    assert.deepEqual(told('${{ (a || b) && c }}'), [
      ['a', 'c'],
      ['b', 'c'],
    ]);
  });

  it('carry a “not” inwards', () => {
    assert.deepEqual(told('!(a || b) && !!c'), [['!a', '!b', 'c']]);
    assert.deepEqual(told('!(a && b)'), [['!a'], ['!b']]);
    assert.deepEqual(told('a != b'), [['a != b']]);
  });

  it('find no operators in strings and calls', () => {
    assert.deepEqual(told("contains(x, 'a || (b') && startsWith(y && z, ')')"), [
      ["contains(x, 'a || (b')", "startsWith(y && z, ')')"],
    ]);
  });

  it('stay small, whatever is written', () => {
    const many = Array.from({ length: 40 }, (_, at) => `(a${at} || b${at})`).join(' && ');
    assert.ok(waysOf(many).length <= 64);
    assert.equal(told(`${'('.repeat(5000)}a${')'.repeat(5000)}`).length, 1);
  });
});
