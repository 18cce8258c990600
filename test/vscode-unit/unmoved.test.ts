import assert from 'node:assert/strict';
import { applyEdits } from '../../src/engine/text/edits';
import { english } from '../../src/report/translate';
import { isDataFile, isMove } from '../../src/vscode/findings/fixes/move-fix';
import { adviceFor } from '../../src/vscode/findings/fixes/unmoved';
import { makeFakeKey } from '../support/credential-shapes';
import { engine, findingsOf, options, sourceFile } from '../support/engine';

/** The fix that takes a key out of a file with this one line, if there is one. */
async function moveIn(path: string, line: string) {
  const text = line.replaceAll('KEY!', makeFakeKey('api03'));
  const finding = (await findingsOf(path, text)).find(({ rule }) => rule === 'hardcoded-credential');
  assert.ok(finding, `${path}: the key is not found`);
  return finding.fixes.find(isMove);
}

/** Where a rewrite would not be one that works: what a person is told instead. */
const unmoved: readonly (readonly [path: string, line: string, told: RegExp])[] = [
  ['.zshrc', 'export ANTHROPIC_API_KEY="KEY!"\n', /every program gets.*“claude-guard key -- <program>”/],
  ['dotfiles/.bashrc', 'export ANTHROPIC_API_KEY=KEY!\n', /every program gets/],
  ['fish/config.fish', 'set -gx ANTHROPIC_API_KEY KEY!\n', /every program gets/],
  [
    '.github/workflows/ci.yml',
    'env:\n  ANTHROPIC_API_KEY: KEY!\n',
    /repository’s secrets.*\$\{\{ secrets\.ANTHROPIC_API_KEY \}\}/,
  ],
  [
    'templates/review.yml',
    'on: [push]\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: a/b@v1\n        with:\n          anthropic_api_key: KEY!\n',
    /repository’s secrets.*\$\{\{ secrets\.ANTHROPIC_API_KEY \}\}/,
  ],
  [
    'action.yml',
    'runs:\n  using: composite\n  steps:\n    - run: a\n      env:\n        ANTHROPIC_API_KEY: KEY!\n        MODEL: ${{ inputs.model }}\n',
    /Declare an input.*\$\{\{ inputs\.anthropic_api_key \}\}/,
  ],
  ['.gitlab-ci.yml', 'variables:\n  ANTHROPIC_API_KEY: KEY!\n  A_B: $C_D\n', /Add ANTHROPIC_API_KEY to its settings/],
  ['.circleci/config.yml', 'jobs:\n  a:\n    environment:\n      ANTHROPIC_API_KEY: KEY!\n', /remove it here/],
  ['Dockerfile', 'FROM a\nARG KEY=KEY!\n', /stays in the image.*--mount=type=secret/],
  ['Dockerfile', 'FROM a\nRUN KEY=KEY! node a.js\n', /stays in the image/],
  ['main.tf', 'variable "key" {\n  default = "KEY!"\n}\n', /TF_VAR_/],
  ['prod.tfvars', 'key = "KEY!"\n', /TF_VAR_/],
  ['.streamlit/secrets.toml', 'KEY = "KEY!"\n', /Streamlit/],
  ['app.service', '[Service]\nEnvironment=ANTHROPIC_API_KEY=KEY!\n', /LoadCredential=/],
  ['k8s/secret.yaml', 'kind: Secret\nstringData:\n  ANTHROPIC_API_KEY: KEY!\n', /kubectl create secret/],
  [
    'k8s/app.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  env:\n    - name: ANTHROPIC_API_KEY\n      value: KEY!\n    - name: B\n      value: $(NODE_NAME)\n',
    /valueFrom with secretKeyRef/,
  ],
  ['main.rs', 'const KEY: &str = "KEY!";\n', /std::env::var\("ANTHROPIC_API_KEY"\)/],
  ['main.go', 'package main\n\nconst key = "KEY!"\n', /os\.Getenv\("ANTHROPIC_API_KEY"\)/],
  ['Main.kt', 'const val KEY = "KEY!"\n', /System\.getenv\("ANTHROPIC_API_KEY"\)/],
  ['App.cs', 'const string Key = "KEY!";\n', /GetEnvironmentVariable/],
  ['App.swift', 'let key = "KEY!"\n', /An app has no environment/],
  ['main.dart', "const key = 'KEY!';\n", /An app has no environment/],
  ['page.html', '<script>const key = "KEY!";</script>\n', /a browser runs/],
  ['README.md', 'The key is KEY!\n', /shorten this one/],
  ['main.lua', 'local key = "KEY!"\n', /no safe rewrite.*ANTHROPIC_API_KEY/],
];

