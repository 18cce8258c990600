import { randomText } from '../../support/credential-shapes';
import { base64, base64url, type CredentialCase, cut, escaped, group, hex, hexCode, key, pieces } from './case';

/** Keys hidden by base64, hexadecimal and escapes. */

const gitleaksDecoder = 'gitleaks/gitleaks: detect/codec/decoder_test.go';
const gitleaksLayers = 'gitleaks/gitleaks: detect/detect_test.go (encoded values)';
const trufflehogBase64 = 'trufflesecurity/trufflehog: pkg/decoders/base64_test.go';
const trufflehogUnicode = 'trufflesecurity/trufflehog: pkg/decoders/escaped_unicode_test.go';
const trufflehogHtml = 'trufflesecurity/trufflehog: pkg/decoders/html_test.go';
const everything = /./s;
const dash = /-/;

const base64Forms = group({ source: trufflehogBase64, theirs: 'reported', ours: 'encoded-credential' }, [
  ['base64 in a sentence', 'b.txt', (f) => `The token is ${base64(key(f))} for now.`],
  ['base64 after a name and an equals sign', 'c.txt', (f) => `anthropic-secret=${base64(key(f))}`],
  ['base64 without its padding', 'e.txt', (f) => `token: ${base64(f('admin01')).replace(/=+$/, '')}`],
  ['base64 for URLs', 'f.txt', (f) => base64url(`{"~~~???":"${key(f)}"}`)],
]);

const base64Places = group({ source: 'shape seen in public code', ours: 'encoded-credential' }, [
  ['Kubernetes secret', 'secret.yaml', (f) => `kind: Secret\ndata:\n  ANTHROPIC_API_KEY: ${base64(key(f))}\n`],
  [
    'Kubernetes secret with a final line break',
    'b.yaml',
    (f) => `kind: Secret\ndata:\n  key: ${base64(`${key(f)}\n`)}\n`,
  ],
  [
    'Kubernetes secret that holds an environment file',
    'c.yaml',
    (f) => `kind: Secret\ndata:\n  .env: ${base64(`NODE_ENV=production\nANTHROPIC_API_KEY=${key(f)}\nPORT=80\n`)}\n`,
  ],
  [
    'Kubernetes secret in a YAML block',
    'd.yaml',
    (f) =>
      `kind: Secret\ndata:\n  .env: |\n${pieces(base64(`A=1\nKEY=${key(f)}\nB=2\n`), 60)
        .map((line) => `    ${line}\n`)
        .join('')}`,
  ],
  ['basic authentication, key as password', 'a.http', (f) => `Authorization: Basic ${base64(`anthropic:${key(f)}`)}\n`],
  [
    'claims of a JWT',
    'a.txt',
    (f) => `eyJhbGciOiJIUzI1NiJ9.${base64url(JSON.stringify({ sub: '1', key: key(f) }))}.c2lnbmF0dXJl`,
  ],
  ['data address', 'a.html', (f) => `<a href="data:application/json;base64,${base64(`{"k": "${key(f)}"}`)}">x</a>`],
  [
    'mail attachment in lines of 76',
    'a.eml',
    (f) =>
      `Content-Transfer-Encoding: base64\n\n${pieces(base64(`Hi,\nthe key: ${key(f)}\nBye\n`), 76).join('\r\n')}\n`,
  ],
  ['browser atob', 'a.js', (f) => `const key = atob('${base64(key(f))}');\n`],
  ['Node Buffer', 'a.ts', (f) => `const key = Buffer.from("${base64(key(f))}", 'base64').toString();\n`],
  ['Python b64decode', 'a.py', (f) => `import base64\nkey = base64.b64decode(b"${base64(key(f))}").decode()\n`],
  [
    'batch file that writes an environment file',
    'start.bat',
    (f) =>
      `powershell -c "[Convert]::FromBase64String('${base64(`ANTHROPIC_API_KEY=${key(f)}\nMAIL=a@b.example\n`)}')"\r\n`,
  ],
  [
    'encoded PowerShell command',
    'a.ps1',
    (f) => `powershell -EncodedCommand ${Buffer.from(`$env:K = "${key(f)}"`, 'utf16le').toString('base64')}\n`,
  ],
  [
    'base64 in two constants',
    'b.py',
    (f) => {
      const [start, end] = cut(base64(key(f)), 72);
      return `import base64\nA = "${start}"\nB = "${end}"\nKEY = base64.b64decode(A + B).decode()\n`;
    },
  ],
  [
    'base64 in a joined array',
    'b.js',
    (f) => {
      const parts = pieces(base64(key(f)), 22).map((part) => `"${part}"`);
      return `const parts = [${parts.join(', ')}];\nlocalStorage.setItem('k', atob(parts.join('')));\n`;
    },
  ],
  [
    'plain prefix, body in base64',
    'c.js',
    (f) => `const key = 'sk-ant-api03-' + atob('${base64(key(f).slice(13))}');\n`,
  ],
]);

