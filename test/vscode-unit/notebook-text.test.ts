import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultConfig } from '../../src/engine/config/config';
import { applyEdits } from '../../src/engine/text/edits';
import {
  type CellContent,
  createNotebookText,
  decodeJson,
  type OutputContent,
} from '../../src/vscode/findings/scan/notebook-text';
import { makeFakeKey } from '../support/credential-shapes';
import { engine } from '../support/engine';

const code = (text: string, outputs: OutputContent[] = [], language = 'python'): CellContent => ({
  kind: 'code',
  language,
  text,
  outputs,
});
const markup = (text: string): CellContent => ({ kind: 'markup', language: 'markdown', text, outputs: [] });
const stream = (text: string): OutputContent => ({ data: {}, stream: text });
const analyze = (text: string) =>
  engine.analyze(
    { uri: 'file:///w/a.ipynb', path: 'a.ipynb', version: 1, text },
    { config: defaultConfig, today: '2026-01-01' },
  );

describe('the text of an open notebook', () => {
  it('is laid out as Jupyter writes it, so that a finding is the same one in the file', () => {
    const { text } = createNotebookText([
      code('import os\nx = "a"', [stream('one\ntwo')]),
      markup('# T'),
      code('', []),
    ]);
    assert.equal(
      text,
      `${JSON.stringify(
        {
          cells: [
            {
              cell_type: 'code',
              metadata: {},
              outputs: [{ output_type: 'stream', text: ['one\n', 'two'] }],
              source: ['import os\n', 'x = "a"'],
            },
            { cell_type: 'markdown', metadata: {}, source: ['# T'] },
            { cell_type: 'code', metadata: {}, outputs: [], source: [] },
          ],
          metadata: { language_info: { name: 'python' } },
          nbformat: 4,
          nbformat_minor: 5,
        },
        undefined,
        1,
      )}\n`,
    );
  });

  it('names the language of a cell that differs from the others', () => {
    const { text } = createNotebookText([code('a'), code('b'), code('c', [], 'javascript')]);
    const { cells, metadata } = JSON.parse(text);
    assert.equal(metadata.language_info.name, 'python');
    assert.deepEqual(cells[2].metadata, { vscode: { languageId: 'javascript' } });
    assert.equal(
      JSON.parse(createNotebookText([code('b', [], 'typescript')]).text).metadata.language_info.name,
      'typescript',
    );
  });

  it('maps each character of any source back to its cell', () => {
    const character = fc.constantFrom('a', '"', '\\', '\n', '\r', '\t', '\u0001', 'é', '😀', '\ud800', '\udc00');
    const source = fc.string({ unit: character, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(source, { maxLength: 4 }), fc.nat(), (sources, seed) => {
        const notebook = createNotebookText(sources.map((one) => code(one)));
        const parsed = JSON.parse(notebook.text);
        assert.deepEqual(
          parsed.cells.map((cell: { source: string[] }) => cell.source.join('')),
          sources,
        );
        for (const [cell, text] of sources.entries()) {
          if (text === '') continue;
          const at = seed % text.length;
          if (/[\ud800-\udbff]$/.test(text.slice(0, at))) continue;
          // A text that is cut there is written the same up to there.
          const marked = (one: string, index: number) => code(index === cell ? `${text.slice(0, at)}█` : one);
          const cut = createNotebookText(sources.map(marked)).text;
          const start = cut.indexOf('█');
          assert.deepEqual(notebook.inSource({ start, end: start }), { cell, range: { start: at, end: at } });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('places a finding in its cell, and one of an output at that', async () => {
    const key = makeFakeKey('api03');
    const cells = [
      code('import anthropic\n'),
      code(`# "é"\nclient = anthropic.Anthropic(api_key="${key}")`, [stream('x'), stream(`got ${key}\n`)]),
    ];
    const notebook = createNotebookText(cells);
    const { findings } = await analyze(notebook.text);
    const sources = findings.flatMap(({ range }) => notebook.inSource(range) ?? []);
    assert.deepEqual(
      sources.map(({ cell, range }) => [cell, cells[cell]!.text.slice(range.start, range.end)]),
      [[1, key]],
    );
    assert.deepEqual(
      findings.flatMap(({ range }) => notebook.inOutput(range) ?? []),
      [{ cell: 1, output: 1 }],
    );
  });

  it('takes an edit that reaches over two cells for none of a cell', () => {
    const { text, inSource } = createNotebookText([code('first'), code('second')]);
    assert.equal(inSource({ start: text.indexOf('first'), end: text.indexOf('second') + 2 }), undefined);
    assert.equal(inSource({ start: 0, end: 0 }), undefined);
  });

  it('can be cut by any output, and stays JSON', () => {
    for (const count of [1, 2, 3]) {
      const outputs = Array.from({ length: count }, (_, index) => stream(`n${index}`));
      const notebook = createNotebookText([code('x', outputs)]);
      for (const output of outputs.keys()) {
        const cut = applyEdits(notebook.text, [{ range: notebook.cuts[output]!.cut, text: '' }]);
        const left = JSON.parse(cut).cells[0].outputs.map((one: { text: string[] }) => one.text.join(''));
        assert.deepEqual(
          left,
          outputs.map(({ stream: text }) => text).filter((_, index) => index !== output),
        );
      }
    }
  });

  it('reads what an edit writes into JSON', () => {
    assert.equal(decodeJson('import os\\nx = \\"a\\"'), 'import os\nx = "a"');
    assert.equal(decodeJson('"'), undefined);
    assert.equal(decodeJson('a", "b'), undefined);
  });
});
