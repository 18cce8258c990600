import assert from 'node:assert/strict';
import { lineHashes } from '../../src/report/line-hash';

/** Values that the CodeQL action's own tests expect. */
describe('lineHashes', () => {
  const greeting = [
    'e9496ae3ebfced30:1',
    'fb7c023a8b9ccb3f:1',
    'ce8ba1a563dcdaca:1',
    'e20e36e16fcb0cc8:1',
    'b3edc88f2938467e:1',
    'c8e28b0b4002a3a0:1',
    'c129715d7a2bc9a3:1',
  ];

  it('hashes an empty text', () => {
    assert.deepEqual(lineHashes(''), ['c129715d7a2bc9a3:1']);
  });

  it('leaves out spaces and tabs', () => {
    const expected = ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'];
    assert.deepEqual(lineHashes(' a\nb\n  \t\tc\n d'), expected);
  });

  for (const end of ['\n', '\r', '\r\n']) {
    it(`gives the same hashes with ${JSON.stringify(end)} at the end of lines`, () => {
      const lines = [' hello; \t', 'world!!!', '', '', '  \t\tGreetings', ' End', ''];
      assert.deepEqual(lineHashes(lines.join(end)), greeting);
    });
  }

  it('counts equal lines', () => {
    const hashes = lineHashes('Lorem ipsum dolor sit amet.\n'.repeat(10));
    assert.deepEqual(
      hashes.slice(0, 6),
      [1, 2, 3, 4, 5, 6].map((count) => `a7f2ff13bc495cf2:${count}`),
    );
    assert.deepEqual(hashes.slice(6), [
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ]);
  });
});
