import assert from 'node:assert/strict';
import { shell } from '../../../src/engine/formats/shell/shell';
import { checkFacts, commandsOf, embeddedOf, parse, settingOf, settingsOf, slice } from './support';

const read = (text: string) => parse(shell, text, 'a.sh');
const commands = async (text: string) => commandsOf(await read(text));

describe('shell', () => {
  it('tells variables of the environment from those of the script', async () => {
    const text = 'export A=1 B="x $Y"\nC=\'q\' cmd\ndeclare -x D=2\nE=3\nF=4\nexport F\nlocal g=5\nH=\n';
    const facts = await read(text);
    assert.deepEqual(settingsOf(facts), ['!A=1', '!B=x $Y', '!C=q', '!D=2', 'E=3', '!F=4', 'g=5', 'H=']);
    assert.equal(slice(text, settingOf(facts, 'B').valueRange), 'x $Y');
    assert.equal(slice(text, settingOf(facts, 'D').range), 'declare -x D=2');
    assert.equal(slice(text, settingOf(facts, 'A').range), 'A=1');
    assert.deepEqual(settingsOf(await read('set -a\nA=1\n')), ['!A=1']);
  });

  it('gives the words of a command without quotes, with the place of each', async () => {
    const text = 'curl -H "x-api-key: $KEY" \'a b\' c\\ d e"f"\'g\' $\'h\\n\' ${I:-j} "$(date)" 😀';
    const facts = await read(text);
    const [curl] = facts.commands;
    assert.deepEqual(
      curl!.words.map((word) => word.text),
      ['-H', 'x-api-key: $KEY', 'a b', 'c d', 'efg', 'h\n', '${I:-j}', '$(date)', '😀'],
    );
    assert.equal(slice(text, curl!.words[1]!.range), '"x-api-key: $KEY"');
    assert.equal(slice(text, curl!.words[8]!.range), '😀');
  });

  it('says which files a command writes and what it reads', async () => {
    const text = [
      'echo a >> .env 2>/dev/null',
      'printf b | sudo tee -a ~/.zshrc > /dev/null',
      'cat > "c d" <<EOF',
      'A=$B',
      'EOF',
      'cat <<X >> e',
      'f',
      'X',
      'node g',
      '{ echo h; } > i',
    ].join('\n');
    const { commands: found } = await read(text);
    assert.deepEqual(
      found.map(({ writes }) => writes?.map((word) => word.text)),
      [['.env'], ['~/.zshrc'], ['/dev/null'], ['c d'], ['e'], undefined, ['i']],
    );
    assert.deepEqual(
      found.map(({ input }) => input?.text.trim()),
      [undefined, undefined, undefined, 'A=$B', 'f', undefined, undefined],
    );
    assert.equal(slice(text, found[3]!.writes![0]!.range), '"c d"');
  });

  it('looks through wrappers for the program', async () => {
    assert.deepEqual(await commands('sudo -u root -E /usr/bin/curl -k x'), ['curl|-k|x']);
    assert.deepEqual(await commands('time timeout -s KILL 5 nohup node a.js'), ['node|a.js']);
    assert.deepEqual(await commands('find . | xargs -n 1 curl'), ['find|.', 'curl']);
    assert.deepEqual(await commands('command -v curl'), ['command|-v|curl']);
    assert.deepEqual(await commands('sudo'), ['sudo']);
    const facts = await read('env -u Q A=1 B="x y" cross-env C=2 npx z');
    assert.deepEqual(settingsOf(facts), ['!A=1', '!B=x y', '!C=2']);
    assert.deepEqual(commandsOf(facts), ['npx|z']);
  });

  it('walks pipelines, conditions, loops, functions and substitutions', async () => {
    const text = 'if a; then b && c | d; fi\nfor x in 1; do e; done\nf() { g; }\nh=$(i "$(j)")\n( k ) > out\n';
    assert.deepEqual(
      (await commands(text)).map((line) => line.split('|')[0]),
      ['a', 'b', 'c', 'd', 'e', 'g', 'i', 'j', 'k'],
    );
  });

  it('embeds the script of a shell’s -c', async () => {
    assert.deepEqual(embeddedOf(await read('bash -ec \'curl -k "x"\'')), ['shell script curl -k "x"']);
    assert.deepEqual(embeddedOf(await read('bash -c "a \\"b\\""')), []);
  });

  it('reads past the templates of pipelines', async () => {
    const facts = await read('curl -H "k: ${{ secrets.K }}" https://x/{{ path }}');
    assert.equal(facts.errors, 0);
    assert.deepEqual(commandsOf(facts), ['curl|-H|k: ${{ secrets.K }}|https://x/{{ path }}']);
  });

  it('has outermost strings, joined parts and here-documents in order', async () => {
    const text = '#!/bin/sh\nA="sk-""ant" # c\nB=plain\ncat <<EOF\nsecret $A\nEOF\n';
    const facts = await read(text);
    assert.deepEqual(
      facts.strings.map(({ range }) => slice(text, range)),
      ['"sk-""ant"', 'plain', 'secret $A\n'],
    );
    const [joined] = facts.strings;
    assert.ok(joined?.kind === 'template');
    assert.deepEqual(
      joined.parts.map((part) => part.kind === 'literal' && part.value),
      ['sk-', 'ant'],
    );
    assert.deepEqual(facts.directives, ['#!/bin/sh']);
    assert.deepEqual(
      facts.comments.map((range) => slice(text, range)),
      ['#!/bin/sh', '# c'],
    );
    checkFacts(text, facts);
  });

  it('binds variables, so that their values can be followed', async () => {
    const facts = await read('KEY="v"\ncurl "$KEY"');
    const [binding] = facts.module.bindings.get('KEY') ?? [];
    assert.ok(binding?.value?.kind === 'literal' && binding.value.value === 'v');
    const used = facts.strings.at(-1);
    assert.ok(used?.kind === 'template' && used.parts[0]?.kind === 'name' && used.parts[0].scope === facts.module);
  });

  it('reads the environment by the quotes of the place', () => {
    const write = (kind: 'literal' | 'inside', quote: string) =>
      shell.idioms.readEnvironment('KEY', { kind, quote, path: 'a.sh' });
    assert.equal(write('literal', '"'), '"$KEY"');
    assert.equal(write('inside', '"'), '${KEY}');
    assert.equal(write('inside', "'"), '\'"${KEY}"\'');
  });

  it('reads what is around long runs of operators, which would take its parser minutes', async function () {
    this.timeout(10_000);
    for (const run of ['<', '<<<', '|', '>', '${'])
      assert.deepEqual(
        (await read(`first a ${run.repeat(60_000)}\nsecond b\n`)).commands.map(({ name }) => name),
        ['first', 'second'],
        run,
      );
  });
});
