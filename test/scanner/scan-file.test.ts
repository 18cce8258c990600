import assert from 'node:assert/strict';
import { closeSync, openSync, symlinkSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../src/engine/analyze';
import { render } from '../../src/engine/messages';
import type { Files } from '../../src/scanner/files';
import { nodeFiles } from '../../src/scanner/read';
import { analyzeText, scanFile } from '../../src/scanner/scan-file';
import type { FileResult } from '../../src/scanner/types';
import { makeFakeKey } from '../support/credential-shapes';
import { engine, options } from '../support/engine';
import { type Content, emptyFolder, fsError, put, removeFolders } from './support/disk';

const key = makeFakeKey('api03');
const saidBy = ({ failure }: FileResult) => failure && render(failure);
const source = `// grüße\r\nconst key = '${key}';\r\n`;

/** Counts the texts that it is given, and finds nothing. */
function countingEngine(): Engine & { texts: number } {
  const counting = {
    texts: 0,
    ready: async () => {},
    read: () => [],
    inspect: () => ({ findings: [], suppressed: [], notices: [], errors: 0 }),
    analyze: async () => {
      counting.texts++;
      return { findings: [], suppressed: [], notices: [] };
    },
    validateFix: async () => undefined,
    suppressionFix: async () => undefined,
    maskedLines: async () => '',
  };
  return counting;
}

function scanAt(root: string, path: string, files: Files = nodeFiles, by: Engine = engine): Promise<FileResult> {
  return scanFile(by, files, { absolute: join(root, path), path, uri: `file:///${path}`, options }, () => {});
}

const scanContent = (content: Content, path = 'a.ts', by: Engine = engine) =>
  scanAt(put({ [path]: content }), path, nodeFiles, by);

const places = ({ findings }: FileResult) => findings.map(({ rule, start }) => `${rule} ${start.line}:${start.column}`);

describe('the scan of one file', function () {
  this.timeout(20_000);
  after(removeFolders);

  const column = source.split('\r\n')[1]!.indexOf(key) + 1;
  const encodings: [string, Buffer][] = [
    ['UTF-8 with CRLF', Buffer.from(source)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${source}`)],
    ['UTF-16 LE', Buffer.from(`\ufeff${source}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\ufeff${source}`, 'utf16le').swap16()],
    ['UTF-16 LE without a mark', Buffer.from(source, 'utf16le')],
    ['Latin-1', Buffer.from(source, 'latin1')],
    ['lone CR', Buffer.from(source.replaceAll('\r\n', '\r'))],
  ];
  for (const [name, bytes] of encodings) {
    it(`finds a key in ${name}, at its place`, async () => {
      const result = await scanContent(bytes);
      assert.deepEqual(places(result), [`hardcoded-credential 2:${column}`]);
      assert.equal(result.bytes, bytes.length);
    });
  }

  it('leaves binary content out, and says so', async () => {
    const result = await scanContent(Buffer.from(`\x7fELF\0\0${key}`, 'latin1'));
    assert.equal(result.skipped, 'binary');
    assert.deepEqual(result.findings, []);
  });

  it('does not decode what cannot matter, and analyses what may', async () => {
    const texts = async (content: Content, path: string) => {
      const counting = countingEngine();
      await scanContent(content, path, counting);
      return counting.texts;
    };
    assert.equal(await texts('export const a = 1;\n', 'a.ts'), 0);
    assert.equal(await texts('import Anthropic from "x";\n', 'a.ts'), 1);
    assert.equal(await texts(Buffer.from('x = ANTHROPIC', 'utf16le'), 'a.txt'), 1);
    for (const path of ['.env', '.env.local', 'prod.env', '.mcp.json', '.vscode/mcp.json', '.claude/settings.json']) {
      assert.equal(await texts('a=1\n', path), 1, path);
    }
    for (const path of ['Dockerfile', 'app.dockerfile', '.github/workflows/ci.yml', 'docs/CLAUDE.md']) {
      assert.equal(await texts('FROM x\n', path), 1, path);
    }
    for (const path of ['environment.ts', 'workflows/ci.yml', 'server.json']) {
      assert.equal(await texts('a=1\n', path), 0, path);
    }
  });

  it('gives the same for a text that the host has', async () => {
    const file = { uri: 'file:///a.ts', path: 'a.ts', version: 0, text: source };
    assert.deepEqual((await analyzeText(engine, file, options)).findings, (await scanContent(source)).findings);
    const counting = countingEngine();
    await analyzeText(counting, { ...file, text: 'const a = 1;' }, options);
    assert.equal(counting.texts, 0);
  });

  describe('that cannot be read', () => {
    const failing = (code: string): Files => ({
      ...nodeFiles,
      open() {
        throw fsError(code);
      },
    });

    it('tells why, in words without the path', async () => {
      const root = emptyFolder();
      assert.equal(saidBy(await scanAt(root, 'a', failing('EACCES'))), 'permission denied');
      assert.equal(saidBy(await scanAt(root, 'a', failing('EXOTIC'))), 'error EXOTIC');
    });

    it('tells why where the error comes while reading', async () => {
      const root = put({ a: 'text' });
      const files: Files = {
        ...nodeFiles,
        open: (path) =>
          Object.assign(nodeFiles.open(path), {
            read() {
              throw fsError('EIO');
            },
          }),
      };
      assert.equal(saidBy(await scanAt(root, 'a', files)), 'input/output error');
    });

    it('is no failure where it is gone, or became a link or a folder', async () => {
      const root = put({ a: key, 'folder/b': '' });
      symlinkSync('a', join(root, 'link'));
      assert.equal((await scanAt(root, 'gone')).skipped, 'vanished');
      assert.equal((await scanAt(root, 'link')).skipped, 'vanished');
      assert.equal((await scanAt(root, 'folder')).skipped, 'special');
      assert.equal((await scanAt('/dev', 'zero')).skipped, 'special');
    });
  });

  describe('that is large', () => {
    it('finds keys in a line of 100 MB, at their places, without hanging', async function () {
      this.timeout(60_000);
      const path = join(emptyFolder(), 'one-line.json');
      const file = openSync(path, 'w');
      const part = Buffer.alloc(1 << 20, 'lorem ipsum, "dolor" ');
      for (let i = 0; i < 100; i++) writeSync(file, part, 0, part.length, i * part.length);
      const at = [50, 37 * part.length - 60, 64 * part.length + 7, 100 * part.length - key.length];
      for (const place of at) writeSync(file, key, place);
      closeSync(file);
      const start = process.cpuUsage();
      const result = await scanAt(join(path, '..'), 'one-line.json');
      const { user, system } = process.cpuUsage(start);
      assert.deepEqual(
        result.findings.map(({ range }) => range.start),
        at,
      );
      assert.deepEqual(
        places(result),
        at.map((place) => `hardcoded-credential 1:${place + 1}`),
      );
      assert.equal(result.streamed, true);
      assert.equal(result.bytes, 100 * part.length);
      assert.match(result.notices[0]!.message, /credentials only/);
      assert.ok((user + system) / 1e6 < 30, `${(user + system) / 1e6} s`);
    });

    it('is given up after a time in proportion to its size, and says so with what was found until then', async () => {
      const analyze = async () => {
        await sleep(600);
        return { findings: [], suppressed: [], notices: [{ path: '', message: 'seen' }] };
      };
      const root = put({ 'a.js': `${key}${'sk-ant-'.repeat((5 << 20) / 7)}` });
      const hurried = { ...options, config: { ...options.config, fileTimeout: 100 } };
      const job = { absolute: join(root, 'a.js'), path: 'a.js', uri: 'file:///a.js', options: hurried };
      const scanWith = (cpuTime: () => number) =>
        scanFile({ ...countingEngine(), analyze }, { ...nodeFiles, cpuTime }, job, () => {});
      const late = await scanWith(() => performance.now());
      const said = /took more than 1100 ms, in which about its first (\d) MiB were searched/;
      const first = Number(said.exec(saidBy(late) ?? '')?.[1]);
      assert.ok(first >= 2 && first < 5, saidBy(late));
      assert.equal(late.notices[0]?.message, 'seen');
      const waiting = await scanWith(() => 0);
      assert.equal(waiting.failure, undefined, 'a busy machine is not the file’s fault');
      assert.equal(waiting.streamed, true);
    });

    it('takes no longer decoding what holds no needle', async () => {
      const counting = countingEngine();
      const result = await scanContent(Buffer.alloc(3 << 20, 'nothing to see here\n'), 'a.log', counting);
      assert.equal(counting.texts, 0);
      assert.equal(result.streamed, true);
    });

    it('in UTF-16 is searched as well', async () => {
      const text = `${'ä line\r\n'.repeat(150_000)}${key}\n`;
      const result = await scanContent(Buffer.from(`\ufeff${text}`, 'utf16le'), 'a.log');
      assert.deepEqual(places(result), ['hardcoded-credential 150001:1']);
    });

    it('and binary is left out; sparse and endless ones end', async () => {
      const root = emptyFolder();
      closeSync(openSync(join(root, 'sparse'), 'w'));
      truncateSync(join(root, 'sparse'), 2 ** 40);
      assert.equal((await scanAt(root, 'sparse')).skipped, 'binary');
    });

    it('says that it is alive', async () => {
      const root = put({ 'a.log': Buffer.alloc(5 << 20, 'a b\n') });
      let signs = 0;
      const job = { absolute: join(root, 'a.log'), path: 'a.log', uri: 'file:///a.log', options };
      await scanFile(engine, nodeFiles, job, () => signs++);
      assert.ok(signs >= 5);
    });
  });

  it('searches minified code for credentials only', async () => {
    const counting = countingEngine();
    assert.equal((await scanContent('var a="claude"', 'a.min.js', counting)).streamed, true);
    assert.equal(counting.texts, 0);
    assert.deepEqual(places(await scanContent(`var a="${key}"`, 'a.min.js')), ['hardcoded-credential 1:8']);
  });
});
