import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse as parseYaml, stringify, type ToStringOptions } from 'yaml';
import { yaml } from '../../../src/engine/formats/yaml';
import {
  checkFacts,
  commandsOf,
  embeddedOf,
  parse,
  replaceIn,
  settingOf,
  settingsOf,
  slice,
  variablesOf,
} from './support';

const workflow = '.github/workflows/ci.yml';
const variables = async (text: string, path: string) => variablesOf(await parse(yaml, text, path));

describe('yaml', () => {
  it('has a setting for every scalar of every document', async () => {
    const facts = await parse(yaml, 'a: 1\nb: [x, {c: true}]\nd:\n---\n- "e\\t"\n- !tag f\n', 'x.yml');
    assert.deepEqual(settingsOf(facts), ['a=1', 'b/0=x', 'b/1/c=true', 'd=null', '0=e\t', '1=f']);
  });

  it('keeps ranges through quotes, comments, anchors and line breaks', async () => {
    const text = "a: &x 'it''s' # note\r\nb: |\r\n  two\r\n  lines\r\nc: *x\r\n";
    const facts = await parse(yaml, text, 'x.yml');
    assert.equal(settingOf(facts, 'a').value, "it's");
    assert.equal(slice(text, settingOf(facts, 'a').valueRange), "it''s");
    assert.equal(settingOf(facts, 'b').value, 'two\nlines\n');
    assert.equal(slice(text, settingOf(facts, 'b').valueRange), '  two\r\n  lines\r\n');
    assert.deepEqual(
      facts.comments.map((range) => slice(text, range)),
      ['# note'],
    );
    assert.equal(facts.settings.length, 2);
  });

  it('knows the variables of compose files in both forms, through anchors too', async () => {
    const text = `x-env: &env
  ANTHROPIC_API_KEY: abc
services:
  a:
    environment: { <<: *env, B: 1 }
  b:
    environment:
      - X=Y=Z
      - "Q=\\"r\\""
      - PASSED_ON
`;
    assert.deepEqual(await variables(text, 'docker-compose.yml'), {
      ANTHROPIC_API_KEY: 'abc',
      B: 1,
      X: 'Y=Z',
      Q: '"r"',
    });
    const facts = await parse(yaml, text, 'docker-compose.yml');
    const setting = settingOf(facts, 'Q');
    assert.deepEqual(setting.path, ['services', 'b', 'environment', 'Q']);
    assert.deepEqual([slice(text, setting.keyRange), slice(text, setting.valueRange)], ['Q', '\\"r\\"']);
  });

  it('knows the variables of Kubernetes', async () => {
    const pod = `spec:
  containers:
    - env:
        - name: ANTHROPIC_API_KEY
          value: k
        - name: FROM_SECRET
          valueFrom: { secretKeyRef: { name: s, key: k } }
`;
    const facts = await parse(yaml, pod, 'pod.yaml');
    const setting = settingOf(facts, 'ANTHROPIC_API_KEY');
    assert.deepEqual(setting.path, ['spec', 'containers', '0', 'env', 'ANTHROPIC_API_KEY']);
    assert.equal(slice(pod, setting.range), 'name: ANTHROPIC_API_KEY\n          value: k');
    assert.deepEqual(variablesOf(facts), { ANTHROPIC_API_KEY: 'k' });
    assert.deepEqual(await variables('kind: ConfigMap\ndata:\n  A: x\n', 'm.yaml'), { A: 'x' });
    assert.deepEqual(await variables('kind: Secret\ndata:\n  A: eA==\nstringData:\n  B: y\n', 's.yaml'), { B: 'y' });
  });

  it('knows the variables of pipelines and hosts', async () => {
    const cases: [string, string, Record<string, unknown>][] = [
      [
        workflow,
        'env: {a: 1}\njobs: {j: {environment: {name: prod}, env: {B: x}, steps: [{env: {C: y}}]}}',
        { a: 1, B: 'x', C: 'y' },
      ],
      ['.gitlab-ci.yml', 'variables:\n  A: x\n  B:\n    value: y\n    description: d\n', { A: 'x', B: 'y' }],
      ['.circleci/config.yml', 'jobs: {a: {environment: {A: x}}}', { A: 'x' }],
      ['azure-pipelines.yml', 'variables:\n- name: A\n  value: x\n', { A: 'x' }],
      ['serverless.yml', 'provider: {environment: {A: x}}', { A: 'x' }],
      ['app.yaml', 'env_variables: {A: x}', { A: 'x' }],
      ['render.yaml', 'services: [{envVars: [{key: A, value: x}]}]', { A: 'x' }],
      ['template.yaml', 'Properties: {Environment: {Variables: {A: x}}}', { A: 'x' }],
      ['values.yaml', 'env: {A: x, name: y}', { A: 'x' }],
    ];
    for (const [path, text, expected] of cases) assert.deepEqual(await variables(text, path), expected, path);
  });

  it('embeds scripts in every scalar style', async () => {
    const text = `jobs:
  a:
    steps:
      - run: plain
      - run: |
          one

            two 😀
      - run: >-
          folded
          line

          next
      - run: "a \\"b\\""
      - run: 'it''s'
      - run: over
          lines
      - {shell: python, run: import os}
      - {uses: actions/github-script@v7, with: {script: f()}}
`;
    for (const lines of [text, text.replaceAll('\n', '\r\n')]) {
      const facts = await parse(yaml, lines, workflow);
      checkFacts(lines, facts);
      assert.deepEqual(embeddedOf(facts), [
        'shell script plain',
        'shell script one\n\n  two 😀\n',
        'shell script folded line\nnext',
        'shell script a "b"',
        "shell script it's",
        'shell script over lines',
        'python script import os',
        'javascript script f()',
      ]);
    }
  });

  it('embeds a block that ends with the file', async () => {
    assert.deepEqual(embeddedOf(await parse(yaml, 'run: |\n  one', workflow)), ['shell script one\n']);
  });

  it('embeds lists of commands, and runs programs without a shell as commands', async () => {
    const ci = 'job:\n  before_script:\n    - a\n  script: [b, c]\n';
    assert.deepEqual(embeddedOf(await parse(yaml, ci, '.gitlab-ci.yml')), [
      'shell script a',
      'shell script b',
      'shell script c',
    ]);
    const compose = 'services:\n  a: {command: claude -p}\n  b: {command: [sh, -c, "x \\"y\\""]}\n';
    const facts = await parse(yaml, compose, 'compose.yaml');
    assert.deepEqual(embeddedOf(facts), ['shell script claude -p', 'shell script x "y"']);
    assert.deepEqual(commandsOf(facts), ['sh|-c|x "y"']);
    const pod = await parse(yaml, 'containers: [{command: [claude], args: [-p, hi]}]', 'pod.yaml');
    assert.deepEqual(commandsOf(pod), ['claude|-p|hi']);
  });

  it('indents what is written into a block scalar, with its line breaks', async () => {
    const text = 'steps:\r\n  - run: |\r\n      curl -k x\r\n      done\r\n';
    const [script] = (await parse(yaml, text, workflow)).embedded;
    const fixed = replaceIn(text, script!, 'curl -k x\n', 'a\nb\n');
    assert.equal(fixed, 'steps:\r\n  - run: |\r\n      a\r\n      b\r\n      done\r\n');
    const quoted = "run: 'a b'\n";
    const [single] = (await parse(yaml, quoted, workflow)).embedded;
    assert.equal(replaceIn(quoted, single!, 'b', "'c'"), "run: 'a ''c'''\n");
  });

  it('reads templates as far as they leave YAML', async () => {
    const text = `{{- if .Values.x }}
kind: Secret
metadata:
  labels:
    {{- include "labels" . | nindent 4 }}
stringData:
  KEY: {{ .Values.key | quote }}
  OTHER: "a{{ .x }}b"
{{- end }}
`;
    const facts = await parse(yaml, text, 'templates/secret.yaml');
    assert.equal(facts.errors, 0);
    assert.deepEqual(variablesOf(facts), { KEY: '{{ .Values.key | quote }}', OTHER: 'a{{ .x }}b' });
  });

  it('counts syntax errors and keeps what can be read', async () => {
    const facts = await parse(yaml, 'a: 1\nb: "open\n', 'x.yml');
    assert.ok(facts.errors > 0);
    assert.equal(settingOf(facts, 'a').value, 1);
  });

  it('refers to the environment where the file can', () => {
    const write = (path: string) => yaml.idioms.readEnvironment('KEY', { kind: 'literal', quote: '', path });
    assert.equal(write(workflow), '${{ secrets.KEY }}');
    assert.equal(write('docker-compose.prod.yml'), '${KEY}');
    assert.equal(write('src/main/resources/application-dev.yml'), '${KEY}');
    assert.equal(write('k8s/deployment.yaml'), undefined);
  });

  it('decodes what the library wrote, each scalar from its range', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b c', '\n', ' ', "'", '"', '\\', ':', '#', '😀', '- ', '\t'),
      maxLength: 30,
    });
    const options = fc.record({
      defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
      lineWidth: fc.constantFrom(0, 24),
    });
    await fc.assert(
      fc.asyncProperty(text, options, async (value, style) => {
        const source = stringify({ steps: [{ run: value, after: 1 }] }, style as ToStringOptions);
        const { run } = parseYaml(source).steps[0];
        const facts = await parse(yaml, source, workflow);
        assert.equal(settingOf(facts, 'run').value, run);
        checkFacts(source, facts);
        for (const { text: script } of facts.embedded) assert.equal(script, run);
        const { range } = facts.strings[0]!;
        if (!/^[|>]/.test(slice(source, range))) assert.equal(parseYaml(`x: ${slice(source, range)}`).x, run);
      }),
      { numRuns: 300 },
    );
  });
});
