import assert from 'node:assert/strict';
import { english } from '../../../src/report/translate';
import { type Access, AccessLog, logPage, mostEvents } from '../../../src/vscode/keys/access-log';
import { noticesOf } from '../../../src/vscode/keys/notices';
import type { KeyInfo } from '../../../src/vscode/keys/types';
import { memoryStore } from './memory';

const day = 86_400_000;
const now = 1000 * day;
const options = { now, rotationDays: 90, t: english };
const key: KeyInfo = {
  ...{ id: 'a', name: 'chat', environment: 'development', family: 'api03', masked: 'sk-ant-api03-…x7AA' },
  ...{ state: 'stored', twins: [], added: now - 10 * day },
};

const kinds = (one: Partial<KeyInfo>, keys: readonly KeyInfo[] = []) =>
  noticesOf({ ...key, ...one }, keys, options).map(({ kind }) => kind);

describe('what is said of a key', () => {
  it('is nothing where all is well', () => {
    assert.deepEqual(kinds({}), []);
  });

  it('is when it is due, before and after', () => {
    assert.deepEqual(kinds({ added: now - 82 * day, used: now }), []);
    assert.deepEqual(kinds({ added: now - 84 * day, used: now }), ['soon']);
    assert.deepEqual(kinds({ added: now - 91 * day, used: now }), ['due']);
    assert.deepEqual(kinds({ added: now - 91 * day, used: now, rotated: now - day }), []);
    const [due] = noticesOf({ ...key, added: now - 93 * day, used: now }, [], options);
    assert.equal(due?.short, '3 days overdue');
  });

  it('is that nothing uses it', () => {
    assert.deepEqual(kinds({ added: now - 61 * day }), ['unused']);
    assert.deepEqual(kinds({ added: now - 61 * day, used: now - 3 * day }), []);
  });

  it('is that it is the same in two environments, and not that it is twice in one', () => {
    const twin = { ...key, id: 'b', name: 'live', environment: 'production', twins: ['a'] };
    assert.deepEqual(kinds({ twins: ['b'] }, [key, twin]), ['twin']);
    assert.deepEqual(kinds({ twins: ['b'] }, [key, { ...twin, environment: 'development' }]), []);
  });

  it('is first of all that it is lost, or cannot be read', () => {
    assert.deepEqual(kinds({ state: 'lost', added: 0 }), ['lost']);
    assert.deepEqual(kinds({ state: 'unreadable', added: 0 }), ['unreadable']);
  });
});

describe('the access log', () => {
  const open = (memory = memoryStore()) => {
    const clock = { now: 1 };
    const log = new AccessLog({ marks: memory.marks, now: () => clock.now, machine: 'laptop', folder: () => 'app' });
    return { log, clock, memory };
  };

  it('has one event of what is repeated within an hour', async () => {
    const { log, clock } = open();
    const minute = 60_000;
    for (clock.now = 0; clock.now < 30 * minute; clock.now += 10 * minute) await log.add('given', key, 'To a program');
    await log.add('given', key, 'To a program', 'other');
    clock.now += 61 * minute;
    await log.add('given', key, 'To a program', 'other');
    const seen = log.events().map(({ at, times, folder }) => [at / minute, times, folder]);
    assert.deepEqual(seen, [
      [91, undefined, 'other'],
      [30, undefined, 'other'],
      [20, 3, 'app'],
    ]);
    assert.match(logPage(log.events(), String, english), /given out \(3 times\)/);
  });

  it('has each verification', async () => {
    const { log } = open();
    for (let count = 0; count < 3; count++) await log.add('verified', key, 'It works.');
    assert.equal(log.events().length, 3);
  });

  it('keeps the newest events, without a value', async () => {
    const { log, clock, memory } = open();
    for (clock.now = 1; clock.now <= mostEvents + 5; clock.now++) await log.add('verified', key, 'It works.');
    const events = log.events();
    assert.equal(events.length, mostEvents);
    assert.deepEqual(events[0], {
      ...{ at: mostEvents + 5, action: 'verified', key: 'chat', environment: 'development' },
      ...{ masked: key.masked, machine: 'laptop', folder: 'app', outcome: 'It works.' },
    });
    assert.equal(events.at(-1)?.at, 6);
    await log.clear();
    assert.equal(memory.kept.size, 0);
  });

  it('does not stand in the way where it cannot be written, and reads what others have left there', async () => {
    const { log, memory } = open();
    memory.failing.add('mark');
    await log.add('stored', key);
    memory.kept.set('keys.log', 'nonsense');
    assert.deepEqual(log.events(), []);
    memory.kept.set('keys.log', [null, 5, { at: 'x' }]);
    assert.deepEqual(log.events(), []);
  });

  it('is a page whose table no name can break', () => {
    const event: Access = {
      at: 0,
      action: 'renamed',
      key: 'a | b\n# <img> `x`',
      environment: 'dev|2',
      masked: 'm',
      machine: 'l',
    };
    const page = logPage([event], () => 'now', english);
    const row = page.split('\n').find((line) => line.startsWith('| now'));
    assert.equal(row?.replace(/\\\|/g, '').split('|').length, 7);
    assert.ok(!page.includes('<img') || page.includes('\\<img'));
    assert.match(logPage([], String, english), /Nothing has happened yet/);
    const short = logPage([{ ...event, key: 'chat', masked: 'sk-ant-api03-…wXyz' }], () => 'now', english);
    assert.match(short, /\| now \| renamed \| “chat” \\\(dev\\\|2\\\) `…\u2060wXyz` \| l \| {2}\|/);
    const hyphen = logPage([{ ...event, masked: 'sk-ant-api03-…a-AA' }], () => 'now', english);
    assert.ok(hyphen.includes('`…\u2060a-\u2060AA`'), 'no column breaks the end of a key');
    assert.match(
      logPage([{ ...event, folder: 'app' }], () => 'now', english),
      /\| app on l \|/,
    );
  });
});
