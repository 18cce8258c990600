import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultConfig } from '../../src/engine/config/config';
import { render } from '../../src/engine/messages';
import { createNodePool } from '../../src/scanner/node-pool';
import { createPool, type Port } from '../../src/scanner/pool';
import type { FromWorker, ToWorker } from '../../src/scanner/protocol';
import type { FileJob, Scanner } from '../../src/scanner/types';

const worker = join(__dirname, 'support', 'odd-worker.cjs');
const options = { config: { ...defaultConfig, fileTimeout: 100 }, today: '2026-11-23' };
const job = (path: string): FileJob => ({ absolute: `/${path}`, path, uri: '', options });
const text = (path: string) => ({ uri: '', path, version: 1, text: '' });
const messages = async (scanner: Scanner, path: string) =>
  [(await scanner.scanFile(job(path))).failure].flatMap((message) => message ?? []).map((message) => render(message));

describe('the pool of workers', function () {
  this.timeout(30_000);
  const pools: Scanner[] = [];
  const pool = (more: Partial<Parameters<typeof createNodePool>[0]> = {}) => {
    const created = createNodePool({ worker, grammars: '/', size: 2, grace: 400, ...more });
    pools.push(created);
    return created;
  };
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((one) => one.dispose()));
  });

  it('answers many requests, each with its own result', async () => {
    const scanner = pool();
    const paths = Array.from({ length: 100 }, (_, i) => `file-${i}`);
    const results = await Promise.all(paths.map((path) => scanner.scanFile(job(path))));
    assert.deepEqual(
      results.map(({ path }) => path),
      paths,
    );
    assert.equal(scanner.size, 2);
  });

  it('ends a worker that hangs, says so, and goes on with another', async () => {
    const scanner = pool({ size: 1 });
    const hanging = messages(scanner, 'hang');
    const next = scanner.scanFile(job('next'));
    assert.deepEqual(await hanging, ['it took more than 500 ms']);
    assert.deepEqual(await next, { path: 'next', uri: '', findings: [], suppressed: [], notices: [], bytes: 1 });
  });

  for (const path of ['crash', 'exit', 'memory']) {
    it(`outlives a worker's end by ${path}`, async () => {
      const scanner = pool({
        size: 1,
        grace: 20_000,
        resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 8 },
      });
      const broken = messages(scanner, path);
      const next = scanner.scanFile(job('next'));
      assert.deepEqual(await broken, ['the analysis ran out of memory or crashed']);
      assert.equal((await next).path, 'next');
    });
  }

  it('tells of errors by their name, and of fixes that could not be validated as not valid', async () => {
    const scanner = pool();
    assert.deepEqual(await messages(scanner, 'fail'), ['internal error (TypeError)']);
    const { notices } = await scanner.analyze(text('crash'), options);
    assert.equal(notices.length, 1);
    const fix = { title: '', kind: 'safe', edits: [] } as const;
    assert.equal(await scanner.validateFix(text('fail'), {} as never, { ...fix, edits: [] }, options), undefined);
  });

  it('gives a file that shows signs of life more time', async () => {
    assert.deepEqual(await messages(pool(), 'slow'), []);
  });

  it('ends waiting and running work with its signal, quickly, and stays usable', async () => {
    const scanner = pool({ size: 1 });
    await scanner.scanFile(job('warm'));
    const abort = new AbortController();
    const all = ['late', 'late', 'late'].map((path) => scanner.scanFile(job(path), abort.signal));
    const start = performance.now();
    abort.abort();
    const settled = await Promise.allSettled(all);
    assert.ok(performance.now() - start < 200);
    for (const one of settled) assert.equal(one.status === 'rejected' && one.reason, abort.signal.reason);
    await assert.rejects(scanner.scanFile(job('a'), abort.signal), { name: 'AbortError' });
    assert.equal((await scanner.scanFile(job('next'))).path, 'next');
  });

  it('takes an open document before the files that wait', async () => {
    const scanner = pool({ size: 1 });
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const files = ['late-1', 'late-2', 'late-3'].map((path) => scanner.scanFile(job(path)).then(note(path)));
    await Promise.all([...files, scanner.analyze(text('document'), options).then(note('document'))]);
    assert.ok(order.indexOf('document') < order.indexOf('late-2'), order.join());
  });

  it('prints nothing of what a worker prints, and does not hold the process', () => {
    const script = `
      const { createNodePool } = require(${JSON.stringify(join(__dirname, '../../src/scanner/node-pool.ts'))});
      const scanner = createNodePool({ worker: ${JSON.stringify(worker)}, grammars: '/', size: 1 });
      const job = ${JSON.stringify({ ...job('noise') })};
      scanner.scanFile(job).then(({ path }) => console.log('done', path));
    `;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import=tsx', '-e', script], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    assert.equal(status, 0, stderr);
    assert.equal(stdout, 'done noise\n');
    assert.doesNotMatch(stderr, /secret/);
  });

  it('says so where no worker can be started', async () => {
    const scanner = pool({ worker: '/nowhere/worker.js' });
    const both = await Promise.allSettled([scanner.scanFile(job('a')), scanner.scanFile(job('b'))]);
    for (const one of both) {
      assert.ok(one.status === 'rejected');
      assert.match(String(one.reason), /could not be started/);
      assert.match(String(one.reason.cause), /Cannot find module/);
    }
  });

  it('rejects everything once it is disposed', async () => {
    const scanner = pool({ size: 1 });
    const running = scanner.scanFile(job('hang'));
    const waiting = scanner.scanFile(job('a'));
    await Promise.all([
      assert.rejects(running, /disposed/),
      assert.rejects(waiting, /disposed/),
      sleep(200).then(() => scanner.dispose()),
    ]);
    await assert.rejects(scanner.scanFile(job('b')), /disposed/);
  });
});

