import assert from 'node:assert/strict';
import { english } from '../../src/report/translate';
import { isDataFile, isMove } from '../../src/vscode/findings/fixes/move-fix';
import { adviceFor } from '../../src/vscode/findings/fixes/unmoved';
import { makeFakeKey } from '../support/credential-shapes';
import { findingsOf } from '../support/engine';

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
  ['Dockerfile', 'FROM a\nARG KEY=KEY!\n', /stays in the image.*--mount=type=secret/],
  ['Dockerfile', 'FROM a\nRUN KEY=KEY! node a.js\n', /stays in the image/],
  ['main.tf', 'variable "key" {\n  default = "KEY!"\n}\n', /TF_VAR_/],
  ['prod.tfvars', 'key = "KEY!"\n', /TF_VAR_/],
  ['.streamlit/secrets.toml', 'KEY = "KEY!"\n', /Streamlit/],
  ['app.service', '[Service]\nEnvironment=ANTHROPIC_API_KEY=KEY!\n', /LoadCredential=/],
  ['k8s/secret.yaml', 'kind: Secret\nstringData:\n  ANTHROPIC_API_KEY: KEY!\n', /kubectl create secret/],
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
  ['.envrc', 'export ANTHROPIC_API_KEY=KEY!\n'],
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

  it('is in the store before it leaves a file that is no code', () => {
    for (const path of ['.env', '.env.example', '.envrc', 'app/Dockerfile', 'Dockerfile.dev', 'a.toml', 'a.ini'])
      assert.ok(isDataFile(path), path);
    for (const path of ['src/env.ts', 'a.envr', 'src/dockerfile.ts', 'main.py']) assert.ok(!isDataFile(path), path);
  });
});
