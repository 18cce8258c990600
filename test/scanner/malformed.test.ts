/** Every file that is read as data, damaged in each way that happens: never a crash or a hang, and what can be read is found. */
import assert from 'node:assert/strict';
import type { Analysis } from '../../src/engine/types';
import { analyzeText } from '../../src/scanner/scan-file';
import { options as basic, engine, sourceFile } from '../support/engine';
import { type Sample, samples } from '../support/readable-samples';

const options = { ...basic, packages: true } as const;
/** Of the processor, in ms, for one file: what else the machine does has no say. */
const deadline = 10_000;
const depth = 5000;

async function analyzed(path: string, text: string): Promise<Analysis> {
  const start = process.cpuUsage();
  const analysis = await analyzeText(engine, sourceFile(path, text), options);
  const { user, system } = process.cpuUsage(start);
  const time = (user + system) / 1000;
  assert.ok(time < deadline, `${path} took ${Math.round(time)} ms`);
  for (const { message } of analysis.notices) assert.doesNotMatch(message, /failed here|internal error/);
  return analysis;
}

const isFound = ({ findings, packages = [] }: Analysis, wanted: string): boolean =>
  findings.some(({ rule }) => rule === wanted) || packages.some(({ name }) => name === wanted);

const isJson = ({ text }: Sample): boolean => text.startsWith('{');
const isYaml = ({ path }: Sample): boolean => /\.ya?ml$/.test(path);
const isMarkdown = ({ path }: Sample): boolean => path.endsWith('.md');
const always = () => true;

interface Damage {
  /** Whose findings are still there. */
  keeps(sample: Sample): boolean;
  /** Where it is said that something was not read. */
  says?(sample: Sample): boolean;
  /** Undefined: there is no such damage to it. */
  damaged(sample: Sample): string | undefined;
}

/** One of each parser: broken depths take a second of each. */
const parsers =
  /^(?:package\.json|\.mcp\.json|ask\.ipynb|pnpm-workspace\.yaml|\.gitlab-ci\.yml|pyproject\.toml|pom\.xml|go\.mod|Jenkinsfile|setup\.sh|main\.tf|.*SKILL\.md)$/;

const behind = ({ text, deep }: Sample, nested = deep?.(depth)): string | undefined => {
  if (nested === undefined) return undefined;
  return text.startsWith('{') ? text.replace(/\}\n$/, `, "deep": ${nested}}\n`) : text + nested;
};

const damages: Record<string, Damage> = {
  nothing: { keeps: always, damaged: ({ text }) => text },
  'other line breaks': { keeps: always, damaged: ({ text }) => text.replaceAll('\n', '\r\n') },
  'a byte order mark': { keeps: always, damaged: ({ text }) => `\uFEFF${text}` },
  'every key twice': {
    keeps: (sample) => !isMarkdown(sample),
    damaged: (sample) => (isJson(sample) ? undefined : sample.text + sample.text),
  },
  'a broken tail': { keeps: always, damaged: ({ text }) => `${text}\n}}}]]>>"'\n` },
  'a broken head': { keeps: () => false, says: isJson, damaged: ({ text }) => `}}}]]"\n${text}` },
  'zeros at its end': { keeps: always, damaged: ({ text }) => `${text}\0\0\0` },
  'nothing but its first half': { keeps: () => false, damaged: ({ text }) => text.slice(0, text.length / 2) },
  'tabs for indentation': {
    keeps: (sample) => !isYaml(sample) && !/yarn\.lock|Gemfile\.lock/.test(sample.path),
    damaged: ({ text }) => text.replaceAll('  ', '\t'),
  },
  'a merge that nobody has finished': {
    keeps: (sample) => !isMarkdown(sample) && sample.path !== 'main.tf',
    damaged: ({ text }) => `<<<<<<< ours\n${text}=======\n${text}>>>>>>> theirs\n`,
  },
  'five thousand levels': {
    keeps: always,
    damaged: (sample) => (parsers.test(sample.path) ? behind(sample) : undefined),
  },
  'five thousand levels that do not end': {
    keeps: (sample) => sample.path !== 'main.tf',
    damaged: ({ path, text, deep }) =>
      deep && parsers.test(path) ? text + deep(depth).slice(0, 2 * depth - 1000) : undefined,
  },
};

const ofJson: Record<string, Damage> = {
  'comments and commas at ends': {
    keeps: always,
    damaged: (sample) =>
      isJson(sample)
        ? `// why\n${sample.text.replace(/\n(\s*)([}\]])/g, ',\n$1/* end */ $2').replaceAll('",,', '",')}`
        : undefined,
  },
  'every key twice': {
    keeps: always,
    damaged: ({ text }) => (text.startsWith('{') ? text.replace(/^\{([\s\S]*)\}\n$/, '{$1,$1}\n') : undefined),
  },
};

const tables = { 'of every format': damages, 'of JSON': ofJson };

