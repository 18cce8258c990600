import { around, type CredentialCase, group, key } from './case';

/** Real-looking keys in every kind of file that people leave them in. One finding each, except where it says more. */

const code = group({ source: 'shape seen in public code', ours: 'hardcoded-credential' }, [
  [
    'TypeScript option',
    'a.ts',
    around("import Anthropic from '@anthropic-ai/sdk';\n\nnew Anthropic({ apiKey: '", "' });\n"),
  ],
  ['TypeScript comment', 'b.ts', around('// old key: ', '\nexport {};\n')],
  ['default of a React state', 'App.jsx', around("const [apiKey, setApiKey] = useState('", "');\n")],
  ['fallback of an environment read', 'd.ts', around("const key = process.env.ANTHROPIC_API_KEY ?? '", "';\n")],
  ['Python dict', 'a.py', around('HEADERS = {"x-api-key": "', '", "anthropic-version": "2023-06-01"}\n')],
  ['Python raw and bytes string', 'c.py', (f) => `A = r'${key(f)}'\nB = b'${f('api03', { seed: 1 })}'\n`, { count: 2 }],
  ['Java text block', 'B.java', around('class B {\n  String body = """\n    key=', '\n    """;\n}\n')],
  ['C# verbatim string', 'a.cs', around('class A { string key = @"', '"; }\n')],
  ['Rust constant', 'a.rs', around('const KEY: &str = "', '";\n')],
  ['Vue component', 'a.vue', around("<template><p/></template>\n<script setup>\nconst key = '", "';\n</script>\n")],
  ['unreachable code', 'e.ts', around("if (false) { use('", "'); }\n")],
  ['minified bundle', 'app.min.js', around(`!function(){${'var a=1;'.repeat(400)}e.headers={"x-api-key":"`, '"}}();')],
]);

const configuration = group({ source: 'shape seen in public configuration', ours: 'hardcoded-credential' }, [
  [
    'environment file',
    '.env',
    around('ANTHROPIC_API_KEY=', '\n'),
    { why: 'as found in the text; the rule that reports it depends on git' },
  ],
  ['example of an environment file', '.env.example', around('ANTHROPIC_API_KEY="', '"\n')],
  ['shell export', 'setup.sh', around('#!/bin/sh\nexport ANTHROPIC_API_KEY=', '\n')],
  ['shell start file', '.zshrc', around("alias ask='ANTHROPIC_API_KEY=", " claude -p'\n")],
  ['PowerShell', 'a.ps1', around('$env:ANTHROPIC_API_KEY = "', '"\n')],
  ['request from a shell', 'ask.sh', around('curl https://api.anthropic.com/v1/messages -H "x-api-key: ', '"\n')],
  ['Dockerfile ENV', 'Dockerfile', around('FROM node:20\nENV ANTHROPIC_API_KEY=', '\n')],
  ['compose map', 'compose.yaml', around('services:\n  a:\n    environment:\n      ANTHROPIC_API_KEY: ', '\n')],
  ['Kubernetes plain text', 'secret.yaml', around('kind: Secret\nstringData:\n  key: "', '"\n')],
  ['Terraform default', 'main.tf', around('variable "anthropic_key" {\n  default = "', '"\n}\n')],
  [
    'GitHub workflow',
    'ci.yml',
    around('jobs:\n  a:\n    steps:\n      - run: claude -p x\n        env:\n          K: ', '\n'),
  ],
  ['Java properties', 'application.properties', around('spring.ai.anthropic.api-key=', '\n')],
  ['INI file', 'a.ini', around('[anthropic]\napi_key = ', '\n')],
  ['JSON', 'a.json', around('{\n  "apiKey": "', '"\n}\n')],
  ['JSON with comments', 'settings.jsonc', around('{\n  // "key": "', '"\n}\n')],
  ['TOML', 'a.toml', around('[llm]\napi_key = "', '"\n')],
]);

const text = group({ source: 'shape seen in public documents, data and logs', ours: 'hardcoded-credential' }, [
  ['Markdown prose', 'README.md', around('Set the key to ', ' and start.\n')],
  ['Markdown table', 'b.md', around('| name | key |\n| --- | --- |\n| prod |', '|\n')],
  ['log line', 'app.log', around('2026-01-02T03:04:05Z INFO request headers={x-api-key=', '} status=401\n')],
  ['address with a query', 'a.txt', around('https://example.com/hook?key=', '&retry=1#top\n')],
  [
    'CSV, several keys',
    'keys.csv',
    (f) => [0, 1, 2].map((seed) => `user${seed},${f('api03', { seed })},active`).join('\n'),
    { count: 3 },
  ],
  ['HTML attribute', 'a.html', around('<input type="hidden" name="key" value="', '">\n')],
  ['HTML script', 'c.html', around('<script>\nconst key = "', '";\n</script>\n')],
  ['XML character data', 'a.xml', around('<config><![CDATA[', ']]></config>\n')],
  [
    'property list of macOS',
    'Info.plist',
    around('<plist><dict><key>AnthropicKey</key><string>', '</string></dict></plist>\n'),
  ],
  ['SQL insert', 'seed.sql', around("INSERT INTO settings (name, value) VALUES ('key', '", "');\n")],
  [
    'beside a private key',
    'keys.pem',
    around('-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n', '\n'),
  ],
  ['recorded HTTP traffic', 'a.har', (f) => JSON.stringify({ headers: [{ name: 'x-api-key', value: key(f) }] })],
  [
    'stored conversation of an agent',
    'session.jsonl',
    (f) => JSON.stringify({ content: JSON.stringify({ command: `export K="${key(f)}"` }) }),
  ],
]);

const many = group({ source: 'several keys in one text', ours: 'hardcoded-credential' }, [
  ['three on a line', 'a.txt', (f) => [0, 1, 2].map((seed) => f('api03', { seed })).join(', '), { count: 3 }],
  ['three families on a line', 'b.txt', (f) => `${key(f)} ${f('admin01')} ${f('oat01')}`, { count: 3 }],
  ['the same key twice', 'c.txt', (f) => `A=${key(f)}\nB=${key(f)}\n`, { count: 2, why: 'two places to mend' }],
  ['a key beside its placeholder', 'd.md', around('Replace `sk-ant-api03-...` by `', '`.\n')],
  [
    'two hundred on a line',
    'e.txt',
    (f) => Array.from({ length: 200 }, (_, seed) => f('api03', { seed })).join(' '),
    { count: 200 },
  ],
  ['after a very long line', 'f.txt', around('x'.repeat(200_000), '\n')],
]);

export const placeCases: CredentialCase[] = [...code, ...configuration, ...text, ...many];
