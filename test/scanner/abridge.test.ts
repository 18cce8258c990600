import assert from 'node:assert/strict';
import type { Finding } from '../../src/engine/types';
import { abridge, shortLock } from '../../src/scanner/abridge';
import { analyzeText } from '../../src/scanner/scan-file';
import { makeFakeKey } from '../support/credential-shapes';
import { engine, options, sourceFile } from '../support/engine';

interface Entry {
  name: string;
  version: string;
}

const json = (value: unknown, space: number | string = 2) => `${JSON.stringify(value, undefined, space)}\n`;
const hash = `sha512-${'a1b2'.repeat(22)}`;

/** A lock file of each tool, as it writes them. */
const writers: Record<string, (entries: readonly Entry[]) => string> = {
  'package-lock.json': (entries) => {
    const packages = entries.map(({ name, version }) => [`node_modules/${name}`, { version, integrity: hash }]);
    return json({ name: 'app', lockfileVersion: 3, packages: Object.fromEntries(packages) });
  },
  'old/package-lock.json': (entries) => {
    const dependencies = entries.map(({ name, version }) => [name, { version, integrity: hash, requires: { a: '1' } }]);
    return json({ name: 'app', lockfileVersion: 1, dependencies: Object.fromEntries(dependencies) }, '\t');
  },
  'pnpm-lock.yaml': (entries) =>
    `lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n\npackages:\n\n${entries
      .map(({ name, version }) => `  '${name}@${version}':\n    resolution: {integrity: ${hash}}\n\n`)
      .join('')}snapshots:\n\n${entries.map(({ name, version }) => `  '${name}@${version}': {}\n\n`).join('')}`,
  'yarn.lock': (entries) =>
    `# yarn lockfile v1\n\n\n${entries
      .map(({ name, version }) => `"${name}@^${version}":\n  version "${version}"\n  integrity ${hash}\n\n`)
      .join('')}`,
  'bun.lock': (entries) =>
    `{\n  "lockfileVersion": 1,\n  "workspaces": {\n    "": { "name": "app" },\n  },\n  "packages": {\n${entries
      .map(({ name, version }) => `    "${name}": ["${name}@${version}", "", {}, "${hash}"],\n\n`)
      .join('')}  }\n}\n`,
};
const python: typeof writers = {
  'poetry.lock': (entries) =>
    `${entries
      .map(
        ({ name, version }) =>
          `[[package]]\nname = "${name}"\nversion = "${version}"\nfiles = [\n    "${hash}",\n]\n\n`,
      )
      .join('')}[metadata]\nlock-version = "2.1"\n`,
  'Pipfile.lock': (entries) => {
    const packages = entries.map(({ name, version }) => [name, { hashes: [hash], version: `==${version}` }]);
    return json({ _meta: { sources: [] }, default: Object.fromEntries(packages), develop: {} }, 4);
  },
};

const ruby: typeof writers = {
  'Gemfile.lock': (entries) =>
    `GEM\n  remote: https://rubygems.org/\n  specs:\n${entries
      .map(({ name, version }) => `    ${name} (${version})\n${'      some-need (>= 1.0)\n'.repeat(4)}`)
      .join('')}\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  some-library-1\n`,
};
const jvm: typeof writers = {
  'gradle.lockfile': (entries) =>
    `# This is a Gradle generated file for dependency locking.\n${entries
      .map(
        ({ name, version }) =>
          `${name.includes(':') ? name : `org.${name}:${name}`}:${version}=compileClasspath,runtimeClasspath,testCompileClasspath,testRuntimeClasspath\n`,
      )
      .join('')}empty=\n`,
};
const hashed: typeof writers = {
  'requirements.txt': (entries) =>
    entries
      .map(({ name, version }) => `${name}==${version} \\\n    --hash=sha256:${hash}\n    # via -r requirements.in\n`)
      .join(''),
};

const others = (count: number): Entry[] =>
  Array.from({ length: count }, (_, at) => ({ name: `some-library-${at}`, version: `1.0.${at}` }));

const withFlaws = (count: number, flaws: readonly Entry[]) => {
  const entries = others(count);
  for (const [at, flaw] of flaws.entries())
    entries.splice(Math.floor(((at + 1) * count) / (flaws.length + 1)), 0, flaw);
  return entries;
};

const npmFlaws: Entry[] = [
  { name: '@modelcontextprotocol/sdk', version: '1.9.0' },
  { name: '@antropic-ai/sdk', version: '1.0.0' },
  { name: 'mcp-remote', version: '0.1.15' },
];
const pythonFlaws: Entry[] = [
  { name: 'mcp', version: '1.9.3' },
  { name: 'antropic', version: '1.0.0' },
];

