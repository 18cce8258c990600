import assert from 'node:assert/strict';
import { openDocuments } from '../../../src/engine/documents';
import { formatOf } from '../../../src/engine/formats/index';
import { createGrammars } from '../../../src/engine/grammars';
import { pipelineOf } from '../../../src/engine/workflows/pipelines';
import { sourceFile } from '../../support/engine';
import { readWasm } from '../../support/wasm';

const grammars = createGrammars(readWasm);

/** Scripts of each job, with what the job sets. */
async function scriptsIn(path: string, text: string) {
  const documents = await openDocuments(sourceFile(path, text), formatOf(path), grammars);
  const pipeline = documents.map(({ document }) => pipelineOf(document)).find((one) => one !== undefined);
  return pipeline?.workflow.jobs.map(({ steps, env }) => [
    steps.map(({ run }) => run?.value.trim()),
    [...env.keys(), ...steps.flatMap((step) => [...step.env.keys()])].join(),
  ]);
}

describe('pipelines', () => {
  it('of GitLab have the scripts of each job in order', async () => {
    const text =
      'variables: {ALL: x}\na:\n  variables: {ONE: y}\n  before_script: [one, [two]]\n  script:\n    - three\nb: {script: four}\n.c: {image: x}\n';
    assert.deepEqual(await scriptsIn('.gitlab-ci.yml', text), [
      [['one', 'two', 'three'], 'ONE,ONE,ONE,ONE'],
      [['four'], ''],
    ]);
  });

  it('of CircleCI have both forms of a step', async () => {
    const text =
      'jobs:\n  a:\n    environment: {A: 1}\n    steps:\n      - checkout\n      - run: one\n      - run: {name: x, command: two}\n';
    assert.deepEqual(await scriptsIn('.circleci/config.yml', text), [[['one', 'two'], 'A']]);
  });

  it('of Azure have stages, jobs and inputs of tasks', async () => {
    const text =
      'stages:\n  - stage: s\n    jobs:\n      - job: a\n        steps:\n          - script: one\n            env: {A: $(x)}\n          - task: Bash@3\n            inputs: {script: two}\n      - job: b\n        steps: [{pwsh: three}]\n';
    assert.deepEqual(await scriptsIn('azure-pipelines.yml', text), [
      [['one', 'two'], 'A'],
      [['three'], ''],
    ]);
  });

  it('of Buildkite have a job for each step', async () => {
    const text = 'steps:\n  - command: [one, two]\n  - wait\n  - group: g\n    steps: [{commands: three}]\n';
    assert.deepEqual(await scriptsIn('.buildkite/pipeline.yml', text), [
      [['one', 'two'], ''],
      [['three'], ''],
    ]);
  });

  it('of Jenkins have what steps run, and nothing of comments', async () => {
    const text = `// sh 'no'\nsh 'one'\nsh(returnStdout: true, script: """two""")\necho "sh 'no'"\nbat label: 'x', script: "three \\"x\\""\n`;
    assert.deepEqual(await scriptsIn('ci/Jenkinsfile.review', text), [[['one', 'two', 'three "x"'], '']]);
  });

  it('are no other files, and survive aliases of themselves', async () => {
    assert.equal(await scriptsIn('config.yml', 'a: {script: one}\n'), undefined);
    assert.deepEqual(await scriptsIn('.gitlab-ci.yml', 'a: &a\n  b: *a\n'), []);
  });
});