const moved: readonly (readonly [path: string, line: string])[] = [
  ['config.toml', 'api_key = "KEY!"\n'],
  ['settings.ini', '[a]\napi_key = KEY!\n'],
  ['application.properties', 'spring.ai.anthropic.api-key=KEY!\n'],
  ['Main.kt', 'val key = "KEY!"\n'],
  ['run.ps1', "$key = 'KEY!'\n"],
  ['run.ps1', '$env:ANTHROPIC_API_KEY = "KEY!"\n'],
  ['Dockerfile', 'FROM a\nENV ANTHROPIC_API_KEY=KEY!\n'],
  ['compose.yaml', 'services:\n  a:\n    environment:\n      ANTHROPIC_API_KEY: KEY!\n'],
  ['mcp_server/config.yaml', 'llm:\n  api_key: KEY!\n  url: ${LLM_URL}\n'],
  ['opencode.json', '{ "provider": { "anthropic": { "options": { "apiKey": "KEY!" } } } }\n'],
  ['.envrc', 'export ANTHROPIC_API_KEY=KEY!\n'],
];

/** What stands in the key's place, quotes included. */
const rewritten: readonly (readonly [path: string, line: string, after: string])[] = [
  [
    'opencode.json',
    '{ "provider": { "anthropic": { "options": { "apiKey": "KEY!" } } } }\n',
    '"{env:ANTHROPIC_API_KEY}"',
  ],
  ['.gemini/settings.json', '{ "security": { "apiKey": "KEY!" } }\n', '"${ANTHROPIC_API_KEY}"'],
  [
    'examples/review.yml',
    'jobs:\n  a:\n    uses: o/r/.github/workflows/review.yml@main\n    secrets:\n      ANTHROPIC_API_KEY: KEY!\n',
    '${{ secrets.ANTHROPIC_API_KEY }}',
  ],
  ['flow.yaml', 'llm: { api_key: KEY!, url: "${LLM_URL}" }\n', '"${ANTHROPIC_API_KEY}"'],
  ['promptfooconfig.yaml', "a:\n  key: KEY!\n  other: '{{ env.OTHER_KEY }}'\n", '"{{ env.ANTHROPIC_API_KEY }}"'],
  ['litellm.yaml', 'a:\n  key: KEY!\n  other: os.environ/OTHER_KEY\n', 'os.environ/ANTHROPIC_API_KEY'],
  // These put no variables in.
  ['appsettings.json', '{ "Anthropic": { "ApiKey": "KEY!" }, "Url": "${LLM_URL}" }\n', '""'],
  ['settings.json', '{ "apiKey": "KEY!", "path": "$path", "price": "$USD" }\n', '""'],
];

describe('a key in a file', () => {
  for (const [path, line, told] of unmoved)
    it(`is not moved out of ${path} by itself (${line.trim().split('\n').at(-1)})`, async () => {
      assert.equal(await moveIn(path, line), undefined);
      assert.match(adviceFor(path, line, 'ANTHROPIC_API_KEY', english), told);
    });

  for (const [path, line] of moved)
    it(`is moved out of ${path} (${line.trim().split('\n').at(-1)})`, async () => {
      const move = await moveIn(path, line);
      assert.ok(move);
      assert.ok(move.addLines?.some(({ line: added }) => added === 'ANTHROPIC_API_KEY='));
      assert.ok(!move.edits.some(({ text }) => text.includes('sk-ant')));
    });

  for (const [path, line, after] of rewritten)
    it(`leaves in ${path} what its reader takes for the variable`, async () => {
      const text = line.replaceAll('KEY!', makeFakeKey('api03'));
      const finding = (await findingsOf(path, text)).find(({ fixes }) => fixes.length > 0);
      assert.ok(finding);
      const [fix] = finding.fixes;
      assert.equal(
        applyEdits(text, fix!.edits),
        line.replace(/(["']?)KEY!\1/, () => after),
      );
      assert.ok((await engine.validateFix(sourceFile(path, text), finding, fix!, options)) !== undefined);
    });

  it('is shortened in a comment of a data file, and can be moved from there', async () => {
    const key = makeFakeKey('api03');
    for (const [path, text] of [
      ['compose.yaml', `# ANTHROPIC_API_KEY: ${key}\nservices: {}\n`],
      ['config.toml', `# api_key = "${key}"\nmodel = "a"\n`],
      ['settings.ini', `[a]\n; api_key = ${key}\n`],
    ] as const) {
      const move = await moveIn(path, text);
      assert.ok(move, path);
      const after = applyEdits(text, move.edits);
      assert.ok(!after.includes(key) && after.includes(key.slice(-4)), after);
    }
  });

  it('is in the store before it leaves a file that is no code', () => {
    for (const path of ['.env', '.env.example', '.envrc', 'app/Dockerfile', 'Dockerfile.dev', 'a.toml', 'a.ini'])
      assert.ok(isDataFile(path), path);
    for (const path of ['src/env.ts', 'a.envr', 'src/dockerfile.ts', 'main.py']) assert.ok(!isDataFile(path), path);
  });
});