describe('malformed files', function () {
  this.timeout(300_000);
  for (const [formats, table] of Object.entries(tables))
    for (const [name, { keeps, says, damaged }] of Object.entries(table))
      it(`${formats}, with ${name}: are read as far as they can be`, async () => {
        for (const sample of samples) {
          const text = damaged(sample);
          if (text === undefined) continue;
          const analysis = await analyzed(sample.path, text);
          if (keeps(sample)) assert.ok(isFound(analysis, sample.finds), `${sample.path}: ${sample.finds} is lost`);
          if (says?.(sample)) assert.match(analysis.notices[0]?.message ?? '', /^This file was read in part only/);
        }
      });

  it('say what was not read, and say nothing of what only looks odd', async () => {
    const notices = async (path: string, text: string) =>
      (await analyzed(path, text)).notices.map(({ message }) => message);
    const mcp = samples.find(({ path }) => path === '.mcp.json')!;
    assert.deepEqual(await notices(mcp.path, behind(mcp)!), [
      'This file was read in part only: it nests deeper than 500 levels.',
    ]);
    assert.deepEqual(await notices(mcp.path, `// why\n${mcp.text}`), []);
    assert.deepEqual(await notices('pyproject.toml', '[project\ndependencies = ["mcp==1.9.3"]\n'), [
      'This file was read in part only: it is no valid TOML all through.',
    ]);
    // Of the file itself, and not of what is embedded in it.
    const json = '{"mcpServers": {"docs": {"command": "npx", "args": ["-y", $PACKAGE]}}}';
    assert.deepEqual(await notices('setup.sh', `cat > .mcp.json <<EOF\n${json}\nEOF\n`), []);
    assert.deepEqual(
      await notices('.github/workflows/claude.yml', 'on: push\njobs:\n\ta: 1\n  b: [\nx:\n  run: claude\n'),
      ['This file was read in part only: it is no valid YAML all through.'],
    );
    assert.deepEqual(await notices('pnpm-workspace.yaml', "catalog:\n\t'mcp': 1\n  mcp: 2\n"), [
      'This file was read in part only: it is no valid YAML all through.',
    ]);
  });
});

const bomb = (levels: number, line: (name: string, other: string) => string): string =>
  Array.from({ length: levels }, (_, n) => line(`a${n}`, `a${n - 1}`)).join('');

const bombs: Readonly<Record<string, string>> = {
  aliases: `a: &a [x]\n${bomb(30, (name, other) => `${name}: &${name} [${`*${other === 'a-1' ? 'a' : other},`.repeat(9)}]\n`)}`,
  merges: `a: &a {k: 1}\n${bomb(
    30,
    (name, other) => `${name}: &${name}\n  <<: [${`*${other === 'a-1' ? 'a' : other},`.repeat(9)}]\n  ${name}k: 1\n`,
  )}`,
  'an alias of itself': 'a: &a\n  b: *a\n  <<: *a\n',
  'merged variables': `x: &x\n  ANTHROPIC_MODEL: a\n${'y: &y { <<: *x }\n'.repeat(500)}env:\n  <<: [${'*y,'.repeat(500)}]\n`,
  'five thousand anchors': Array.from(
    { length: 5000 },
    (_, n) => `k${n}: &k${n} ${n ? `{<<: *k${n - 1}}` : '{a: 1}'}\n`,
  ).join(''),
};

describe('YAML whose aliases multiply', function () {
  this.timeout(300_000);
  const read = ['pnpm-workspace.yaml', '.github/workflows/review.yml', '.gitlab-ci.yml', 'docker-compose.yml'];
  for (const sample of samples.filter(({ path }) => read.includes(path)))
    it(`is read as it is written: ${sample.path}`, async () => {
      for (const [name, text] of Object.entries(bombs)) {
        const analysis = await analyzed(sample.path, sample.text + text);
        assert.ok(isFound(analysis, sample.finds), `${name}: ${sample.finds} is lost`);
      }
    });
});

/** Entries of packages that nobody asks about, around one that is. */
const longLocks: Readonly<Record<string, (filler: number) => string>> = {
  'package-lock.json': (count) =>
    `{\n  "lockfileVersion": 3,\n  "packages": {\n${filled(count, (n) => `    "node_modules/left-pad-${n}": {\n      "version": "1.0.${n}"\n    },\n`)}    "node_modules/@modelcontextprotocol/sdk": {\n      "version": "1.24.0"\n    }\n  }\n}\n`,
  'pnpm-lock.yaml': (count) =>
    `lockfileVersion: '9.0'\npackages:\n${filled(count, (n) => `  left-pad-${n}@1.0.0:\n    resolution: {integrity: x}\n`)}  '@modelcontextprotocol/sdk@1.24.0':\n    resolution: {integrity: x}\n`,
  'yarn.lock': (count) =>
    `# yarn lockfile v1\n\n${filled(count, (n) => `left-pad-${n}@^1.0.0:\n  version "1.0.0"\n\n`)}"@modelcontextprotocol/sdk@^1.24.0":\n  version "1.24.0"\n`,
  'uv.lock': (count) =>
    `version = 1\n\n${filled(count, (n) => `[[package]]\nname = "left-pad-${n}"\nversion = "1.0.0"\n\n`)}[[package]]\nname = "mcp"\nversion = "1.9.3"\n`,
};

function filled(size: number, entry: (n: number) => string): string {
  const entries: string[] = [];
  for (let length = 0; length < size; length += entries.at(-1)!.length) entries.push(entry(entries.length));
  return entries.join('');
}

describe('lock files of ten megabytes', function () {
  this.timeout(300_000);
  for (const [path, make] of Object.entries(longLocks))
    it(`are read: ${path}`, async () => {
      const { findings } = await analyzed(path, make(10 << 20));
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        ['vulnerable-dependency'],
      );
    });
});
