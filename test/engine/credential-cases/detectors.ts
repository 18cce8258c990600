import { randomText } from '../../support/credential-shapes';
import { around, type CredentialCase, group, key, plain } from './case';

/** The cases that other detectors ship in their own tests, rules and documentation, rebuilt from their shape. */

const rules = 'cmd/generate/config/rules/anthropic.go';
const gitleaks = `gitleaks/gitleaks: ${rules}`;
const betterleaks = `betterleaks/betterleaks: ${rules}`;
const samples = 'gitleaks/gitleaks: cmd/generate/config/utils/generate.go (sample forms)';
const gaps = 'known gap: gitleaks/gitleaks: cmd/generate/config/utils/generate.go (sample forms marked to do)';
const trufflehog = 'trufflesecurity/trufflehog: pkg/detectors/anthropic/anthropic_test.go';
const secretlint = 'secretlint/secretlint: packages/@secretlint/secretlint-rule-anthropic/test/snapshots';
const noseyparker = 'praetorian-inc/noseyparker: crates/noseyparker/data/default/builtin/rules/anthropic.yml';
const nuclei = 'projectdiscovery/nuclei-templates: http/exposures/tokens/anthropic/anthropic-api-key.yaml';
const sanitizer = 'anthropics/claude-code-action: test/sanitizer.test.ts';
const githubPatterns = 'github/docs: src/secret-scanning/data/pattern-docs/fpt/public-docs.yml';

const walked = 'the body walks the alphabet and the digits, as no issued key does';
const broken = 'a random body of 20 and more is a damaged or newer key: medium confidence, not silence';

/** A body of the right length made of runs of neighbours, as the published samples have it. */
const walk = (length: number): string =>
  [
    'xyz789abc',
    '123defghi456',
    'mnopqrstuvwxyz',
    '3456abcd789',
    'efghijklmno',
    'cdef45abcdefgh',
    'stuvwxyz012',
    'abc456xyz',
  ]
    .join('-')
    .repeat(2)
    .slice(0, length);
/** A body of capital English words. */
const words = 'ROBOT_BEEP_WHIRL_TURN_JUMP_SKIP_DANCE_SING_PLAY_WORK_LEARN_GROW_GIVE_TAKE_HOME_SAIL_RAIN_WIND_LAMP_SEA';

const generated = group({ source: gitleaks, theirs: 'reported', ours: 'hardcoded-credential' }, [
  ['generated API key as anthropic_api_token', 'x.txt', around('anthropic_api_token = "', '"')],
  ['generated admin key as anthropic_api_token', 'x.txt', (f) => `anthropic_api_token = "${f('admin01')}"`],
  [
    'API key sample that walks the alphabet',
    'x.txt',
    () => `sk-ant-api03-${walk(93)}AA`,
    { ours: 'silent', why: walked },
  ],
  [
    'admin key sample that walks the alphabet',
    'x.txt',
    () => `sk-ant-admin01-${walk(93)}AA`,
    { ours: 'silent', why: walked },
  ],
]);

const refused = group({ source: gitleaks, theirs: 'silent', ours: 'silent' }, [
  ['API key sample too short', 'x.txt', () => `sk-ant-api03-${walk(60)}AA`],
  ['API key sample that ends in BB', 'x.txt', () => `sk-ant-api03-${walk(93)}BB`],
  ['admin key sample too short', 'x.txt', () => `sk-ant-admin01-${walk(60)}AA`],
  ['admin key sample that ends in BB', 'x.txt', () => `sk-ant-admin01-${walk(93)}BB`],
  [
    'random API key too short',
    'x.txt',
    (f) => f('api03', { bodyLength: 60 }),
    { ours: 'hardcoded-credential', why: broken },
  ],
  [
    'random API key that ends in BB',
    'x.txt',
    (f) => `${key(f).slice(0, -2)}BB`,
    { ours: 'hardcoded-credential', why: broken },
  ],
  [
    'random admin key too short',
    'x.txt',
    (f) => f('admin01', { bodyLength: 60 }),
    { ours: 'hardcoded-credential', why: broken },
  ],
]);

const sampleForms = group({ source: samples, theirs: 'reported', ours: 'hardcoded-credential' }, [
  [
    'JSON string with an escaped line break',
    'a.json',
    around('{"config.ini": "ANTHROPIC_TOKEN=', '\\nBACKUP_ENABLED=true"}'),
  ],
  ['XML element over several lines', 'a.xml', around('<anthropicToken>\n    ', '\n</anthropicToken>')],
  ['Go back quotes', 'a.go', around('package a\n\nvar anthropicToken = `', '`\n')],
  ['PHP append', 'a.php', around('<?php\n$anthropicToken .= "', '";\n')],
  ['Logstash arrow', 'a.conf', around('  "anthropicToken" => "', '"\n')],
]);

