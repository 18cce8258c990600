import assert from 'node:assert/strict';
import {
  defines,
  envLine,
  ignoreLines,
  isIgnored,
  loaderIn,
  runtimeOf,
  variableInUse,
  variablesIn,
} from '../../src/vscode/findings/fixes/env-project';

describe('the variables of a project', () => {
  it('are those that code reads, and that env files name', () => {
    const code = [
      'process.env.ACME_CLAUDE_API_KEY',
      `process.env['CLAUDE_TOKEN']`,
      'os.environ["ANTHROPIC_API_KEY"]',
      'os.environ.get("ANTHROPIC_ADMIN_KEY")',
      `os.getenv('CLAUDE_KEY')`,
      `ENV.fetch("CLAUDE_API_KEY")`,
      'process.env.OPENAI_API_KEY',
      'const CLAUDE_SECRET = 1',
    ].join('\n');
    assert.deepEqual(variablesIn(code), [
      'ACME_CLAUDE_API_KEY',
      'CLAUDE_TOKEN',
      'ANTHROPIC_API_KEY',
      'ANTHROPIC_ADMIN_KEY',
      'CLAUDE_KEY',
      'CLAUDE_API_KEY',
    ]);
    assert.deepEqual(variablesIn('# A\nexport CLAUDE_API_KEY=\n  ANTHROPIC_AUTH_TOKEN = x\nPORT=1\n'), [
      'CLAUDE_API_KEY',
      'ANTHROPIC_AUTH_TOKEN',
    ]);
  });

  it('give their name to a new one with the same purpose', () => {
    const documented = 'ANTHROPIC_API_KEY';
    assert.equal(variableInUse(documented, []), documented);
    assert.equal(variableInUse(documented, ['CLAUDE_KEY', 'CLAUDE_API_KEY', 'CLAUDE_API_KEY']), 'CLAUDE_API_KEY');
    assert.equal(variableInUse(documented, ['CLAUDE_API_KEY', 'CLAUDE_API_KEY', documented]), documented);
    assert.equal(variableInUse(documented, ['ANTHROPIC_ADMIN_KEY', 'ANTHROPIC_AUTH_TOKEN']), documented);
    assert.equal(
      variableInUse('ANTHROPIC_ADMIN_KEY', ['ACME_ANTHROPIC_ADMIN_API_KEY', 'CLAUDE_API_KEY']),
      'ACME_ANTHROPIC_ADMIN_API_KEY',
    );
  });

  it('are defined by a line of their own', () => {
    assert.ok(defines('export CLAUDE_KEY =x', 'CLAUDE_KEY'));
    for (const text of ['# CLAUDE_KEY=', 'MY_CLAUDE_KEY=', 'CLAUDE_KEY_2=', ''])
      assert.ok(!defines(text, 'CLAUDE_KEY'), text);
  });
});

describe('what loads .env', () => {
  const none = { names: [], manifests: [], code: [] };
  it('shows in manifests, code and names of files', () => {
    assert.equal(loaderIn({ ...none, manifests: ['{ "dependencies": { "dotenv": "^16" } }'] }), 'dotenv');
    assert.equal(
      loaderIn({ ...none, manifests: ['{ "scripts": { "start": "node --env-file=.env a.js" } }'] }),
      '--env-file',
    );
    assert.equal(loaderIn({ ...none, manifests: ['python-dotenv==1.0\n'] }), 'python-dotenv');
    assert.equal(loaderIn({ ...none, code: ['from dotenv import load_dotenv'] }), 'python-dotenv');
    assert.equal(loaderIn({ ...none, code: [`import 'dotenv/config';`] }), 'dotenv');
    assert.equal(loaderIn({ ...none, names: ['Pipfile'] }), 'Pipenv');
    assert.equal(
      loaderIn({ ...none, manifests: ['{ "devDependencies": { "vite": "1", "vitest": "1" } }'] }),
      undefined,
    );
  });
  it('depends on what runs the code', () => {
    assert.deepEqual(['typescriptreact', 'javascript', 'python', 'go'].map(runtimeOf), [
      'node',
      'node',
      'python',
      'other',
    ]);
  });
});

describe('ignoring .env', () => {
  const root = (text: string) => [{ folder: '', text }];
  it('takes a line, unless git ignores it already', () => {
    assert.deepEqual(ignoreLines('', '.env.example', root('node_modules\n')), ['.env']);
    assert.deepEqual(ignoreLines('app', '.env.example', root('.env\n')), []);
    assert.deepEqual(ignoreLines('app', '.env.example', [...root(''), { folder: 'app', text: '.env' }]), []);
    assert.deepEqual(ignoreLines('', '.env.example', root('.env\n!.env\n')), ['.env']);
  });
  it('leaves the example to git', () => {
    assert.deepEqual(ignoreLines('', '.env.example', root('.env*\n')), ['!.env.example']);
    const after = [...root('.env*\n'), { folder: '', text: '!.env.example' }];
    assert.ok(isIgnored('.env', after) && !isIgnored('.env.example', after));
  });
});

describe('a line of .env', () => {
  it('quotes what is more than a key', () => {
    assert.equal(envLine('A', 'sk-x_1'), 'A=sk-x_1');
    assert.equal(envLine('A', 'a$b#c'), `A='a$b#c'`);
    assert.equal(envLine('A', `a'b`), `A="a'b"`);
  });
});
