import assert from 'node:assert/strict';
import fc from 'fast-check';
import { notebook } from '../../../src/engine/formats/notebook';
import { checkFacts, embeddedOf, parse, replaceIn } from './support';

const code = (source: unknown, more: object = {}) => ({
  cell_type: 'code',
  metadata: {},
  outputs: [],
  source,
  ...more,
});
const write = (cells: unknown[], metadata: object = {}) => JSON.stringify({ cells, metadata, nbformat: 4 }, null, 1);
const read = (text: string) => parse(notebook, text, 'a.ipynb');

describe('notebook', () => {
  it('embeds sources, given as one text or as lines, the cells of the kernel as one document', async () => {
    const cells = [code(['import os\n', 'print("é")']), code('x = 1'), { cell_type: 'markdown', source: '# T' }];
    assert.deepEqual(embeddedOf(await read(write(cells))), ['markdown - # T', 'python - import os\nprint("é")\nx = 1']);
  });

  it('takes the language of the kernel, and of a cell that differs from it', async () => {
    const format = async (metadata: object, cell: object = {}) =>
      (await read(write([code('x', cell)], metadata))).embedded[0]?.format;
    assert.equal(await format({ kernelspec: { language: 'TypeScript' } }), 'typescript');
    assert.equal(await format({ language_info: { name: 'bash' } }), 'shell');
    assert.equal(await format({ language_info: { name: 'R' } }), 'text');
    assert.equal(await format({}, { metadata: { vscode: { languageId: 'javascript' } } }), 'javascript');
  });

  it('embeds outputs as text, images left out', async () => {
    const outputs = [
      { output_type: 'stream', text: ['a\n', 'b'] },
      { output_type: 'execute_result', data: { 'text/plain': "'key'", 'text/html': ['<b>'], 'image/png': 'AAAA' } },
      { output_type: 'error', ename: 'E', evalue: 'bad', traceback: ['one', 'two'] },
    ];
    const facts = await read(write([code('', { outputs })]));
    assert.deepEqual(embeddedOf(facts), [
      'text output a\nb',
      "text output 'key'",
      'text output <b>',
      'text output bad',
      'text output one\ntwo',
    ]);
  });

  it('writes code into the JSON of a cell', async () => {
    const text = write([code(['k = "old"\n', 'y'])]);
    const [cell] = (await read(text)).embedded;
    const fixed = replaceIn(text, cell!, '"old"', 'os.environ["KEY"]');
    assert.deepEqual(JSON.parse(fixed).cells[0].source, ['k = os.environ["KEY"]\n', 'y']);
    const start = cell!.toOuter(0);
    const added = text.slice(0, start) + cell!.encode('import os\n') + text.slice(start);
    assert.deepEqual(JSON.parse(added).cells[0].source, ['import os\nk = "old"\n', 'y']);
  });

  it('joins any lines and maps each character to where it stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), async (lines) => {
        const text = write([code(lines)]);
        const facts = await read(text);
        assert.equal(facts.embedded[0]?.text ?? '', lines.join(''));
        checkFacts(text, facts);
      }),
    );
  });
});
