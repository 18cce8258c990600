import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const source = join(__dirname, '../../src');

/** What each folder may import of the others. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  rules: ['engine'],
  keys: [],
  scanner: ['engine', 'rules'],
  report: ['engine', 'rules', 'scanner'],
  audit: ['engine', 'rules', 'scanner', 'report'],
  training: ['engine', 'rules', 'scanner', 'report'],
  vscode: ['engine', 'rules', 'scanner', 'report', 'audit', 'training', 'keys'],
  cli: ['engine', 'rules', 'scanner', 'report', 'audit', 'training', 'keys'],
  dev: ['engine', 'rules', 'scanner', 'report', 'training'],
};
const nodeFolders = new Set(['cli', 'audit', 'scanner', 'dev']);

interface Imported {
  file: string;
  folder: string;
  module: string;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const imports: Imported[] = files.flatMap((file) => {
  const text = readFileSync(join(source, file), 'utf8');
  return [
    ...text.matchAll(/^(?:import\s|export\s[^'"\n]*from\s|import\s[^'"\n]*from\s|\}\s*from\s)\s*['"]([^'"\n]+)['"]/gm),
  ].map((match) => ({
    file,
    folder: file.split(/[\\/]/)[0]!,
    module: match[1]!,
  }));
});

function folderOf({ file, module }: Imported): string | undefined {
  if (!module.startsWith('.')) return undefined;
  return relative(source, join(source, file, '..', module)).split(/[\\/]/)[0];
}

const atOnce = /^(?:(?:import|export)\s(?!type\b)[^'";]*from\s*|import\s*)['"]([^'"\n]+)['"]/gm;
const later = /\bimport\(\s*['"]([^'"\n]+)['"]/g;

/** What a file imports other than types: files of ours by their path, and modules of Node. */
function runtimeImports(file: string, forms: readonly RegExp[]): string[] {
  const text = file.startsWith('node:') ? '' : readFileSync(join(source, file), 'utf8');
  const modules = forms.flatMap((form) => [...text.matchAll(form)].map(([, module = '']) => module));
  return modules.flatMap((module) => {
    if (module.startsWith('node:')) return [module];
    if (!module.startsWith('.')) return [];
    const target = relative(source, join(source, file, '..', module)).replaceAll('\\', '/');
    return [`${target}.ts`, `${target}/index.ts`].filter((one) => existsSync(join(source, one)));
  });
}

/** Everything that is loaded with these files. @param forms of imports that are followed */
function loadedWith(entries: readonly string[], forms: readonly RegExp[]): ReadonlySet<string> {
  const seen = new Set(entries);
  for (const file of seen) for (const next of runtimeImports(file, forms)) seen.add(next);
  return seen;
}

/** Rules have examples, which are programs of others, and write code. */
const withoutStrings = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.)*`/g, "''");

describe('architecture', () => {
  it('sees the sources', () => {
    assert.ok(files.length > 30);
    assert.ok(imports.some(({ module }) => module === '../engine/types'));
  });

  it('lets dependencies point one way', () => {
    const wrong = imports.filter((one) => {
      const target = folderOf(one);
      return target !== undefined && target !== one.folder && !(allowed[one.folder] ?? []).includes(target);
    });
    assert.deepEqual(wrong, []);
  });

  it('keeps vscode in its folder', () => {
    assert.deepEqual(
      imports.filter(({ folder, module }) => module === 'vscode' && folder !== 'vscode'),
      [],
    );
  });

  it('keeps Node out of the engine, the rules, the reports and the editor', () => {
    const builtin = imports.filter(({ folder, module }) => module.startsWith('node:') && !nodeFolders.has(folder));
    assert.deepEqual(
      builtin.filter(({ folder }) => folder !== 'vscode'),
      [],
    );
  });

  it('keeps the code of rules out of the editor, for it takes long to load', () => {
    const loads = imports.filter(
      ({ folder, module }) => folder === 'vscode' && /(?:^|\/)rules(?:$|\/(?!support\/))/.test(module),
    );
    assert.deepEqual(loads, []);
  });

  it('needs nothing of Node in a browser, wherever that leads', () => {
    const seen = loadedWith(['vscode/extension-web.ts', 'scanner/worker-web.ts'], [atOnce, later]);
    for (const file of ['vscode/findings/scan/virtual-folder.ts', 'vscode/training/part.ts', 'rules/index.ts'])
      assert.ok(seen.has(file), file);
    assert.deepEqual(
      [...seen].filter((module) => module.startsWith('node:')),
      [],
    );
  });

  it('starts the editor’s side without what nobody has asked for yet', () => {
    const seen = loadedWith(['vscode/extension.ts'], [atOnce]);
    assert.ok(seen.has('vscode/training/register.ts') && seen.has('vscode/findings/store.ts'));
    const parts = /^(?:training\/(?!types\.)|scanner\/(?:scan|walk)\.|vscode\/(?:\w+\/part|findings\/later|online\/))/;
    assert.deepEqual(
      [...seen].filter((file) => parts.test(file)),
      [],
    );
  });

  it('has no clock, no timer and no console in the engine and the rules', () => {
    const impure = files
      .filter((file) => /^(?:engine|rules)[\\/]/.test(file))
      .filter((file) =>
        /\b(?:Date\.now|new Date\(|setTimeout\(|performance\.|console\.|Math\.random)/.test(
          withoutStrings(readFileSync(join(source, file), 'utf8')),
        ),
      );
    assert.deepEqual(impure, []);
  });

  it('names each rule after its file', () => {
    const rules = files.filter((file) => /^rules[\\/](?!data|support|index)/.test(file));
    for (const file of rules) {
      const id = file.replace(/^.*[\\/]/, '').slice(0, -3);
      assert.match(readFileSync(join(source, file), 'utf8'), new RegExp(`id: '${id}'`), file);
    }
  });
});
