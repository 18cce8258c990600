import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { createDirectScanner } from '../../src/scanner/direct';
import { nodeFiles } from '../../src/scanner/read';
import { scan } from '../../src/scanner/scan';
import type { Scanner } from '../../src/scanner/types';
import { engine, runIn, useFolders } from '../support/command-line';
import { makeFakeKey } from '../support/credential-shapes';

const key = makeFakeKey('api03');
const secret = key.slice(20, 60);
const client = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${key}' });\n`;
const clean = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic();\n`;
/** With a safe fix, beside a key. */
const insecure = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ baseURL: 'http://api.anthropic.com', apiKey: '${key}' });\n`;
/** With a safe fix, and nothing to be masked. */
const safe = insecure.replace(`, apiKey: '${key}'`, '');
const bytes = (text: string) => new TextEncoder().encode(text);

describe('claude-guard scan', function () {
  this.timeout(20_000);
  const folder = useFolders();

  it('prints findings with file, line, masked excerpt and remedy, and exits with 1', async () => {
    const { code, out, err } = await runIn(folder({ 'src/a.ts': client }), ['scan']);
    assert.equal(code, 1);
    assert.match(out, /^src\/a\.ts:3:\d+ error hardcoded-credential$/m);
    assert.match(out, /apiKey: 'sk-ant-api03-….{4}'/);
    assert.match(out, /^ {2}→ /m);
    assert.match(out, /1 error in 1 of 1 file/);
    assert.equal(err, '');
    assert.ok(!out.includes(secret));
  });

  it('exits with 0 where nothing is found', async () => {
    const { code, out } = await runIn(folder({ 'a.ts': clean }), ['scan', '.']);
    assert.equal(code, 0);
    assert.match(out, /^No findings in 1 file/);
  });

  it('names files relative to the scanned folder, and to the current one for single files', async () => {
    const root = folder({ 'src/deep/a.ts': client });
    const files = async (...paths: string[]) => {
      const { out } = await runIn(root, ['scan', '--format', 'json', ...paths]);
      return JSON.parse(out).findings.map(({ file }: { file: string }) => file);
    };
    assert.deepEqual(await files('src'), ['deep/a.ts']);
    assert.deepEqual(await files('src/deep/a.ts'), ['src/deep/a.ts']);
  });

  it('names files relative to the current folder where a terminal or code scanning opens them', async () => {
    const root = folder({ 'src/deep/a.ts': insecure });
    const { out } = await runIn(root, ['scan', 'src', '--quiet']);
    assert.match(out, /^src\/deep\/a\.ts:3:\d+ error /);
    const sarif = JSON.parse((await runIn(root, ['scan', 'src', '--format', 'sarif'])).out).runs[0];
    const { locations, partialFingerprints, fixes } = sarif.results.find((one: { fixes?: unknown }) => one.fixes);
    assert.equal(locations[0].physicalLocation.artifactLocation.uri, 'src/deep/a.ts');
    assert.ok(partialFingerprints.primaryLocationLineHash);
    assert.equal(fixes[0].artifactChanges[0].artifactLocation.uri, 'src/deep/a.ts');
    const diff = (await runIn(root, ['scan', 'src', '--fix-dry-run'])).out;
    assert.match(diff, /^--- a\/src\/deep\/a\.ts\n\+\+\+ b\/src\/deep/);
  });

  it('has a place for notices in JSON, too', async () => {
    const root = folder({ 'large.csv': 'a;b;c\n'.repeat(200_000) });
    const { notices, summary } = JSON.parse((await runIn(root, ['scan', '--format', 'json'])).out);
    assert.deepEqual(notices, [
      { file: 'large.csv', message: 'This file was searched for credentials only: it is larger than 1 MiB.' },
    ]);
    assert.equal(summary.files, 1);
  });

  it('writes JSON and SARIF, and to a file', async () => {
    const root = folder({ 'a.ts': client });
    const json = JSON.parse((await runIn(root, ['scan', '--format', 'json'])).out);
    assert.equal(json.version, '1.2.3');
    assert.equal(json.findings[0].line, 3);
    const { code, out } = await runIn(root, ['scan', '--format', 'sarif', '--output', 'out.sarif']);
    assert.deepEqual([code, out], [1, '']);
    const sarif = readFileSync(join(root, 'out.sarif'), 'utf8');
    const [result] = JSON.parse(sarif).runs[0].results;
    assert.equal(result.partialFingerprints['claudeGuard/v1'], json.findings[0].fingerprint);
    assert.match(result.partialFingerprints.primaryLocationLineHash, /^[0-9a-f]+:1$/);
    assert.ok(!sarif.includes(secret));
    assert.deepEqual(readdirSync(root).sort(), ['a.ts', 'out.sarif']);
  });

  describe('--fail-on', () => {
    for (const [level, expected] of [
      ['error', 1],
      ['warning', 1],
      ['info', 1],
      ['never', 0],
    ] as const) {
      it(`${level} exits with ${expected} for an error`, async () => {
        assert.equal((await runIn(folder({ 'a.ts': client }), ['scan', '--fail-on', level])).code, expected);
      });
    }

    it('counts only what is as bad', async () => {
      const root = folder({
        'a.ts': client,
        '.claude-guard.json': '{ "rules": { "hardcoded-credential": "warning" } }',
      });
      assert.equal((await runIn(root, ['scan', '--fail-on', 'error'])).code, 0);
      assert.equal((await runIn(root, ['scan'])).code, 1);
    });
  });

  describe('configuration', () => {
    it('is the folder’s, or the one given', async () => {
      const root = folder({
        'a.ts': client,
        '.claude-guard.json': '{ "rules": { "hardcoded-credential": "off" } }',
        'other.json': '{}',
      });
      assert.equal((await runIn(root, ['scan'])).code, 0);
      assert.equal((await runIn(root, ['scan', '--config', 'other.json'])).code, 1);
    });

    it('with a mistake exits with 2 and says where', async () => {
      const root = folder({ 'a.ts': clean, 'other.json': '{\n  "rules": { "hardcoded-credentials": "off" }\n}' });
      const { code, err } = await runIn(root, ['scan', '-c', 'other.json']);
      assert.equal(code, 2);
      assert.match(
        err,
        /other\.json:2:14: There is no rule “hardcoded-credentials”\. Did you mean “hardcoded-credential”\?/,
      );
    });

    it('of the folder with a mistake still scans, and exits with 2', async () => {
      const { code, out } = await runIn(folder({ 'a.ts': client, '.claude-guard.json': '{ "profil": 1 }' }), ['scan']);
      assert.equal(code, 2);
      assert.match(out, /hardcoded-credential/);
      assert.match(out, /\.claude-guard\.json: .*profil/);
    });

    it('is narrowed by options, whatever the folder says', async () => {
      const root = folder({ 'a.ts': client, '.claude-guard.json': '{ "minConfidence": "low" }' });
      const { out } = await runIn(root, ['scan', '--min-confidence', 'high', '--format', 'json']);
      const { findings, summary } = JSON.parse(out);
      assert.ok(findings.every(({ confidence }: { confidence: string }) => confidence === 'high'));
      assert.equal(summary.bySeverity.error, findings.length);
    });
  });

  describe('usage errors exit with 2 and a sentence', () => {
    for (const [args, sentence] of [
      [['scan', 'missing'], /There is no file or folder “missing”\./],
      [['scan', '--config', 'missing.json'], /There is no configuration file “missing\.json”\./],
      [['scan', '--formt', 'json'], /unknown option '--formt'\n\(Did you mean --format\?\)/],
      [['scan', '--format', 'sarf'], /Allowed are text, json, sarif\. Did you mean “sarif”\?/],
      [['scan', '--fix', '--fix-dry-run'], /Use either --fix or --fix-dry-run\./],
      [['scan', '--stdin', 'a.ts'], /Give either paths or --stdin\./],
      [['scan', '--stdin-filename', 'a.ts'], /--stdin-filename needs --stdin\./],
      [['scna'], /unknown command 'scna'\n\(Did you mean scan\?\)/],
      [['scan', '-o', 'no/such/folder'], /“no\/such\/folder” can't be written: its folder does not exist\./],
      [['scan', '--output', ''], /--output needs the name of a file\./],
      [['scan', ''], /A path is empty\./],
      [['scan', '--nope'], /^claude-guard: unknown option '--nope'\n“claude-guard scan --help” says more\.\n/],
    ] as const) {
      it(args.join(' '), async () => {
        const { code, out, err } = await runIn(folder({ 'a.ts': clean }), args);
        assert.equal(code, 2);
        assert.match(err, sentence);
        assert.equal(out, '');
      });
    }

    it('and never repeat a key that was typed', async () => {
      const { code, err } = await runIn(folder({}), ['scan', key]);
      assert.equal(code, 2);
      assert.ok(!err.includes(secret));
    });
  });

  describe('--stdin', () => {
    it('scans standard input under the given name', async () => {
      const args = ['scan', '--stdin', '--stdin-filename', 'src/a.ts', '--format', 'json'];
      const { code, out } = await runIn(folder({}), args, { stdin: bytes(client) });
      const [finding] = JSON.parse(out).findings;
      assert.deepEqual([code, finding.rule, finding.file, finding.line], [1, 'hardcoded-credential', 'src/a.ts', 3]);
    });

    it('obeys the configuration of the current folder', async () => {
      const root = folder({ '.claude-guard.json': '{ "rules": { "hardcoded-credential": "off" } }' });
      const { code } = await runIn(root, ['scan', '--stdin', '--stdin-filename', 'a.ts'], { stdin: bytes(client) });
      assert.equal(code, 0);
    });

    it('takes the name that an editor gives, which is absolute', async () => {
      const root = folder({});
      const args = ['scan', '--stdin', '--stdin-filename', join(root, 'src/a.ts'), '--format', 'json'];
      const { out } = await runIn(root, args, { stdin: bytes(client) });
      assert.equal(JSON.parse(out).findings[0].file, 'src/a.ts');
    });

    it('follows no link to a configuration, and waits for no FIFO', async () => {
      const outside = folder({ 'secrets.txt': 'top secret\n' });
      const root = folder({});
      symlinkSync(join(outside, 'secrets.txt'), join(root, '.claude-guard.json'));
      const linked = await runIn(root, ['scan', '--stdin'], { stdin: bytes(client) });
      assert.deepEqual(linked, {
        code: 2,
        out: '',
        err: 'claude-guard: .claude-guard.json is no text file of at most 1 MiB.\n',
      });
      const other = folder({});
      assert.equal(spawnSync('mkfifo', [join(other, '.claude-guard.json')]).status, 0);
      assert.deepEqual(await runIn(other, ['scan', '--stdin'], { stdin: bytes(client) }), linked);
    });

    it('refuses what is no text', async () => {
      const { code, err } = await runIn(folder({}), ['scan', '--stdin'], { stdin: new Uint8Array([0, 1, 2, 0, 255]) });
      assert.equal(code, 2);
      assert.match(err, /Standard input is no text\./);
    });
  });

  describe('--fix', () => {
    const secure = insecure.replace('http:', 'https:');

    it('applies safe fixes, keeps mode and end of line, and reports what is left', async () => {
      const root = folder({ 'a.ts': insecure.replaceAll('\n', '\r\n'), 'b.ts': clean });
      chmodSync(join(root, 'a.ts'), 0o640);
      const { code, out, err } = await runIn(root, ['scan', '--fix', '--format', 'json']);
      assert.equal(err, 'Fixed 1 finding in 1 file.\n');
      assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), secure.replaceAll('\n', '\r\n'));
      assert.equal(statSync(join(root, 'a.ts')).mode & 0o777, 0o640);
      assert.deepEqual(
        JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule),
        ['hardcoded-credential'],
      );
      assert.equal(code, 1);
      assert.deepEqual(readdirSync(root).sort(), ['a.ts', 'b.ts']);
    });

    it('does nothing where there is nothing left to do', async () => {
      const root = folder({ 'a.ts': secure });
      assert.equal((await runIn(root, ['scan', '--fix'])).err, 'Fixed 0 findings in 0 files.\n');
      assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), secure);
    });

    it('fixes several findings of a file at once', async () => {
      const twice = `${insecure}export const other = new Anthropic({ baseURL: 'http://api.anthropic.com' });\n`;
      const root = folder({ 'a.ts': twice });
      assert.equal((await runIn(root, ['scan', '--fix'])).err, 'Fixed 2 findings in 1 file.\n');
      assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), twice.replaceAll('http:', 'https:'));
    });

    it('fixes only what the options ask for', async () => {
      const root = folder({ 'a.ts': insecure, '.claude-guard.json': '{ "rules": { "insecure-url": "off" } }' });
      await runIn(root, ['scan', '--fix']);
      assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), insecure);
    });

    it('keeps UTF-16 and byte order marks', async () => {
      const root = folder({
        'a.ts': Buffer.from(`\ufeff${insecure}`, 'utf16le'),
        'b.ts': Buffer.from(`\ufeff${insecure}`),
      });
      await runIn(root, ['scan', '--fix']);
      assert.equal(readFileSync(join(root, 'a.ts'), 'utf16le'), `\ufeff${secure}`);
      assert.equal(readFileSync(join(root, 'b.ts'), 'utf8'), `\ufeff${secure}`);
    });

    it('leaves a file alone whose bytes are no text, and says so', async () => {
      const broken = Buffer.concat([Buffer.from(insecure), Buffer.from([0x2f, 0x2f, 0xff, 0xfe, 0x0a])]);
      const root = folder({ 'a.ts': broken });
      const { out } = await runIn(root, ['scan', '--fix']);
      assert.match(out, /a\.ts: Not fixed: it holds bytes that are no text in its encoding\./);
      assert.deepEqual(readFileSync(join(root, 'a.ts')), broken);
    });

    it('does not overwrite what has changed in the meantime', async () => {
      const root = folder({ 'a.ts': insecure });
      const changed = `${insecure}// changed\n`;
      const openScanner = () => meddling(() => writeFileSync(join(root, 'a.ts'), changed));
      const { out } = await runIn(root, ['scan', '--fix'], { openScanner });
      assert.match(out, /a\.ts: Not fixed: it has changed in the meantime\./);
      assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), changed);
    });

    it('adds lines to other files, once', async () => {
      const env = `ANTHROPIC_API_KEY=${key}\n`;
      const root = folder({
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.env': env,
        'sub/.env': env,
        '.gitignore': 'dist',
      });
      assert.match((await runIn(root, ['scan', '--fix-dry-run'])).out, /^--- a\/\.gitignore[\s\S]*^\+\.env$/m);
      const { err } = await runIn(root, ['scan', '--fix']);
      assert.match(err, /^Fixed 2 findings in \d files?\.\n$/);
      assert.match(readFileSync(join(root, '.gitignore'), 'utf8'), /^dist\n(?:.*\n)*?\/?\.env\n/);
      assert.equal(readFileSync(join(root, '.env'), 'utf8'), env);
      assert.equal((await runIn(root, ['scan', '--fix'])).err, 'Fixed 0 findings in 0 files.\n');
    });

    it('leaves a protected file alone, and does not count it; a file of somebody else stays theirs', async () => {
      const root = folder({ 'a.ts': safe });
      const file = join(root, 'a.ts');
      chmodSync(file, 0o444);
      const isRoot = process.getuid?.() === 0;
      if (isRoot) chownSync(file, 65534, 65534);
      const { out, err } = await runIn(root, ['scan', '--fix']);
      const { mode, uid } = statSync(file);
      assert.equal(mode & 0o777, 0o444);
      // Root may write to any file.
      if (isRoot) return assert.equal(uid, 65534);
      assert.match(out, /a\.ts: Not fixed: permission denied\./);
      assert.equal(err, 'Fixed 0 findings in 0 files.\n');
      assert.equal(readFileSync(file, 'utf8'), safe);
    });

    it('does not write through a link that leaves the folder', async () => {
      const outside = folder({ 'a.ts': insecure });
      const root = folder({ 'b.ts': clean });
      symlinkSync(join(outside, 'a.ts'), join(root, 'a.ts'));
      await runIn(root, ['scan', '--fix', 'a.ts']);
      assert.equal(readFileSync(join(outside, 'a.ts'), 'utf8'), insecure);
    });
  });

  describe('--fix-dry-run', () => {
    it('prints a diff without the secret and writes nothing', async () => {
      const root = folder({ 'a.ts': insecure });
      const { code, out, err } = await runIn(root, ['scan', '--fix-dry-run']);
      assert.equal(code, 1);
      assert.match(out, /^--- a\/a\.ts\n\+\+\+ b\/a\.ts\n@@ /);
      assert.match(
        out,
        /^-export const client = new Anthropic\(\{ baseURL: 'http:\/\/api.anthropic.com', apiKey: '[^']*…[^']*' \}\);$/m,
      );
      assert.match(
        out,
        /^\+export const client = new Anthropic\(\{ baseURL: 'https:\/\/api.anthropic.com', apiKey: '[^']*…[^']*' \}\);$/m,
      );
      assert.ok(!out.includes(secret));
      assert.match(err, /^A credential in this diff is masked, .*\n--fix would fix 1 finding in 1 file\.\n$/);
      assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), insecure);
    });

    const names = ['a.ts', 'x y.ts', 'a b/ü ✓.ts', 'new\nline.ts', '"quoted\\".ts'];
    const texts: Record<string, string> = {
      'with LF': safe,
      'with CRLF': safe.replaceAll('\n', '\r\n'),
      'without an end of line': safe.trimEnd(),
    };
    for (const [what, text] of Object.entries(texts))
      it(`applies with git, ${what}, whatever the files are called, and --fix does the same`, async () => {
        const root = folder(Object.fromEntries(names.map((name) => [`in/${name}`, text])));
        const isFixed = () => {
          for (const name of names)
            assert.equal(readFileSync(join(root, 'in', name), 'utf8'), text.replace('http:', 'https:'), name);
        };
        const apply = (...args: string[]) => {
          const { status, stderr } = spawnSync('git', ['apply', ...args, '-'], {
            cwd: root,
            input: out,
            encoding: 'utf8',
          });
          assert.equal(status, 0, stderr);
        };
        const { out, err } = await runIn(root, ['scan', 'in', '--fix-dry-run']);
        assert.equal(err, `--fix would fix ${names.length} findings in ${names.length} files.\n`);
        assert.match(out, /^--- a\/in\/x y\.ts\t\n\+\+\+ b\/in\/x y\.ts\t\n@@/m);
        apply();
        isFixed();
        apply('-R');
        await runIn(root, ['scan', 'in', '--fix']);
        isFixed();
      });

    it('says what could not be fixed', async () => {
      const broken = Buffer.concat([Buffer.from(insecure), Buffer.from([0x2f, 0x2f, 0xff, 0xfe, 0x0a])]);
      const { out, err } = await runIn(folder({ 'src/a.ts': broken }), ['scan', 'src', '--fix-dry-run']);
      assert.equal(out, '');
      assert.match(err, /^src\/a\.ts: Not fixed: it holds bytes that are no text in its encoding\.$/m);
    });
  });

  it('shows progress on a terminal only, and clears it', async () => {
    let shown = '';
    const stderr = { write: (text: string) => (shown += text), isTerminal: true, columns: 40 };
    const root = folder({ 'a.ts': client, 'b.ts': clean });
    await runIn(root, ['scan'], { stderr });
    assert.match(shown, /Scanning 1 of 2: /);
    assert.ok(shown.endsWith('\r\u001b[2K'));
    shown = '';
    await runIn(root, ['scan', '--quiet'], { stderr });
    assert.equal(shown, '');
  });

  it('colours a terminal, and not with NO_COLOR', async () => {
    const root = folder({ 'a.ts': client });
    let out = '';
    const stdout = { write: (text: string) => (out += text), isTerminal: true, columns: 100 };
    await runIn(root, ['scan'], { stdout });
    assert.ok(out.includes('\u001b[31m'));
    out = '';
    await runIn(root, ['scan'], { stdout, env: { NO_COLOR: '1' } });
    assert.ok(!out.includes('\u001b'));
  });

  it('ends with 130 and what there is when it is interrupted', async () => {
    const controller = new AbortController();
    controller.abort();
    const { code } = await runIn(folder({ 'a.ts': client }), ['scan'], { signal: controller.signal });
    assert.equal(code, 130);
  });

  it('lists what could not be read and goes on', async () => {
    const root = folder({ 'a.ts': client });
    const { code, out } = await runIn(root, ['scan'], {
      scan: async (scanner, target, options) => {
        const result = await scan(target, scanner, options);
        return { ...result, failures: [{ file: 'locked.ts', reason: 'permission denied' }] };
      },
    });
    assert.equal(code, 1);
    assert.match(out, /hardcoded-credential/);
    assert.match(out, /1 failure:\n {2}locked\.ts: permission denied\n/);
  });
});

