/** Programs that are measured against. They are installed when they are first needed, beside the benchmark and by exact version. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { relevanceWords } from '../../src/scanner/relevance-words';
import type { Program } from './processes';

const home = join(__dirname, '.rivals');
const packages = {
  '@vscode/ripgrep-universal': '1.18.0',
  secretlint: '13.0.6',
  '@secretlint/secretlint-rule-preset-recommend': '13.1.0',
};
const preset = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] };

export function installRivals(): void {
  const manifest = join(home, 'package.json');
  if (existsSync(join(home, 'node_modules', 'secretlint'))) return;
  mkdirSync(home, { recursive: true });
  writeFileSync(manifest, JSON.stringify({ private: true, dependencies: packages }));
  writeFileSync(join(home, '.secretlintrc.json'), JSON.stringify(preset));
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], {
    cwd: home,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

/** ripgrep for the words that the prefilter looks for, in the files that a scan looks at. */
export function ripgrep(folder: string): Program {
  const place = join('@vscode', 'ripgrep-universal', 'bin', `${process.platform}-${process.arch}`);
  const command = join(home, 'node_modules', place, process.platform === 'win32' ? 'rg.exe' : 'rg');
  const words = relevanceWords.flatMap((word) => ['-e', word]);
  const sameFiles = ['--hidden', '--no-require-git', '-g', '!.git', '-g', '!node_modules'];
  return { command, args: ['-i', '-F', '-l', ...sameFiles, ...words, folder] };
}

/** secretlint with its recommended rules on every file. */
export function secretlint(folder: string): Program {
  const program = join(home, 'node_modules', 'secretlint', 'bin', 'secretlint.js');
  const options = ['--secretlintrc', join(home, '.secretlintrc.json')];
  return { command: process.execPath, args: [program, ...options, '**/*'], cwd: folder };
}
