import assert from 'node:assert/strict';
import { documentOf, reaches, tracesIn } from './support';

const js = (body: string) => `function f() {\n  const x = prompt();\n  ${body}\n}\n`;
const py = (body: string) => `def f():\n    x = input()\n${body.replace(/^/gm, '    ')}\n`;

/** A test of a value: what is known where it holds, and where it does not. */
const guards: readonly [string, string, string, boolean[]][] = [
  ['nothing', 'a.ts', js('sink(x);'), [true]],
  ['equality', 'a.ts', js("if (x === 'a') sink(x); else sink(x);"), [false, true]],
  ['equality, turned round', 'a.ts', js("if ('a' === x) sink(x);"), [false]],
  ['equality with what is not fixed', 'a.ts', js('if (x === y) sink(x);'), [true]],
  ['inequality and an early exit', 'a.ts', js("if (x !== 'a') return; sink(x);"), [false]],
  ['a list', 'a.ts', js("if (['a', 'b'].includes(x)) sink(x); else sink(x);"), [false, true]],
  ['a list, denied, and an early exit', 'a.ts', js('if (!ALLOWED.includes(x)) throw x; sink(x);'), [false]],
  ['what the text includes', 'a.ts', js("if (x.includes('a')) sink(x);"), [true]],
  ['a set and something else', 'a.ts', js('if (ALLOWED.has(x) && y) sink(x);'), [false]],
  ['a set or something else', 'a.ts', js('if (ALLOWED.has(x) || y) sink(x);'), [true]],
  ['neither of two', 'a.ts', js("if (x !== 'a' || y) return; sink(x);"), [false]],
  ['a pattern', 'a.ts', js('if (/^[a-z]+$/.test(x)) sink(x); else sink(x);'), [false, true]],
  ['a pattern of the beginning', 'a.ts', js('if (/^(?:app|worker)/.test(x)) sink(x);'), [true]],
  ['a pattern of the end', 'a.ts', js('if (/\\.md$/.test(x)) sink(x);'), [true]],
  ['a pattern of the whole, with a group', 'a.ts', js('if (!/^(?:app|worker)$/.test(x)) return; sink(x);'), [false]],
  ['alternatives of which each is half', 'a.ts', js('if (/^app|worker$/.test(x)) sink(x);'), [true]],
  ['alternatives of which each is whole', 'a.ts', js('if (/^app$|^[a|b]$/.test(x)) sink(x);'), [false]],
  ['a pattern with room for anything', 'a.ts', js('if (/^git .*$/.test(x)) sink(x);'), [true]],
  ['a dollar sign at the end', 'a.ts', js('if (/^app\\$/.test(x)) sink(x);'), [true]],
  [
    'a pattern by name',
    'a.ts',
    `const A = /^app/, B = /^app$/;\n${js('if (A.test(x)) sink(x); if (B.test(x)) sink(x);')}`,
    [true, false],
  ],
  [
    'a made pattern',
    'a.ts',
    js("if (new RegExp('^app').test(x)) sink(x); if (x.match(/^app$/)) sink(x);"),
    [true, false],
  ],
  ['a pattern from elsewhere', 'a.ts', `import { NAME } from './names';\n${js('if (NAME.test(x)) sink(x);')}`, [false]],
  ['each character', 'a.ts', js('if ([...x].every((c) => SIGNS.includes(c))) sink(x); else sink(x);'), [false, true]],
  [
    'each character of a split text',
    'a.ts',
    js("if (!x.split('').every((c) => SIGNS.has(c))) return; sink(x);"),
    [false],
  ],
  ['each of other characters', 'a.ts', js('if ([...y].every((c) => SIGNS.includes(c))) sink(x);'), [true]],
  ['a type', 'a.ts', js("if (typeof x === 'number') sink(x);"), [false]],
  ['a type that says nothing', 'a.ts', js("if (typeof x === 'string') sink(x);"), [true]],
  ['a key of an object', 'a.ts', js('if (x in MAP) sink(x);'), [false]],
  ['a test of something else', 'a.ts', js("if (y === 'a') sink(x);"), [true]],
  ['a test that is over', 'a.ts', js("if (x === 'a') { log(); } sink(x);"), [true]],
  ['equality', 'a.py', py("if x == 'a':\n    sink(x)\nelse:\n    sink(x)"), [false, true]],
  ['membership', 'a.py', py('if x in ALLOWED:\n    sink(x)'), [false]],
  ['no membership and an early exit', 'a.py', py('if x not in ALLOWED:\n    return\nsink(x)'), [false]],
  ['not, and an early exit', 'a.py', py('if not x.isdigit():\n    raise E\nsink(x)'), [false]],
  [
    'isinstance',
    'a.py',
    py('if isinstance(x, int):\n    sink(x)\nelif isinstance(x, str):\n    sink(x)'),
    [false, true],
  ],
  [
    'a pattern',
    'a.py',
    `import re\nP = re.compile(r'app|worker')\n${py("if re.match(r'[a-z]+$', x):\n    sink(x)\nif re.match(r'app', x):\n    sink(x)\nif P.fullmatch(x):\n    sink(x)\nif P.match(x):\n    sink(x)")}`,
    [false, true, false, true],
  ],
  ['and', 'a.py', py("if y and x == 'a':\n    sink(x)"), [false]],
];

