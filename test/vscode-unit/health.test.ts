import assert from 'node:assert/strict';
import { defaultConfig } from '../../src/engine/config/config';
import type { Analysis } from '../../src/engine/types';
import type { Scanner } from '../../src/scanner/types';
import { watchScanner } from '../../src/vscode/findings/scan/health';

const options = { config: defaultConfig, today: '2026-01-01' };
const file = { uri: 'file:///a', path: 'a', version: 1, text: '' };
const nothing: Analysis = { findings: [], suppressed: [], notices: [] };

/** A scanner of which only `analyze` works, as it is told. */
function fake(analyze: Scanner['analyze']) {
  const calls = { opened: 0, disposed: 0 };
  const scanner = watchScanner(() => {
    calls.opened++;
    return { size: 1, analyze, dispose: async () => void calls.disposed++ } as Partial<Scanner> as Scanner;
  });
  const troubles: (string | undefined)[] = [];
  scanner.onDidChangeTrouble((trouble) => troubles.push(trouble));
  return { scanner, calls, troubles };
}

describe('the scanner that is watched', () => {
  it('is opened for the first work, once', async () => {
    const { scanner, calls } = fake(async () => nothing);
    assert.equal(calls.opened, 0);
    await scanner.analyze(file, options);
    await scanner.analyze(file, options);
    assert.equal(calls.opened, 1);
    await scanner.dispose();
    assert.equal(calls.disposed, 1);
  });

  it('says once that it fails, and that it works again', async () => {
    let works = false;
    const { scanner, troubles } = fake(async () => {
      if (works) return nothing;
      throw new Error('No worker.');
    });
    await assert.rejects(scanner.analyze(file, options));
    await assert.rejects(scanner.analyze(file, options));
    works = true;
    await scanner.analyze(file, options);
    assert.deepEqual(troubles, ['No worker.', undefined]);
    assert.equal(scanner.trouble, undefined);
  });

  it('takes an end that was asked for as no failure', async () => {
    const controller = new AbortController();
    const { scanner, troubles } = fake(async () => {
      controller.abort();
      throw new Error('ended');
    });
    await assert.rejects(scanner.analyze(file, options, controller.signal));
    assert.deepEqual(troubles, []);
  });

  it('takes the end of work by a restart as no failure, and starts anew', async () => {
    let end: (error: Error) => void = () => {};
    const first = new Promise<Analysis>((_, reject) => {
      end = reject;
    });
    const answers = [first, Promise.resolve(nothing)];
    const { scanner, calls, troubles } = fake(() => answers.shift() ?? Promise.reject(new Error('No more.')));
    const running = scanner.analyze(file, options);
    await scanner.restart();
    end(new Error('The pool was ended.'));
    await assert.rejects(running, /ended/);
    assert.deepEqual(await scanner.analyze(file, options), nothing);
    assert.deepEqual(calls, { opened: 2, disposed: 1 });
    assert.deepEqual(troubles, []);
  });

  it('starts no work after its end', async () => {
    const { scanner, calls, troubles } = fake(async () => nothing);
    await scanner.dispose();
    await assert.rejects(scanner.analyze(file, options), /disposed/);
    assert.equal(calls.opened, 0);
    assert.deepEqual(troubles, []);
  });
});
