import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '../../src/dev/training';
import { parseConfig } from '../../src/engine/config/config';
import { rules } from '../../src/rules/index';
import { modules } from '../../src/training/modules';
import { parsePlan } from '../../src/training/plan';
import { askedOfEach, askedOfPractice } from '../../src/training/quiz';
import { reportForms } from '../../src/training/report-forms';
import { runIn, useFolders } from '../support/command-line';
import { engine, options, sourceFile } from '../support/engine';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Texts of the fenced blocks in a language. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]!);

describe('README', () => {
  const newFolder = useFolders();

  it('shows commands that the command line understands', async () => {
    const shown = blocks('sh')
      .flatMap((block) => block.split('\n'))
      .filter((line) => line.startsWith('claude-guard '));
    assert.ok(shown.length >= 5);
    for (const line of shown) {
      const folder = newFolder({ 'src/a.ts': 'export {};\n' });
      const { code, err } = await runIn(
        folder,
        line
          .replace(/\s+#.*$/, '')
          .split(/\s+/)
          .slice(1),
      );
      assert.equal(code, 0, `${line}: ${err}`);
    }
  });

  it('pins the version that it is about', () => {
    const versions = [...readme.matchAll(/claude-guard@(\S+)/g)].map((match) => match[1]);
    assert.ok(versions.length > 0);
    for (const version of versions) assert.equal(version, manifest.version);
  });

  it('shows npm scripts that exist', () => {
    const scripts = [...readme.matchAll(/npm (?:run )?(test|run|[a-z][\w:-]*)\b(?!\s+run)/g)].map((match) => match[1]!);
    const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1]!);
    assert.ok(named.length >= 4 && scripts.includes('test'));
    for (const name of named) assert.ok(manifest.scripts[name], name);
  });

  it('shows a configuration without a mistake', () => {
    for (const block of blocks('json'))
      assert.deepEqual(
        parseConfig(
          block,
          rules.map(({ id }) => id),
        ).problems,
        [],
      );
  });

  it('shows a plan for a team without a mistake, with all that is not obvious', () => {
    const [block = '', ...others] = blocks('jsonc').filter((one) => one.includes('"modules"'));
    assert.deepEqual(others, []);
    const { plan, problems } = parsePlan(block);
    assert.deepEqual(problems, []);
    assert.ok(plan!.modules.some(({ note, links }) => note !== undefined && links.length > 0));
    assert.equal(plan!.questions.length, 1);
  });

  it('says what a team’s report can be written as, and what it proves', () => {
    const [line = ''] = /^npx claude-guard training report .*$/m.exec(readme) ?? [];
    for (const form of reportForms) assert.match(line, new RegExp(`\\b${form}\\b`));
    assert.match(readme, /does\s+not prove who solved a lab/);
  });

  it('counts labs and questions as they are', () => {
    const { labs, lessons } = readContent(join(root, 'src/training/content'));
    const twice = modules.filter((one) => labs.filter(({ module }) => module === one).length === 2);
    assert.deepEqual(twice, ['authentication', 'permissions', 'input']);
    assert.match(readme, /and three more labs, of keys, permissions and\s+input/);
    assert.ok(lessons.every(({ minutes }) => minutes === 3) && /a lesson of three minutes/.test(readme));
    assert.deepEqual([askedOfPractice, askedOfEach], [5, 2]);
    assert.match(readme, /five\s+questions of a practice, or two of each in the final check/);
  });

  it('shows a suppression that holds', async () => {
    const [block = ''] = blocks('ts');
    const text = `import Anthropic from '@anthropic-ai/sdk';\n${block}`;
    const { findings, suppressed } = await engine.analyze(sourceFile('client.ts', text), options);
    assert.deepEqual(findings, []);
    assert.equal(suppressed.length, 1);
  });

  it('names settings as they are written, with their values', () => {
    assert.doesNotMatch(readme, /`#[\w.]+#`/);
    assert.match(readme, /^\| `claudeGuard\.run` \| `"onType"` \|.* One of `onType`, `onSave`, `manual`\. \|$/m);
    assert.match(readme, /^\| `claudeGuard\.exclude` \| `\[\]` \|/m);
  });

  it('links to files that exist', () => {
    const targets = [...readme.matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map((match) => match[1]!);
    assert.ok(targets.length > 10);
    for (const target of targets) assert.ok(existsSync(join(root, target)), target);
  });
});
