import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { defaultConfig } from '../../src/engine/config/config';
import { createPool, type Port } from '../../src/scanner/pool';
import type { FromWorker, Request, ToWorker } from '../../src/scanner/protocol';
import type { FileJob, FolderRequest, Scanner, WalkBatch } from '../../src/scanner/types';

const options = { config: defaultConfig, today: '2026-11-23' };
const job = (path: string): FileJob => ({ absolute: `/${path}`, path, uri: '', options });
const text = (path: string) => ({ uri: `file:///${path}`, path, version: 1, text: '' });
const folder = (root: string): FolderRequest => ({ root, options: { ruleIds: [] }, texts: {}, generation: 1 });
const batch: WalkBatch = { files: [], configs: [], skipped: { binary: 1 }, failures: [], notices: [] };
const nothing = { findings: [], suppressed: [], notices: [] };

/** A worker that answers when the test says so. */
interface Fake {
  sent: ToWorker[];
  say(message: FromWorker): void;
  exit(): void;
}

type Sent = { id: number; request: Request };
const last = ({ sent }: Fake) => sent.findLast((one): one is Sent => 'request' in one)!;
const opsOf = ({ sent }: Fake) => sent.map((one) => ('request' in one ? one.request.op : 'cancel'));
const answer = (fake: Fake, value: unknown) => fake.say({ kind: 'done', id: last(fake).id, value });

describe('the lanes of the pool', () => {
  let fakes: Fake[];
  let scanner: Scanner;

  function open(size: number): void {
    fakes = [];
    const start = (): Port => {
      const fake: Fake = { sent: [], say: () => {}, exit: () => {} };
      fakes.push(fake);
      return {
        post: (message) => fake.sent.push(message),
        listen(say, exit) {
          Object.assign(fake, { say, exit });
          queueMicrotask(() => say({ kind: 'ready' }));
        },
        hold: () => {},
        terminate: async () => {},
      };
    };
    scanner = createPool({ start, size });
  }
  /** What `dispose` ends is not what a test is about. */
  const unwatched = <T>(promise: Promise<T>): Promise<T> => {
    promise.catch(() => {});
    return promise;
  };
  afterEach(() => scanner.dispose());

  it('give a walk a worker for itself, one walk at a time', async () => {
    open(1);
    const first = scanner.walk(folder('/a'), () => {});
    void unwatched(scanner.walk(folder('/b'), () => {}));
    const file = scanner.scanFile(job('x'));
    await turn();
    assert.deepEqual(fakes.map(opsOf), [['walk'], ['scanFile']]);
    answer(fakes[1]!, 'result');
    assert.equal(await file, 'result');
    assert.equal(fakes[1]!.sent.length, 1, 'the second walk waits for the first');
    answer(fakes[0]!, undefined);
    assert.equal(await first, undefined);
    await turn();
    assert.equal(fakes.flatMap(opsOf).filter((op) => op === 'walk').length, 2);
  });

  it('give what is urgent a worker more than the files of a scan', async () => {
    open(2);
    for (const path of ['a', 'b', 'c']) void unwatched(scanner.scanFile(job(path)));
    await turn();
    assert.deepEqual(fakes.map(opsOf), [['scanFile'], ['scanFile']]);
    const document = scanner.analyze(text('open'), options);
    await turn();
    assert.deepEqual(fakes.map(opsOf), [['scanFile'], ['scanFile'], ['analyze']]);
    answer(fakes[2]!, nothing);
    assert.deepEqual(await document, nothing);
    await turn();
    assert.deepEqual(opsOf(fakes[2]!), ['analyze'], 'a scan has no more than its size');
  });

  it('take what is urgent before files that have waited longer', async () => {
    open(1);
    const [first] = [scanner.scanFile(job('a')), unwatched(scanner.scanFile(job('b')))];
    await turn();
    const documents = ['x', 'y'].map((path) => unwatched(scanner.analyze(text(path), options)));
    await turn();
    assert.deepEqual(fakes.map(opsOf), [['scanFile'], ['analyze']]);
    answer(fakes[0]!, 'a');
    await first;
    answer(fakes[1]!, nothing);
    await documents[0];
    await turn();
    assert.equal(fakes.flatMap(opsOf).filter((op) => op === 'analyze').length, 2);
  });

  it('bring a document back to the worker that had it', async () => {
    open(2);
    const both = ['x', 'y'].map((path) => scanner.analyze(text(path), options));
    await turn();
    const [x, y] = fakes as [Fake, Fake];
    for (const fake of [y, x]) answer(fake, nothing);
    await Promise.all(both);
    for (const [path, fake] of [
      ['y', y],
      ['x', x],
      ['y', y],
    ] as const) {
      const before = fake.sent.length;
      const again = scanner.analyze(text(path), options);
      await turn();
      assert.equal(fake.sent.length, before + 1, path);
      answer(fake, nothing);
      await again;
    }
    const other = scanner.analyze(text('x'), options);
    await turn();
    const instead = scanner.analyze(text('x'), options);
    await turn();
    assert.equal((last(y).request as { file: { path: string } }).file.path, 'x', 'one that is busy is not waited for');
    for (const fake of [x, y]) answer(fake, nothing);
    await Promise.all([other, instead]);
  });

  it('keep what a walk had said when its worker dies, say so, and go on', async () => {
    open(1);
    const batches: WalkBatch[] = [];
    const walk = scanner.walk(folder('/a'), (one) => batches.push(one));
    await turn();
    fakes[0]!.say({ kind: 'part', id: last(fakes[0]!).id, value: batch });
    fakes[0]!.exit();
    assert.match((await walk) ?? '', /was not read to its end: it ran out of memory or crashed/);
    assert.deepEqual(batches, [batch]);
    fakes[0]!.say({ kind: 'part', id: last(fakes[0]!).id, value: batch });
    assert.equal(batches.length, 1, 'a worker that is gone says nothing');
    const again = scanner.walk(folder('/a'), () => {});
    await turn();
    assert.deepEqual(opsOf(fakes[1]!), ['walk']);
    answer(fakes[1]!, undefined);
    assert.equal(await again, undefined);
  });

  it('tell a walk that it is not wanted any more', async () => {
    open(1);
    const abort = new AbortController();
    const batches: WalkBatch[] = [];
    const walk = scanner.walk(folder('/a'), (one) => batches.push(one), abort.signal);
    await turn();
    abort.abort();
    await assert.rejects(walk, { name: 'AbortError' });
    assert.deepEqual(opsOf(fakes[0]!), ['walk', 'cancel']);
    fakes[0]!.say({ kind: 'part', id: last(fakes[0]!).id, value: batch });
    assert.deepEqual(batches, []);
  });
});
