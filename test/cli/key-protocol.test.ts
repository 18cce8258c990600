import assert from 'node:assert/strict';
import { isAnsweredWith, isAskedWith, replyWith, requestWith } from '../../src/keys/proof';
import { lineOf, longestLine, mostAncestors, readReply, readRequest } from '../../src/keys/protocol';
import { variableOf } from '../../src/rules/support/names';

const nonce = '0a1b2c3d-0000-4000-8000-000000000000';
const request = requestWith('abc', nonce, { mode: 'run', ancestors: [12, 7] });
const given = replyWith('abc', request, 'k', 'ANTHROPIC_API_KEY');

describe('what a program in a terminal asks, and is told', () => {
  it('arrives as it was sent', () => {
    assert.deepEqual(readRequest(lineOf(request)), request);
    assert.deepEqual(readReply(lineOf(given)), given);
    assert.deepEqual(readReply(lineOf({ refused: 'none' })), { refused: 'none' });
  });

  it('names the variable of each kind of key', () => {
    for (const family of ['api03', 'admin01', 'api01', 'oat01']) {
      const reply = replyWith('abc', request, 'k', variableOf(family));
      assert.deepEqual(readReply(lineOf(reply)), reply);
    }
  });

  it('is nothing where it has another form', () => {
    const wrong: unknown[] = [
      ...[null, [], 'abc', { ...request, version: 1 }, { ...request, nonce: 5 }, { ...request, mode: 'take' }],
      ...[
        { ...request, nonce: 'short' },
        { ...request, proof: undefined },
        { ...request, proof: 'x'.repeat(64) },
      ],
      ...[
        { ...request, ancestors: undefined },
        { ...request, ancestors: [0] },
        { ...request, ancestors: ['12'] },
      ],
      { ...request, ancestors: Array.from({ length: mostAncestors + 1 }, (_, at) => at + 1) },
      { ...request, proof: 'a'.repeat(longestLine) },
    ];
    for (const one of wrong) assert.equal(readRequest(JSON.stringify(one)), undefined, JSON.stringify(one));
    assert.equal(readRequest('{'), undefined);
    for (const one of [
      {},
      { key: 'k', variable: 'ANTHROPIC_API_KEY' },
      { ...given, key: '' },
      { ...given, variable: 'a b' },
      { ...given, variable: 'PATH;rm' },
      ...['PATH', 'NODE_OPTIONS', 'LD_PRELOAD', 'ANTHROPIC_BASE_URL', 'MY_KEY'].map((variable) => ({
        ...given,
        variable,
      })),
      { refused: 'x' },
    ])
      assert.equal(readReply(JSON.stringify(one)), undefined, JSON.stringify(one));
  });

  it('shows on both sides that they have the token, which is never said', () => {
    const token = 'a token of some length';
    const asked = requestWith(token, nonce, { mode: 'print', ancestors: [3] });
    const answered = replyWith(token, asked, 'k', 'ANTHROPIC_API_KEY');
    assert.ok(!`${lineOf(asked)}${lineOf(answered)}`.includes(token));
    assert.ok(isAskedWith(token, asked) && isAnsweredWith(token, asked, answered));
    assert.ok(!isAskedWith('another', asked));
    for (const changed of [{ mode: 'run' as const }, { ancestors: [4] }, { nonce: nonce.replace('0a', '0b') }])
      assert.ok(!isAskedWith(token, { ...asked, ...changed }), JSON.stringify(changed));
    for (const changed of [{ key: 'of a stranger' }, { variable: 'CLAUDE_CODE_OAUTH_TOKEN' }, { proof: asked.proof }])
      assert.ok(!isAnsweredWith(token, asked, { ...answered, ...changed }), JSON.stringify(changed));
    assert.ok(!isAnsweredWith('another', asked, answered));
    const again = requestWith(token, nonce.replace('0a', '0b'), asked);
    assert.ok(!isAnsweredWith(token, again, answered), 'an answer to an earlier question');
  });
});
