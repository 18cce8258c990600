import assert from 'node:assert/strict';
import { applyEdits } from '../../src/engine/edits';
import { english } from '../../src/report/translate';
import { documentedOf, isMove, renamed } from '../../src/vscode/findings/move-fix';
import { parseRotation, type Rotation, rotationPage } from '../../src/vscode/findings/rotation';
import { makeFakeKey } from '../support/credential-shapes';
import { engine, findingsOf, options, sourceFile } from '../support/engine';

const rotation: Rotation = {
  kind: 'ANTHROPIC_API_KEY',
  variable: 'CLAUDE_API_KEY',
  path: "src/kim's client.ts",
  loader: 'none',
  runtime: 'node',
  tracked: 'no',
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

  it('warns of an .env that git tracks', () => {
    assert.match(rotationPage({ ...rotation, tracked: 'yes' }, english), /git rm --cached \.env/);
    assert.ok(!rotationPage(rotation, english).includes('git rm'));
  });

  it('finds in its address what it depends on', () => {
    assert.deepEqual(parseRotation(new URLSearchParams({ ...rotation }).toString()), rotation);
  });
});

describe('moving a key out of the code', () => {
  it('is offered for code that can read the environment', async () => {
    const key = makeFakeKey('api03');
    const moves = async (path: string, text: string) =>
      (await findingsOf(path, text)).flatMap(({ fixes }) => fixes.filter(isMove));
    assert.equal((await moves('a.py', `client = Anthropic(api_key="${key}")\n`)).length, 1);
    assert.equal((await moves('compose.yaml', `environment:\n  ANTHROPIC_API_KEY: ${key}\n`)).length, 0);
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
