import assert from 'node:assert/strict';
import { readPython, show, slice } from './python-read';

async function settingsOf(text: string): Promise<string[][]> {
  const { settings } = await readPython(text);
  return settings.map(({ key, keyRange, value, valueRange, range, path, environment }) => {
    assert.deepEqual([path, environment], [[key], true]);
    return [slice(text, keyRange), String(value), slice(text, valueRange), slice(text, range)];
  });
}

const commandsOf = async (text: string): Promise<string[]> =>
  (await readPython(text)).commands.map(({ name, words }) => [name, ...words.map((word) => word.text)].join('|'));

const scriptsOf = async (text: string): Promise<string[]> =>
  (await readPython(text)).embedded.map((one) => `${one.format} ${one.role ?? '-'} ${one.text}`);

describe('Python environment variables', () => {
  it('reads every way to set one', async () => {
    const text = `import os as o
from os import environ, putenv
o.environ["A"] = 'a'
environ['B'] = V
o.environ.setdefault("C", r"c\\d")
o.environ.update({"D": "d" "e", **x, y: "z"}, E="e", F=f)
o.environ |= {"G": "g"}
putenv("H", "h")
subprocess.run(c, env={**o.environ, "I": "i"})
subprocess.run(c, env=dict(o.environ, J="j"))
V = "v"
`;
    assert.deepEqual(await settingsOf(text), [
      ['A', 'a', 'a', `o.environ["A"] = 'a'`],
      ['B', 'v', 'V', "environ['B'] = V"],
      ['C', 'c\\d', 'c\\d', 'o.environ.setdefault("C", r"c\\d")'],
      ['D', 'de', '"d" "e"', '"D": "d" "e"'],
      ['E', 'e', 'e', 'E="e"'],
      ['G', 'g', 'g', '"G": "g"'],
      ['H', 'h', 'h', 'putenv("H", "h")'],
      ['I', 'i', 'i', '"I": "i"'],
      ['J', 'j', 'j', 'J="j"'],
    ]);
  });

  it('takes neither values that vary nor other dictionaries', async () => {
    const text =
      'V = 1\nV = 2\nos.environ["A"] = V\nos.environ["B"] = f()\nenviron = {}\nenviron["C"] = "c"\nx.update(D="d")\n';
    assert.deepEqual(await settingsOf(text), []);
  });
});

describe('Python commands', () => {
  it('reads lists of words with a constant program', async () => {
    const text = `from subprocess import Popen as P
U = "http://u"
cmd = ["git", "status"]
subprocess.run(["sudo", "-u", "b", "/usr/bin/curl", f"a{k}b", x.y(1), U, *more])
P(args=cmd)
asyncio.create_subprocess_exec("claude", "-p", q)
subprocess.call([sys.executable, "-m", "pip"])
`;
    assert.deepEqual(await commandsOf(text), [
      'curl|a${k}b|${x.y(1)}|http://u|${*more}',
      'git|status',
      'claude|-p|${q}',
    ]);
  });

  it('gives the ranges of words without their quotes, and of the call', async () => {
    const text = 'subprocess.run(["curl", "-k", u])\n';
    const [command] = (await readPython(text)).commands;
    assert.ok(command);
    assert.equal(slice(text, command.range), text.trim());
    assert.deepEqual(
      command.words.map(({ range }) => slice(text, range)),
      ['-k', 'u'],
    );
  });

  it('embeds what a shell runs', async () => {
    const text = `os.system("curl \\"a\\" " 'b')
subprocess.run(f"c {d.e} {g()}", shell=True)
subprocess.check_output(shlex.split("h -i"))
subprocess.run("j -k".split())
os.popen("l %s; m" % n)
subprocess.run(["bash", "-lc", "o -p"])
q = "r"
os.system(q)
os.system(q)
os.system(s)
`;
    assert.deepEqual(
      await scriptsOf(text),
      ['curl "a" b', 'c $e $value', 'h -i', 'j -k', 'l $n; m', 'o -p', 'r'].map((script) => `shell script ${script}`),
    );
  });

  it('maps embedded scripts back, in order', async () => {
    const text = 'os.system("x\\ty %s z" % n + "w")\n';
    const [script] = (await readPython(text)).embedded;
    assert.ok(script);
    const outer = Array.from({ length: script.text.length + 1 }, (_, offset) => script.toOuter(offset));
    assert.deepEqual(
      outer,
      [...outer].sort((a, b) => a - b),
    );
    for (const char of 'xyzw') assert.equal(text[outer[script.text.indexOf(char)]!], char);
    assert.equal(script.encode('a"\\'), 'a\\"\\\\');
  });
});

describe('IPython', () => {
  const cell = `%matplotlib inline
%env KEY=v1
%set_env OTHER "v 2"
%env THIRD={x}
files = !ls
!curl -k \\
  $url
if files:
    %pip install anthropic
print?
text = """
!not a command
%env NOR=this
"""
key = "k"
`;

  it('reads a cell in spite of magics, all offsets kept', async () => {
    const { errors, bindings, strings } = await readPython(cell);
    assert.equal(errors, 0);
    assert.deepEqual(
      bindings.map(({ name, range }) => [name, slice(cell, range)]),
      [
        ['files', 'files'],
        ['text', 'text'],
        ['key', 'key'],
      ],
    );
    assert.deepEqual(strings.map(show), ['"\\n!not a command\\n%env NOR=this\\n"', '"k"']);
  });

  it('reads variables and commands of magics', async () => {
    assert.deepEqual(await settingsOf(cell), [
      ['KEY', 'v1', 'v1', '%env KEY=v1'],
      ['OTHER', 'v 2', 'v 2', '%set_env OTHER "v 2"'],
    ]);
    assert.deepEqual(await scriptsOf(cell), [
      'shell script ls',
      'shell script curl -k \\\n  $url',
      'shell script pip install anthropic',
    ]);
  });

  it('gives the rest of a cell to the language of its cell magic', async () => {
    assert.deepEqual(await scriptsOf('\n%%bash --login\ncurl x\n'), ['shell - \ncurl x\n']);
    assert.deepEqual(await scriptsOf('%%writefile a\nif "\n'), []);
    assert.equal((await readPython('%%time\nx = 1\n')).bindings.length, 1);
  });

  it('leaves broken Python alone that only looks like it', async () => {
    const text = 'x = (1\n  %name)\ny = """\n!a"""\ndef f(:\n';
    assert.deepEqual(
      (await readPython(text)).strings.map(({ range }) => slice(text, range)),
      ['"""\n!a"""'],
    );
  });
});
