import { randomText } from '../../support/credential-shapes';
import { type CredentialCase, group, key, plain } from './case';

/** What looks like a credential and is none. All silent. */

const placeholder = group({ source: 'placeholder seen in public documentation', ours: 'silent' }, [
  ['instruction in capitals', '.env.example', plain('ANTHROPIC_API_KEY=sk-ant-api03-YOUR_API_KEY_HERE\n')],
  ['dots after the version', 'a.env', plain('ANTHROPIC_API_KEY=sk-ant-api03-...\n')],
  ['dots after the prefix', 'a.md', plain('`ANTHROPIC_API_KEY=sk-ant-... npm start`\n')],
  ['ellipsis character', 'b.md', plain('The key starts with sk-ant-api03-… and is shown once.\n')],
  ['prefix alone', 'c.md', plain('Admin keys start with `sk-ant-admin01-`, tokens with `sk-ant-oat01-`.\n')],
  ['family with a star', 'd.md', plain('Never commit `sk-ant-*` or `sk-ant-api03-*`.\n')],
  ['short run of x', 'a.txt', plain('sk-ant-xxxx')],
  ['long run of x', 'b.txt', () => `sk-ant-api03-${'x'.repeat(93)}AA`],
  ['run of zeros', 'e.txt', () => `sk-ant-admin01-${'0'.repeat(93)}AA`],
  ['redacted', 'f.txt', plain('sk-ant-REDACTED')],
  ['redacted with the version', 'a.log', plain('api_key=sk-ant-api03-REDACTED-REDACTED-REDACTED\n')],
  ['test key', 'a.test.ts', plain("process.env.ANTHROPIC_API_KEY = 'sk-ant-test-key';\n")],
  ['test key with the version', 'b.test.ts', plain("const apiKey = 'sk-ant-api03-test-key-for-unit-tests-only';\n")],
  ['fake key', 'test_a.py', plain('client = Anthropic(api_key="sk-ant-fake-key-padding-padding-padding-p2")\n')],
  ['dummy key', 'c.test.ts', plain("new Anthropic({ apiKey: 'sk-ant-dummy' });\n")],
  ['in angle brackets', 'h.md', plain('x-api-key: <your key>\nx-api-key: sk-ant-api03-<your key>\n')],
  ['in another language', 'f.md', plain('ANTHROPIC_API_KEY=sk-ant-api03-votre-cle-secrete-ici\n')],
  [
    'words of the full length',
    'j.md',
    () => `sk-ant-api03-${'this-is-a-fake-key-for-testing-purposes-only-'.repeat(3).slice(0, 93)}AA`,
  ],
  ['words in camel case', 'l.md', plain('sk-ant-api03-ThisIsNotARealKeyItOnlyLooksLikeOne')],
  ['do not use', 'm.md', plain('sk-ant-api03-EXAMPLE-FAKE-KEY-FOR-DEMO-ONLY-DO-NOT-USE-anywhere1234567890')],
]);

const patterned = group({ source: 'invented key of public tests', ours: 'silent' }, [
  ['alphabet', 'a.test.ts', plain("const k = 'sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789';\n")],
  [
    'alphabet to the full length',
    'b.test.ts',
    () => `const k = 'sk-ant-api03-${alphabet.repeat(2).slice(0, 93)}AA';\n`,
  ],
  ['digits', 'd.test.ts', () => `const k = 'sk-ant-api03-${'0123456789'.repeat(10).slice(0, 93)}AA';\n`],
  ['keyboard rows', 'f.test.ts', plain("const k = 'sk-ant-api03-qwertyuiopasdfghjklzxcvbnm1234567890';\n")],
  [
    'letters and digits in turn',
    'g.test.ts',
    () => `const k = 'sk-ant-api03-${'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0'}';\n`,
  ],
  ['one short unit', 'h.test.ts', () => `const k = 'sk-ant-api03-${'Ab3'.repeat(31)}AA';\n`],
  [
    'unit of ten',
    'i.test.ts',
    () => `const k = 'sk-ant-oat01-${'Kx9_mP2-vQ'.repeat(9)}AA';\n`,
    {
      why: 'a body that repeats itself is invented, whatever its entropy',
    },
  ],
  ['token of a placeholder JWT', 'l.test.ts', plain("const t = 'sk-ant-si-header.payload.signature';\n")],
]);

const masked = group({ source: 'Claude Console and Admin API documentation, masking helpers', ours: 'silent' }, [
  ['partial key hint', 'a.json', plain('{"partial_key_hint": "sk-ant-api03-R2D...igAA"}\n')],
  ['hint with an ellipsis', 'b.json', (f) => `{"partial_key_hint": "${key(f).slice(0, 16)}…${key(f).slice(-4)}"}\n`],
  ['masked with stars', 'a.log', (f) => `key=${key(f).slice(0, 13)}${'*'.repeat(91)}${key(f).slice(-4)}\n`],
  ['masked with bullets', 'a.txt', (f) => `${key(f).slice(0, 17)}${'•'.repeat(20)}${key(f).slice(-4)}`],
  ['masked with x, first and last kept', 'c.txt', (f) => `${key(f).slice(0, 17)}${'x'.repeat(85)}${key(f).slice(-6)}`],
]);

