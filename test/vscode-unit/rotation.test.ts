import assert from 'node:assert/strict';
import { applyEdits } from '../../src/engine/text/edits';
import { english } from '../../src/report/translate';
import { documentedOf, isDataFile, isMove, leftBy, namesFor, renamed } from '../../src/vscode/findings/fixes/move-fix';
import { moveInSteps } from '../../src/vscode/findings/fixes/move-steps';
import { parseRotation, type Rotation, rotationPage } from '../../src/vscode/findings/pages/rotation';
import { makeFakeKey } from '../support/credential-shapes';
import { engine, findingsOf, options, sourceFile } from '../support/engine';

const rotation: Rotation = {
  kind: 'ANTHROPIC_API_KEY',
  variable: 'CLAUDE_API_KEY',
  path: "src/kim's client.ts",
  loader: 'none',
  runtime: 'node',
  tracked: 'no',
  left: 'reference',
};

describe('the checklist for a key', () => {
  it('says how to replace it, step by step', () => {
    const page = rotationPage(rotation, english);
    assert.match(page, /^# Replace the API key\n/);
    for (const step of [
      'Create a new',
      'where the program runs',
      'loaded',
      'Revoke',
      'used for',
      'history',
      'elsewhere',
    ])
      assert.match(page, new RegExp(`^\\d\\. \\*\\*.*${step}`, 'm'));
    assert.match(page, /`CLAUDE_API_KEY=…`/);
    assert.ok(page.includes(`git log --oneline --all -- 'src/kim?s client.ts'`), page);
  });

  it('names the Keys view before any file, where that has the variable', () => {
    const own = rotationPage({ ...rotation, variable: 'ANTHROPIC_API_KEY' }, english);
    assert.match(own, /Best in no file.*`claude-guard key -- …`, which sets `ANTHROPIC_API_KEY`/);
    assert.doesNotMatch(rotationPage(rotation, english), /claude-guard key/);
    const cloud = { kind: 'AWS_BEARER_TOKEN_BEDROCK', variable: 'AWS_BEARER_TOKEN_BEDROCK' };
    assert.doesNotMatch(rotationPage({ ...rotation, ...cloud }, english), /claude-guard key/);
  });

  it('is one for each kind of credential', () => {
    const titles = ['ANTHROPIC_ADMIN_KEY', 'CLAUDE_SESSION_KEY', 'AWS_BEARER_TOKEN_BEDROCK', 'whatever'].map(
      (kind) => rotationPage({ ...rotation, kind }, english).split('\n')[0],
    );
    assert.deepEqual(titles, [
      '# Replace the Admin API key',
      '# Replace the session key',
      '# Replace the Amazon Bedrock API key',
      '# Replace the API key',
    ]);
  });

  it('says where nothing loads .env, and what would', () => {
    assert.match(rotationPage(rotation, english), /Nothing in this project seems to load `\.env`.*--env-file/);
    assert.match(rotationPage({ ...rotation, runtime: 'python' }, english), /Nothing in this project.*python-dotenv/);
    assert.match(
      rotationPage({ ...rotation, runtime: 'other' }, english),
      /Set `CLAUDE_API_KEY` where the program is started/,
    );
    assert.match(rotationPage({ ...rotation, loader: 'dotenv' }, english), /`dotenv` loads `\.env`/);
  });

  it('says how the variable is read where the file’s reader reads .env itself', () => {
    const said = (path: string, left: Rotation['left'] = 'reference') =>
      rotationPage({ ...rotation, path, left, runtime: 'other' }, english);
    assert.match(said('app/compose.yaml'), /Docker Compose takes `CLAUDE_API_KEY` .*`\.env`, which it reads by itself/);
    assert.match(said('supabase/config.toml'), /Supabase takes `CLAUDE_API_KEY` .*by itself/);
    assert.match(said('.continue/config.yaml'), /Continue reads `CLAUDE_API_KEY` from .*`~\/\.continue\/\.env`/);
    for (const path of ['app/compose.yaml', 'supabase/config.toml', '.continue/config.yaml'])
      assert.doesNotMatch(said(path), /Nothing in this project/);
    assert.match(said('app/config.toml'), /Nothing in this project/);
    assert.match(said('.continue/config.yaml', 'there'), /Nothing in this project/);
  });

  it('warns of an .env that git tracks', () => {
    assert.match(rotationPage({ ...rotation, tracked: 'yes' }, english), /git rm --cached \.env/);
    assert.ok(!rotationPage(rotation, english).includes('git rm'));
  });

  it('says what the file has instead of the key', () => {
    const said = (left: Rotation['left']) => rotationPage({ ...rotation, left }, english).split('\n\n')[1];
    assert.match(
      said('reference') ?? '',
      /^`CLAUDE_API_KEY` is read from the environment now\. The API key that stood/,
    );
    assert.match(said('start') ?? '', /^`CLAUDE_API_KEY` is no longer in the file: it is to be set where/);
    assert.match(said('empty') ?? '', /empty now.*take `CLAUDE_API_KEY` from the environment.*still works/);
  });

  it('says where an empty value comes from, where its reader is known', () => {
    const said = (path: string) => rotationPage({ ...rotation, left: 'empty', path }, english).split('\n\n')[1] ?? '';
    assert.match(said('app/appsettings.Development.json'), /empty now.*`Anthropic__ApiKey`.*still works/);
    assert.match(said('chart/values-prod.yaml'), /empty now.*`secretKeyRef`.*still works/);
    assert.doesNotMatch(said('chart/values-prod.yaml'), /no way to name a variable/);
  });

  it('finds in its address what it depends on', () => {
    assert.deepEqual(parseRotation(new URLSearchParams({ ...rotation }).toString()), rotation);
  });
});

describe('moving a key out of the code', () => {
  const key = makeFakeKey('api03');
  const movesOf = async (path: string, text: string) =>
    (await findingsOf(path, text)).flatMap((finding) =>
      finding.fixes.filter(isMove).map((fix) => ({ finding, fix, after: applyEdits(text, fix.edits) })),
    );

  it('is offered for code that can read the environment', async () => {
    assert.equal((await movesOf('a.py', `client = Anthropic(api_key="${key}")\n`)).length, 1);
    assert.equal((await movesOf('a.md', `The key is ${key}.\n`)).length, 0);
  });

  for (const { path, text, after, left } of [
    {
      path: 'config.json',
      text: '{ "apiKey": "{{key}}", "a": 1 }\n',
      after: '{ "apiKey": "", "a": 1 }\n',
      left: 'empty',
    },
    {
      path: 'config.yaml',
      text: 'a:\n  api_key: {{key}} # ours\n',
      after: 'a:\n  api_key: "" # ours\n',
      left: 'empty',
    },
    { path: 'keys.yaml', text: "keys:\n  - '{{key}}'\n", after: "keys:\n  - ''\n", left: 'empty' },
    {
      path: 'compose.yaml',
      text: 'services:\n  a:\n    environment:\n      ANTHROPIC_API_KEY: {{key}}\n',
      after: 'services:\n  a:\n    environment:\n      ANTHROPIC_API_KEY: ${ANTHROPIC_API_KEY}\n',
      left: 'reference',
    },
    {
      path: '.mcp.json',
      text: '{ "mcpServers": { "a": { "command": "a", "env": { "ANTHROPIC_API_KEY": "{{key}}" } } } }\n',
      after: '{ "mcpServers": { "a": { "command": "a", "env": { "ANTHROPIC_API_KEY": "${ANTHROPIC_API_KEY}" } } } }\n',
      left: 'reference',
    },
    {
      path: '.claude/settings.json',
      text: '{ "env": { "ANTHROPIC_API_KEY": "{{key}}", "B": "1" } }\n',
      after: '{ "env": { "B": "1" } }\n',
      left: 'start',
    },
    {
      path: 'production.env',
      text: 'A=1\n  export CLAUDE_API_KEY="{{key}}" # Kim\nB=2\n',
      after: 'A=1\n  # CLAUDE_API_KEY is set where the program is started, and not here. # Kim\nB=2\n',
      left: 'start',
    },
    {
      path: '.env.example',
      text: 'ANTHROPIC_API_KEY={{key}}\n',
      after: 'ANTHROPIC_API_KEY=your-api-key\n',
      left: 'start',
    },
  ] as const)
    it(`holds in ${path}, and leaves no key there`, async () => {
      const source = text.replace('{{key}}', key);
      const moves = await movesOf(path, source);
      assert.deepEqual(
        moves.map((move) => move.after),
        [after],
      );
      const { fix, finding } = moves[0]!;
      assert.ok(await engine.validateFix(sourceFile(path, source), finding, fix, options));
      assert.equal(leftBy(fix, documentedOf(fix), finding.range), left);
      assert.ok(isDataFile(path));
    });

  for (const { path, text, after, left } of [
    {
      path: 'a.py',
      text: 'import os\n\nos.environ["ANTHROPIC_API_KEY"] = "{{key}}"\nrun()\n',
      after: 'import os\n\nrun()\n',
      left: 'start',
    },
    {
      path: 'a.ts',
      text: "process.env.ANTHROPIC_API_KEY = '{{key}}'; // Kim’s\nrun();\n",
      after: 'run();\n',
      left: 'start',
    },
    {
      path: 'b.py',
      text: 'import anthropic\n\n# client = anthropic.Anthropic(api_key="{{key}}")\n',
      after: `import anthropic\n\n# client = anthropic.Anthropic(api_key="sk-ant-api03-…${key.slice(-4)}")\n`,
      left: 'start',
    },
    {
      path: 'scripts/run.sh',
      text: '#!/bin/sh\nexport ANTHROPIC_API_KEY={{key}}\nclaude -p hello\n',
      after:
        '#!/bin/sh\nexport ANTHROPIC_API_KEY="${ANTHROPIC_API_KEY:?set it in your environment}"\nclaude -p hello\n',
      left: 'reference',
    },
  ] as const)
    it(`is offered for code that sets the variable itself or only mentions the key, as in ${path}`, async () => {
      const source = text.replace('{{key}}', key);
      const [move, ...more] = await movesOf(path, source);
      assert.equal(move?.after, after);
      assert.deepEqual(more, []);
      const { fix, finding } = move!;
      assert.ok(await engine.validateFix(sourceFile(path, source), finding, fix, options));
      assert.equal(leftBy(fix, documentedOf(fix), finding.range), left);
      // The rest of the program knows the name that was set.
      const names = left === 'start' ? ['ANTHROPIC_API_KEY'] : ['ACME_KEY', 'ANTHROPIC_API_KEY'];
      assert.deepEqual(namesFor(fix, finding.range, 'ACME_KEY'), names);
    });

  it('is not offered for what a person’s own shell reads', async () => {
    assert.deepEqual(await movesOf('.zshrc', `export ANTHROPIC_API_KEY=${key}\n`), []);
  });

  it('is not offered where the key is a part of a value, in a block of text, or a secret of the repository', async () => {
    for (const [path, text] of [
      ['config.json', `{ "command": "a --key=${key}" }`],
      ['config.yaml', `a: |\n  ${key}\n`],
      ['config.yaml', `a: >-\n  ${key}\n`],
      ['.github/workflows/ci.yaml', `env:\n  ANTHROPIC_API_KEY: ${key}\n`],
    ] as const)
      assert.deepEqual(await movesOf(path, text), [], `${path}: ${text}`);
  });

  it('holds under the name that the project has for it', async () => {
    const text = `from anthropic import Anthropic\n\nclient = Anthropic(api_key="${makeFakeKey('admin01')}")\n`;
    const [finding] = await findingsOf('a.py', text);
    const fix = finding?.fixes.find(isMove) ?? assert.fail();
    assert.equal(documentedOf(fix), 'ANTHROPIC_ADMIN_KEY');
    const own = renamed(fix, 'ANTHROPIC_ADMIN_KEY', 'ACME_CLAUDE_ADMIN_KEY');
    assert.equal(own.addLines, undefined);
    assert.match(applyEdits(text, own.edits), /^import os\n[\s\S]*api_key=os\.environ\["ACME_CLAUDE_ADMIN_KEY"\]/);
    assert.ok(await engine.validateFix(sourceFile('a.py', text), finding!, own, options));
  });
});

describe('the steps of moving a key', () => {
  const fails = () => Promise.reject(new Error('It fails.'));

  /** What was done, in order, and how it ended. */
  async function done(steps: {
    keep?: 'fails' | 'declines' | 'nothing';
    change?: 'fails' | 'nothing';
    undo?: 'fails';
  }) {
    const seen: string[] = [];
    const outcome = await moveInSteps({
      keep: async () => {
        seen.push('keep');
        if (steps.keep === 'fails') return fails();
        if (steps.keep === 'declines') return 'declined';
        const undo = async () => {
          seen.push('undo');
          if (steps.undo) await fails();
        };
        return steps.keep === 'nothing' ? undefined : { undo };
      },
      change: async () => {
        seen.push('change');
        return steps.change === 'fails' ? fails() : steps.change !== 'nothing';
      },
    });
    return [...seen, outcome.is].join(' ');
  }

  it('store first, then change', async () => {
    assert.equal(await done({}), 'keep change moved');
    assert.equal(await done({ keep: 'nothing' }), 'keep change moved');
  });

  it('leave everything as it was where one fails', async () => {
    assert.equal(await done({ keep: 'fails' }), 'keep unchanged');
    assert.equal(await done({ keep: 'declines' }), 'keep unchanged');
    assert.equal(await done({ change: 'fails' }), 'keep change undo unchanged');
    assert.equal(await done({ change: 'nothing' }), 'keep change undo unchanged');
    assert.equal(await done({ keep: 'nothing', change: 'fails' }), 'keep change unchanged');
  });

  it('say so where the key stays in the store', async () => {
    assert.equal(await done({ change: 'fails', undo: 'fails' }), 'keep change undo stranded');
  });
});