/** Which of a name's values a place can see. */
const definitions: readonly [string, string, string, boolean[]][] = [
  ['a later value', 'a.ts', "let x = prompt(); sink(x); x = 'a'; sink(x);", [true, false]],
  ['a value of one branch', 'a.ts', "let x = 'a'; if (y) { x = prompt(); } sink(x);", [true]],
  ['the same in both branches', 'a.ts', "let x = prompt(); if (y) { x = 'a'; sink(x); } sink(x);", [false, true]],
  ['a value of the turn before', 'a.ts', "let x = 'a'; for (const y of z) { sink(x); x = prompt(); }", [true]],
  ['a value that a function sees', 'a.ts', "let x = 'a'; function f() { sink(x); } x = prompt(); f();", [true]],
  ['a later value', 'a.py', "x = input()\nsink(x)\nx = 'a'\nsink(x)\n", [true, false]],
  ['what is appended', 'a.py', 'x = []\nx.append(input())\nsink(x)\n', [true]],
  ['a field', 'a.ts', "const x = { a: 'b' }; x.c = prompt(); sink(x.c); sink(x.a);", [true, false]],
  ['a key', 'a.ts', 'const x = { a: prompt(), b: 1 }; sink(x.a); sink(x.b);', [true, false]],
  [
    'a key of what a function is given',
    'a.ts',
    "function f(p) { sink(p.a); sink(p.b); sink(p[c]); } f({ a: prompt(), b: 'b' });",
    [true, false, true],
  ],
  [
    'a parameter that is taken apart',
    'a.ts',
    "function f({ a, b: { c } }) { sink(a); sink(c); } f({ a: 'a', d: prompt(), b: { c: prompt() } });",
    [false, true],
  ],
  [
    'a key that is added',
    'a.ts',
    "function f(p) { p.c = prompt(); sink(p.c); sink(p.b); } f({ b: 'b' });",
    [true, false],
  ],
  [
    'elements',
    'a.ts',
    'const x = [{ a: prompt(), b: 1 }]; for (const y of x) { sink(y.a); sink(y.b); }',
    [true, false],
  ],
  [
    'what two functions give',
    'a.py',
    'def f():\n    return input(), "b"\nx, y = f()\nsink(x)\nsink(y)\n',
    [true, false],
  ],
  ['what a database is given', 'a.py', 'def f(db):\n    db.add(input())\n    sink(db.first())\n', [false]],
  ['what a set is given', 'a.py', 'x = set()\nx.add(input())\nsink(x)\n', [true]],
];

