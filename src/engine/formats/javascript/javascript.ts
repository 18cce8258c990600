/** JavaScript, TypeScript and JSX. */

import type { GrammarName } from '../../grammars';
import type { Format, Idioms } from '../format';
import { javascriptFacts } from './facts';
import { javascriptShape } from './tree';

const idioms: Idioms = {
  readEnvironment(name, { kind, quote }) {
    if (kind === 'literal') return `process.env.${name}`;
    return quote === '`' ? `\${process.env.${name}}` : undefined;
  },
  fields: (entries) => `{ ${entries.map(([name, expression]) => `${name}: ${expression}`).join(', ')} }`,
  interpolate(literal, { start, end }, name) {
    const [head, tail] = [literal.slice(1, start), literal.slice(end, -1)];
    return /[`\\]|\$\{/.test(head + tail) ? undefined : `\`${head}\${process.env.${name}}${tail}\``;
  },
};

function format(id: string, grammar: GrammarName, languageIds: string[], extensions: string[]): Format {
  // One for each grammar: its types have numbers of their own.
  const shape = { ...javascriptShape };
  return {
    id,
    languageIds,
    extensions,
    filenames: [],
    comments: { line: '//', block: ['/*', '*/'] },
    idioms,
    kind: 'code',
    grammar,
    parse: (text, { grammars, kept }) => javascriptFacts(grammars.snapshot(grammar, text, shape, kept), text),
  };
}

export const typescript = format('typescript', 'typescript', ['typescript'], ['.ts', '.mts', '.cts']);
export const tsx = format('tsx', 'tsx', ['typescriptreact'], ['.tsx']);
/** The TSX grammar reads JavaScript too, and Flow-like annotations better than JavaScript's own. */
export const javascript = format(
  'javascript',
  'tsx',
  ['javascript', 'javascriptreact'],
  ['.js', '.mjs', '.cjs', '.jsx', '.es6'],
);
