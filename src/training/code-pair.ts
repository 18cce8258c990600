/** An example's weak and secure text side by side, with the lines marked in which they differ. */
import { shown } from '../report/rule-page';
import type { Translate } from '../report/translate';
import { escapeHtml } from './html';

const linesOf = (text: string): string[] => shown(text).split('\n');

/** @param marked its lines are marked where they are not among `others` */
function lines(marked: string, others: string, sign: string, word: string): string {
  const known = new Set(linesOf(others).map((line) => line.trim()));
  return linesOf(marked)
    .map((line) => {
      const differs = line.trim() !== '' && !known.has(line.trim());
      const gutter = `<span class="gutter" aria-hidden="true">${differs ? sign : ' '}</span>`;
      const said = differs ? `<span class="unseen">${escapeHtml(word)} </span>` : '';
      return `<span class="line${differs ? ' differs' : ''}">${gutter}${said}${escapeHtml(line)}</span>`;
    })
    .join('\n');
}

/** A block of code, whose long lines are wrapped. @param html its lines, escaped */
export const codeBlock = (label: string, look: string, html: string): string =>
  `<figure class="code ${look}"><figcaption>${escapeHtml(label)}</figcaption><pre><code lang="en" translate="no">${html}</code></pre></figure>`;

/** Without marks. */
export const plainCode = (label: string, text: string): string => codeBlock(label, 'plain', escapeHtml(shown(text)));

export interface Pair {
  file: string;
  bad: string;
  good: string;
}

export function codePair({ file, bad, good }: Pair, t: Translate): string {
  const weak = codeBlock(t('Weak: {0}', file), 'weak', lines(bad, good, '−', t('Only here:')));
  return weak + codeBlock(t('Secure: {0}', file), 'secure', lines(good, bad, '+', t('Only here:')));
}
