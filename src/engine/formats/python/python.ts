/** Python, and IPython's dialect of it. */
import type { Format } from '../format';
import { parsePython } from './facts';
import { pythonIdioms } from './idioms';

export const python: Format = {
  id: 'python',
  languageIds: ['python'],
  extensions: ['.py', '.pyi', '.pyw', '.ipy'],
  filenames: [],
  comments: { line: '#' },
  idioms: pythonIdioms,
  kind: 'code',
  grammar: 'python',
  parse: parsePython,
};
