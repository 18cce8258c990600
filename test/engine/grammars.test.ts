import assert from 'node:assert/strict';
import { createGrammars, grammarNames } from '../../src/engine/grammars';
import { readWasm } from '../support/wasm';

describe('grammars', () => {
  const grammars = createGrammars(readWasm);

  for (const name of grammarNames) {
    it(`loads ${name} on this runtime and parses`, async () => {
      await grammars.ready([name]);
      const root = grammars.withTree(name, 'x = 1\n', (tree) => tree.rootNode.endIndex);
      assert.equal(root, 6);
    });
  }

  it('rejects where the bytes are missing', async () => {
    const broken = createGrammars(() => Promise.reject(new Error('no such file')));
    await assert.rejects(broken.ready(['python']), /no such file/);
    assert.throws(() => broken.withTree('python', '', () => 0), /not loaded/);
  });
});
