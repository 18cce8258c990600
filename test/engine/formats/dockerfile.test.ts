import assert from 'node:assert/strict';
import { dockerfile } from '../../../src/engine/formats/dockerfile';
import { checkFacts, commandsOf, embeddedOf, parse, settingOf, settingsOf, slice, variants } from './support';

const read = (text: string) => parse(dockerfile, text, 'Dockerfile');

describe('dockerfile', () => {
  it('has a variable for every ENV and ARG', async () => {
    const text = 'FROM a\nARG KEY\nARG X=1\nENV A=1 B="x y" \\\n  # note\n  C=z\\ w\nENV OLD some value\n';
    for (const variant of variants(text)) {
      const facts = await read(variant);
      assert.deepEqual(settingsOf(facts), [
        '!ARG/KEY=null',
        '!ARG/X=1',
        '!ENV/A=1',
        '!ENV/B=x y',
        '!ENV/C=z w',
        '!ENV/OLD=some value',
      ]);
      assert.equal(slice(variant, settingOf(facts, 'B').valueRange), 'x y');
      assert.equal(slice(variant, settingOf(facts, 'B').range), 'B="x y"');
      assert.equal(slice(variant, settingOf(facts, 'OLD').range), 'ENV OLD some value');
      checkFacts(variant, facts);
    }
  });

  it('embeds the shell form without flags and comment lines', async () => {
    const text =
      'FROM a\nRUN --mount=type=secret,id=k curl -k x && \\\n  # note\n  echo "😀"\nCMD claude -p\nHEALTHCHECK --interval=5s CMD curl y\nONBUILD RUN z\n';
    const facts = await read(text);
    assert.deepEqual(embeddedOf(facts), [
      'shell script curl -k x && \\\n  echo "😀"',
      'shell script claude -p',
      'shell script curl y',
      'shell script z',
    ]);
    assert.deepEqual(commandsOf(facts), ['RUN|--mount=type=secret,id=k']);
    checkFacts(text, facts);
  });

  it('embeds here-documents', async () => {
    assert.deepEqual(embeddedOf(await read('FROM a\nRUN <<EOF\necho hi\nEOF\n')), ['shell script echo hi\n']);
  });

  it('reads the exec form, COPY and ADD as commands', async () => {
    const text =
      'FROM a\nRUN ["/bin/node", "a\\"b"]\nCOPY --from=b .env /c/\nADD ["a b", "/d"]\nENTRYPOINT ["sh", "-c", "claude \\"x\\""]\n';
    const facts = await read(text);
    assert.deepEqual(commandsOf(facts), ['node|a"b', 'COPY|--from=b|.env|/c/', 'ADD|a b|/d', 'sh|-c|claude "x"']);
    assert.deepEqual(embeddedOf(facts), ['shell script claude "x"']);
    assert.equal(slice(text, facts.commands[1]!.words[1]!.range), '.env');
    checkFacts(text, facts);
  });

  it('counts what is no instruction', async () => {
    assert.equal((await read('FROM a\nFOO bar\nENV\n')).errors, 1);
  });
});
