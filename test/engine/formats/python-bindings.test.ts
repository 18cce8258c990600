import assert from 'node:assert/strict';
import { readPython, show, showBinding, slice } from './python-read';

/** Bindings of a text, as `scope kind name = value`. */
const bindingsOf = async (text: string): Promise<string[]> => (await readPython(text)).bindings.map(showBinding);

describe('Python imports', () => {
  it('reads every form', async () => {
    const text = `import a.b, c as d
from e.f import (g, h as i,)
from . import j
from ..k import l
from m import *
from __future__ import annotations
try:
    import n
except ImportError:
    def f():
        import o
if typing.TYPE_CHECKING:
    from p import q
r = importlib.import_module("s.t")
`;
    const { imports } = await readPython(text);
    assert.deepEqual(
      imports.map(({ module, imported, local, typeOnly, range }) =>
        [module, imported, local, typeOnly ? 'type' : '', slice(text, range)].join(' '),
      ),
      [
        'a.b * a  a.b',
        'c * d  c as d',
        'e.f g g  g',
        'e.f h i  h as i',
        '. j j  j',
        '..k l l  l',
        'm * *  from m import *',
        '__future__ annotations annotations  annotations',
        'n * n  n',
        'o * o  o',
        'p q q type q',
        's.t * r  r',
      ],
    );
    assert.equal(slice(text, imports[3]!.statement), 'from e.f import (g, h as i,)');
  });

  it('binds them in their scope, wildcards not at all', async () => {
    const { bindings } = await readPython('import a.b as c\nfrom d import *\ndef f():\n  from e import g\n');
    assert.deepEqual(
      bindings.map(({ kind, name, scope, import: fact }) => [kind, scope.kind, name, fact?.module ?? '']),
      [
        ['import', 'module', 'c', 'a.b'],
        ['function', 'module', 'f', ''],
        ['import', 'function', 'g', 'e'],
      ],
    );
  });
});

describe('Python bindings', () => {
  it('binds assignments of every form', async () => {
    const text = `a = b = 1
c, (d, *e), f = g()
h: int = 2
i: int
if (j := k()): pass
l += "m"
`;
    assert.deepEqual(await bindingsOf(text), [
      'module constant a = 1',
      'module constant b = 1',
      'module constant c = g().0',
      'module constant d = g().1.0',
      'module constant e = ?(g().1)',
      'module constant f = g().2',
      'module constant h = 2',
      'module constant j = k()',
      'module variable l = T[l "m"]',
    ]);
  });

  it('calls constant what is bound once in its scope', async () => {
    const text = 'a = 1\nb = 1\nb = 2\ndef f():\n  a = 3\n';
    assert.deepEqual(await bindingsOf(text), [
      'module constant a = 1',
      'module variable b = 1',
      'module variable b = 2',
      'module function f = fn()',
      'function constant a = 3',
    ]);
  });

  it('does not know what stands behind a starred target', async () => {
    assert.deepEqual(await bindingsOf('*a, b = c\n'), ['module constant a = ?(c)', 'module constant b = c.?']);
  });

  it('binds the targets of for, with, except and case', async () => {
    const text = `for a, b in c: pass
async with d() as e, f as (g, h): pass
try: pass
except (I, J) as k: pass
match l:
    case {"m": n} | O(p=q) as r: pass
    case [s, *t] | _: pass
`;
    assert.deepEqual(await bindingsOf(text), [
      'module variable a = c.?.0',
      'module variable b = c.?.1',
      'module constant e = d()',
      'module constant g = f.0',
      'module constant h = f.1',
      'module variable k = ?([I, J])',
      ...['n', 'q', 'r', 's', 't'].map((name) => `module variable ${name} = ?(l)`),
    ]);
  });

  it('sends global and nonlocal names where they belong', async () => {
    const text = `a = None
def f():
    global a
    a = 1
    b = 2
    def g():
        nonlocal b
        b = 3
`;
    assert.deepEqual(await bindingsOf(text), [
      'module variable a = null',
      'module function f = fn()',
      'module variable a = 1',
      'function variable b = 2',
      'function function g = fn()',
      'function variable b = 3',
    ]);
  });

  it('gives assignments to members, other than environment variables, to the facts', async () => {
    const text = 'a.b["c"] = d = 1\na.e += 2\nos.environ["X"] = y\ndef f(s):\n  s.t, u = v\n';
    const { assignments, bindings } = await readPython(text);
    assert.deepEqual(
      assignments.map(({ target, value, scope, range }) => [show(target), show(value), scope.kind, slice(text, range)]),
      [
        ['a.b.c', '1', 'module', 'a.b["c"] = d = 1'],
        ['a.e', '?(a.e 2)', 'module', 'a.e += 2'],
        ['s@function.t', 'v@function.0', 'function', 's.t, u = v'],
      ],
    );
    assert.deepEqual(
      bindings.map(({ name }) => name),
      ['d', 'f', 's', 'u'],
    );
  });
});

