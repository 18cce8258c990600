/** Where a key is taken out of its file by rewriting the file: there whoever starts the program sets the variable. Pure. */
import { findCredentials } from '../../../engine/credentials/credentials';
import type { Range } from '../../../engine/facts';
import { isPipeline } from '../../../engine/formats/pipelines';
import type { Document } from '../../../engine/types';

/** A secret in a document, and the variable that should hold it. */
export interface Kept {
  range: Range;
  variable: string;
  /** The expression or literal goes as a whole: its text is not the secret itself. */
  encoded?: boolean;
}

export const holdsCredential = (value: unknown): boolean =>
  typeof value === 'string' && findCredentials(value).length > 0;

/** Data formats in which a value can be put in another's place. */
export const isWritable = ({ format }: Document): boolean =>
  /^(?:jsonc?|yaml|toml|ini|properties|dockerfile)$/.test(format.id);

/** GitHub's workflow, or a template of one, wherever it stands: its jobs have machines of GitHub's kind, or are others' workflows. */
export const isWorkflow = ({ facts }: Document): boolean =>
  facts.settings.some(({ path }) => path[0] === 'jobs' && (path[2] === 'runs-on' || (path[2] === 'uses' && !path[3])));

/** Files that the service which runs or reads them gives its keys in another way. */
const isServed = (document: Document): boolean =>
  isPipeline(document.file.path) ||
  isWorkflow(document) ||
  /(?:^|\/)\.streamlit\/secrets\.toml$|\.(?:service|container)$/.test(document.file.path);

/** A pipeline's variables are kept with the service's secrets, and in no `.env`. */
export const isMovable = ({ range, encoded }: Kept, document: Document): boolean =>
  isWritable(document) &&
  !encoded &&
  !isServed(document) &&
  holdsCredential(document.text.slice(range.start, range.end));
