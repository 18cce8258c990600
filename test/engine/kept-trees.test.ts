/** What is read of an edited text is what would be read of it without its past. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { javascriptShape } from '../../src/engine/formats/javascript-tree';
import { pythonShape } from '../../src/engine/formats/python-tree';
import { createGrammars } from '../../src/engine/grammars';
import type { Snapshot, SyntaxNode } from '../../src/engine/snapshot';
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

const python = `import anthropic

# A comment.
class Asker:
    """Asks."""
    def ask(self, question: str) -> str:
        client = anthropic.Anthropic(api_key=os.environ["KEY"])  # here
        if question and not client:
            return f"{question} {client!r}"
        return "".join(block.text for block in client.content)


async def main():
    await Asker().ask(1 + 2 + 3)
`;

const languages = [
  {
    grammar: 'typescript',
    shape: javascriptShape,
    text: readFileSync(join(__dirname, '../../src/engine/edits.ts'), 'utf8'),
    pieces: ['x', '(', ')', '{ a: 1 }', ';\n', '// c\n', '/* d */', '`${a}`', 'async () => {', '}', ' + b', '🙂', '"'],
  },
  {
    grammar: 'python',
    shape: pythonShape,
    text: python.repeat(3),
    pieces: ['x', '(', ')', '{"a": 1}', '\n', '    ', '# c\n', '"""', 'f"{a}"', 'def f():\n    ', ' + b', '🙂', ':'],
  },
] as const;

describe('trees of open documents', function () {
  this.timeout(120_000);

  for (const { grammar, shape, text, pieces } of languages) {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(30),
      added: fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((parts) => parts.join('')),
    });

    it(`give for ${grammar}, after any edits, what a new tree gives`, async () => {
      let name = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 5 }), async (edits) => {
          const kept = `document-${++name}`;
          await grammars.snapshot(grammar, text, shape, kept);
          let now = text;
          for (const { at, removed, added } of edits) {
            const start = Math.floor(at * now.length);
            now = now.slice(0, start) + added + now.slice(start + removed);
            const incremental = linesOf(await grammars.snapshot(grammar, now, shape, kept));
            assert.deepEqual(incremental, linesOf(await grammars.snapshot(grammar, now, shape)));
          }
        }),
        { numRuns: 60 },
      );
    });

    it(`find their way back for ${grammar} when an edit is undone`, async () => {
      const before = linesOf(await grammars.snapshot(grammar, text, shape, 'undone'));
      await grammars.snapshot(grammar, `${text.slice(0, 400)}(((${text.slice(400)}`, shape, 'undone');
      assert.deepEqual(linesOf(await grammars.snapshot(grammar, text, shape, 'undone')), before);
    });
  }

  it('are given up when there are many, and read anew', async () => {
    const [{ grammar, shape, text }] = languages;
    const whole = linesOf(await grammars.snapshot(grammar, text, shape));
    for (let index = 0; index < 60; index++) await grammars.snapshot(grammar, text, shape, `one of many ${index}`);
    assert.deepEqual(linesOf(await grammars.snapshot(grammar, text, shape, 'one of many 0')), whole);
  });
});
