import assert from 'node:assert/strict';
import { formatById, formatOf, formats } from '../../../src/engine/formats';

describe('formats', () => {
  const expected: Record<string, string[]> = {
    dotenv: ['.env', 'a/.env.local', 'prod.env', '.env.example', '.dev.vars', 'env.example', '.ENV'],
    shell: ['.envrc', 'a.sh', '.bashrc', '.zshenv', '.husky/pre-commit'],
    json: ['a.json', 'package.json', '.mcp.json', 'a.tf.json', '.env.json'],
    jsonc: [
      'tsconfig.build.json',
      '.vscode/settings.json',
      'x/.vscode/mcp.json',
      '.devcontainer/devcontainer.json',
      '.claude/settings.local.json',
      'a.code-workspace',
    ],
    dockerfile: ['Dockerfile', 'Dockerfile.prod', 'api.dockerfile', 'Containerfile'],
    yaml: ['a.yml', 'compose.yaml'],
    toml: ['fly.toml', 'Pipfile'],
    ini: ['a.ini', 'setup.cfg', '.npmrc', '.aws/credentials'],
    properties: ['application.properties'],
    hcl: ['main.tf', 'prod.tfvars', 'a.hcl'],
    make: ['Makefile', 'justfile', 'a.mk'],
    notebook: ['a.ipynb'],
    markdown: ['README.md', 'a.mdx'],
    html: ['a.html'],
    vue: ['a.vue'],
    svelte: ['a.svelte'],
    astro: ['a.astro'],
    powershell: ['a.ps1'],
    batch: ['a.cmd'],
    typescript: ['a.ts', '.env.ts'],
    python: ['a.py'],
    java: ['A.java'],
    go: ['main.go'],
    csharp: ['a.cs'],
    php: ['a.php'],
    ruby: ['a.rb', 'a.rake'],
    'text-slashes': ['a.kt', 'a.rs', 'a.swift'],
    'text-hash': ['Gemfile', 'requirements-dev.txt', 'Dockerfile.dockerignore', '.gitignore'],
    'text-sql': ['a.sql'],
    'text-markup': ['a.xml', 'a.csproj'],
    text: ['a.csv', 'notes.txt', 'LICENSE', 'a.constructor', '__proto__'],
  };

  for (const [id, paths] of Object.entries(expected)) {
    it(`knows ${id} by name`, () => {
      for (const path of paths) assert.equal(formatOf(path).id, id, path);
    });
  }

  it('asks the language id last', () => {
    assert.equal(formatOf('Untitled-1', 'yaml').id, 'yaml');
    assert.equal(formatOf('a.json', 'yaml').id, 'json');
    assert.equal(formatOf('Untitled-1', 'klingon').id, 'text');
  });

  it('gives every format by its id, and each id once', () => {
    for (const format of formats) assert.equal(formatById(format.id), format);
    assert.equal(formatById('klingon'), undefined);
    assert.equal(new Set(formats.map(({ id }) => id)).size, formats.length);
  });

  it('claims each language id once', () => {
    const ids = formats.flatMap(({ languageIds }) => languageIds);
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });
});
