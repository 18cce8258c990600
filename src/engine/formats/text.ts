/** Plain text, and every format without one of its own: no facts. */
import { emptyFacts } from '../facts';
import type { Format } from './format';
import { noEnvironment } from './shared';

export const text: Format = {
  id: 'text',
  languageIds: ['plaintext'],
  extensions: ['.txt'],
  filenames: [],
  comments: {},
  idioms: noEnvironment,
  kind: 'text',
  parse: (content) => emptyFacts(content.length),
};
