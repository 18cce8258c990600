import assert from 'node:assert/strict';
import type { Use } from '../../../src/engine/taint/types';
import { reaches } from './support';

const js = (body: string) => `import path from 'node:path';\nconst x = prompt();\n${body}`;
const py = (body: string) =>
  `import os, re\nfrom pathlib import Path\nfrom urllib.parse import urlparse\nx = input()\n${body}`;

/** One `sink` for each answer. */
const cases: readonly (readonly [use: Use, path: string, text: string, reaches: readonly boolean[]])[] = [
  [
    'path',
    'a.ts',
    js("sink(x); if (x.startsWith(root)) sink(x); if (x.startsWith('/')) sink(x);"),
    [true, false, true],
  ],
  ['path', 'a.ts', js("if (x.includes('..')) throw 1; sink(x); sink(path.join(root, x));"), [false, false]],
  ['path', 'a.ts', js("if (x.includes('a')) throw 1; sink(path.join(root, x));"), [true]],
  ['path', 'a.ts', js("const rel = path.relative(root, x); if (rel.startsWith('..')) throw 1; sink(x);"), [false]],
  ['path', 'a.ts', js('if (!fs.existsSync(x)) throw 1; sink(x); if (!isInside(x)) throw 1; sink(x);'), [true, false]],
  ['path', 'a.ts', js('sink(x); assertInside(root, x); sink(x);'), [true, false]],
  ['path', 'a.ts', js('if (strict) assertInside(root, x); sink(x);'), [true]],
  ['path', 'a.ts', js('assertInside(root, y); sink(x);'), [true]],
  [
    'path',
    'a.ts',
    js("sink(x.replace(/[^a-z]/g, '')); sink(x.replace(/[^a-z/]/g, '')); sink(x.replace(/ /g, ''));"),
    [false, true, true],
  ],
  [
    'path',
    'a.ts',
    js('sink(path.parse(x).base); sink(path.parse(x).dir); sink(sanitizePath(x));'),
    [false, true, false],
  ],
  ['command', 'a.ts', js('if (x.startsWith(root)) sink(x); assertInside(x); sink(x);'), [true, true]],
  [
    'path',
    'a.py',
    py('p = (ROOT / x).resolve()\nsink(p)\nif not p.is_relative_to(ROOT):\n    raise ValueError\nsink(p)\n'),
    [true, false],
  ],
  [
    'path',
    'a.py',
    py('sink(ROOT / x)\nsink(Path(x).name)\nsink(Path(x).parent)\nsink(re.sub(r"[^a-z]", "", x))\n'),
    [true, false, true, false],
  ],
  [
    'path',
    'a.py',
    py('if os.path.commonpath([ROOT, x]) == ROOT:\n    sink(x)\nif os.path.exists(x):\n    sink(x)\n'),
    [false, true],
  ],
  ['path', 'a.py', py('try:\n    Path(x).relative_to(ROOT)\nexcept ValueError:\n    raise\nsink(x)\n'), [false]],
  [
    'url',
    'a.ts',
    js("sink(x); sink(`https://a.com/${x}`); sink(`https://${x}/a`); sink(`${BASE}/${x}`); sink('/api/' + x);"),
    [true, false, true, false, false],
  ],
  ['url', 'a.ts', js('const u = new URL(x); if (!ALLOWED.has(u.hostname)) throw 1; sink(u); sink(x);'), [false, false]],
  ['url', 'a.ts', js("const u = new URL(x); if (u.protocol !== 'https:') throw 1; sink(u);"), [true]],
  [
    'url',
    'a.ts',
    js("if (x.startsWith('https://a.com/')) sink(x); if (x.startsWith('https://')) sink(x);"),
    [false, true],
  ],
  ['url', 'a.ts', js('if (URL.canParse(x)) sink(x); if (isAllowedHost(x)) sink(x);'), [true, false]],
  ['url', 'a.py', py('if urlparse(x).netloc not in HOSTS:\n    raise ValueError\nsink(x)\n'), [false]],
  [
    'url',
    'a.py',
    py(
      'if urlparse(x).scheme != "https":\n    raise ValueError\nsink(x)\nsink(f"https://a.com/{x}")\nsink("https://a.com/{}".format(x))\n',
    ),
    [true, false, false],
  ],
  [
    'url',
    'a.ts',
    js('sink(trimmed(x)); sink(validateUrl(x)); function validateUrl(u) { return u } function trimmed(u) { return u }'),
    [true, false],
  ],
  [
    'memory',
    'a.ts',
    js('sink(`<note>${x}</note>`); sink(`<note>${x}</other>`); sink(`note: ${x}`);'),
    [false, true, true],
  ],
  [
    'html',
    'a.ts',
    `import { useState } from 'react';\n${js("const [a, setA] = useState(''); setA(x); const [b, setB] = useState(''); setB('b'); sink(a); sink(b);")}`,
    [true, false],
  ],
];

describe('what keeps a path or URL in bounds', () => {
  for (const [use, path, text, expected] of cases)
    it(`for ${use} in ${path}: ${text
      .split('\n')
      .slice(path === 'a.ts' ? 2 : 4)
      .join(' ')}`, async () => assert.deepEqual(await reaches(path, text, ['commandLine'], use), expected));
});