/** The direct scanner, with something done right before a fix is validated. */
function meddling(meddle: () => void): Scanner {
  const scanner = createDirectScanner(engine, nodeFiles);
  return {
    ...scanner,
    validateFix(...args) {
      meddle();
      return scanner.validateFix(...args);
    },
  };
}

describe('claude-guard', function () {
  this.timeout(20_000);
  const folder = useFolders();

  it('prints its version', async () => {
    assert.deepEqual(await runIn(folder({}), ['--version']), { code: 0, out: '1.2.3\n', err: '' });
  });

  it('lists rules, as text and JSON', async () => {
    const { out } = await runIn(folder({}), ['rules']);
    assert.match(out, /^authentication\n/);
    assert.match(out, /^ {2}hardcoded-credential +error {4}\S/m);
    const list = JSON.parse((await runIn(folder({}), ['rules', '--format', 'json'])).out);
    assert.ok(
      list.some(({ id, practice }: Record<string, string>) => id === 'insecure-url' && practice === 'transport'),
    );
  });

  it('explains a rule, and names the nearest one', async () => {
    const { code, out } = await runIn(folder({}), ['explain', 'hardcoded-credential']);
    assert.equal(code, 0);
    assert.match(out, /\(hardcoded-credential\)\n[\s\S]*What to do:[\s\S]*Reported \([\s\S]*cwe\.mitre\.org/);
    const wrong = await runIn(folder({}), ['explain', 'hardcoded-credentail']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /Did you mean “hardcoded-credential”\?/);
  });

  it('writes a configuration once', async () => {
    const root = folder({});
    assert.equal((await runIn(root, ['init'])).code, 0);
    const written = readFileSync(join(root, '.claude-guard.json'), 'utf8');
    assert.equal(JSON.parse(written).profile, 'recommended');
    const again = await runIn(root, ['init']);
    assert.equal(again.code, 2);
    assert.match(again.err, /There is a \.claude-guard\.json already; it stays as it is\./);
    assert.equal((await runIn(root, ['scan'])).code, 0);
    assert.ok(existsSync(join(root, basename('.claude-guard.json'))));
  });

  it('tells an error of its own in a sentence', async () => {
    const openScanner = () => {
      throw new Error(`no worker ${key}`);
    };
    const { code, err } = await runIn(folder({}), ['scan'], { openScanner });
    assert.equal(code, 2);
    assert.match(err, /^claude-guard: internal error: no worker sk-ant-api03-….{4}\n$/);
  });
});
