/** Programs that are fetched from a registry when they are started, by the words that start them. */
import { type ConfigText, programName } from './mcp-servers';

export interface FetchedProgram {
  kind: 'npm' | 'pypi' | 'image' | 'address';
  /** The word that names it. */
  word: ConfigText;
  /** Its name without a version. */
  name: string;
  /** As it is written. Absent: none. */
  version?: string;
  isPinned: boolean;
}

interface Runner {
  program: RegExp;
  /** Words that come first: `dlx` of `pnpm dlx`. */
  words?: RegExp;
  kind: FetchedProgram['kind'];
  /** Options with a value behind them. */
  valued: RegExp;
  /** Options whose value is what is fetched. */
  naming?: RegExp;
}

const npmValued = /^(?:-p|--package|-c|--call|--registry|--prefix|--userconfig|--cache|-w|--workspace|--node-options)$/;
const uvValued =
  /^(?:-p|--python|--from|--with|--with-editable|--with-requirements|--index|--index-url|-i|--extra-index-url|--directory|--project|--index-strategy|--env-file|--refresh-package|--constraints?|-c|-C|-w|--spec|--pip-args)$/;

const runners: readonly Runner[] = [
  { program: /^(?:npx|bunx|pnpx)$/, kind: 'npm', valued: npmValued, naming: /^(?:-p|--package)$/ },
  { program: /^npm$/, words: /^(?:exec|x)$/, kind: 'npm', valued: npmValued, naming: /^(?:-p|--package)$/ },
  { program: /^(?:pnpm|yarn)$/, words: /^dlx$/, kind: 'npm', valued: npmValued, naming: /^(?:-p|--package)$/ },
  { program: /^bun$/, words: /^x$/, kind: 'npm', valued: npmValued, naming: /^(?:-p|--package)$/ },
  { program: /^uvx$/, kind: 'pypi', valued: uvValued, naming: /^--from$/ },
  { program: /^uv$/, words: /^(?:tool run|x)$/, kind: 'pypi', valued: uvValued, naming: /^--from$/ },
  { program: /^pipx$/, words: /^run$/, kind: 'pypi', valued: uvValued, naming: /^--spec$/ },
  {
    program: /^(?:docker|podman)$/,
    words: /^(?:container )?run$/,
    kind: 'image',
    valued:
      /^(?:-e|--env|--env-file|-v|--volume|--mount|-p|--publish|--name|--network|--net|-w|--workdir|-u|--user|--platform|--pull|--entrypoint|-l|--label|--add-host|-m|--memory|--cpus|--gpus|--device|-h|--hostname|--cap-add|--cap-drop|--security-opt|--tmpfs|--shm-size|--runtime|--restart|--dns|--ulimit|--pids-limit|--log-driver|--log-opt|--link|--volumes-from|--userns|--ipc|--group-add|-a|--attach)$/,
  },
  { program: /^deno$/, words: /^run$/, kind: 'address', valued: /^(?:-c|--config|--import-map)$/ },
];

const exact = /^v?\d+\.\d+\.\d+(?:[-+.][\w.+-]+)?$/;
const commit = /^[0-9a-f]{7,64}$/i;
const variable = /\$|\{|%\w+%|^<|your[-_]/i;
const local = /^(?:\.{1,2}(?:[\\/]|$)|[\\/~]|[A-Za-z]:[\\/]|file:|link:|workspace:)|\.(?:tgz|whl|zip)$/i;

/** What the words fetch; undefined where they start what is there already. */
export function fetchedProgram(words: readonly ConfigText[]): FetchedProgram | undefined {
  const program = programName(words[0]?.text ?? '');
  for (const runner of runners) {
    const rest = runner.program.test(program) ? behindWords(words.slice(1), runner.words) : undefined;
    if (rest) return named(rest, runner);
  }
  return undefined;
}

function behindWords(words: readonly ConfigText[], pattern: RegExp | undefined): readonly ConfigText[] | undefined {
  if (!pattern) return words;
  for (const count of [1, 2]) {
    const joined = words.slice(0, count).map(({ text }) => text);
    if (pattern.test(joined.join(' '))) return words.slice(count);
  }
  return undefined;
}

function named(words: readonly ConfigText[], { kind, valued, naming }: Runner): FetchedProgram | undefined {
  if (words.some(({ text }) => /^--(?:no-install|offline|pull=never)$/.test(text))) return undefined;
  let plain: number | undefined;
  for (let at = 0; at < words.length && plain === undefined; at++) {
    const { text } = words[at]!;
    if (naming?.test(text)) return words[at + 1] && read(words[at + 1]!, kind);
    const inline = /^(--[\w-]+)=(.+)$/.exec(text);
    if (inline && naming?.test(inline[1]!)) return read({ ...words[at]!, text: inline[2]! }, kind);
    if (valued.test(text)) at++;
    else if (!text.startsWith('-')) plain = at;
  }
  if (plain === undefined || startsLocalFile(words[plain + 1], kind)) return undefined;
  return read(words[plain]!, kind);
}

/** `npx tsx src/server.ts`: the project's own program, by a tool of the project's. */
const startsLocalFile = (next: ConfigText | undefined, kind: FetchedProgram['kind']): boolean =>
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
    digest !== undefined || /\d+\.\d+|^[0-9a-f]{7,40}$/.test(tag ?? ''),
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
