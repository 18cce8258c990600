import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../src/engine/config';
import { rules } from '../../src/rules/index';
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

  it('shows a suppression that holds', async () => {
    const [block = ''] = blocks('ts');
    const text = `import Anthropic from '@anthropic-ai/sdk';\n${block}`;
    const { findings, suppressed } = await engine.analyze(sourceFile('client.ts', text), options);
    assert.deepEqual(findings, []);
    assert.equal(suppressed.length, 1);
  });

  it('links to files that exist', () => {
    const targets = [...readme.matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map((match) => match[1]!);
    assert.ok(targets.length > 10);
    for (const target of targets) assert.ok(existsSync(join(root, target)), target);
  });
});
