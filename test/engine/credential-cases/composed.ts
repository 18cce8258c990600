import { type CredentialCase, codes, cut, group, key, pieces, reversed } from './case';

/** Keys that code puts together: split, joined, reversed, made from character codes. */

const gap = 'known gap: every detector that reads text and not code';

const javascript = group({ source: gap, theirs: 'silent', ours: 'encoded-credential' }, [
  ['plus, after the prefix', 'a.js', (f) => `const k = 'sk-ant-api03-' + '${key(f).slice(13)}';\n`],
  ['plus, inside the prefix', 'b.js', (f) => `const k = 'sk-' + 'ant-' + '${key(f).slice(7)}';\n`],
  [
    'plus, in the middle of the body',
    'c.js',
    (f) => `const k = '${cut(key(f), 60).join("' +\n  '")}';\n`,
    {
      why: 'the first half alone looks like a damaged key: one finding, for the whole',
    },
  ],
  [
    'template of constants',
    'a.ts',
    (f) => `const p = 'sk-ant-api03';\nconst b = '${key(f).slice(13)}';\nuse(\`\${p}-\${b}\`);\n`,
  ],
  ['joined array', 'e.js', (f) => `const k = ['${pieces(key(f), 12).join("', '")}'].join('');\n`],
  ['array joined by dashes', 'f.js', (f) => `const k = ['sk', 'ant', 'api03', '${key(f).slice(13)}'].join('-');\n`],
  ['continued line', 'h.js', (f) => `const k = '${cut(key(f), 10).join('\\\n')}';\n`],
]);

const python = group({ source: gap, theirs: 'silent', ours: 'encoded-credential' }, [
  ['neighbouring literals', 'a.py', (f) => `k = ("sk-ant-" "api03-"\n     "${key(f).slice(13)}")\n`],
  [
    'neighbouring literals, in the middle of the body',
    'b.py',
    (f) => `k = ("${cut(key(f), 60).join('"\n     "')}")\n`,
    {
      why: 'the first half alone looks like a damaged key: one finding, for the whole',
    },
  ],
  ['plus', 'c.py', (f) => `P = "sk-ant-api03-"\nk = P + "${key(f).slice(13)}"\n`],
  ['f-string of constants', 'd.py', (f) => `p = "sk-ant"\nb = "${key(f).slice(13)}"\nk = f"{p}-api03-{b}"\n`],
  ['format call', 'e.py', (f) => `k = "sk-ant-{}-{}".format("api03", "${key(f).slice(13)}")\n`],
  ['join', 'g.py', (f) => `k = "".join(["${pieces(key(f), 12).join('", "')}"])\n`],
]);

const otherLanguages = group({ source: gap, theirs: 'silent', ours: 'encoded-credential' }, [
  ['Java plus', 'A.java', (f) => `class A { String k = "sk-ant-" + "api03-" + "${key(f).slice(13)}"; }\n`],
  ['Go plus', 'a.go', (f) => `package a\n\nconst p = "sk-ant-api03-"\n\nvar k = p + "${key(f).slice(13)}"\n`],
  ['Go Sprintf', 'b.go', (f) => `package a\n\nvar k = fmt.Sprintf("sk-ant-%s-%s", "api03", "${key(f).slice(13)}")\n`],
  [
    'C# interpolation',
    'a.cs',
    (f) => `class A { const string P = "sk-ant-api03"; string k = $"{P}-${key(f).slice(13)}"; }\n`,
  ],
  ['Ruby interpolation', 'a.rb', (f) => `p = 'sk-ant-api03'\nk = "#{p}-${key(f).slice(13)}"\n`],
  ['PHP full stop', 'a.php', (f) => `<?php\n$k = 'sk-ant-' . 'api03-' . '${key(f).slice(13)}';\n`],
  ['shell variables', 'a.sh', (f) => `P=sk-ant-api03-\nB=${key(f).slice(13)}\nexport ANTHROPIC_API_KEY="$P$B"\n`],
  ['Terraform join', 'main.tf', (f) => `locals {\n  k = join("-", ["sk", "ant", "api03", "${key(f).slice(13)}"])\n}\n`],
]);

const backwards = group({ source: gap, theirs: 'silent', ours: 'encoded-credential' }, [
  ['reversed in JavaScript', 'a.js', (f) => `const k = '${reversed(key(f))}'.split('').reverse().join('');\n`],
  ['reversed in Python', 'a.py', (f) => `k = "${reversed(key(f))}"[::-1]\n`],
  ['reversed, the code elsewhere', 'a.txt', (f) => `value: ${reversed(key(f))}\n`],
]);

const characterCodes = group({ source: gap, theirs: 'silent', ours: 'encoded-credential' }, [
  ['fromCharCode', 'b.js', (f) => `const k = String.fromCharCode(${codes(key(f)).join(',')});\n`],
  [
    'array mapped to characters',
    'd.js',
    (f) => `const a = [${codes(key(f)).join(', ')}];\nconst k = a.map((c) => String.fromCharCode(c)).join('');\n`,
  ],
  ['Python bytes', 'b.py', (f) => `k = bytes([${codes(key(f)).join(', ')}]).decode()\n`],
  ['Python chr in a loop', 'c.py', (f) => `k = "".join(chr(c) for c in [${codes(key(f)).join(', ')}])\n`],
  [
    'Python chr of each',
    'd.py',
    (f) =>
      `k = ${codes(key(f))
        .map((code) => `chr(${code})`)
        .join(' + ')}\n`,
  ],
  [
    'Java byte array',
    'A.java',
    (f) => `class A { String k = new String(new byte[] {${codes(key(f)).join(', ')}}); }\n`,
  ],
  ['C character array', 'a.c', (f) => `char k[] = {${[...key(f)].map((char) => `'${char}'`).join(', ')}, 0};\n`],
]);

const notHidden = group({ source: 'parts that make no credential', ours: 'silent' }, [
  ['prefix and an environment read', 'e.js', () => "const k = 'sk-ant-api03-' + process.env.KEY_BODY;\n"],
  ['prefix and a placeholder', 'e.py', () => 'k = "sk-ant-" + "api03-" + "your-key-here"\n'],
  ['test key of one repeated letter', 'a.test.js', () => "const k = 'sk-ant-api03-' + 'a'.repeat(95);\n"],
  [
    'reversed placeholder',
    'f.js',
    () => `const k = '${reversed('sk-ant-api03-your-api-key-goes-here')}'.split('').reverse();\n`,
  ],
  [
    'character codes of a sentence',
    'g.js',
    () => `String.fromCharCode(${codes('The quick brown fox jumps over a lazy dog').join(',')});\n`,
  ],
]);

export const composedCases: CredentialCase[] = [
  ...javascript,
  ...python,
  ...otherLanguages,
  ...backwards,
  ...characterCodes,
  ...notHidden,
];
