/**
 * The README as the package has it, for as long as there is no public repository: VS Code and the marketplace show a picture of the
 * web only, and follow no link to a file beside the page.
 *
 *   tsx src/dev/page.ts out/README.md
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');

/** Without pictures that stand beside the text; links to files beside it are the words that they had. */
export const pageOf = (readme: string): string =>
  readme.replace(/^!\[[^\]]*\]\((?!https:)[^)]+\)\n+/gm, '').replace(/\[([^\]]*)\]\((?!https:|#)[^)\s]+\)/g, '$1');

function main([target]: string[]): void {
  if (target === undefined) throw new Error('Name the file that is to be written.');
  mkdirSync(dirname(join(root, target)), { recursive: true });
  writeFileSync(join(root, target), pageOf(readFileSync(join(root, 'README.md'), 'utf8')));
}

if (require.main === module) main(process.argv.slice(2));
