/** `npm run new-rule -- <practice> <id>`: a rule file with everything that a rule must say, and its first fixture. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { practices } from '../engine/types';

const root = join(__dirname, '../..');

const imports = [
  "import { phrases } from '../../engine/messages';",
  "import type { Rule } from '../../engine/types';",
].join('\n');

const ruleSource = (practice: string, id: string): string => `${imports}

const say = phrases({
  called: 'Say what is wrong with calling {name}, in a sentence.',
});

export const ${id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}: Rule = {
  id: '${id}',
  title: '',
  practice: '${practice}',
  severity: 'warning',
  confidence: 'medium',
  cwe: [],
  owasp: [],
  why: '',
  remedy: '',
  reports: '',
  silent: '',
  messages: say.texts,
  examples: [],
  call: (call, { document }) =>
    document.flow.name(call.callee) === 'replace.me'
      ? [{ range: call.range, message: say('called', { name: 'replace.me' }) }]
      : [],
};
`;

function create(path: string, content: string): void {
  if (existsSync(join(root, path))) throw new Error(`${path} exists already.`);
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  console.log(`written: ${path}`);
}

function main(): void {
  const [practice = '', id = ''] = process.argv.slice(2);
  if (!(practices as readonly string[]).includes(practice) || !/^[a-z]+(?:-[a-z]+)*$/.test(id)) {
    console.error(`Usage: npm run new-rule -- <practice> <id>\nPractices: ${practices.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  create(`src/rules/${practice}/${id}.ts`, ruleSource(practice, id));
  create(
    `test/fixtures/${id}/bad.ts`,
    `// A finding is expected where a comment says so:\nexport const value = 1; // want "what the message says"\n`,
  );
  console.log('Now write the rule, its examples and fixtures; then run `npm run generate` and `npm test`.');
}

main();
