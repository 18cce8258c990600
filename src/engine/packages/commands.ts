/** Packages that a command line or a workflow fetches, with the version that stands there, if one does. */
import type { Command, Setting, Word } from '../facts';
import { ecosystems, fetchedBy } from './fetching';
import { pythonName } from './python';
import type { Dependency, Ecosystem } from './types';

const npmWord = /^((?:@[\w.-]+\/)?[a-z\d][\w.-]*)(?:@latest|@(\^|~)?(\d[\w.+-]*))?$/;
const pythonWord = /^([A-Za-z\d][\w.-]*)(?:\[[^\]]*\])?(?:(?:==|@)(\d[\w.+!]*))?$/;

function fetched(word: Word, ecosystem: Ecosystem, text: string): Dependency[] {
  const [, name = '', style = '', version = ''] =
    ecosystem === 'npm' ? (npmWord.exec(word.text) ?? []) : (pythonWord.exec(word.text)?.toSpliced(2, 0, '') ?? []);
  if (name === '') return [];
  const source = text.slice(word.range.start, word.range.end);
  const at = source.lastIndexOf(version);
  const start = word.range.start + at;
  const isWritten = version !== '' && at >= 0 && source.indexOf(version) === at;
  const written = isWritten ? { written: { start, end: start + version.length } } : {};
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

/**
 * Other ranges on command lines are left out: they take the newest.
 * @param isWorkflow what it installs for Python is for its own tests
 */
export const inCommands = (commands: readonly Command[], text: string, isWorkflow: boolean): Dependency[] =>
  commands.flatMap(({ name, words }) => {
    const found = fetchedBy(name, words, 'start') ?? fetchedBy(name, words, 'install');
    const ecosystem = found && ecosystems[found.kind];
    if (!ecosystem) return [];
    const isDevelopment = isWorkflow && ecosystem === 'PyPI';
    return found.packages.flatMap((word) => fetched(word, ecosystem, text)).map((one) => ({ ...one, isDevelopment }));
  });

/** Versions in full alone: `v1` is a branch that moves. */
const action = /^([\w.-]+\/[\w.-]+)(?:\/[^@]*)?@(?:v?(\d+\.\d+\.\d+)|[0-9a-f]{40})$/;
/** Behind a commit: the version that it is said to be, as those write who raise it. */
const said = /^["']?[ \t]+#[ \t]*v?(\d+\.\d+\.\d+)(?![\w.-])/;

/** `uses: owner/action@v1.2.3`, or `@<commit> # v1.2.3`, of a workflow, or of an action that is made of others. */
export const inWorkflow = (settings: readonly Setting[], text: string): Dependency[] =>
  settings.flatMap(({ key, value, valueRange }): Dependency[] => {
    const [, name, written] = (key === 'uses' && action.exec(String(value))) || [];
    const { end } = valueRange;
    const version = written ?? said.exec(text.slice(end, end + 80))?.[1];
    if (name === undefined || version === undefined) return [];
    return [
      {
        ecosystem: 'GitHub Actions',
        name: name.toLowerCase(),
        requirement: version,
        kind: 'command',
        range: valueRange,
        ...(written !== undefined && { written: { start: end - written.length, end } }),
        isDevelopment: false,
      },
    ];
  });