/** The three ways in which a key can lie across the groups of three bytes. */
const offsets = group(
  { source: 'known gap: patterns that look for the base64 of a prefix', theirs: 'silent', ours: 'encoded-credential' },
  [
    ['base64, one byte before the key', 'a.txt', (f) => base64(`"${key(f)}" and more text`)],
    ['base64, two bytes before the key', 'b.txt', (f) => base64(`k=${key(f)} and more text`)],
    ['base64, forty bytes before the key', 'c.txt', (f) => base64(`${'Zm9v'.repeat(10)} ${key(f)} and more text`)],
  ],
);

const hexForms = [
  ...group({ source: gitleaksDecoder, theirs: 'reported', ours: 'encoded-credential' }, [
    ['hexadecimal, small', 'a.txt', (f) => `secret="${hex(key(f))}"`],
    ['hexadecimal, capital', 'b.txt', (f) => `secret="${hex(key(f)).toUpperCase()}"`],
  ]),
  ...group(
    {
      source: 'known gap: trufflehog (forms commented out in escaped_unicode_test.go)',
      theirs: 'silent',
      ours: 'encoded-credential',
    },
    [
      ['hexadecimal bytes with commas', 'a.c', (f) => `char k[] = {${bytes(key(f)).join(', ')}};\n`],
      ['hexadecimal bytes with spaces', 'c.txt', (f) => bytes(key(f)).join(' ')],
    ],
  ),
  ...group({ source: 'shape seen in public code', ours: 'encoded-credential' }, [
    ['Node Buffer from hexadecimal', 'a.js', (f) => `const k = Buffer.from('${hex(key(f))}', 'hex').toString();\n`],
    ['SQL hexadecimal literal', 'a.sql', (f) => `INSERT INTO k VALUES (X'${hex(key(f)).toUpperCase()}');\n`],
    ['Go byte slice', 'a.go', (f) => `package a\n\nvar k = []byte{${bytes(key(f)).join(', ')}}\n`],
  ]),
];

function bytes(text: string): string[] {
  return pieces(hex(text), 2).map((byte) => `0x${byte}`);
}

const escapes = [
  ...group({ source: trufflehogUnicode, theirs: 'reported', ours: 'encoded-credential' }, [
    ['U+ notation', 'a.txt', (f) => [...key(f)].map((char) => `U+${hexCode(char.charCodeAt(0), 4)}`).join(' ')],
    [
      '\\u of every character',
      'a.js',
      (f) => `k = '${escaped(key(f), everything, (code) => `\\u${hexCode(code, 4)}`)}';\n`,
    ],
    ['\\u of the first character', 'a.npmrc', (f) => `_authToken=$'\\u0073${key(f).slice(1)}'\n`],
    [
      '\\\\u in text inside text',
      'b.js',
      (f) => `x("${escaped(key(f), dash, (code) => `\\\\u${hexCode(code, 4)}`)}");\n`,
    ],
    [
      '\\u{} with braces',
      'a.rs',
      (f) => `let k = "${escaped(key(f), everything, (code) => `\\u{${hexCode(code)}}`)}";\n`,
    ],
    ['\\U with eight digits', 'a.py', (f) => `k = "${escaped(key(f), dash, (code) => `\\U${hexCode(code, 8)}`)}"\n`],
    ['\\x{} of Perl', 'a.pl', (f) => `$k = "${escaped(key(f), everything, (code) => `\\x{${hexCode(code)}}`)}";\n`],
    ['%u of four digits', 'b.txt', (f) => escaped(key(f), everything, (code) => `%u${hexCode(code, 4)}`)],
    [
      'hexadecimal character references',
      'a.html',
      (f) => `<span>Key: ${escaped(key(f), everything, (code) => `&#x${hexCode(code)};`)}</span>`,
    ],
  ]),
  ...group({ source: 'forms of the languages', ours: 'encoded-credential' }, [
    ['\\u of the dashes', 'c.js', (f) => `const k = '${escaped(key(f), dash, () => '\\u002d')}';\n`],
    ['\\u of the dashes in JSON', 'a.json', (f) => `{"k": "${escaped(key(f), dash, () => '\\u002D')}"}`],
    ['\\x of the dashes', 'd.js', (f) => `const k = '${escaped(key(f), dash, () => '\\x2d')}';\n`],
    ['octal of the dashes', 'a.sh', (f) => `K=$'${escaped(key(f), dash, () => '\\055')}'\n`],
    ['decimal character references', 'b.html', (f) => `<p>${escaped(key(f), dash, () => '&#45;')}</p>`],
    [
      'quoted-printable mail',
      'a.eml',
      (f) => `Content-Transfer-Encoding: quoted-printable\n\nkey ${escaped(key(f), dash, () => '=2D')}\n`,
    ],
    [
      'escaped marks of Markdown',
      'a.md',
      (f) => `The key is ${escaped(key(f), /[-_]/, (code) => `\\${String.fromCharCode(code)}`)}.`,
    ],
  ]),
  ...group({ source: trufflehogHtml, theirs: 'reported', ours: 'encoded-credential' }, [
    [
      'percent-encoded dashes in a link',
      'c.html',
      (f) => `<a href="https://example.com?k=${escaped(key(f), dash, () => '%2D')}">x</a>`,
    ],
    ['split over spans', 'd.html', (f) => `<p><span>${key(f).slice(0, 9)}</span><span>${key(f).slice(9)}</span></p>`],
    ['zero-width spaces inside', 'e.html', (f) => `<p>${pieces(key(f), 9).join('\u200b')}</p>`],
    [
      'soft hyphen and joiner inside',
      'f.html',
      (f) => `<p>${key(f).slice(0, 8)}\u00ad${key(f).slice(8, 16)}\u2060${key(f).slice(16)}</p>`,
    ],
  ]),
  ...group({ source: gitleaksDecoder, theirs: 'reported', ours: 'encoded-credential' }, [
    ['percent-encoded whole', 'c.txt', (f) => escaped(`secret="${key(f)}"`, everything, (code) => `%${hexCode(code)}`)],
    ['percent-encoded dashes', 'd.txt', (f) => `key=${escaped(key(f), dash, () => '%2D')}&x=1`],
    ['percent-encoded inside the prefix', 'e.txt', (f) => `key=sk-ant-%61%70%69${key(f).slice(10)}`],
  ]),
];

