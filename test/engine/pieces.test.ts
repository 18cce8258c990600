import assert from 'node:assert/strict';
import { makeFakeKey } from '../support/credential-shapes';
import { findingsOf } from '../support/engine';

const key = makeFakeKey('api03');
const [first, second] = [key.slice(0, 60), key.slice(60)];

describe('a credential in pieces, of which the first looks like one', () => {
  const texts: Readonly<Record<string, string>> = {
    'joined.ts': `const key = ['${first}', '${second}'].join('');\n`,
    'added.ts': `const A = '${first}';\nconst B = '${second}';\nconst key = A + B;\n`,
    'added.py': `A = "${first}"\nB = "${second}"\nkey = A + B\n`,
  };
  for (const [path, text] of Object.entries(texts))
    it(`is one finding, where it is put together: ${path}`, async () => {
      const found = await findingsOf(path, text);
      assert.deepEqual(
        found.map(({ rule, confidence }) => [rule, confidence]),
        [['encoded-credential', 'high']],
      );
      assert.ok(
        !found.some(({ excerpt }) => excerpt.includes(first.slice(20)) || excerpt.includes(second.slice(4, 40))),
      );
    });

  it('leaves a key alone to which something is added', async () => {
    const found = await findingsOf('a.ts', `const key = '${key}' + '-suffix';\n`);
    assert.deepEqual(
      found.map(({ rule }) => rule),
      ['hardcoded-credential'],
    );
  });
});
