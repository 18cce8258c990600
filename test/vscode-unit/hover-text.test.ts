import assert from 'node:assert/strict';
import { english } from '../../src/report/translate';
import { rules } from '../../src/rules';
import { firstSentence, hoverText } from '../../src/vscode/findings/pages/hover-text';
import { makeFinding } from './support';

describe('a hover', () => {
  it('says why in one sentence', () => {
    assert.equal(firstSentence('One. Two.'), 'One.');
    assert.equal(
      firstSentence('Use TLS 1.2 or newer, e.g. 1.3, and so on. More.'),
      'Use TLS 1.2 or newer, e.g. 1.3, and so on.',
    );
    assert.equal(firstSentence('No end'), 'No end');
    for (const { why } of rules) assert.match(firstSentence(why), /^\S.{20,}[.!?]$/);
  });

  it('gives links with their arguments, and takes nothing of the text for Markdown', () => {
    const rule = { ...rules[0]!, why: 'A <b>key</b> in [a](b) `c`. More.' };
    const links = [{ command: 'showRule', title: 'Explain', args: ['a-rule', 'x"y'] }];
    const text = hoverText(rule, makeFinding(), links, english);
    assert.match(text, /^A \\<b\\>key\\<\/b\\> in \\\[a\\\]\(b\) \\`c\\`\.\n\n/);
    assert.match(text, /Secure authentication · High confidence/);
    const args = /\[Explain\]\(command:claudeGuard\.showRule\?([^)]*)\)/.exec(text)?.[1];
    assert.deepEqual(JSON.parse(decodeURIComponent(args ?? '')), ['a-rule', 'x"y']);
  });
});
