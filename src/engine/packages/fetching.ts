/** How programs are told to fetch packages, and which words of a command line name them. */
import type { Ecosystem } from './types';

export interface Fetching {
  program: RegExp;
  /** Words that come first, one or two: `dlx` of `pnpm dlx`. */
  words?: RegExp;
  kind: 'npm' | 'pypi' | 'image' | 'address';
  /** Everything behind is installed. Else one package is started, with arguments of its own. */
  installs?: true;
  /** Options with a value behind them. */
  valued: RegExp;
  /** Options whose value is the package that is started, and not the word that comes first. */
  naming?: RegExp;
  /** Options whose value is one more package. */
  adding?: RegExp;
}

/** Whose packages these are; images and addresses are nobody's. */
export const ecosystems: Readonly<Partial<Record<Fetching['kind'], Ecosystem>>> = { npm: 'npm', pypi: 'PyPI' };

/** A word of a command line as it is written, or as it is in the end. */
interface Named {
  text: string;
}

export interface Fetched<Word extends Named> {
  kind: Fetching['kind'];
  /** Each names a package; the one that is started is the first. Without the option where it is `--package=name`. */
  packages: Word[];
  /** What is behind the word that names the package or its program. */
  rest: Word[];
}

const npm = {
  kind: 'npm',
  valued: /^(?:-p|--package|-c|--call|--registry|--prefix|--userconfig|--cache|-w|--workspace|--node-options)$/,
  naming: /^(?:-p|--package)$/,
} as const;
const python = {
  kind: 'pypi',
  valued:
    /^(?:-p|--python|--from|--with|--with-editable|--with-requirements|--index|--index-url|-i|--extra-index-url|--directory|--project|--index-strategy|--env-file|--refresh-package|--constraints?|-c|-C|-w|--spec|--pip-args)$/,
  naming: /^(?:--from|--spec)$/,
  adding: /^--with$/,
} as const;

const fetchings: readonly Fetching[] = [
  { program: /^(?:npx|bunx|pnpx)$/, ...npm },
  { program: /^npm$/, words: /^(?:exec|x)$/, ...npm },
  { program: /^(?:pnpm|yarn)$/, words: /^dlx$/, ...npm },
  { program: /^bun$/, words: /^x$/, ...npm },
  { program: /^(?:npm|pnpm|bun)$/, words: /^(?:install|i|add)$/, installs: true, ...npm },
  { program: /^yarn$/, words: /^(?:global )?add$/, installs: true, ...npm },
  { program: /^uvx$/, ...python },
  { program: /^uv$/, words: /^(?:tool run|x)$/, ...python },
  { program: /^pipx$/, words: /^run$/, ...python },
  { program: /^(?:pip3?|pipx)$/, words: /^install$/, installs: true, ...python },
  { program: /^uv$/, words: /^(?:add|(?:pip|tool) install)$/, installs: true, ...python },
  { program: /^poetry$/, words: /^add$/, installs: true, ...python },
  {
    program: /^(?:docker|podman)$/,
    words: /^(?:container )?run$/,
    kind: 'image',
    valued:
      /^(?:-e|--env|--env-file|-v|--volume|--mount|-p|--publish|--name|--network|--net|-w|--workdir|-u|--user|--platform|--pull|--entrypoint|-l|--label|--add-host|-m|--memory|--cpus|--gpus|--device|-h|--hostname|--cap-add|--cap-drop|--security-opt|--tmpfs|--shm-size|--runtime|--restart|--dns|--ulimit|--pids-limit|--log-driver|--log-opt|--link|--volumes-from|--userns|--ipc|--group-add|-a|--attach)$/,
  },
  { program: /^deno$/, words: /^run$/, kind: 'address', valued: /^(?:-c|--config|--import-map)$/ },
];

const onlyWhatIsThere = /^--(?:no-install|offline|pull=never)$/;

/** What a command line fetches from a registry when it runs. @param purpose what is asked for: that it starts it, or that it installs it */
export function fetchedBy<Word extends Named>(
  program: string,
  words: readonly Word[],
  purpose: 'start' | 'install',
): Fetched<Word> | undefined {
  if (words.some(({ text }) => onlyWhatIsThere.test(text))) return undefined;
  for (const row of fetchings) {
    if (!row.program.test(program) || (row.installs === true) !== (purpose === 'install')) continue;
    const rest = behindWords(words, row);
    if (rest) return row.installs ? installed(rest, row) : started(rest, row);
  }
  return undefined;
}

/** What follows the words that come first: options may stand before them. */
function behindWords<Word extends Named>(words: readonly Word[], row: Fetching): readonly Word[] | undefined {
  if (!row.words) return words;
  const at = plainAt(words, row.valued);
  for (const count of [1, 2]) {
    const joined = words.slice(at, at + count).map(({ text }) => text);
    if (row.words.test(joined.join(' '))) return words.slice(at + count);
  }
  return undefined;
}

/** Where the first word stands that is neither an option nor its value; behind the last where there is none. */
function plainAt(words: readonly Named[], valued: RegExp): number {
  let at = 0;
  while (at < words.length && words[at]!.text.startsWith('-')) at += valued.test(words[at]!.text) ? 2 : 1;
  return Math.min(at, words.length);
}

/** A value of an option may be among them: it is no package's name with a version. */
const installed = <Word extends Named>(words: readonly Word[], { kind }: Fetching): Fetched<Word> => ({
  kind,
  packages: words.filter(({ text }) => !text.startsWith('-')),
  rest: [],
});

function started<Word extends Named>(
  words: readonly Word[],
  { kind, valued, naming, adding }: Fetching,
): Fetched<Word> {
  const at = plainAt(words, valued);
  const options = words.slice(0, at);
  const named = valuesOf(options, naming);
  const added = valuesOf(options, adding);
  const plain = words.slice(at, at + 1);
  return { kind, packages: [...(named.length > 0 ? named : plain), ...added], rest: words.slice(at + 1) };
}

/** `--package name` and `--package=name`. */
function valuesOf<Word extends Named>(options: readonly Word[], pattern: RegExp | undefined): Word[] {
  if (!pattern) return [];
  return options.flatMap((word, at) => {
    if (pattern.test(options[at - 1]?.text ?? '')) return [word];
    const [, option = '', value = ''] = /^(--[\w-]+)=(.+)$/.exec(word.text) ?? [];
    return pattern.test(option) ? [{ ...word, text: value }] : [];
  });
}
