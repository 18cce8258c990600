import { around, type CredentialCase, group, key, notebook } from './case';

/** What stands right before and right after a key: the boundaries on which most patterns fail. */

const all = 'known gap: gitleaks, betterleaks, trufflehog, noseyparker (a word boundary before the prefix)';
const afterGitleaks = 'known gap: gitleaks, betterleaks (quote, space, semicolon or line break after the key)';
const afterAll = 'known gap: gitleaks, betterleaks, trufflehog, noseyparker, secretlint (a boundary after the key)';
const escapes = 'known gap: gitleaks, trufflehog, noseyparker (a letter of an escape right before the prefix)';
const none = 'boundaries that every detector handles';

const before = group({ source: all, theirs: 'silent', ours: 'hardcoded-credential' }, [
  ['after an underscore', 'a.txt', around('prod_')],
  ['after a letter', 'c.txt', around('x')],
  ['after a doubled first letter', 'd.txt', around('s')],
  ['after a digit', 'e.txt', around('7')],
  ['after a percent-encoded quote', 'f.txt', around('q=%7B%22key%22%3A%22', '%22%7D')],
  ['after an equals sign of quoted-printable mail', 'a.eml', around('key=3D', '\n')],
]);

const beforeEscape = group({ source: escapes, theirs: 'silent', ours: 'hardcoded-credential' }, [
  ['after an escaped line break', 'a.json', around('{"log": "started\\n', '"}')],
  ['after an escaped tab', 'b.json', around('{"log": "key:\\t', '"}')],
  ['after an escaped quote sign by its code', 'c.json', around('{"log": "\\u0022', '\\u0022"}')],
  ['after a colour code of a terminal', 'a.log', around('\u001b[1;31m', '\u001b[0m')],
  [
    'after an accented letter',
    'a.txt',
    around('clé', ' fin'),
    { source: 'known gap: secretlint (any letter before the prefix)' },
  ],
  [
    'after a Chinese character',
    'b.txt',
    around('密钥', '。'),
    { source: 'known gap: gitleaks, betterleaks, secretlint' },
  ],
]);

const after = group({ source: afterGitleaks, theirs: 'silent', ours: 'hardcoded-credential' }, [
  ['before a less-than sign', 'a.txt', around('<b>', '<br>')],
  ['before a comma', 'b.txt', around('keys: ', ', more')],
  ['before a closing parenthesis', 'c.txt', around('(the key is ', ')')],
  ['before a closing bracket', 'd.txt', around('[', ']')],
  ['before a closing brace', 'e.txt', around('{', '}')],
  ['before an ampersand', 'f.txt', around('a=1&key=', '&b=2')],
  ['before a bar', 'g.txt', around('| key |', '|')],
  ['before a colon', 'h.txt', around('', ':x')],
  ['before a full stop', 'i.txt', around('The key is ', '. Do not share it.')],
  ['before a slash', 'k.txt', around('https://proxy.example.com/', '/v1/messages')],
  ['before an at sign', 'l.txt', around('https://', '@proxy.example.com/v1')],
  ['before an asterisk', 'a.md', around('**', '**')],
  ['before a percent-encoded quote', 'o.txt', around('key=', '%22')],
  ['before an HTML quote', 'a.html', around('<a data-config="{&quot;key&quot;:&quot;', '&quot;}">x</a>')],
  ['before a lone backslash', 'p.txt', around('curl -H x-api-key:', '\\')],
]);

const afterGlued = group({ source: afterAll, theirs: 'silent', ours: 'hardcoded-credential' }, [
  ['before a letter', 'a.txt', around('', 'export')],
  ['before a digit', 'b.txt', around('', '2026')],
  ['before an underscore', 'c.txt', around('', '_prod')],
  [
    'before a dash',
    'd.txt',
    around('', '-prod'),
    { theirs: 'reported', source: 'trufflesecurity/trufflehog: pkg/detectors/anthropic/anthropic.go (word boundary)' },
  ],
  ['two keys with nothing between', 'e.txt', (f) => key(f) + f('api03', { seed: 1 }), { count: 2 }],
  [
    'two keys with an underscore between',
    'f.txt',
    (f) => `${key(f)}_${f('api03', { seed: 1 })}`,
    { source: 'known gap: gitleaks, trufflehog, noseyparker', count: 2 },
  ],
]);

