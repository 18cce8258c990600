import assert from 'node:assert/strict';
import { formatOf } from '../../../src/engine/formats/index';
import { checkFacts, commandsOf, parse, variablesOf } from './support';

describe('command lines of PowerShell, batch files and fish', () => {
  const read = async (file: string, text: string): Promise<string[]> => {
    const facts = await parse(formatOf(file), text, file);
    checkFacts(text, facts);
    for (const { name, range } of facts.commands) assert.ok(text.slice(range.start, range.end).includes(name), name);
    return commandsOf(facts);
  };

  it('of PowerShell: quotes, joined lines, pipes, blocks and the call operator', async () => {
    const text = [
      '# claude -p none',
      '<# claude -p',
      'none #>',
      'claude -p \'it\'\'s `n\' --model "a `"b`" $x"',
      'claude `',
      '  --print `',
      '  hello',
      '$answer = claude -p hello 2>&1 | Out-String',
      'if ($x) { & "C:\\Program Files\\claude.exe" -p "in a block" > out.txt }',
      'Get-Content a.txt | claude -p; exit 1',
      '$text = "claude -p none"',
      'claude -p @"',
      'two "lines"',
      '"@ --verbose',
      'node ${env:HOME}/a.js',
    ].join('\r\n');
    assert.deepEqual(await read('a.ps1', text), [
      'claude|-p|it\'s `n|--model|a "b" $x',
      'claude|--print|hello',
      'claude|-p|hello',
      'Out-String',
      'if',
      '$x',
      'claude|-p|in a block',
      'Get-Content|a.txt',
      'claude|-p',
      'exit|1',
      'claude|-p|two "lines"|--verbose',
      'node|${env:HOME}/a.js',
    ]);
  });

  it('of batch files', async () => {
    const text = [
      '@echo off',
      'REM claude -p none',
      ':: claude -p none',
      '@claude -p "say hello" ^',
      '  --verbose > out.txt && echo done',
      'call npx @anthropic-ai/claude-code -p hello',
      'for %%f in (*.ts) do claude -p "look at %%f"',
      'if exist a.txt (claude -p there)',
    ].join('\r\n');
    assert.deepEqual(await read('a.bat', text), [
      'echo|off',
      'claude|-p|say hello|--verbose',
      'echo|done',
      'npx|@anthropic-ai/claude-code|-p|hello',
      'for|%%f|in',
      '*.ts',
      'claude|-p|look at %%f',
      'a.txt',
      'claude|-p|there',
    ]);
  });

  it('of fish, with its variables', async () => {
    const text = [
      '#!/usr/bin/env fish',
      'set -gx ANTHROPIC_MODEL "claude-x" # a comment',
      "set -l greeting 'it\\'s'",
      'set -e OTHER',
      'if test -n "$argv"; and not true',
      '  claude -p $greeting \\',
      '    --verbose',
      'end',
      'set answer (claude -p "hello")',
    ].join('\n');
    assert.deepEqual(await read('a.fish', text), [
      'set|-gx|ANTHROPIC_MODEL|claude-x',
      "set|-l|greeting|it's",
      'set|-e|OTHER',
      'test|-n|$argv',
      'true',
      'claude|-p|$greeting|--verbose',
      'end',
      'set|answer',
      'claude|-p|hello',
    ]);
    const facts = await parse(formatOf('a.fish'), text);
    assert.deepEqual(variablesOf(facts), { ANTHROPIC_MODEL: 'claude-x' });
    assert.deepEqual(
      facts.comments.map(({ start, end }) => text.slice(start, end)),
      ['#!/usr/bin/env fish', '# a comment'],
    );
  });

  it('of hostile texts in time that grows with their length', async () => {
    for (const file of ['a.ps1', 'a.bat', 'a.fish'])
      for (const one of ['"', "'", '`', '^', '\\', '<', '>', '$', '${', '@"\n', '<#', '(', '&', 'a ']) {
        const text = one.repeat(30_000);
        const begun = performance.now();
        checkFacts(text, await parse(formatOf(file), text));
        assert.ok(performance.now() - begun < 5000, `${file} ${JSON.stringify(one)}`);
      }
  });
});
