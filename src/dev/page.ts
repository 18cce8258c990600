/**
 * The README as the package has it: VS Code shows it on the extension's page, where files beside it are out of reach.
 *
 *   tsx src/dev/page.ts out/README.md
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');

/**
 * Pictures stand in the text, and links to files beside it are the words that they had.
 *
 * @param read a PNG beside the text, by its path
 */
export const pageOf = (readme: string, read: (path: string) => Buffer): string =>
  readme
    .replace(
      /!\[([^\]]*)\]\((?!https:)([^)\s]+\.png)\)/g,
      (_, alt: string, path: string) => `![${alt}](data:image/png;base64,${read(path).toString('base64')})`,
    )
    .replace(/(?<!!)\[([^\]]*)\]\((?!https:|#)[^)\s]+\)/g, '$1');

function main([target]: string[]): void {
  if (target === undefined) throw new Error('Name the file that is to be written.');
  mkdirSync(dirname(join(root, target)), { recursive: true });
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  writeFileSync(
    join(root, target),
    pageOf(readme, (path) => readFileSync(join(root, path))),
  );
}

if (require.main === module) main(process.argv.slice(2));
