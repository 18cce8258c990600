/** Programs that are fetched from a registry when they are started, by the words that start them. */
import { type Fetched, type Fetching, fetchedBy } from '../../../engine/packages/fetching';
import { type ConfigText, programName } from '../agents/mcp-servers';

export interface FetchedProgram {
  kind: Fetching['kind'];
  /** The word that names it. */
  word: ConfigText;
  /** Its name without a version. */
  name: string;
  /** As it is written. Absent: none. */
  version?: string;
  isPinned: boolean;
}

const exact = /^v?\d+\.\d+\.\d+(?:[-+.][\w.+-]+)?$/;
const commit = /^[0-9a-f]{7,64}$/i;
const variable = /\$|\{|%\w+%|^<|your[-_]/i;
const local = /^(?:\.{1,2}(?:[\\/]|$)|[\\/~]|[A-Za-z]:[\\/]|file:|link:|workspace:)|\.(?:tgz|whl|zip)$/i;

/** What the words fetch; undefined where they start what is there already. */
export function fetchedProgram(words: readonly ConfigText[]): FetchedProgram | undefined {
  const found = fetchedBy(programName(words[0]?.text ?? ''), words.slice(1), 'start');
  const [word] = found?.packages ?? [];
  return found && word && !startsLocalFile(found) ? read(word, found.kind) : undefined;
}

/** `npx tsx src/server.ts`: the project's own program, by a tool of the project's. */
const startsLocalFile = ({ kind, rest: [next] }: Fetched<ConfigText>): boolean =>
  kind === 'npm' && next !== undefined && /^[^-@:][^:]*\.(?:[cm]?[jt]s|tsx|jsx)$/.test(next.text);

function read(word: ConfigText, kind: FetchedProgram['kind']): FetchedProgram | undefined {
  const text = word.text;
  if (local.test(text) || variable.test(text) || text === '') return undefined;
  if (/^git\+|^(?:github|gitlab|bitbucket):|\.git(?:[@#]|$)/.test(text)) return fromRepository(word);
  const readers = { npm: npmPackage, pypi: pythonPackage, image, address };
  return readers[kind](word);
}

/** A branch moves; a commit doesn't, and a tag that is a version seldom. */
function fromRepository(word: ConfigText): FetchedProgram {
  const address = word.text.replace(/^[^@#]*@\s*(?=git\+)/, '').replace(/^git\+(?:ssh|https?):\/\/(?:[^/@]+@)?/, '');
  const [name = '', version = ''] = address.split(/[@#]/, 2);
  return result('address', word, name, version, commit.test(version) || exact.test(version));
}

function npmPackage(word: ConfigText): FetchedProgram | undefined {
  const [, name, version] = /^((?:@[a-z\d._~-]+\/)?[a-z\d._~-]+)(?:@(.*))?$/.exec(word.text) ?? [];
  if (name === undefined) return /^https?:/.test(word.text) ? address(word) : undefined;
  return result('npm', word, name, version, exact.test(version ?? ''));
}

function pythonPackage(word: ConfigText): FetchedProgram | undefined {
  const [, name, , separator, version] =
    /^([\w.-]+)(\[[\w,.\s-]*\])?\s*(?:(@|===?|[~<>!]=?)\s*(.*))?$/.exec(word.text) ?? [];
  if (name === undefined) return undefined;
  const isExact = /^(?:@|={2,3})$/.test(separator ?? '') && /^\d+(?:\.\d+)+[\w.+-]*$/.test(version ?? '');
  return result('pypi', word, name, version, isExact);
}

/** What has no folder and is none of the registry's own is often built on this machine. */
function image(word: ConfigText): FetchedProgram | undefined {
  const [, name, tag, digest] = /^([\w./:-]+?)(?::([\w.-]+))?(?:@(sha256:.+))?$/.exec(word.text) ?? [];
  if (name === undefined || !name.includes('/') || /^localhost[:/]/.test(name)) return undefined;
  return result(
    'image',
    word,
    name,
    digest ?? tag,
    digest !== undefined || /\d+\.\d+|^(?:sha-)?[0-9a-f]{7,40}$/.test(tag ?? ''),
  );
}

function address(word: ConfigText): FetchedProgram | undefined {
  const [, name, version] = /^((?:npm|jsr):(?:@[\w.-]+\/)?[\w.-]+)(?:@([^/]*))?/.exec(word.text) ?? [];
  if (name !== undefined) return result('npm', word, name, version, exact.test(version ?? ''));
  if (!/^https?:\/\//.test(word.text)) return undefined;
  return result('address', word, word.text, undefined, /\d+\.\d+\.\d+|\/[0-9a-f]{40}\b/.test(word.text));
}

const result = (
  kind: FetchedProgram['kind'],
  word: ConfigText,
  name: string,
  version: string | undefined,
  isPinned: boolean,
): FetchedProgram => ({ kind, word, name, isPinned, ...(version ? { version } : {}) });