const ends = group({ source: none, theirs: 'reported', ours: 'hardcoded-credential' }, [
  ['at the end of the file', 'a.txt', around('key ')],
  ['alone in the file', 'b.txt', key],
  ['before a line break of Windows', 'c.txt', around('KEY=', '\r\nB=1\r\n')],
  ['before an escaped line break', 'e.json', around('{"a": "KEY=', '\\nB=1"}')],
  ['before an escaped carriage return', 'f.json', around('{"a": "KEY=', '\\r\\n"}')],
  ['before a semicolon', 'g.txt', around('Cookie: key=', '; path=/')],
]);

const bodies = group({ source: 'edge of the documented shape', ours: 'hardcoded-credential' }, [
  ['body that begins with a dash', 'a.txt', (f) => `sk-ant-api03--${key(f).slice(14)}`],
  ['body with two dashes in a row', 'b.txt', (f) => `${key(f).slice(0, 50)}--${key(f).slice(52)}`],
  ['body with two underscores in a row', 'c.txt', (f) => `${key(f).slice(0, 50)}__${key(f).slice(52)}`],
  ['body without a dash or underscore', 'e.txt', (f) => f('api03', { charset: 'alphanumeric' })],
]);

const cells = group(
  {
    source: 'known gap: gitleaks issue 2055, detect-secrets issue 781 (notebooks)',
    theirs: 'silent',
    ours: 'hardcoded-credential',
  },
  [
    ['notebook source, double quotes', 'a.ipynb', (f) => notebook([`client = Anthropic(api_key="${key(f)}")\n`])],
    [
      'notebook source, single quotes',
      'b.ipynb',
      (f) => notebook([`%env ANTHROPIC_API_KEY='${key(f)}'`]),
      { theirs: 'reported' },
    ],
    [
      'notebook output, printed',
      'c.ipynb',
      (f) => notebook(['print(key)'], [{ output_type: 'stream', name: 'stdout', text: [`${key(f)}\n`] }]),
      { theirs: 'reported' },
    ],
    [
      'notebook output, result',
      'd.ipynb',
      (f) => {
        const data = { 'text/plain': [`{"key": "${key(f)}"}`] };
        return notebook(['settings'], [{ output_type: 'execute_result', execution_count: 1, data, metadata: {} }]);
      },
    ],
    [
      'notebook output, traceback in colours',
      'f.ipynb',
      (f) => {
        const traceback = [`\u001b[0;31mAuthenticationError\u001b[0m: bad key \u001b[1m${key(f)}\u001b[0m`];
        return notebook(['ask()'], [{ output_type: 'error', ename: 'AuthenticationError', evalue: '', traceback }]);
      },
    ],
    [
      'notebook source and output',
      'g.ipynb',
      (f) => notebook([`key = "${key(f)}"\n`, 'key'], [{ output_type: 'stream', name: 'stdout', text: key(f) }]),
      { theirs: 'reported', count: 2, why: 'they report the output only' },
    ],
  ],
);

const encodings = group(
  {
    source: 'trufflesecurity/trufflehog: pkg/decoders/utf16_test.go',
    theirs: 'reported',
    ours: 'hardcoded-credential',
  },
  [
    ['UTF-16, little end first, no mark', 'a.txt', around('ANTHROPIC_API_KEY=', '\r\n'), { encoding: 'utf16le' }],
    ['UTF-16, big end first, no mark', 'b.txt', around('ANTHROPIC_API_KEY=', '\r\n'), { encoding: 'utf16be' }],
    [
      'UTF-16, little end first, with its mark',
      'c.ps1',
      around('\uFEFF$env:ANTHROPIC_API_KEY = "', '"\r\n'),
      { encoding: 'utf16le' },
    ],
    [
      'UTF-16, big end first, with its mark',
      'd.txt',
      around('\uFEFFANTHROPIC_API_KEY=', '\r\n'),
      { encoding: 'utf16be' },
    ],
    ['UTF-8 with its mark, key first', 'e.txt', key, { encoding: 'utf8-bom', source: 'files of Windows editors' }],
  ],
);

export const edgeCases: CredentialCase[] = [
  ...before,
  ...beforeEscape,
  ...after,
  ...afterGlued,
  ...ends,
  ...bodies,
  ...cells,
  ...encodings,
];
