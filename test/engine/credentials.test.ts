import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  credentialNeedles,
  findCredentials,
  findEncodedCredentials,
  fingerprint,
  maskCredentials,
  maskSecret,
  maxCredentialLength,
  mayHoldCredential,
  mayHoldCredentialBytes,
} from '../../src/engine/credentials/credentials';
import { emptyFacts, type Facts, type Value } from '../../src/engine/facts';
import { javascript, typescript } from '../../src/engine/formats/javascript/javascript';
import { python } from '../../src/engine/formats/python/python';
import { render } from '../../src/engine/messages';
import { makeFakeKey, randomText } from '../support/credential-shapes';
import { factsOf } from '../support/parsing';
import { type CredentialCase, credentialCases } from './credential-cases';

const formats = new Map([
  ['js', javascript],
  ['ts', typescript],
  ['py', python],
]);
async function factsIn(file: string, text: string): Promise<Facts> {
  const format = formats.get(file.split('.').pop()!);
  return format ? factsOf(format, text, file) : emptyFacts(text.length);
}

const hidden = (text: string) => findEncodedCredentials(text, emptyFacts(text.length));
const inFile = async (file: string, text: string) => findEncodedCredentials(text, await factsIn(file, text));
const holdsOne = ({ ours }: CredentialCase) => ours === 'hardcoded-credential' || ours === 'encoded-credential';
const seeds = fc.integer({ min: 0, max: 1_000_000 });
const key = makeFakeKey('api03');
const families = ['api03', 'admin01', 'api01', 'oat01', 'ort01', 'sid01', 'sid02', 'si', 'cc', 'ccsr', 'xyz07'];
/** No character of a body, and none that may begin an escape or a joint. */
const delimiters = fc.constantFrom(
  '',
  ' ',
  '\n',
  '"',
  "'",
  ',',
  ')',
  ']',
  '}',
  '<',
  '&',
  '|',
  ':',
  ';',
  '\\',
  '/',
  '.',
);

describe('credentials: every case of the table', () => {
  for (const each of credentialCases)
    it(each.name, async () => {
      const text = each.text(makeFakeKey);
      const count = each.count ?? 1;
      assert.equal(findCredentials(text).length, each.ours === 'hardcoded-credential' ? count : 0, 'plain');
      assert.equal((await inFile(each.file, text)).length, each.ours === 'encoded-credential' ? count : 0, 'hidden');
    });

  it('is let through by the prefilter, as text, as bytes and by the bare needles', () => {
    for (const each of credentialCases.filter(holdsOne)) {
      const text = each.text(makeFakeKey);
      assert.ok(mayHoldCredential(text), each.name);
      for (const encoding of ['utf8', 'utf16le'] as const)
        assert.ok(mayHoldCredentialBytes(Buffer.from(text, encoding)), `${each.name}, ${encoding}`);
      const small = text.toLowerCase();
      assert.ok(
        credentialNeedles.some((needle) => small.includes(needle.toLowerCase())),
        each.name,
      );
    }
  });

  it('is silent once masked, and a second masking changes nothing', () => {
    for (const { name, text } of credentialCases) {
      const masked = maskCredentials(text(makeFakeKey));
      assert.equal(maskCredentials(masked), masked, name);
      assert.deepEqual(findCredentials(masked), [], name);
    }
  });

  it('is left as it is by the mask where it is a placeholder', () => {
    const placeholders = credentialCases.filter(({ ours, name }) => ours === 'silent' && !name.startsWith('families'));
    for (const { name, text } of placeholders)
      assert.equal(maskCredentials(text(makeFakeKey)), text(makeFakeKey), name);
  });
});

