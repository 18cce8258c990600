import assert from 'node:assert/strict';
import { make } from '../../../src/engine/formats/make';
import { batch, powershell } from '../../../src/engine/formats/shell/windows';
import { checkFacts, embeddedOf, parse, replaceIn, settingOf, settingsOf, slice } from './support';

describe('make', () => {
  const text =
    '# c\nexport KEY := sk # x\nA ?= "b"\nall: x\n\t@echo $$HOME "😀"\n\tcurl -k \\\n\t  https://x\nb:\n\t-foo\n';

  it('reads variables and recipes', async () => {
    const facts = await parse(make, text, 'Makefile');
    assert.deepEqual(settingsOf(facts), ['!KEY=sk', 'A=b']);
    assert.deepEqual(embeddedOf(facts), [
      'shell script echo $HOME "😀"\ncurl -k \\\n  https://x\n',
      'shell script foo\n',
    ]);
    checkFacts(text, facts);
  });

  it('writes a dollar twice', async () => {
    const [recipe] = (await parse(make, text, 'Makefile')).embedded;
    assert.match(replaceIn(text, recipe!, '"😀"', '"$KEY"'), /@echo \$\$HOME "\$\$KEY"/);
  });

  it('reads the recipes of a justfile', async () => {
    const facts = await parse(make, 'export KEY := "v"\nb x:\n  @curl {{x}}\n', 'justfile');
    assert.deepEqual(settingsOf(facts), ['!KEY=v']);
    assert.deepEqual(embeddedOf(facts), ['shell script curl {{x}}\n']);
  });
});

describe('powershell and batch', () => {
  it('read the variables that they set', async () => {
    const script =
      '# c\n$env:KEY = "v" # d\n${env:B}=\'x\'\n[Environment]::SetEnvironmentVariable("C", "d", "User")\n# $env:N = 1\n';
    const facts = await parse(powershell, script, 'a.ps1');
    assert.deepEqual(settingsOf(facts), ['!KEY=v', '!B=x', '!C=d']);
    assert.equal(slice(script, settingOf(facts, 'KEY').range), '$env:KEY = "v"');
    assert.equal(slice(script, settingOf(facts, 'C').valueRange), 'd');
    assert.equal(facts.comments.length, 3);
    const lines = '@echo off\r\nREM set N=1\r\nset A=1 2\r\nset "B=x y"\r\nsetx C "d"\r\nset /p Q=prompt\r\n';
    assert.deepEqual(settingsOf(await parse(batch, lines, 'a.bat')), ['!A=1 2', '!B=x y', '!C=d']);
  });
});
