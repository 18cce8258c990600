/**
 * Writes what is generated from the rules and the manifest: the catalogue, the rule pages, the schemas of
 * `.claude-guard.json` and of `.claude-guard/training.json`, and what VS Code completes from them, the settings of the rules, the texts that are translated, the README's tables, and the prefilter's
 * WebAssembly. With `--check` it writes nothing, and fails where something is stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ruleLevels } from '../engine/config/config';
import { configSchema } from '../engine/config/schema';
import { passesOver } from '../engine/credentials/needles';
import { practices, type Rule } from '../engine/types';
import { rulePage } from '../report/rule-page';
import { siftedWords } from '../scanner/relevance-words';
import { planSchema } from '../training/plan-schema';
import { bundle } from './bundle';
import { catalogueSource } from './catalogue';
import { commandsTable, planTable, rulePagePath, rulesTable, settingsTable, withSection } from './documents';
import { lenient } from './lenient-schema';
import { externalise, inEnglish } from './manifest-texts';
import { sieveSource } from './sieve';
import { mistakesIn } from './translations';

const root = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const json = (data: unknown): string => `${JSON.stringify(data, undefined, 2)}\n`;

/** Every generated file, by its path. */
function outputs(rules: readonly Rule[]): Map<string, string> {
  const { manifest, texts } = translatable(rules);
  const english = inEnglish(manifest, texts);
  let readme = withSection(read('README.md'), 'rules', rulesTable(rules));
  readme = withSection(readme, 'settings', settingsTable(english));
  readme = withSection(readme, 'commands', commandsTable(english));
  readme = withSection(readme, 'plan', planTable(planSchema()));
  return new Map([
    ...rules.map((rule) => [rulePagePath(rule), rulePage(rule)] as const),
    ['media/claude-guard.schema.json', json(configSchema(rules))],
    ['media/claude-guard.completion.json', json(lenient(configSchema(rules)))],
    ['media/training.schema.json', json(planSchema())],
    ['media/training.completion.json', json(lenient(planSchema()))],
    ['package.json', json(manifest)],
    ['package.nls.json', json(texts)],
    ['l10n/bundle.l10n.json', json(bundle(rules, root))],
    ['README.md', readme],
  ]);
}

/** The manifest with the settings of the rules, and its texts. */
function translatable(rules: readonly Rule[]) {
  const manifest = JSON.parse(read('package.json'));
  const severities = manifest.contributes.configuration
    .flatMap(({ properties }: { properties: Record<string, object> }) => Object.entries(properties))
    .find(([name]: [string]) => name === 'claudeGuard.rules')?.[1];
  severities.properties = Object.fromEntries(rules.map((rule) => [rule.id, ruleSetting(rule)]));
  return externalise(manifest, existsSync(join(root, 'package.nls.json')) ? JSON.parse(read('package.nls.json')) : {});
}

/** With its type, without which the settings editor shows no form. */
const ruleSetting = (rule: Rule): object => ({
  type: 'string',
  enum: ruleLevels,
  default: rule.severity,
  description: `${rule.title}. ${rule.remedy}`,
});

/** Pages of rules that are no more. */
function leftOver(rules: readonly Rule[]): string[] {
  const folder = join(root, 'media/rules');
  const wanted = new Set(rules.map(({ id }) => `${id}.md`));
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !wanted.has(name))
        .map((name) => `media/rules/${name}`)
    : [];
}

const languages = (): string[] =>
  readdirSync(join(root, 'l10n')).flatMap((name) => /^bundle\.l10n\.(.+)\.json$/.exec(name)?.[1] ?? []);

/** What is wrong with translations, which people write: a text that they lack, and one that is no more. */
function untranslated(): string[] {
  const compared = ['package.nls', 'l10n/bundle.l10n'].flatMap((name) =>
    languages().map((language) => [`${name}.json`, `${name}.${language}.json`] as const),
  );
  return compared.flatMap(([name, own]) => mistakesIn(own, JSON.parse(read(own)), JSON.parse(read(name))));
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const isStale = (path: string, content: string): boolean => !existsSync(join(root, path)) || read(path) !== content;

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  const catalogue = catalogueSource(join(root, 'src/rules'), practices);
  const stale = isStale('src/rules/index.ts', catalogue) ? ['src/rules/index.ts'] : [];
  if (stale.length > 0 && !check) write('src/rules/index.ts', catalogue);
  const { rules } = await import('../rules/index');
  const sieve = await sieveSource({ code: read('src/scanner/sieve.wat'), words: siftedWords, passesOver });
  for (const [path, content] of [...outputs(rules), ['src/scanner/sieve-module.ts', sieve] as const]) {
    if (!isStale(path, content)) continue;
    stale.push(path);
    if (!check) write(path, content);
  }
  for (const path of leftOver(rules)) {
    stale.push(path);
    if (!check) rmSync(join(root, path));
  }
  const mistakes = untranslated();
  for (const path of stale) console.log(check ? `stale: ${path}` : `written: ${path}`);
  for (const mistake of mistakes) console.error(mistake);
  if (!check || stale.length + mistakes.length === 0) return;
  if (stale.length > 0) console.error('Run `npm run generate` and commit what it writes.');
  process.exitCode = 1;
}

void main();