describe('the pool, with workers of the test', () => {
  /** Workers that are ready at once and answer when told. */
  function fakeWorkers() {
    const started: { sent: ToWorker[]; say(message: FromWorker): void; exit(): void; held: boolean; ended: boolean }[] =
      [];
    const start = (): Port => {
      const fake = { sent: [] as ToWorker[], say: (_: FromWorker) => {}, exit: () => {}, held: true, ended: false };
      started.push(fake);
      return {
        post: (message) => fake.sent.push(message),
        listen(message, exit) {
          Object.assign(fake, { say: message, exit });
          queueMicrotask(() => message({ kind: 'ready' }));
        },
        hold: (busy) => {
          fake.held = busy;
        },
        terminate: async () => {
          fake.ended = true;
        },
      };
    };
    return { started, start };
  }

  it('starts no worker before there is work, no more than the work needs, and ends those without work', async () => {
    const { started, start } = fakeWorkers();
    const scanner = createPool({ start, size: 4, idle: 30 });
    assert.equal(started.length, 0);
    const one = scanner.scanFile(job('a'));
    await sleep(5);
    assert.equal(started.length, 1);
    assert.equal(started[0]!.held, true);
    started[0]!.say({ kind: 'done', id: started[0]!.sent[0]!.id, value: 'result' });
    assert.equal(await one, 'result');
    assert.equal(started[0]!.held, false);
    await sleep(80);
    assert.equal(started[0]!.ended, true);
    void scanner.scanFile(job('b')).catch(() => {});
    assert.equal(started.length, 2);
    await scanner.dispose();
    assert.ok(started.every(({ ended }) => ended));
  });

  it('gives a file more time on a machine that is busy with other things, but not for ever', async () => {
    const { started, start } = fakeWorkers();
    let cpu = 0;
    const scanner = createPool({ start, size: 1, grace: 0, cpuTime: () => cpu });
    const slow = scanner.scanFile(job('a'));
    await sleep(250);
    cpu += 40;
    assert.equal(started[0]!.ended, false);
    started[0]!.say({ kind: 'done', id: started[0]!.sent[0]!.id, value: 'result' });
    assert.equal(await slow, 'result');
    const began = performance.now();
    const idle = await scanner.scanFile(job('b'));
    assert.equal(idle.failure?.id, 'late');
    assert.ok(performance.now() - began >= 390);
    const spinning = scanner.scanFile(job('c'));
    await sleep(20);
    cpu += 1000;
    const before = performance.now();
    assert.equal((await spinning).failure?.id, 'late');
    assert.ok(performance.now() - before < 200);
    await scanner.dispose();
  });

  it('does not listen to answers that nobody waits for', async () => {
    const { started, start } = fakeWorkers();
    const scanner = createPool({ start, size: 1 });
    const abort = new AbortController();
    const first = scanner.scanFile(job('a'), abort.signal);
    await sleep(5);
    abort.abort();
    await assert.rejects(first);
    const second = scanner.scanFile(job('b'));
    const [{ id }] = started[0]!.sent as [ToWorker];
    started[0]!.say({ kind: 'done', id, value: 'first' });
    started[0]!.say({ kind: 'done', id, value: 'again' });
    started[0]!.say({ kind: 'done', id: started[0]!.sent[1]!.id, value: 'second' });
    assert.equal(await second, 'second');
    await scanner.dispose();
  });
});
