/** Packages of PyPI in `setup.cfg`: lists of requirements, one on each of the indented lines below their key. */
import { parsed } from './python';
import type { Dependency } from './types';

const header = /^\uFEFF?\[([^\]]+)\]/;
const list = /^(install_requires|setup_requires|tests_require)[ \t]*=[ \t]*/;
const extra = /^[\w.-]+[ \t]*=[ \t]*/;
const forTests = /^(?:tests?|testing|dev|docs?|lint|tests_require|setup_requires)\b/;

export function inSetupConfig(text: string): Omit<Dependency, 'ecosystem'>[] {
  const found: Omit<Dependency, 'ecosystem'>[] = [];
  let section = '';
  let key: string | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const opened = section === 'options.extras_require' ? extra.exec(line) : section === 'options' && list.exec(line);
    if (header.test(line)) section = header.exec(line)![1]!.trim();
    if (/^\S/.test(line) && !/^[#;]/.test(line)) key = opened ? line : undefined;
    const skipped = opened ? opened[0].length : 0;
    const item = line
      .slice(skipped)
      .replace(/\r$/, '')
      .replace(/(?:^|\s)[#;].*$/, '');
    if (key !== undefined) found.push(...parsed(item, at + skipped, forTests.test(key)));
    at += line.length + 1;
  }
  return found;
}