describe('Python functions and classes', () => {
  it('reads parameters, returns, yields and decorators', async () => {
    const text = `@app.post("/x")
@cached
async def f(a, /, b: int = 1, *args, c: str, d=D(), **kw) -> E("e"):
    def g(): return 1
    yield 2
    return await a, 3
`;
    const [f] = (await readPython(text)).functions;
    assert.ok(f);
    assert.deepEqual(
      [f.name, f.isAsync, slice(text, f.range).slice(0, 9), f.scope.function === f],
      ['f', true, 'async def', true],
    );
    assert.deepEqual(
      f.parameters.map(({ name, value }) => `${name}=${show(value)}`),
      ['a=-', 'b=1', 'args=-', 'c=-', 'd=D()', 'kw=-'],
    );
    assert.deepEqual(f.returns.map(show), ['2', '[a@function, 3]']);
    assert.deepEqual(f.decorators.map(show), ['app.post("/x")', 'cached']);
  });

  it('keeps fields under this.x in the scope of the class', async () => {
    const text = `class A(B):
    url: str = "u"
    key: str
    limit: int
    def __init__(self, key):
        self.key = key
        self.c.verify = False
    def get(this):
        def inner(): return this.key + url
        return lambda self: self.url
    @staticmethod
    def make(a): return a.url
    @cached_property
    def client(self): return Client(self.url)
`;
    const { bindings, assignments, functions } = await readPython(text);
    const inClass = bindings
      .filter(({ scope, kind }) => scope.kind === 'class' && kind !== 'function')
      .map(showBinding);
    assert.deepEqual(inClass, [
      'class constant this.url = "u"',
      'class variable this.limit = -',
      'class constant this.key = key@function',
      'class constant this.client = Client@function(this.url@class)',
    ]);
    assert.equal(show(assignments[0]?.target), 'this.c@class.verify');
    assert.deepEqual(
      functions.map(({ name, returns }) => [name, ...returns.map(show)]),
      [
        ['__init__'],
        ['get', 'fn(self)'],
        ['inner', 'T[this.key@class url@function]'],
        [undefined, 'self@function.url'],
        ['make', 'a@function.url'],
        ['client', 'Client@function(this.url@class)'],
      ],
    );
  });

  it('hides the names of a class body from its methods', async () => {
    const { functions, module, bindings } = await readPython('class A:\n  x = 1\n  y = x\n  def f(self): return x\n');
    const method = functions[0]!.scope;
    assert.equal(method.parent?.kind, 'class');
    assert.equal(method.parent?.bindings.has('x'), false);
    assert.equal(method.parent?.parent, module);
    const y = bindings.find(({ name }) => name === 'y');
    assert.ok(y?.value?.kind === 'name');
    assert.ok(y.value.scope.bindings.has('x'));
  });

  it('binds a class to an object of its attributes', async () => {
    assert.deepEqual(
      (await bindingsOf('class A:\n  x = 1\n  def f(self): pass\n'))[0],
      'module class A = {x: 1, f: fn(self)}',
    );
  });

  it('gives comprehensions a scope that walrus targets leave', async () => {
    assert.deepEqual(await bindingsOf('[a for a in b if (c := a)]\n'), [
      'block variable a = b.?',
      'module constant c = a@block',
    ]);
  });
});