const templates = group({ source: 'template languages and environment reads', ours: 'silent' }, [
  [
    'shell variable',
    'a.sh',
    plain('curl -H "x-api-key: $' + '{ANTHROPIC_API_KEY}" https://api.anthropic.com/v1/models\n'),
  ],
  ['variable after the prefix', 'b.sh', plain('KEY=sk-ant-api03-$' + '{KEY_BODY}\n')],
  ['workflow secret', 'ci.yml', plain('env:\n  ANTHROPIC_API_KEY: $' + '{{ secrets.ANTHROPIC_API_KEY }}\n')],
  ['Jinja variable', 'a.j2', plain('key: {{ anthropic_api_key }}\nother: sk-ant-{{ kind }}-{{ body }}\n')],
  ['template of code', 'a.ts', plain('const fake = `sk-ant-$' + '{kind}-$' + "{'x'.repeat(95)}`;\n")],
  ['encrypted value', 'a.yaml', plain('key: ENC[AES256_GCM,data:Tr7o1Kq9Zw==,iv:1=,aad:No0=,tag:k==,type:str]\n')],
  ['environment read', 'a.py', plain('client = Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"])\n')],
]);

const patterns = group({ source: 'rules of secret detectors, key checks of applications', ours: 'silent' }, [
  [
    'rule in TOML',
    'rules.toml',
    plain("regex = '''\\b(sk-ant-(?:api|admin)\\d{2}-[\\w-]{93}AA)'''\nkeywords = [\"sk-ant-api\"]\n"),
  ],
  ['regular expression of JavaScript', 'a.js', plain('const claude = /sk-ant-api0[0-9]-[A-Za-z0-9_-]{90,}/g;\n')],
  [
    'regular expression of Go',
    'a.go',
    plain('package a\n\nvar p = regexp.MustCompile(`sk-ant-[a-z]+[0-9]{2}-[\\w\\-]+`)\n'),
  ],
  [
    'search in a hook',
    'pre-commit',
    plain("#!/bin/sh\ngit diff --cached | grep -E 'sk-ant-[A-Za-z0-9_-]{20,}' && exit 1\n"),
  ],
  ['check of a prefix', 'b.js', plain("if (!key.startsWith('sk-ant-api03-')) throw new Error('not a Console key');\n")],
  [
    'place holder of an input field',
    'a.html',
    plain('<input placeholder="sk-ant-api03-..." pattern="sk-ant-.{20,}">\n'),
  ],
]);

const words = group({ source: 'words and names that contain the prefix', ours: 'silent' }, [
  ['minified class names', 'a.min.js', plain('e.className="task-ant-design-table-row01-cell-wrapper-with-padding";\n')],
  ['style sheet', 'a.css', plain('.disk-ant-btn-primary-large-outlined,.mask-ant-modal-root{color:red}\n')],
  [
    'compound word',
    'a.md',
    plain('A risk-anticipation plan, a desk-antenna, a task-ant-colony-optimisation-of-the-routes.\n'),
  ],
  [
    'name of an article',
    'b.md',
    plain('https://example.com/blog/sk-ant-api03-key-format-explained-in-detail-for-beginners\n'),
  ],
]);

const otherKeys = group({ source: "other vendors' keys", ours: 'silent' }, [
  ['OpenAI project key', 'a.txt', () => `sk-proj-${randomText(156, 'openai')}`],
  ['OpenAI key, old form', 'b.txt', () => `sk-${randomText(48, 'openai', 'alphanumeric')}`],
  ['OpenRouter key', 'd.txt', () => `sk-or-v1-${randomText(64, 'openrouter', 'hex')}`],
  ['gateway key', 'g.txt', plain('LITELLM_MASTER_KEY=sk-1234\n')],
  ['prefix in which a letter differs', 'h.txt', (f) => key(f).replace('sk-ant', 'sk-amt')],
  ['prefix with underscores', 'j.txt', (f) => key(f).replace('sk-ant-', 'sk_ant_')],
  ['JWT without a prefix', 'k.txt', (f) => f('si').slice(10)],
]);

const identifiers = group({ source: 'identifiers of the Claude platform and digests', ours: 'silent' }, [
  [
    'ids of keys and workspaces',
    'a.json',
    () =>
      JSON.stringify({
        id: `apikey_01${randomText(22, 'a', 'alphanumeric')}`,
        workspace: `wrkspc_01${randomText(22, 'w', 'alphanumeric')}`,
      }),
  ],
  [
    'ids of requests and messages',
    'a.log',
    () => `request-id: req_01${randomText(22, 'r', 'alphanumeric')} msg_01${randomText(22, 'm', 'alphanumeric')}\n`,
  ],
  ['UUID', 'c.json', plain('{"organization_uuid": "3f2b8c1e-7d4a-4e6b-9c0d-5a1f2e3b4c6d"}')],
  ['digests', 'a.txt', () => `${randomText(40, 'sha1', 'hex')}  a.zip\n${randomText(64, 'sha256', 'hex')}  b.zip\n`],
  [
    'integrity of a package',
    'package-lock.json',
    () => `{"integrity": "sha512-${randomText(86, 'sri', 'alphanumeric')}=="}`,
  ],
]);

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export const placeholderCases: CredentialCase[] = [
  ...placeholder,
  ...patterned,
  ...masked,
  ...templates,
  ...patterns,
  ...words,
  ...otherKeys,
  ...identifiers,
];