const layers = group({ source: gitleaksLayers, theirs: 'reported', ours: 'encoded-credential' }, [
  ['base64 of base64', 'a.txt', (f) => base64(`secret=${base64(key(f))}`)],
  ['base64 of a text with percent signs', 'b.txt', (f) => base64(`secret=${escaped(key(f), dash, () => '%2D')}`)],
  [
    'base64 in which some characters are percent-encoded',
    'c.txt',
    (f) => `k=${escaped(base64(key(f)), /[FZ]/, (code) => `%${hexCode(code)}`)}`,
  ],
  ['base64 after a percent-encoded equals sign', 'd.txt', (f) => `secret%3d${base64(key(f))}`],
  ['hexadecimal of base64', 'e.txt', (f) => hex(base64(key(f)))],
  [
    'base64 of settings in the claims of a JWT',
    'f.txt',
    (f) =>
      `eyJhbGciOiJIUzI1NiJ9.${base64url(JSON.stringify({ config: base64(`[a]\nkey = ${key(f)}\n`) }))}.c2lnbmF0dXJl`,
  ],
]);

const noCredential = group({ source: 'decodes to no credential', ours: 'silent' }, [
  [
    'base64 of a placeholder',
    'a.yaml',
    () => `data:\n  ANTHROPIC_API_KEY: ${base64('sk-ant-api03-xxxxxxxxxxxxxxxxxxxxxxxx')}\n`,
  ],
  [
    'base64 of an instruction',
    'b.yaml',
    () => `data:\n  ANTHROPIC_API_KEY: ${base64('sk-ant-YourAnthropicAPIKeyHere')}\n`,
  ],
  ['base64 of the prefix alone', 'a.sh', () => `FRAGMENT=$(echo "${base64('sk-ant-api03-')}" | base64 -d)\n`],
  [
    'base64 shortened by dots',
    'c.yaml',
    (f) => `data:\n  ANTHROPIC_API_KEY: ${base64(key(f)).slice(0, 22)}... # base64\n`,
  ],
  [
    "base64 of another vendor's key",
    'd.yaml',
    (f) => `data:\n  OPENAI_API_KEY: ${base64(`sk-proj-${key(f).slice(13)}`)}\n`,
  ],
  ['picture in base64', 'a.md', () => `![x](data:image/png;base64,iVBORw0KGgo${base64(randomText(600, 'picture'))})\n`],
  ['hexadecimal digest', 'a.txt', () => 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n'],
  ['hexadecimal of a placeholder', 'b.txt', () => hex('sk-ant-api03-your-api-key-here-your-api-key-here')],
  [
    'certificate',
    'a.pem',
    (f) =>
      `-----BEGIN CERTIFICATE-----\n${pieces(base64(f('cc').slice(20)), 64).join('\n')}\n-----END CERTIFICATE-----\n`,
  ],
  ['percent-encoded placeholder', 'c.txt', () => 'https://example.com/?key=sk%2Dant%2Dapi03%2DYOUR%5FAPI%5FKEY'],
  [
    'array of numbers',
    'a.js',
    () => `const table = [${Array.from({ length: 108 }, (_, at) => (at * 37) % 128).join(', ')}];\n`,
  ],
]);

export const encodingCases: CredentialCase[] = [
  ...base64Forms,
  ...base64Places,
  ...offsets,
  ...hexForms,
  ...escapes,
  ...layers,
  ...noCredential,
];
