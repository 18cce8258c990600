import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLineTable } from '../../src/engine/text/positions';
import { rules } from '../../src/rules/index';
import { engine, options, sourceFile } from '../support/engine';
import { readFixtures } from '../support/fixtures';
import { fillTemplate } from '../support/templates';

/** One text of each format, with findings in it. */
const seeds = [
  ...rules.flatMap(({ examples }) => examples.map(({ file, bad }) => ({ path: file, text: fillTemplate(bad) }))),
  ...readFixtures().map(({ path, text }) => ({ path, text })),
];
const extensions = [
  ...[
    'a.ts',
    'a.tsx',
    'a.js',
    'a.py',
    'a.ipynb',
    'a.html',
    'a.vue',
    'a.svelte',
    'a.astro',
    '.env',
    'a.json',
    'a.jsonc',
    'a.yaml',
    'a.toml',
  ],
  ...[
    'a.ini',
    'a.properties',
    'Dockerfile',
    'a.tf',
    'a.sh',
    'a.md',
    'a.txt',
    'a.xml',
    '.mcp.json',
    '.claude/settings.json',
    'package.json',
    'docker-compose.yml',
    'a.ps1',
  ],
];
/** A small file may take this long, in ms, on a slow machine that does other things at the same time. */
const deadline = 5000;

async function examine(path: string, text: string): Promise<void> {
  const start = performance.now();
  const { findings } = await engine.analyze(sourceFile(path, text), options);
  assert.ok(performance.now() - start < deadline, `${path} took too long`);
  const { starts } = createLineTable(text);
  for (const { range, start: at, end, excerpt, message } of findings) {
    assert.ok(
      range.start >= 0 && range.start <= range.end && range.end <= text.length,
      `${path}: range ${JSON.stringify(range)}`,
    );
    assert.ok(at.line >= 1 && at.line <= starts.length && end.line >= at.line);
    for (const [, body] of (excerpt + message).matchAll(/sk-ant-[a-z]+\d*-([\w-]{40})/g))
      assert.ok(new Set(body).size < 20, `${path}: an excerpt shows a key`);
  }
}

/** Cut, doubled, with foreign characters put in, or bits of another text. */
const mutations = fc.tuple(
  fc.nat(),
  fc.nat(),
  fc.constantFrom('cut', 'drop', 'double', 'insert', 'splice'),
  fc.string({ maxLength: 12, unit: 'binary' }),
);

function mutate(text: string, [a, b, kind, inserted]: [number, number, string, string]): string {
  const [from, to] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
  if (kind === 'cut') return text.slice(0, from);
  if (kind === 'drop') return text.slice(0, from) + text.slice(to);
  if (kind === 'double') return text.slice(0, to) + text.slice(from);
  if (kind === 'insert') return text.slice(0, from) + inserted + text.slice(from);
  return text.slice(0, from) + seeds[b % seeds.length]!.text.slice(a % 40) + text.slice(to);
}

describe('hostile and broken texts', function () {
  this.timeout(120_000);

  it('never throw and never hang when damaged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(mutations, { minLength: 1, maxLength: 4 }),
        async ({ path, text }, changes) => {
          await examine(path, changes.reduce(mutate, text));
        },
      ),
      { numRuns: 600, interruptAfterTimeLimit: 60_000 },
    );
  });

  it('never throw and never hang as another format', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...seeds), fc.constantFrom(...extensions), async ({ text }, path) =>
        examine(path, text),
      ),
      { numRuns: 200, interruptAfterTimeLimit: 30_000 },
    );
  });

  it('never throw and never hang when random', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 400, unit: 'binary' }),
        fc.constantFrom(...extensions),
        async (text, path) => examine(path, text),
      ),
      { numRuns: 300, interruptAfterTimeLimit: 20_000 },
    );
  });

  const deep: Readonly<Record<string, string>> = {
    'a.ts': `const a = ${'['.repeat(5000)}${']'.repeat(5000)};`,
    'b.ts': `const a = ${'f('.repeat(5000)}${')'.repeat(5000)};`,
    'c.ts': `const a = ${"'x' + ".repeat(5000)}'y';`,
    'd.ts': `${'if (a) {'.repeat(3000)}${'}'.repeat(3000)}`,
    'e.tsx': `const a = ${'<div>'.repeat(3000)}${'</div>'.repeat(3000)};`,
    'a.py': `a = ${'('.repeat(3000)}1${')'.repeat(3000)}`,
    'b.py': `a = ${"'x' + ".repeat(5000)}'y'`,
    'a.json': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    'a.yaml': `${'['.repeat(2000)}${']'.repeat(2000)}`,
    'b.yaml': Array.from({ length: 12 }, (_, n) => `a${n}: &a${n} [${n ? `*a${n - 1}, `.repeat(9) : ''}x]`).join('\n'),
    'a.html': `${'<div>'.repeat(20_000)}<script>x</script>`,
    'a.sh': `echo ${'$('.repeat(2000)}${')'.repeat(2000)}`,
    'a.tf': `a = ${'['.repeat(2000)}${']'.repeat(2000)}`,
    'a.md': `${'> '.repeat(5000)}x\n${'```sh\n'.repeat(2000)}`,
    'a.toml': `a = ${'['.repeat(2000)}${']'.repeat(2000)}`,
  };
  for (const [path, text] of Object.entries(deep))
    it(`survive depth: ${path}`, () => examine(path, `${text}\n// anthropic`));
});
