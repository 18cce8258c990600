import assert from 'node:assert/strict';
import { toml } from '../../../src/engine/formats/toml';
import { checkFacts, commandsOf, parse, settingOf, settingsOf, slice, variablesOf } from './support';

describe('toml', () => {
  it('has a setting for every scalar under tables, dotted keys, lists and inline tables', async () => {
    const text =
      'top = 1\na."b c".d = true\n[t.u]\nl = [1, { x = "y" }]\n[[s]]\nn = "a"\n[[s]]\nn = "b"\nd = 2024-01-01\n';
    assert.deepEqual(settingsOf(await parse(toml, text, 'x.toml')), [
      'top=1',
      'a/b c/d=true',
      't/u/l/0=1',
      't/u/l/1/x=y',
      's/0/n=a',
      's/1/n=b',
      's/1/d=2024-01-01',
    ]);
  });

  it('decodes strings of every kind and keeps their source range', async () => {
    const text = 'a = "x\\u002dy" # c\r\nb = \'c:\\d\'\r\nc = """\r\none\r\n"two"\\t\r\n"""\r\n';
    const facts = await parse(toml, text, 'x.toml');
    const found = facts.settings.map(({ value, valueRange }) => [value, slice(text, valueRange)]);
    assert.deepEqual(found, [
      ['x-y', 'x\\u002dy'],
      ['c:\\d', 'c:\\d'],
      ['one\n"two"\t\n', 'one\r\n"two"\\t\r\n'],
    ]);
    assert.deepEqual(
      facts.comments.map((range) => slice(text, range)),
      ['# c'],
    );
    checkFacts(text, facts);
  });

  it('knows the variables of tools', async () => {
    const cases: [string, string, Record<string, unknown>][] = [
      ['fly.toml', '[env]\nA = "x"\nlow = "y"\n', { A: 'x', low: 'y' }],
      ['wrangler.toml', '[vars]\na = "x"\n[env.production.vars]\nB = "y"\n', { a: 'x', B: 'y' }],
      ['netlify.toml', '[build.environment]\nA = "x"\n[context.dev.environment]\nB = "y"\n', { A: 'x', B: 'y' }],
      ['.codex/config.toml', '[mcp_servers.s.env]\nA = "x"\n', { A: 'x' }],
      ['.streamlit/secrets.toml', 'ANTHROPIC_API_KEY = "x"\n', {}],
    ];
    for (const [path, text, expected] of cases)
      assert.deepEqual(variablesOf(await parse(toml, text, path)), expected, path);
  });

  it('reads a server with its arguments as a command', async () => {
    assert.deepEqual(
      commandsOf(await parse(toml, '[mcp_servers.s]\ncommand = "npx"\nargs = ["-y", "p"]\n', 'c.toml')),
      ['npx|-y|p'],
    );
  });

  it('leaves out broken lines and counts them', async () => {
    const facts = await parse(toml, '\uFEFFa = 1\nb = \nc = "x\nd = 2\n', 'x.toml');
    assert.deepEqual(settingsOf(facts), ['a=1', 'd=2']);
    assert.equal(facts.errors, 2);
    assert.equal(settingOf(facts, 'd').key, 'd');
  });
});
