import assert from 'node:assert/strict';
import { ini, properties } from '../../../src/engine/formats/ini';
import { parse, settingOf, settingsOf, slice, variablesOf } from './support';

describe('ini', () => {
  it('reads sections, both separators, quotes and comments', async () => {
    const text = '; c\ntop = 1\n[a "b.c"]\nkey = "quoted; x" ; note\nurl: http://x # d\n//r/:_authToken=${T}\n';
    const facts = await parse(ini, text, 'x.ini');
    assert.deepEqual(settingsOf(facts), [
      'top=1',
      'a/b/c/key=quoted; x',
      'a/b/c/url=http://x',
      'a/b/c///r/:_authToken=${T}',
    ]);
    assert.deepEqual(
      facts.comments.map((range) => slice(text, range)),
      ['; c', '; note', '# d'],
    );
    assert.equal(slice(text, settingOf(facts, 'key').range), 'key = "quoted; x"');
  });

  it('knows the variables of systemd, supervisor and tox', async () => {
    const text =
      '[Service]\nEnvironment=A=1 "B=x y"\nenvironment=C="v",D=2\n[testenv]\nsetenv =\n  E = z\n  f=w\ndeps = y\n';
    const facts = await parse(ini, text, 'tox.ini');
    assert.deepEqual(variablesOf(facts), { A: '1', B: 'x y', C: 'v', D: '2', E: 'z', f: 'w' });
    for (const { key, value, keyRange, valueRange } of facts.settings.filter(({ environment }) => environment)) {
      assert.deepEqual([slice(text, keyRange), slice(text, valueRange)], [key, value]);
    }
  });
});

describe('properties', () => {
  it('applies escapes, continued lines and every separator', async () => {
    const text = '# c\n! d\na=1\nspring.ai.key = x\\u0041\\\r\n   more\\n\nb : c\nd e\\=f\nlong\\ key=C:\\\\x\\y\ng\n';
    const facts = await parse(properties, text, 'application.properties');
    assert.deepEqual(settingsOf(facts), ['a=1', 'spring.ai.key=xAmore\n', 'b=c', 'd=e=f', 'long key=C:\\xy', 'g=']);
    assert.equal(facts.comments.length, 2);
    assert.equal(slice(text, settingOf(facts, 'spring.ai.key').valueRange), 'x\\u0041\\\r\n   more\\n');
  });

  it('refers to the environment in Spring files only', () => {
    const write = (path: string) => properties.idioms.readEnvironment('KEY', { kind: 'literal', quote: '', path });
    assert.equal(write('application.properties'), '${KEY}');
    assert.equal(write('log4j.properties'), undefined);
  });
});
