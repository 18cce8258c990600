import assert from 'node:assert/strict';
import { english } from '../../../src/report/translate';
import { anthropic, endpointOf } from '../../../src/vscode/keys/endpoint';
import { readPasted } from '../../../src/vscode/keys/shape';
import { makeFakeKey } from '../../support/credential-shapes';

const key = makeFakeKey('api03');
const read = (text: string) => readPasted(text, english);

function problem(text: string): string {
  const pasted = read(text);
  assert.ok('problem' in pasted, 'It was taken for a key.');
  assert.ok(!pasted.problem.includes(key.slice(20, 40)), 'The problem holds the key.');
  return pasted.problem;
}

describe('what is pasted where a key is asked for', () => {
  it('is the key, without what was copied along', () => {
    const ways = [
      key,
      `  ${key}\n`,
      `"${key}"`,
      `'${key}',`,
      `\`${key}\``,
      `ANTHROPIC_API_KEY=${key}`,
      `export ANTHROPIC_API_KEY="${key}"\n`,
      `x-api-key: ${key}`,
      `Authorization: Bearer ${key}`,
      `Bearer ${key}`,
    ];
    for (const text of ways) assert.deepEqual(read(text), { value: key, family: 'api03' }, JSON.stringify(text));
  });

  it('may be of each family that belongs to a developer', () => {
    for (const family of ['api03', 'admin01', 'api01', 'oat01']) {
      const value = makeFakeKey(family);
      assert.deepEqual(read(value), { value, family });
    }
  });

  it('is explained where it is none', () => {
    const cases: [text: string, said: RegExp][] = [
      ['', /^Paste the key/],
      ['   \n', /^Paste the key/],
      [`sk-ant-api03-…${key.slice(-4)}`, /shortened/],
      ['sk-ant-api03-R2D...igAA', /shortened/],
      [`${key} ${key}`, /space or a line break/],
      [`${key}\n${key}`, /space or a line break/],
      [key.slice(0, -5), /not whole: 5 characters/],
      [`${key.slice(0, -2)}zz`, /does not end with “AA”/],
      [`${key}abc`, /too long by 3/],
      [key.replace(/.{3}AA$/, 'ä12AA'), /character in the key that keys do not have/],
      [`sk-proj-${key.slice(13)}`, /key of OpenAI/],
      ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', /key of GitHub/],
      ['hello', /begins with “sk-ant-”/],
      [makeFakeKey('sid01'), /token of a session/],
      [makeFakeKey('ort01'), /token of a session/],
      [`sk-ant-api03-${'your-api-key-'.repeat(8).slice(0, 93)}AA`, /placeholder/],
      ['sk-ant-oat01-abc', /not whole/],
    ];
    for (const [text, said] of cases) assert.match(problem(text), said);
  });

  it('costs no time, however long it is', () => {
    const started = performance.now();
    for (const text of [
      '"'.repeat(200_000),
      `A${'_'.repeat(200_000)}`,
      ' '.repeat(200_000),
      `sk-ant-oat01-${'a1B'.repeat(70_000)}`,
    ])
      problem(text);
    assert.ok(performance.now() - started < 2000);
  });
});

describe('where keys are verified', () => {
  it('is Anthropic’s API where nothing else is set', () => {
    for (const setting of [undefined, '', anthropic, `${anthropic}/`])
      assert.deepEqual(endpointOf(setting, english), { base: anthropic, isOwn: false });
  });

  it('is what the person has set', () => {
    assert.deepEqual(endpointOf('https://gateway.example.com/claude/', english), {
      base: 'https://gateway.example.com/claude',
      isOwn: true,
    });
  });

  it('is never an address that gives the key away, or none', () => {
    const wrong = [
      'http://localhost:8080',
      'ftp://a',
      'a',
      5,
      null,
      {},
      'https://u:p@a.example',
      'https://a.example/?x',
      'https://a.example/#x',
    ];
    for (const setting of wrong) assert.ok('problem' in endpointOf(setting, english), String(setting));
  });
});
