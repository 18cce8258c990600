import assert from 'node:assert/strict';
import { type KeyRequest, lineOf, longestLine, mostAncestors, readReply, readRequest } from '../../src/keys/protocol';
import { variableOf } from '../../src/rules/support/names';

const request: KeyRequest = { version: 1, token: 'abc', mode: 'run', ancestors: [12, 7] };

describe('what a program in a terminal asks, and is told', () => {
  it('arrives as it was sent', () => {
    assert.deepEqual(readRequest(lineOf(request)), request);
    assert.deepEqual(readReply(lineOf({ key: 'k', variable: 'ANTHROPIC_API_KEY' })), {
      ...{ key: 'k', variable: 'ANTHROPIC_API_KEY' },
    });
    assert.deepEqual(readReply(lineOf({ refused: 'none' })), { refused: 'none' });
  });

  it('names the variable of each kind of key', () => {
    for (const family of ['api03', 'admin01', 'api01', 'oat01']) {
      const reply = { key: 'k', variable: variableOf(family) };
      assert.deepEqual(readReply(lineOf(reply)), reply);
    }
  });

  it('is nothing where it has another form', () => {
    const wrong: unknown[] = [
      ...[null, [], 'abc', { ...request, version: 2 }, { ...request, token: 5 }, { ...request, mode: 'take' }],
      ...[
        { ...request, ancestors: undefined },
        { ...request, ancestors: [0] },
        { ...request, ancestors: ['12'] },
      ],
      { ...request, ancestors: Array.from({ length: mostAncestors + 1 }, (_, at) => at + 1) },
      { ...request, token: 'x'.repeat(longestLine) },
    ];
    for (const one of wrong) assert.equal(readRequest(JSON.stringify(one)), undefined, JSON.stringify(one));
    assert.equal(readRequest('{'), undefined);
    for (const one of [
      {},
      { key: '' },
      { key: 'k', variable: 'a b' },
      { key: 'k', variable: 'PATH;rm' },
      ...['PATH', 'NODE_OPTIONS', 'LD_PRELOAD', 'ANTHROPIC_BASE_URL', 'MY_KEY'].map((variable) => ({
        key: 'k',
        variable,
      })),
      { refused: 'x' },
    ])
      assert.equal(readReply(JSON.stringify(one)), undefined, JSON.stringify(one));
  });
});
