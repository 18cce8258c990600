// @ts-check
/** A repository as people fetch it: of some size, mostly about other things, with other people's code beside it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fakeKey } from '../support/fake-key.mjs';

const MODULES = 600;
const DEPENDENCIES = 300;

const FUNCTIONS = Array.from({ length: 20 }, (_, index) => index);

/** @param {number} index */
const typescript = (index) =>
  FUNCTIONS.map(
    (one) =>
      `export function step${one}(items: readonly number[], limit = ${index}): number[] {\n  return items.filter((item) => item > limit).map((item) => item * ${one});\n}\n`,
  ).join('\n');

/** @param {number} index */
const python = (index) =>
  FUNCTIONS.map(
    (one) => `def step${one}(items, limit=${index}):\n    return [item * ${one} for item in items if item > limit]\n`,
  ).join('\n\n');

/** @param {string} folder @param {string} path @param {string} text */
function write(folder, path, text) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What is found: a key in a script, a connection without TLS in a service, a switched-off check in another. */
const FOUND = {
  'scripts/try_it.py': `import anthropic\n\nclient = anthropic.Anthropic(api_key="${fakeKey()}")\n`,
  'services/chat/src/client.ts':
    "import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ baseURL: 'http://claude-relay.acme-corp.com' });\n",
  'services/batch/run.sh': 'curl -k https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY"\n',
};

/** @param {string} folder is made @returns {string[]} the files in which something is found, by their names */
export function makeRepository(folder) {
  write(folder, 'README.md', '# A service\n\nIt sums up tickets with Claude.\n');
  write(
    folder,
    'package.json',
    JSON.stringify({ name: 'a-service', dependencies: { '@anthropic-ai/sdk': '^0.60.0' } }),
  );
  write(folder, '.gitignore', 'node_modules/\ndist/\n');
  for (let index = 0; index < MODULES; index++) {
    write(folder, `services/s${index % 12}/src/module${index}.ts`, typescript(index));
    if (index % 2 === 0) write(folder, `jobs/j${index % 7}/job${index}.py`, python(index));
  }
  for (let index = 0; index < DEPENDENCIES; index++)
    write(folder, `node_modules/package${index}/index.js`, `module.exports = ${index};\n`);
  for (const [path, text] of Object.entries(FOUND)) write(folder, path, text);
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'core.hooksPath=/dev/null'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    ['commit', '--quiet', '--message', 'All of it'],
  ])
    execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'ignore' });
  return Object.keys(FOUND).map((path) => path.slice(path.lastIndexOf('/') + 1));
}