/** A call's result depends on that call's arguments, and on no other's. */
const frames: readonly [string, string, string, boolean[]][] = [
  ['two calls', 'a.ts', "const f = (a: string) => a; sink(f(prompt())); sink(f('a'));", [true, false]],
  [
    'calls in calls',
    'a.ts',
    "const f = (a) => a; const g = (b) => f(b); sink(g(prompt())); sink(g('a'));",
    [true, false],
  ],
  ['a parameter', 'a.ts', 'function f(a) { sink(a); } f(prompt());', [true]],
  ['a parameter that is given a constant', 'a.ts', "function f(a) { sink(a); } f('a');", [false]],
  ['recursion', 'a.ts', 'function f(a, n) { return n ? f(a, n - 1) : a; } sink(f(prompt(), 3));', [true]],
  [
    'two that call each other',
    'a.py',
    'def f(a):\n    return g(a)\ndef g(b):\n    return f(b) or b\nsink(f(input()))\n',
    [true],
  ],
  ['a keyword', 'a.py', 'def f(a, b):\n    return b\nsink(f(b=input(), a=1))\nsink(f(input(), 1))\n', [true, false]],
  ['a table of functions', 'a.py', 'def f(a):\n    sink(a)\nT = {"f": f}\nT[n](**{"a": input()})\n', [true]],
  ['a table that is read with get', 'a.py', 'def f(a):\n    sink(a)\nT = {"f": f}\nT.get(n)(input())\n', [true]],
  ['another table', 'a.py', 'def f(a):\n    sink(a)\nT = {"f": f}\nU = {}\nU[n](input())\n', [false]],
];

for (const [title, cases] of Object.entries({ guards, definitions, frames }))
  describe(`the tracer’s ${title}`, () => {
    for (const [name, path, text, expected] of cases)
      it(`${name} in ${path}`, async () => assert.deepEqual(await reaches(path, text), expected));
  });

/** CPU time, in ms: other processes do not count. */
const bound = 200;

const many = <T>(count: number, each: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => each(index));

const hostile: Readonly<Record<string, [string, string]>> = {
  'a chain of assignments': [
    'a.ts',
    `const a0 = prompt();\n${many(10_000, (n) => `const a${n + 1} = a${n};`).join('\n')}\nsink(a10000);`,
  ],
  'assignments of one name': ['a.ts', `let a = prompt();\n${'a = a + a;\n'.repeat(10_000)}sink(a);`],
  'calls of what they are bound to': ['a.ts', `let a = prompt();\n${'a = a.next(a);\n'.repeat(500)}sink(a.last());`],
  'functions that call each other': [
    'a.py',
    `${many(300, (n) => `def f${n}(a):\n    return f${(n + 1) % 300}(a) or f${(n * 7) % 300}(a) or a\n`).join('')}sink(f0(input()))\n`,
  ],
  'a choice of many': ['a.ts', `let a = 'a';\n${many(5000, (n) => `if (c${n}) a = prompt();`).join('\n')}\nsink(a);`],
  'many that are added up': ['a.py', `x = [${many(5000, (n) => `y${n}`).join(', ')}]\nsink(x)\n`],
  'a function that is called often': ['a.ts', `function f(a) { sink(a); }\n${"f('a');\n".repeat(5000)}`],
  'a table of many functions': [
    'a.py',
    `${many(500, (n) => `def f${n}(a):\n    return a\n`).join('')}T = {${many(500, (n) => `"${n}": f${n}`).join(', ')}}\n${'T[n](1)\n'.repeat(500)}sink(f1(2))\n`,
  ],
  'branches in branches': [
    'a.ts',
    `let a = prompt();\n${'if (b) { a = a + 1; '.repeat(100)}sink(a);${'}'.repeat(100)}`,
  ],
};

describe('the tracer’s work is bounded', function () {
  this.timeout(60_000);
  for (const [name, [path, text]] of Object.entries(hostile))
    it(`for ${name}`, async () => {
      const times: number[] = [];
      // The first time is that of a compiler, too.
      while (times.length < 5) {
        const document = await documentOf(path, text);
        const before = process.cpuUsage();
        tracesIn(document);
        const { user, system } = process.cpuUsage(before);
        times.push((user + system) / 1000);
      }
      assert.ok(Math.min(...times) < bound, `${times.join(', ')} ms`);
    });
});