const toDo = group({ source: gaps, theirs: 'silent', ours: 'hardcoded-credential' }, [
  ['JSON in a JSON string', 'a.json', around('{"body": "{\\"anthropic_token\\": \\"', '\\"}"}')],
  [
    'JSON name and value',
    'b.json',
    around('{\n  "name": "anthropic_token",\n  "value": "', '"\n}'),
    { theirs: 'reported' },
  ],
  ['XML element', 'b.xml', around('<anthropicToken>', '</anthropicToken>')],
  ['XML attribute', 'c.xml', around('<entry name="anthropicToken" value="', '" />'), { theirs: 'reported' }],
  ['YAML literal block', 'a.yaml', around('anthropic_token: |\n  ', '\n'), { theirs: 'reported' }],
  ['YAML folded block', 'b.yaml', around('anthropic_token: >-\n  ', '\n'), { theirs: 'reported' }],
  ['URL with basic authentication', 'a.txt', around('https://anthropic:', '@example.com/')],
  ['URL query parameter', 'b.txt', around('https://example.com?anthropicToken=', '&fooBar=baz')],
  ['line comment without a space', 'a.c', around('//', ' is the password\n'), { theirs: 'reported' }],
  ['unclosed block comment', 'b.c', around('/*', ' is the password\n'), { theirs: 'reported' }],
  ['CSV, unquoted', 'a.csv', around('anthropicToken,', ',\n')],
  [
    'environment list with commas',
    'a.log',
    around('environmentVariables = {PATH=/usr/bin, ANTHROPIC_KEY=', ', LC_CTYPE=C}'),
  ],
  ['SQL table drawn with bars', 'c.txt', around('|', '|')],
]);

const others = [
  ...group({ source: betterleaks, theirs: 'reported', ours: 'hardcoded-credential' }, [
    ['before an escaped double quote', 'a.txt', around('key=\\"', '\\"')],
    ['before an escaped single quote', 'b.txt', around("key=\\'", "\\'")],
  ]),
  ...group({ source: trufflehog, theirs: 'reported', ours: 'hardcoded-credential' }, [
    [
      'log with an API key and an admin key',
      'auth.log',
      (f) =>
        `Date: 2025-02-04 14:32:10 UTC\nService: gateway\nAPI Key: ${key(f)}\nAdmin Key: ${f('admin01')}\nKeep it.\n`,
      { count: 2 },
    ],
    [
      'Jenkins credential in XML',
      'credentials.xml',
      around('<c>\n  <scope>GLOBAL</scope>\n  <id>{anthropic}</id>\n  <secret>{AQAAABAAA ', '}</secret>\n</c>\n'),
    ],
    [
      'log with a short key',
      'short.log',
      plain(`Service: gateway\nAPI Key: sk-ant-api03-${'abc789xyz-123de-'.repeat(2)}AA\n`),
      { theirs: 'silent', ours: 'silent' },
    ],
  ]),
  ...group({ source: `${secretlint}/ng.secret`, theirs: 'reported', ours: 'hardcoded-credential' }, [
    [
      'quoted, alone, bare and api04 in one text',
      'input.txt',
      (f) => {
        const lines = ["claude_api_key = '", '', 'CLAUDE_API_KEY='].map((start, seed) => start + f('api03', { seed }));
        return `# Keys\n${lines[0]}'\n\n${lines[1]}\n\n${lines[2]}\n\nANTHROPIC_API_KEY='${f('api04')}'\n`;
      },
      { count: 4 },
    ],
    ['shortest body of its range', 'x.txt', (f) => f('api03', { bodyLength: 90 })],
    ['longest body of its range', 'x.txt', (f) => f('api03', { bodyLength: 128 })],
    [
      'sample of capital words',
      'README.md',
      () => `sk-ant-api03-${words.slice(0, 91)}igAA`,
      {
        source: 'secretlint/secretlint: packages/@secretlint/secretlint-rule-anthropic/README.md',
        ours: 'silent',
        why: 'the body is made of English words, which an entropy floor alone lets pass',
      },
    ],
  ]),
  ...group({ source: `${secretlint}/ok.valid`, theirs: 'silent', ours: 'silent' }, [
    [
      'address and model',
      'a.ts',
      plain("export const url = 'https://api.anthropic.com';\nexport const model = 'claude-3-opus';\n"),
    ],
    ['doubled s before words', 'a.txt', plain('ssk-ant-api04-NotARealKeyButLooksLikeOne')],
    ['another vendor, short', 'b.txt', plain('sk-openai-123456')],
    ['api02 before words', 'c.txt', plain('sk-ant-api02-notarealkey')],
    ['api05 before words', 'd.txt', plain('sk-ant-api05-alsonotreal')],
  ]),
  ...group({ source: noseyparker, theirs: 'reported', ours: 'hardcoded-credential' }, [
    ['body that ends in AAA', 'x.txt', (f) => `${key(f).slice(0, -3)}AAA`],
    ['body with a dash as its second character', 'x.txt', (f) => `sk-ant-api03-f-${key(f).slice(15)}`],
    ['95 characters without the closing AA', 'x.txt', (f) => `${key(f).slice(0, -2)}x7`],
    ['another number after api', 'x.txt', (f) => f('api11')],
  ]),
  ...group({ source: nuclei, theirs: 'reported', ours: 'hardcoded-credential' }, [
    ['admin02 in a page', 'b.html', (f) => `<html><script>window.KEY="${f('admin02')}"</script></html>`],
  ]),
  ...group({ source: githubPatterns, theirs: 'reported', ours: 'hardcoded-credential' }, [
    ['session id', 'x.txt', (f) => `sessionKey=${f('sid01')}`],
    ['base64 of an API key', 'y.txt', (f) => Buffer.from(key(f)).toString('base64'), { ours: 'encoded-credential' }],
    [
      'base64 of an admin key',
      'z.txt',
      (f) => Buffer.from(f('admin01')).toString('base64'),
      {
        theirs: 'silent',
        ours: 'encoded-credential',
        why: 'base64 is listed as supported for API keys only',
      },
    ],
  ]),
  ...group({ source: 'gitlab-org/gitlab: merge request 165222', theirs: 'reported', ours: 'hardcoded-credential' }, [
    [
      'in a comment, beside a GitLab token',
      'note.md',
      around('Key: ', `\nAnother key: glpat-${randomText(20, 'glpat')}\n`),
    ],
  ]),
  ...group({ source: sanitizer, theirs: 'reported', ours: 'hardcoded-credential' }, [
    ['after a tab written as an escape', 'a.json', around('{"content":"line one\\nTOKEN=x\\t', '"}')],
    ['after a terminal colour code', 'a.log', around('key=\u001b[32m', '\u001b[39m')],
    [
      'alphabet in alternating case',
      'b.txt',
      plain(`sk-ant-api03-${'AbCdEfGhIjKlMnOpQrStUvWxYz'}0123456789_-abcdefgh`),
      {
        ours: 'silent',
        why: walked,
      },
    ],
    [
      'other prefix and a short key',
      'c.txt',
      plain('sk-proj-abcdefghijklmnopqrstuvwxyz0123456789 and sk-ant-short'),
      {
        theirs: 'silent',
        ours: 'silent',
      },
    ],
  ]),
];

