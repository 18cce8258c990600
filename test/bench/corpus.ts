/** A folder like a large application's: thousands of files, of which few have to do with Claude. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from './samples';

/** One file in so many uses Claude. */
export const relevantOf = 20;
const perFolder = 40;
/** Every so many folders there is one that git ignores. */
const ignoredOf = 10;

const plain: Readonly<Record<string, (n: number) => string>> = {
  ts: (n) =>
    `/** The total of one order, taxes included. */\nexport function total${n}(order: Order, rates: readonly Rate[]): number {\n  const rate = rates.find(({ region }) => region === order.region)?.value ?? ${n};\n  return order.lines.reduce((sum, line) => sum + line.price * line.count, 0) * (1 + rate / 100);\n}\n\n`,
  py: (n) =>
    `def total_${n}(order, rates):\n    """The total of one order, taxes included."""\n    rate = next((r.value for r in rates if r.region == order.region), ${n})\n    return sum(line.price * line.count for line in order.lines) * (1 + rate / 100)\n\n\n`,
  css: (n) => `.card-${n} > .title {\n  color: var(--accent-${n});\n  padding: 0.5rem ${n}px;\n}\n\n`,
  md: (n) => `## Step ${n}\n\nOrders are read in pages of ${n} and written back once their totals are known.\n\n`,
};
const kinds = Object.keys(plain);
const relevantNames = ['module.ts', 'module.py'] as const;

/** Texts of about 1 to 8 kB. */
function textFor(at: number, kind: string): string {
  const length = 1000 + ((at * 2654435761) % 7000);
  if (at % relevantOf === 0) return textOf(relevantNames[(at / relevantOf) % 2]!, length);
  let text = '';
  for (let n = 0; text.length < length; n++) text += plain[kind]!(n + at);
  return text;
}

const kindOf = (at: number): string =>
  at % relevantOf === 0 ? (['ts', 'py'] as const)[(at / relevantOf) % 2]! : kinds[at % kinds.length]!;

/** @returns the number of files that are relevant and not ignored */
export function createCorpus(root: string, files: number): number {
  let relevant = 0;
  writeFileSync(join(root, '.gitignore'), 'generated/\n*.log\n');
  for (let at = 0; at < files; at++) {
    const number = Math.floor(at / perFolder);
    const isIgnored = number % ignoredOf === ignoredOf - 1;
    const folder = join(root, `part-${number % 25}`, `module-${number}`, ...(isIgnored ? ['generated'] : []));
    if (at % perFolder === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `file-${at % perFolder}.${kindOf(at)}`), textFor(at, kindOf(at)));
    if (at % relevantOf === 0 && !isIgnored) relevant++;
  }
  return relevant;
}
