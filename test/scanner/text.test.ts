import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { decodeText, type Encoding, encodeText, sniff, utf8Length } from '../../src/scanner/text';

const text = 'const a = "grüße, 日本";\r\nlast line\n';

/** Whole characters of all planes, often ASCII. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 1, max: 127 }),
      fc.integer({ min: 1, max: 0xd7ff }),
      fc.integer({ min: 0xe000, max: 0x10ffff }),
    ),
  )
  .map((codes) => String.fromCodePoint(...codes));

describe('text from bytes', () => {
  const encoded: [string, Buffer, Encoding, boolean][] = [
    ['UTF-8', Buffer.from(text), 'utf-8', false],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), 'utf-8', true],
    ['UTF-16 LE with its mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le', true],
    ['UTF-16 BE with its mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'utf-16be', true],
    ['UTF-16 LE without a mark', Buffer.from(text, 'utf16le'), 'utf-16le', false],
    ['UTF-16 BE without a mark', Buffer.from(text, 'utf16le').swap16(), 'utf-16be', false],
  ];
  for (const [name, bytes, encoding, mark] of encoded) {
    it(`reads ${name} and writes it back`, () => {
      assert.deepEqual(decodeText(bytes), { text, encoding, mark });
      assert.deepEqual(Buffer.from(encodeText({ text, encoding, mark })), bytes);
    });
  }

  it('keeps ends of line as they are, and replaces what is not valid', () => {
    assert.equal(decodeText(Buffer.from([0x61, 0xff, 0x0d, 0x0a, 0x62]))?.text, 'a\ufffd\r\nb');
  });

  it('reads an empty file', () => {
    assert.deepEqual(decodeText(new Uint8Array()), { text: '', encoding: 'utf-8', mark: false });
  });

  const binary: [string, Uint8Array][] = [
    ['zero bytes among text', Buffer.from('text\0text and more text')],
    ['zero bytes after a UTF-8 mark', Buffer.from('\ufefftext\0')],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
    ['an executable', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0', 'latin1')],
    ['a zip archive', Buffer.from('PK\x03\x04aaaa')],
    ['gzip', gzipSync('a')],
    ['a PDF without a zero byte', Buffer.from('%PDF-1.7\n1 0 obj\n')],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x41])],
  ];
  for (const [name, bytes] of binary) {
    it(`takes ${name} for binary`, () => {
      assert.equal(sniff(bytes), undefined);
      assert.equal(decodeText(bytes), undefined);
    });
  }

  it('looks at the beginning only', () => {
    assert.equal(sniff(Buffer.from(`${'a'.repeat(9000)}\0`)), 'utf-8');
  });

  it('gives back any text in any encoding', () => {
    const encodings = fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be');
    fc.assert(
      fc.property(anyText, encodings, (any, encoding) => {
        fc.pre(!any.startsWith('\ufeff'));
        const bytes = encodeText({ text: any, encoding, mark: true });
        assert.deepEqual(decodeText(bytes), { text: any, encoding, mark: true });
      }),
    );
  });

  it('counts the bytes of UTF-8', () => {
    fc.assert(fc.property(anyText, (any) => assert.equal(utf8Length(any), Buffer.byteLength(any))));
  });
});