describe('credentials: plain ones', () => {
  it('are found between any surroundings, at their exact place', () => {
    const check = (before: string, kind: string, seed: number, delimiter: string, after: string) => {
      const secret = makeFakeKey(kind, { seed });
      const text = before + secret + (delimiter === '' ? '' : delimiter + after);
      const found = findCredentials(text).map(({ range }) => text.slice(range.start, range.end));
      assert.deepEqual(found, [secret]);
    };
    const surroundings = fc.string({ unit: 'binary', maxLength: 40 });
    // A full stop goes on in a web token, three are a mark of omission, and some openings join what follows.
    const after = surroundings.filter((text) => !/^[\w.-]|["'`\\]/.test(text));
    fc.assert(fc.property(surroundings, fc.constantFrom(...families), seeds, delimiters, after, check));
  });

  it('have the documented shape in full, or medium confidence', () => {
    const confidence = (text: string) => findCredentials(text)[0]?.confidence;
    assert.equal(confidence(key), 'high');
    assert.equal(confidence(makeFakeKey('admin01')), 'high');
    assert.equal(confidence(makeFakeKey('si')), 'high');
    assert.equal(confidence(`${key}x`), 'medium');
    assert.equal(confidence(makeFakeKey('api01')), 'medium');
    assert.equal(confidence(makeFakeKey('oat01')), 'medium');
    assert.equal(confidence(key.slice(0, 70)), 'medium');
  });

  it('are named by their family', () => {
    const labels = families
      .map((kind) => findCredentials(makeFakeKey(kind))[0])
      .map((one) => [one?.family, one && render(one.label)]);
    assert.deepEqual(labels, [
      ['api03', 'API key'],
      ['admin01', 'Admin API key'],
      ['api01', 'enterprise API key'],
      ['oat01', 'OAuth access token'],
      ['ort01', 'OAuth refresh token'],
      ['sid01', 'session key'],
      ['sid02', 'session key'],
      ['si', 'session ingress token'],
      ['cc', 'session access token'],
      ['ccsr', 'runner credential'],
      ['xyz07', 'credential'],
    ]);
  });

  it('are hardly ever taken for a placeholder', () => {
    const missed = (kind: string, bodyLength: number) =>
      Array.from({ length: 1000 }, (_, seed) => makeFakeKey(kind, { seed, bodyLength })).filter(
        (secret) => findCredentials(secret).length === 0,
      ).length;
    assert.equal(missed('api03', 93), 0);
    assert.equal(missed('oat01', 40), 0);
    assert.ok(missed('oat01', 22) < 20);
  });

  it('end where the longest web token ends', () => {
    const long = `sk-ant-si-eyJhbGciOiJFUzI1NiJ9.${randomText(9000, 'long')}`;
    assert.equal(findCredentials(long)[0]?.range.end, maxCredentialLength);
  });
});

describe('credentials: hidden ones', () => {
  const same = (found: { fingerprint: string }[], secret: string) =>
    assert.deepEqual(
      found.map((one) => one.fingerprint),
      [fingerprint(secret)],
    );

  it('are found in base64 at every alignment, whatever stands around them in it', () => {
    const bytes = fc.string({ unit: 'binary-ascii', maxLength: 30 }).filter((text) => !/[\w-]$|^[\w-]|\0/.test(text));
    fc.assert(
      fc.property(bytes, bytes, seeds, fc.constantFrom('base64', 'base64url'), (before, after, seed, encoding) => {
        const secret = makeFakeKey('oat01', { seed });
        const run = Buffer.from(before + secret + after).toString(encoding as BufferEncoding);
        const text = `value: "${run}"`;
        same(hidden(text), secret);
        const { start, end } = hidden(text)[0]!.range;
        assert.equal(text.slice(start, end), run);
      }),
    );
  });

  it('are found behind escapes of any of their characters', () => {
    const writes = [
      (code: number) => `\\u00${code.toString(16)}`,
      (code: number) => `\\x${code.toString(16).toUpperCase()}`,
      (code: number) => `%${code.toString(16)}`,
      (code: number) => `&#${code};`,
      (code: number) => `&#x${code.toString(16)};`,
    ];
    const chosen = fc.uniqueArray(fc.nat({ max: 107 }), { minLength: 1, maxLength: 108 });
    fc.assert(
      fc.property(seeds, fc.constantFrom(...writes), chosen, (seed, write, places) => {
        const secret = makeFakeKey('api03', { seed });
        const text = [...secret].map((char, at) => (places.includes(at) ? write(char.charCodeAt(0)) : char)).join('');
        const found = hidden(`key "${text}" end`);
        same(found, secret);
        assert.deepEqual(found[0]!.range, { start: 5, end: 5 + text.length });
        assert.deepEqual(findCredentials(`key "${text}" end`), []);
      }),
    );
  });

  it('are found in pieces that are cut anywhere', () => {
    const joints = fc.constantFrom("' + '", "'\n  '", "' . '", "' +\n '", '\'""\'');
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 107 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(seeds, joints, cuts, (seed, joint, places) => {
        const secret = makeFakeKey('api03', { seed });
        const pieces = [...secret].map((char, at) => (places.includes(at) ? joint + char : char)).join('');
        const text = `k = '${pieces}'; `;
        same([...findCredentials(text), ...hidden(text)], secret);
      }),
    );
  });

  it('are found as hexadecimal digits, backwards and as character codes', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...families), (seed, kind) => {
        const secret = makeFakeKey(kind, { seed });
        const codes = [...secret].map((char) => char.charCodeAt(0));
        const forms = {
          hex: Buffer.from(secret).toString('hex'),
          reversed: [...secret].reverse().join(''),
          'char-codes': codes.join(', '),
        };
        for (const [encoding, text] of Object.entries(forms)) {
          const found = hidden(`x ${text} y`);
          same(found, secret);
          assert.equal(found[0]!.encoding, encoding);
          assert.deepEqual(found[0]!.range, { start: 2, end: 2 + text.length });
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are found in base64 whose lines are wrapped through the prefix', () => {
    for (let before = 0; before < 60; before++) {
      const run = Buffer.from(`${'x'.repeat(before)} ${key}\n`).toString('base64');
      const text = `data: |\n  ${run.match(/.{1,60}/g)!.join('\n  ')}\n`;
      same(hidden(text), key);
    }
  });

  it('are what an expression gives, with the expression as their range', async () => {
    const base64 = Buffer.from(key).toString('base64');
    const body = key.slice(13);
    const expressions = {
      [`atob('${base64}')`]: 'base64',
      [`Buffer.from('${base64}', 'base64').toString('utf8')`]: 'base64',
      [`['${key.slice(0, 20)}', '${key.slice(20)}'].join('')`]: 'split',
      [`['${key.slice(30)}', '${key.slice(0, 30)}'].reverse().join('')`]: 'reversed',
      [`'sk~ant~api03~${body}'.replace(/~/g, '-')`]: 'split',
      [`\`sk-ant-\${'api03'}-${body}\``]: 'split',
      [`String.fromCharCode(${[...key].map((char) => char.charCodeAt(0)).join()})`]: 'char-codes',
      [`'sk\\u002dant-api03-${body}'`]: 'escape',
    };
    for (const [expression, encoding] of Object.entries(expressions)) {
      const text = `const k = ${expression};\n`;
      const [found, ...others] = await inFile('a.js', text);
      assert.equal(found?.fingerprint, fingerprint(key), expression);
      assert.equal(found?.encoding, encoding, expression);
      assert.equal(text.slice(found?.range.start, found?.range.end), expression);
      assert.deepEqual([others, findCredentials(text)], [[], []], expression);
    }
  });

  it('are reported once where names use them again, and name the pieces that stand elsewhere', async () => {
    const text = `const p = 'sk-ant-api03-';\nconst b = '${key.slice(13)}';\nconst k = p + b;\nask('Bearer ' + k);\n`;
    const found = await inFile('a.js', text);
    same(found, key);
    assert.equal(text.slice(found[0]!.range.start, found[0]!.range.end), 'p + b');
    const pieces = found[0]!.pieces!.map(({ start, end }) => text.slice(start, end)).sort();
    assert.deepEqual(pieces, [`'${key.slice(13)}'`, "'sk-ant-api03-'"].sort());
    const whole = `const k = '${key}';\nask('Bearer ' + k);\n`;
    assert.deepEqual(await inFile('a.js', whole), []);
  });

  it('are what the caller knows of names', () => {
    const text = 'use(prefix + body)';
    const facts = emptyFacts(text.length);
    const name = (start: number, end: number): Value => ({
      kind: 'name',
      name: text.slice(start, end),
      scope: facts.module,
      range: { start, end },
    });
    facts.strings.push({ kind: 'template', parts: [name(4, 10), name(13, 17)], range: { start: 4, end: 17 } });
    const known: Record<string, string> = { prefix: 'sk-ant-api03-', body: key.slice(13) };
    const constant = (value: Value) => (value.kind === 'name' ? known[value.name] : undefined);
    const inContext = `// api03\n${text}`;
    same(findEncodedCredentials(inContext, facts, constant), key);
    assert.deepEqual(findEncodedCredentials(inContext, facts), []);
  });

  it('need no time out of proportion, whatever a file makes of them', async () => {
    const size = 1 << 20;
    const units = [
      ...[
        'sk-ant-api03-',
        'sk-ant-si-eyJa.',
        'sk%2dant%2dapi03%2d',
        '736b2d616e742d',
        '-tna-ks',
        "'s' + 'k' + ",
        '\\\\',
      ],
      ...[
        '"sk-" + "ant-" + "api03-" + ',
        '115, 107, 45, 97, 110, 116, 45, ',
        'c2stYW50LWFwaTAzL',
        's" ',
        '<b>',
        'k=sk-ant-a\n',
      ],
    ];
    for (const unit of units) {
      const text = `api03 sk-ant ${unit.repeat(Math.ceil(size / unit.length))}`;
      const before = process.cpuUsage();
      assert.deepEqual([...findCredentials(text), ...hidden(text)], [], unit);
      maskCredentials(text);
      const { user } = process.cpuUsage(before);
      assert.ok(user < 5_000_000, `${unit}: ${user / 1000} ms`);
    }
    const dense = [
      'sk-ant-',
      'sk-ant-api03',
      '%22sk-ant-',
      '\\x73k-ant-',
      '"sk-ant-" + ',
      'anthropic_api_key=',
      '736b2d616e742d',
    ];
    for (const unit of dense) {
      const text = unit.repeat(Math.ceil(size / unit.length));
      const before = process.cpuUsage();
      assert.deepEqual([...findCredentials(text), ...hidden(text)], [], unit);
      const { user } = process.cpuUsage(before);
      assert.ok(user < 1_500_000, `${unit}: ${user / 1000} ms`);
    }
    const lists = `const a = [1,2,3,4];\nconst k = a.map((x) => a.map((y) => a.map((z) => [x,y,z,a,a]))).join('api03');\n`;
    assert.deepEqual(await inFile('a.js', lists), []);
  }).timeout(60_000);
});

describe('credentials: masks and fingerprints', () => {
  it('show the prefix and the last four characters, and less of short ones', () => {
    assert.equal(maskSecret(key), `sk-ant-api03-…${key.slice(-4)}`);
    assert.equal(maskSecret('sk-ant-api03-abcdefghijk'), 'sk-ant-api03-…');
    assert.equal(maskSecret('sk-ant-abcdefghijk'), 'sk-ant-…');
    assert.equal(maskSecret(randomText(32, 'gateway')), `…${randomText(32, 'gateway').slice(-4)}`);
    assert.equal(findCredentials(key)[0]?.masked, maskSecret(key));
  });

  it('replace credentials in any text, once for all', () => {
    const surroundings = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(surroundings, fc.constantFrom(...families), seeds, surroundings, (before, kind, seed, after) => {
        const secret = makeFakeKey(kind, { seed });
        const masked = maskCredentials(before + secret + after);
        assert.ok(masked.includes(`sk-ant-${kind}-…`));
        for (let at = 16; at + 8 <= secret.length; at++) assert.ok(!masked.includes(secret.slice(at, at + 8)));
        assert.equal(maskCredentials(masked), masked);
      }),
    );
  });

  it('leave nothing of one that an excerpt cuts off', () => {
    const base64 = Buffer.from(key).toString('base64');
    assert.equal(maskCredentials(`key: ${key.slice(0, 24)}`), 'key: sk-ant-api03-…');
    assert.equal(maskCredentials(`key: ${key.slice(0, 60)}…`), 'key: sk-ant-api03-……');
    assert.equal(maskCredentials(`key: ${key.slice(0, 60)}...`), 'key: sk-ant-api03-…...');
    assert.equal(maskCredentials(`key: ${base64.slice(0, 60)}`), 'key: sk-ant-api03-…');
    assert.equal(maskCredentials(`key: ${key.slice(0, 18)}`), `key: ${key.slice(0, 18)}`);
  });

  it('cover what is glued to a credential', () => {
    assert.equal(maskCredentials(`${key}Zq81 x`), `sk-ant-api03-…${key.slice(-4)} x`);
    const second = makeFakeKey('api03', { seed: 1 });
    assert.equal(maskCredentials(key + second), `${maskSecret(key)}${maskSecret(second)}`);
  });

  it('are the same on every machine, and no plain SHA-256', () => {
    assert.equal(
      fingerprint('sk-ant-api03-'),
      // printf 'claude-guard:credential:v1\0sk-ant-api03-' | sha256sum
      'e2c29a286c764287a97dd17b8541a26c742c3837b641ab8c271244c257030021',
    );
  });
});
