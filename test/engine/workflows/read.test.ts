import assert from 'node:assert/strict';
import { openDocuments } from '../../../src/engine/documents';
import { yaml } from '../../../src/engine/formats/yaml';
import { createGrammars } from '../../../src/engine/grammars';
import { workflowOf } from '../../../src/engine/workflows/read';
import type { Workflow } from '../../../src/engine/workflows/types';
import { sourceFile } from '../../support/engine';
import { readWasm } from '../../support/wasm';

const grammars = createGrammars(readWasm);
const path = '.github/workflows/a.yml';

async function read(text: string, file = path): Promise<Workflow | undefined> {
  const documents = await openDocuments(sourceFile(file, text), yaml, grammars);
  return documents.map(({ document }) => workflowOf(document)).find((one) => one !== undefined);
}

describe('workflows', () => {
  it('have triggers in each of their forms', async () => {
    const events = async (on: string) =>
      (await read(on))?.triggers.map(({ event, types = [], branches = [] }) => [event, types.join(), branches.join()]);
    assert.deepEqual(await events('on: push\n'), [['push', '', '']]);
    assert.deepEqual(await events('"on": [push, issues]\n'), [
      ['push', '', ''],
      ['issues', '', ''],
    ]);
    assert.deepEqual(await events('on:\n  issues:\n    types: opened\n  push:\n    branches: [main, "v*"]\n'), [
      ['issues', 'opened', ''],
      ['push', '', 'main,v*'],
    ]);
  });

  it('have jobs and steps, each where it stands', async () => {
    const text =
      'jobs:\n  one:\n    needs: [other]\n    permissions:\n      contents: write\n    steps:\n      - uses: "a/b@v1"\n        with: {n: 10, t: "x\\ty"}\n';
    const [job] = (await read(text))?.jobs ?? [];
    const [step] = job?.steps ?? [];
    assert.deepEqual(job?.needs, ['other']);
    assert.equal(job?.permissions?.scopes.get('contents')?.access, 'write');
    assert.equal(text.slice(step?.uses?.range.start, step?.uses?.range.end), 'a/b@v1');
    assert.equal(step?.with.get('n')?.value, '10');
    const escaped = step?.with.get('t');
    assert.equal(escaped?.value, 'x\ty');
    assert.equal(text[escaped?.toFile(2) ?? 0], 'y');
  });

  it('follow aliases and merged maps; what a map says itself wins', async () => {
    const text =
      'x: &env {A: "1", B: "2"}\njobs:\n  one: &job\n    env: {<<: *env, B: "3"}\n    steps: &steps [{run: echo}]\n  two: *job\n  three:\n    steps: *steps\n';
    const jobs = (await read(text))?.jobs ?? [];
    assert.deepEqual(
      jobs.map(({ id, steps, env }) => [id, steps.length, env.get('A')?.value, env.get('B')?.value]),
      [
        ['one', 1, '1', '3'],
        ['two', 1, '1', '3'],
        ['three', 1, undefined, undefined],
      ],
    );
  });

  it('are read of what is not whole, and of maps that would grow without end', async () => {
    assert.deepEqual((await read('on: [push\njobs:\n  - a\n'))?.jobs, []);
    assert.deepEqual((await read('jobs: {a: 1, b: [x], c: {steps: [1, null, {run: [2]}]}}'))?.jobs.length, 3);
    const bomb = ['a0: &a0 {k: v}'];
    for (let at = 1; at < 12; at++)
      bomb.push(
        `a${at}: &a${at} {<<: [${Array(9)
          .fill(`*a${at - 1}`)
          .join(', ')}]}`,
      );
    assert.equal((await read(`${bomb.join('\n')}\njobs: *a11\n`))?.jobs.length, 0);
  });

  it('are actions that are put together of steps, and no other files', async () => {
    const action = 'runs:\n  using: composite\n  steps: [{run: echo}]\n';
    assert.equal((await read(action, 'x/action.yml'))?.kind, 'action');
    assert.equal(await read('runs: {using: node20}\n', 'action.yml'), undefined);
    assert.equal(await read('jobs: {}\n', 'other.yml'), undefined);
  });
});
