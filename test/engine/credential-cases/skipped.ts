import { around, type CredentialCase, group, key, plain } from './case';

/** What other detectors pass over on purpose: files, values and lines that their filters drop. */

const paths = 'gitleaks/gitleaks: config/gitleaks.toml (global allow list)';
const heuristics = 'Yelp/detect-secrets: tests/filters/heuristic_filter_test.py';
const keyword = 'Yelp/detect-secrets: tests/plugins/keyword_test.py';
const openai = 'Yelp/detect-secrets: tests/plugins/openai_test.py';
const wordLists = 'trufflesecurity/trufflehog: pkg/detectors/falsepositives_test.go';
const real = 'a real-looking key is reported wherever it stands';

const files = group({ source: paths, theirs: 'silent', ours: 'hardcoded-credential', why: real }, [
  ['in a lock file', 'package-lock.json', around('{"resolved": "https://npm.example.com/a.tgz?token=', '"}')],
  ['in a picture made of text', 'logo.svg', around('<svg xmlns="http://www.w3.org/2000/svg"><!-- ', ' --></svg>')],
  ["in a detector's own rules", 'gitleaks.toml', around('[allowlist]\nregexes = ["', '"]\n')],
  ['in the bundle of a known library', 'jquery-ui.min.js', around('var a="', '",b=1;')],
]);

const dropped = group({ source: heuristics, theirs: 'silent', ours: 'silent' }, [
  ['capital sequence', 'a.txt', plain('key = "sk-ant-api03-ABCDEFGHIJKLMNOPQRSTUVWXYZ"')],
  ['digits in order', 'b.txt', plain('key = "sk-ant-api03-01234567890123456789012345"')],
  ['hexadecimal sequence', 'c.txt', plain('key = "sk-ant-api03-0123456789abcdef0123456789abcdef"')],
  [
    'base64 sequence',
    'd.txt',
    plain('key = "sk-ant-api03-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"'),
  ],
  ['angle brackets', 'f.txt', plain('key = <sk-ant-api03-key>')],
  ['dollar before a name', 'g.sh', plain('key=$ANTHROPIC_API_KEY\n')],
  ['call instead of a value', 'a.py', plain('api_key = get_secret_key()\n')],
  ['stars only', 'h.txt', plain('key = "*****"')],
  [
    'UUID after the prefix',
    'i.txt',
    plain('key = "sk-ant-3636dd46-ea21-11e9-81b4-2a2ae2dbcce4"'),
    {
      why: 'no family, and an identifier of 16 bytes is no key body',
    },
  ],
]);

const skippedFiles = group({ source: heuristics, theirs: 'silent', ours: 'hardcoded-credential', why: real }, [
  ['in a Swagger page', 'swagger-ui.html', around('<p>api_key: "', '"</p>')],
  ['as the value of an id', 'a.txt', around('id = ', '\n')],
]);

const keywordForms = group({ source: keyword, theirs: 'reported', ours: 'hardcoded-credential' }, [
  ['compared with', 'a.js', around('if (apikey === "', '") { run(); }\n')],
  ['Go short declaration', 'a.go', around('package a\n\nfunc a() { apikey := "', '" }\n')],
  ['C array', 'a.c', around('char secret[] = "', '";\n')],
  ['quote that never closes', 'a.conf', around('private_key: ', '"\n')],
  ['Ruby arrow', 'a.rb', around('options = { :api_key => "', '" }\n')],
]);

const vendors = group({ source: openai, theirs: 'reported', ours: 'silent', why: 'another vendor' }, [
  [
    'OpenAI user key',
    'a.txt',
    (f) => `sk-${key(f).slice(20, 40)}T3BlbkFJ${key(f).slice(40, 60)}`.replace(/[-_]/g, 'k'),
  ],
  [
    'OpenAI project key',
    'b.txt',
    (f) => `sk-proj-${key(f).slice(20, 40)}T3BlbkFJ${key(f).slice(40, 60)}`.replace(/_/g, 'k'),
  ],
]);

const wordFilter = group({ source: wordLists, theirs: 'silent', ours: 'hardcoded-credential' }, [
  [
    'random body that happens to spell a word',
    'x.txt',
    (f) => `${key(f).slice(0, 40)}hash${key(f).slice(44)}`,
    {
      why: 'its list of words hides one key in some hundred; four letters in 93 prove nothing',
    },
  ],
  [
    'random body with five equal characters',
    'x.txt',
    (f) => `${key(f).slice(0, 40)}00000${key(f).slice(45)}`,
    {
      why: 'five equal characters in 93 prove nothing',
    },
  ],
]);

const shape = [
  ...group({ source: 'an entropy floor of 3.3, as the Anthropic rule of kingfisher has', ours: 'silent' }, [
    ['two characters in turn', 'x.txt', () => `sk-ant-api03-${'a7'.repeat(47).slice(0, 93)}AA`],
    ['eight characters in turn', 'x.txt', () => `sk-ant-api03-${'Qz7mK2xW'.repeat(12).slice(0, 93)}AA`],
    [
      'threes with a few other digits',
      'x.txt',
      (f) =>
        `sk-ant-api03-${key(f)
          .slice(13, -2)
          .replace(/[^0-7]/g, '3')}AA`,
    ],
  ]),
  ...group(
    {
      source: 'kingfisher: its Anthropic rule (entropy of at least 3.3)',
      theirs: 'reported',
      ours: 'hardcoded-credential',
    },
    [
      ['API key in a request header', 'a.http', around('GET /v1/models HTTP/1.1\nx-api-key: ', '\n')],
      [
        'admin key in a request header',
        'b.http',
        (f) => `GET /v1/organizations/me HTTP/1.1\nx-api-key: ${f('admin01')}\n`,
      ],
    ],
  ),
  ...group(
    {
      source: 'GitGuardian documentation: detectors/specifics/claude_api_key',
      theirs: 'reported',
      ours: 'hardcoded-credential',
    },
    [
      ['assigned in a commit', 'a.diff', around('@@ -1 +1 @@\n-KEY = ""\n+KEY = "', '"\n')],
      ['removed in a commit', 'b.diff', around('@@ -1 +1 @@\n-KEY = "', '"\n+KEY = os.environ["KEY"]\n')],
    ],
  ),
];

export const skippedCases: CredentialCase[] = [
  ...files,
  ...dropped,
  ...skippedFiles,
  ...keywordForms,
  ...vendors,
  ...wordFilter,
  ...shape,
];