const rubyFlaws: Entry[] = [{ name: 'mcp', version: '0.20.0' }];
const jvmFlaws: Entry[] = [{ name: 'io.modelcontextprotocol.sdk:mcp-core', version: '0.9.0' }];

const essence = ({ rule, message, range, start, end }: Finding) => ({ rule, message, range, start, end });

const cases = [
  ...Object.entries(writers).map(([path, write]) => ({ path, write, flaws: npmFlaws })),
  ...Object.entries({ ...python, ...hashed }).map(([path, write]) => ({ path, write, flaws: pythonFlaws })),
  ...Object.entries(ruby).map(([path, write]) => ({ path, write, flaws: rubyFlaws })),
  ...Object.entries(jvm).map(([path, write]) => ({ path, write, flaws: jvmFlaws })),
];

describe('long lock files', function () {
  this.timeout(60_000);

  for (const { path, write, flaws } of cases) {
    it(`have the findings that the whole text has, at the same places: ${path}`, async () => {
      const text = write(withFlaws(2600, flaws));
      assert.ok(text.length > shortLock);
      const file = sourceFile(path, text);
      const [abridged, whole] = [await analyzeText(engine, file, options), await engine.analyze(file, options)];
      assert.deepEqual(abridged.findings.map(essence), whole.findings.map(essence));
      assert.equal(abridged.findings.length, flaws.length);
      assert.deepEqual(abridged.notices, []);
    });
  }

  it('lose nearly all of their length, and keep what a project itself asks for', () => {
    const own = { '': { name: 'app', dependencies: { '@modelcontextprotocol/sdk': '^1.9.0' } } };
    const entries = withFlaws(2600, npmFlaws).map(({ name, version }) => [`node_modules/${name}`, { version }]);
    const text = json({ lockfileVersion: 3, packages: { ...own, ...Object.fromEntries(entries) } });
    const { text: short } = abridge('package-lock.json', text)!;
    assert.ok(short.length < 1000, `${short.length}`);
    assert.deepEqual(JSON.parse(short.replace(/,(?=\s*\})/g, '')), {
      lockfileVersion: 3,
      packages: {
        ...own,
        ...Object.fromEntries(npmFlaws.map(({ name, version }) => [`node_modules/${name}`, { version }])),
      },
    });
  });

  it('of Composer and of .NET lose nearly all of theirs, too', () => {
    const composer = others(2600).map(({ name, version }) => ({
      name: `some/${name}`,
      version,
      dist: { shasum: hash },
    }));
    composer.splice(900, 0, { name: 'mcp/sdk', version: '0.5.0', dist: { shasum: hash } });
    const { text: php } = abridge('composer.lock', json({ packages: composer, 'packages-dev': [] }, 4))!;
    assert.deepEqual(JSON.parse(php.replace(/,(?=\s*[\]}])/g, '')), {
      packages: [composer[900]],
      'packages-dev': [],
    });
    const framework = Object.fromEntries(others(2600).map(({ name, version }) => [name, { resolved: version }]));
    const locked = { ...framework, Anthropic: { resolved: '1.0.0' } };
    const { text: net } = abridge('packages.lock.json', json({ version: 1, dependencies: { 'net8.0': locked } }))!;
    assert.deepEqual(JSON.parse(net.replace(/,(?=\s*[\]}])/g, '')), {
      version: 1,
      dependencies: { 'net8.0': { Anthropic: { resolved: '1.0.0' } } },
    });
  });

  it('are searched for credentials from their beginning to their end', async () => {
    const key = makeFakeKey('api03');
    const [first, ...rest] = others(2600);
    const text = writers['package-lock.json']!([{ ...first!, version: key }, ...rest]);
    const { findings } = await analyzeText(engine, sourceFile('package-lock.json', text), options);
    assert.deepEqual(
      findings.map(({ rule, range }) => [rule, range.start]),
      [['hardcoded-credential', text.indexOf(key)]],
    );
  });

  it('of ten megabytes are read for their packages', async () => {
    const text = writers['package-lock.json']!(withFlaws(60_000, npmFlaws));
    assert.ok(text.length > 10_000_000, `${text.length}`);
    const { findings, notices } = await analyzeText(engine, sourceFile('package-lock.json', text), options);
    assert.equal(findings.length, npmFlaws.length);
    assert.deepEqual(notices, []);
  });

  it('that are written in one line are searched for credentials alone, and that is said', async () => {
    const text = JSON.stringify(JSON.parse(writers['package-lock.json']!(withFlaws(9000, npmFlaws))));
    assert.ok(text.length > 1 << 20);
    const { notices } = await analyzeText(engine, sourceFile('package-lock.json', text), options);
    assert.equal(notices.length, 1);
  });
});
