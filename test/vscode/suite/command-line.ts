/** What the command line finds, beside what the editor shows. */
import { execFile } from 'node:child_process';
import { join, relative } from 'node:path';
import { extensions, languages } from 'vscode';
import { ruleOf } from './support';

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

export const extensionPath = (): string => extensions.getExtension('claude-guard.claude-guard')!.extensionPath;

/**
 * One line for every finding of the built command line in a folder, sorted. Not synchronous: the extension host has to go on
 * meanwhile.
 */
export function scanned(folder: string): Promise<string[]> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(extensionPath(), 'dist/cli.js'), 'scan', '.', '--format', 'json'],
      { cwd: folder, env, maxBuffer: 1 << 26 },
      // That there are findings is an exit code other than 0.
      (error, stdout, stderr) =>
        stdout ? resolve(JSON.parse(stdout).findings.map(text).sort()) : reject(new Error(stderr, { cause: error })),
    );
  });
}

/** The same lines for what the editor shows below a folder. */
export const shown = (folder: string): string[] =>
  languages
    .getDiagnostics()
    .filter(([uri]) => !relative(folder, uri.fsPath).startsWith('..'))
    .flatMap(([uri, found]) =>
      found
        .filter(({ source }) => source === 'Claude Guard')
        .map((one) =>
          text({
            file: relative(folder, uri.fsPath).replaceAll('\\', '/'),
            line: one.range.start.line + 1,
            column: one.range.start.character + 1,
            endLine: one.range.end.line + 1,
            endColumn: one.range.end.character + 1,
            rule: ruleOf(one),
          }),
        ),
    )
    .sort();
