import assert from 'node:assert/strict';
import { english } from '../../src/report/translate';
import { rules } from '../../src/rules';
import { namedAt, suppressionText } from '../../src/vscode/findings/pages/suppression-text';

const line = '  call(); // claude-guard-ignore-line insecure-url, outdated-tls -- the relay ends-tls here';
/** The word at the column that "|" stands for. */
function wordIn(marked: string): string | undefined {
  const column = marked.indexOf('|');
  const text = marked.replace('|', '');
  const named = namedAt(text, column);
  return named && text.slice(named.word.start, named.word.end);
}

describe('a comment that suppresses', () => {
  it('names the rule at a place, from its first character to behind its last', () => {
    assert.equal(wordIn(line.replace('insecure-url', 'insec|ure-url')), 'insecure-url');
    assert.equal(wordIn(line.replace('outdated', '|outdated')), 'outdated-tls');
    assert.equal(wordIn(line.replace('outdated-tls', 'outdated-tls|')), 'outdated-tls');
    assert.deepEqual(namedAt(line, line.indexOf('url'))?.ids, ['insecure-url', 'outdated-tls']);
  });

  it('names none before the marker, in it, and in the reason', () => {
    assert.equal(wordIn(line.replace('call', 'ca|ll')), undefined);
    assert.equal(wordIn(line.replace('ignore', 'ign|ore')), undefined);
    assert.equal(wordIn(line.replace('ends-tls', 'ends|-tls')), undefined);
    assert.equal(wordIn('// claude-guard-ignore-lines insecure|-url'), undefined);
    assert.equal(wordIn('insecure|-url'), undefined);
  });

  it('has room for a rule where none stands', () => {
    assert.equal(wordIn('# claude-guard-ignore-file |'), '');
    assert.equal(wordIn('<!-- claude-guard-ignore-next-line insecure-url, | -->'), '');
    assert.equal(wordIn('# claude-guard-ignore-file|'), undefined);
  });

  it('is told by the rule’s title, why it matters, and what to do; its words are no Markdown', () => {
    const rule = { ...rules[0]!, id: 'a-rule', title: 'A [b](c)', why: 'One *two*. Three.', remedy: 'Do `it`.' };
    const text = suppressionText(rule, english);
    assert.match(text, /^\*\*A \\\[b\\\]\\\(c\\\)\*\*\n\nOne \\\*two\\\*\\\.\n\n\*\*What to do:\*\* Do `it`\\\.\n\n/);
    assert.match(text, /\[Explain\]\(command:claudeGuard\.showRule\?%5B%22a-rule%22%5D\)$/);
  });
});
