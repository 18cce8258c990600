/** Packages that a command line or a workflow fetches, with the version that stands there. */
import type { Command, Setting, Word } from '../facts';
import { pythonName } from './python';
import type { Dependency, Ecosystem } from './types';

/** `npx`, `uvx`: the first word is a package. `install`: all words behind one of the subcommands are. */
interface Program {
  ecosystem: Ecosystem;
  subcommands?: readonly string[];
  /** Options whose value is a package, as in `npx -p package`. */
  valued?: readonly string[];
}

const programs: Readonly<Record<string, readonly Program[]>> = {
  npx: [{ ecosystem: 'npm', valued: ['-p', '--package'] }],
  bunx: [{ ecosystem: 'npm' }],
  pnpx: [{ ecosystem: 'npm' }],
  npm: [{ ecosystem: 'npm', subcommands: ['install', 'i', 'add', 'exec', 'x'] }],
  pnpm: [{ ecosystem: 'npm', subcommands: ['add', 'install', 'i', 'dlx'] }],
  yarn: [{ ecosystem: 'npm', subcommands: ['add', 'dlx'] }],
  bun: [{ ecosystem: 'npm', subcommands: ['add', 'install', 'i', 'x'] }],
  uvx: [{ ecosystem: 'PyPI', valued: ['--from', '--with'] }],
  pip: [{ ecosystem: 'PyPI', subcommands: ['install'] }],
  pip3: [{ ecosystem: 'PyPI', subcommands: ['install'] }],
  pipx: [{ ecosystem: 'PyPI', subcommands: ['install', 'run'] }],
  uv: [{ ecosystem: 'PyPI', subcommands: ['add', 'install'] }],
  poetry: [{ ecosystem: 'PyPI', subcommands: ['add'] }],
};

const npmWord = /^((?:@[\w.-]+\/)?[a-z\d][\w.-]*)@(\^|~)?(\d[\w.+-]*)$/;
const pythonWord = /^([A-Za-z\d][\w.-]*)(?:\[[^\]]*\])?(?:==|@)(\d[\w.+!]*)$/;

/** The words among which packages stand. */
function packageWords({ words }: Command, { subcommands, valued = [] }: Program): readonly Word[] {
  if (!subcommands) {
    const first = words.findIndex(
      ({ text }, at) => !text.startsWith('-') && !valued.includes(words[at - 1]?.text ?? ''),
    );
    return words.filter((_, at) => at === first || valued.includes(words[at - 1]?.text ?? ''));
  }
  const at = words.slice(0, 4).findIndex(({ text }) => subcommands.includes(text));
  return at < 0 ? [] : words.slice(at + 1);
}

function fetched(word: Word, ecosystem: Ecosystem, text: string): Dependency[] {
  const [, name = '', style = '', version = ''] =
    ecosystem === 'npm' ? (npmWord.exec(word.text) ?? []) : (pythonWord.exec(word.text)?.toSpliced(2, 0, '') ?? []);
  if (version === '') return [];
  const source = text.slice(word.range.start, word.range.end);
  const at = source.lastIndexOf(version);
  const start = word.range.start + at;
  const written = at < 0 || source.indexOf(version) !== at ? {} : { written: { start, end: start + version.length } };
  return [
    {
      ecosystem,
      name: ecosystem === 'PyPI' ? pythonName(name) : name,
      requirement: style && !written.written ? `${style}${version}` : version,
      kind: 'command',
      range: word.range,
      ...written,
      isDevelopment: false,
    },
  ];
}

/** Ranges on command lines are left out: they take the newest. */
/** @param isWorkflow what it installs for Python is for its own tests */
export const inCommands = (commands: readonly Command[], text: string, isWorkflow: boolean): Dependency[] =>
  commands.flatMap((command) =>
    (Object.hasOwn(programs, command.name) ? programs[command.name]! : []).flatMap((program) =>
      packageWords(command, program)
        .flatMap((word) => fetched(word, program.ecosystem, text))
        .map((one) => ({ ...one, isDevelopment: isWorkflow && one.ecosystem === 'PyPI' })),
    ),
  );

/** Versions in full alone: `v1` is a branch that moves. */
const action = /^([\w.-]+\/[\w.-]+)(?:\/[^@]*)?@v?(\d+\.\d+\.\d+)$/;

/** `uses: owner/action@v1.2.3` of a workflow, or of an action that is made of others. */
export const inWorkflow = (settings: readonly Setting[]): Dependency[] =>
  settings.flatMap(({ key, value, valueRange }): Dependency[] => {
    const [, name, version = ''] = (key === 'uses' && action.exec(String(value))) || [];
    if (name === undefined) return [];
    const written = { start: valueRange.end - version.length, end: valueRange.end };
    return [
      {
        ecosystem: 'GitHub Actions',
        name: name.toLowerCase(),
        requirement: version,
        kind: 'command',
        range: valueRange,
        written,
        isDevelopment: false,
      },
    ];
  });
