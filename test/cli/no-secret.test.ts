import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { credentialCases } from '../engine/credential-cases';
import { useFolders } from '../support/command-line';
import { makeFakeKey } from '../support/credential-shapes';

const cli = join(__dirname, '../../dist/cli.js');

/** Everything that a command leaves behind: what it prints, and files in the folders that it may write to. */
function leftovers(args: readonly string[], folder: string, places: string): string {
  const [home, temporary] = [join(places, 'home'), join(places, 'tmp')];
  for (const place of [home, temporary]) mkdirSync(place, { recursive: true });
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    TMPDIR: temporary,
    XDG_CACHE_HOME: join(home, '.cache'),
    NODE_DEBUG: '',
  };
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.ok(status === 0 || status === 1, stderr);
  assert.ok(stdout.length > 100, stderr);
  const files = readdirSync(places, { recursive: true, encoding: 'utf8' }).map((name) => join(places, name));
  return [
    stdout,
    stderr,
    ...files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'utf8')),
  ].join('\n');
}

describe('no secret leaves a run of the built command line', function () {
  this.timeout(180_000);
  const newFolder = useFolders();

  /** A workspace with every case of the table, and every key that was made for it. */
  function workspace(): { folder: string; keys: Set<string> } {
    const keys = new Set<string>();
    const folder = newFolder({});
    credentialCases.forEach(({ file, text }, index) => {
      const content = text((kind, options) => {
        const key = makeFakeKey(kind, options);
        keys.add(key);
        return key;
      });
      const path = join(folder, String(index), file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    });
    return { folder, keys };
  }

  for (const args of [
    ['scan', '--format', 'text', '--verbose', '--profile', 'all'],
    ['scan', '--format', 'json', '--profile', 'all'],
    ['scan', '--format', 'sarif', '--profile', 'all'],
    ['scan', '--fix-dry-run', '--profile', 'all'],
  ])
    it(args.join(' '), () => {
      assert.ok(existsSync(cli), 'Build first: npm run build');
      const { folder, keys } = workspace();
      assert.ok(keys.size > 40);
      const left = leftovers(args, folder, newFolder({}));
      const leaked = [...keys].filter((key) => {
        const encoded = [
          key,
          Buffer.from(key).toString('base64').replace(/=+$/, ''),
          Buffer.from(key).toString('hex'),
          [...key].reverse().join(''),
        ];
        return encoded.some((form) => left.includes(form));
      });
      assert.equal(
        leaked.length,
        0,
        `${leaked.length} of ${keys.size} keys, of the kinds ${leaked.map((key) => key.slice(0, 13))}`,
      );
    });
});
