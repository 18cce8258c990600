/**
 * `npm run data:check`: says which rows of the bundled data (`src/rules/data/*.json`) nobody has held against their source for
 * 90 days, and which are mistaken or contradict each other. Exit 1: some are. Age alone fails nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oldAfter } from '../rules/support/dates';
import { type DataFile, mistakesIn, oldRows } from './data-check-rows';

const folder = join(__dirname, '../rules/data');

function report(name: string, today: string): number {
  const file: DataFile = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const old = oldRows(file, today);
  const mistakes = mistakesIn(file, today);
  console.log(
    `${name}: ${file.rows.length} rows, ${old.length} older than ${oldAfter} days, ${mistakes.length} mistaken`,
  );
  for (const { name, checked, days } of old) console.log(`  old: ${name}, checked on ${checked}, ${days} days ago`);
  for (const mistake of mistakes) console.error(`  mistaken: ${mistake}`);
  return mistakes.length;
}

function main(): void {
  const today = new Date().toISOString().slice(0, 10);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const mistakes = names.reduce((sum, name) => sum + report(name, today), 0);
  if (mistakes > 0) process.exitCode = 1;
}

main();