const reports = [
  ...group({ source: 'JSONbored/loopover: pull request 3093', theirs: 'reported', ours: 'hardcoded-credential' }, [
    ['body that ends in a dash', 'x.txt', (f) => `token = "${f('oat01').slice(0, -2)}-"`],
  ]),
  ...group({ source: 'octos-org/octos: pull request 1117', theirs: 'reported', ours: 'hardcoded-credential' }, [
    ['access token in three dotted parts', 'x.txt', (f) => f('si').replace('-si-', '-oat01-')],
  ]),
  ...group({ source: 'known gap: gitleaks/gitleaks: issue 2055', theirs: 'silent', ours: 'hardcoded-credential' }, [
    [
      'notebook line with escaped quotes',
      'entry.ipynb',
      around('{"source": ["client = Anthropic(api_key=\\"', '\\")\\n"]}'),
    ],
  ]),
  ...group({ source: '1Password/shell-plugins: issue 654', theirs: 'reported', ours: 'silent' }, [
    [
      'random body that ends in EXAMPLE',
      'api_key_test.go',
      (f) => `var k = "${f('api03', { bodyLength: 86 }).slice(0, -2)}-EXAMPLE"`,
      {
        why: 'it says of itself that it is an example; the maintainers closed the report as false',
      },
    ],
  ]),
  ...group({ source: 'vm0-ai/vm0: issue 25076', theirs: 'reported', ours: 'silent' }, [
    [
      'marker words repeated to the full length',
      'a.ts',
      () => `const k = 'sk-ant-api03-${'TeaHouseSafeLocal'.repeat(6).slice(0, 93)}AA';`,
      {
        why: 'one short unit repeated; the maintainers closed the report as false',
      },
    ],
  ]),
];

export const detectorCases: CredentialCase[] = [
  ...generated,
  ...refused,
  ...sampleForms,
  ...toDo,
  ...others,
  ...reports,
];
