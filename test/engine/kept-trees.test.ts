/** What is read of an edited text is what would be read of it without its past. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { javascriptShape } from '../../src/engine/formats/javascript/tree';
import { pythonShape } from '../../src/engine/formats/python/tree';
import { createGrammars, grammarNames } from '../../src/engine/grammars';
import type { Snapshot, SyntaxNode } from '../../src/engine/snapshot';
import { edited, versions } from '../support/edits';
import { readWasm } from '../support/wasm';

const grammars = createGrammars(readWasm);

/** Everything but the names that nodes have in their trees, as lines. */
function linesOf({ root, comments, errors }: Snapshot): string[] {
  const lines = [`${errors} errors`, ...comments.map(({ start, end }) => `comment ${start}-${end}`)];
  const visit = (node: SyntaxNode, indent: string) => {
    const { type, field, start, end, token, words, depth } = node;
    lines.push(`${indent}${field}:${type} ${start}-${end} ${token} ${words} ${depth} ${node.errors}`);
    for (const child of node.children) visit(child, `${indent} `);
  };
  visit(root, '');
  return lines;
}

const shapes = { typescript: javascriptShape, python: pythonShape };

describe('trees of open documents', function () {
  this.timeout(120_000);
  before(() => grammars.ready(grammarNames));

  for (const document of edited) {
    const { language: grammar, text } = document;
    const shape = shapes[grammar];

    it(`give for ${grammar}, after any edits, what a new tree gives`, async () => {
      let name = 0;
      await fc.assert(
        fc.asyncProperty(versions(document), async (texts) => {
          const kept = `document-${++name}`;
          grammars.snapshot(grammar, text, shape, kept);
          for (const now of texts) {
            const incremental = linesOf(grammars.snapshot(grammar, now, shape, kept));
            assert.deepEqual(incremental, linesOf(grammars.snapshot(grammar, now, shape)));
          }
        }),
        { numRuns: 60 },
      );
    });

    it(`find their way back for ${grammar} when an edit is undone`, async () => {
      const before = linesOf(grammars.snapshot(grammar, text, shape, 'undone'));
      grammars.snapshot(grammar, `${text.slice(0, 400)}(((${text.slice(400)}`, shape, 'undone');
      assert.deepEqual(linesOf(grammars.snapshot(grammar, text, shape, 'undone')), before);
    });
  }

  it('are given up when there are many, and read anew', async () => {
    const { language: grammar, text } = edited[0]!;
    const shape = shapes[grammar];
    const whole = linesOf(grammars.snapshot(grammar, text, shape));
    for (let index = 0; index < 60; index++) grammars.snapshot(grammar, text, shape, `one of many ${index}`);
    assert.deepEqual(linesOf(grammars.snapshot(grammar, text, shape, 'one of many 0')), whole);
  });
});
