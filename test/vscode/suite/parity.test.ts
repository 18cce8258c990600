import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { commands, extensions, languages } from 'vscode';
import { key, root, ruleOf, until } from './support';

interface Row {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  rule: string;
}

const text = ({ file, line, column, endLine, endColumn, rule }: Row): string =>
  `${file}:${line}:${column}-${endLine}:${endColumn} ${rule}`;

/** The demo's workspace, in the folder that is open. */
function copyDemo(extension: string): string {
  const folder = join(root(), 'parity');
  cpSync(join(extension, 'test/demo/workspace'), folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.template')) continue;
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('{{fake-anthropic-key}}', key));
    renameSync(file, file.slice(0, -'.template'.length));
  }
  return folder;
}

/** What the command line finds. Not synchronous: the extension host has to go on meanwhile. */
function scanned(cli: string): Promise<Row[]> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [cli, 'scan', '.', '--format', 'json'],
      { cwd: root(), env, maxBuffer: 1 << 26 },
      // That there are findings is an exit code other than 0.
      (error, stdout, stderr) =>
        stdout ? resolve(JSON.parse(stdout).findings) : reject(new Error(stderr, { cause: error })),
    );
  });
}

const shown = (): string[] =>
  languages
    .getDiagnostics()
    .filter(([uri]) => relative(root(), uri.fsPath).startsWith('parity'))
    .flatMap(([uri, found]) =>
      found
        .filter(({ source }) => source === 'Claude Guard')
        .map((one) =>
          text({
            file: relative(root(), uri.fsPath).replaceAll('\\', '/'),
            line: one.range.start.line + 1,
            column: one.range.start.character + 1,
            endLine: one.range.end.line + 1,
            endColumn: one.range.end.character + 1,
            rule: ruleOf(one),
          }),
        ),
    )
    .sort();

describe('The editor and the command line', () => {
  it('find the same in the same workspace', async () => {
    const { extensionPath } = extensions.getExtension('claude-guard.claude-guard')!;
    copyDemo(extensionPath);
    const rows = await scanned(join(extensionPath, 'dist/cli.js'));
    const expected = rows
      .filter(({ file }) => file.startsWith('parity/'))
      .map(text)
      .sort();
    assert.ok(expected.length >= 15, `${expected.length}`);
    void commands.executeCommand('claudeGuard.scanWorkspace');
    await until('the same findings', () => shown().join('\n') === expected.join('\n')).catch(() =>
      assert.deepEqual(shown(), expected),
    );
  });
});
