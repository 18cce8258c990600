/** The packages that a document names, whatever file it is. */
import type { Facts } from '../facts';
import { baseName } from '../formats/shared';
import { perObject } from '../per-object';
import type { SourceFile } from '../types';
import { inCommands, inWorkflow } from './commands';
import { inPackagesLock, inProject } from './dotnet';
import { inGoModule } from './go';
import { inGradle, inGradleLock, inVersionCatalog } from './gradle';
import { inPom } from './maven';
import { inBunLock, inCatalogs, inManifest, inPackageLock, inPnpmLock, inYarnLock } from './npm';
import { inComposer, inComposerLock } from './php';
import { inPackageTables, inPipfile, inPipfileLock, inPyproject, inRequirements, isRequirements } from './python';
import { inGemfile, inGemfileLock } from './ruby';
import { inSetupConfig } from './setup-config';
import type { Dependency, Ecosystem } from './types';

interface Source {
  file: Pick<SourceFile, 'path'>;
  text: string;
  facts: Facts;
  outer?: unknown;
}

type Read = (source: Source) => Omit<Dependency, 'ecosystem'>[];

interface PackageFile {
  /** Of the base name in lower case, or with `/` in front of the whole path. */
  name: RegExp;
  ecosystem: Ecosystem;
  read: Read;
}

const files: readonly PackageFile[] = [
  { name: /^package\.json$/, ecosystem: 'npm', read: ({ facts }) => inManifest(facts.settings) },
  { name: /^pnpm-workspace\.yaml$/, ecosystem: 'npm', read: ({ facts }) => inCatalogs(facts.settings) },
  {
    name: /^(?:package-lock|npm-shrinkwrap)\.json$/,
    ecosystem: 'npm',
    read: ({ facts }) => inPackageLock(facts.settings),
  },
  { name: /^pnpm-lock\.yaml$/, ecosystem: 'npm', read: ({ facts, text }) => inPnpmLock(facts.settings, text) },
  { name: /^bun\.lock$/, ecosystem: 'npm', read: ({ facts }) => inBunLock(facts.settings) },
  { name: /^yarn\.lock$/, ecosystem: 'npm', read: ({ text }) => inYarnLock(text) },
  {
    name: /^(?:[\w.-]*requirements|constraints)[\w.-]*\.(?:txt|in)$|\/requirements\/[\w.-]+\.(?:txt|in)$/,
    ecosystem: 'PyPI',
    read: ({ text, file }) => inRequirements(text, file.path),
  },
  { name: /^pyproject\.toml$/, ecosystem: 'PyPI', read: ({ facts }) => inPyproject(facts.settings) },
  { name: /^pipfile$/, ecosystem: 'PyPI', read: ({ facts }) => inPipfile(facts.settings) },
  { name: /^pipfile\.lock$/, ecosystem: 'PyPI', read: ({ facts }) => inPipfileLock(facts.settings) },
  {
    name: /^(?:(?:poetry|uv|pdm)\.lock|pylock(?:\.\w+)?\.toml)$/,
    ecosystem: 'PyPI',
    read: ({ facts }) => inPackageTables(facts.settings),
  },
  { name: /^go\.mod$/, ecosystem: 'Go', read: ({ text }) => inGoModule(text) },
  { name: /^(?:gemfile|gems\.rb)$/, ecosystem: 'RubyGems', read: ({ text }) => inGemfile(text) },
  { name: /^(?:gemfile|gems)\.lock(?:ed)?$/, ecosystem: 'RubyGems', read: ({ text }) => inGemfileLock(text) },
  { name: /^pom\.xml$/, ecosystem: 'Maven', read: ({ text }) => inPom(text) },
  { name: /\.gradle(?:\.kts)?$/, ecosystem: 'Maven', read: ({ text }) => inGradle(text) },
  {
    name: /(?:^|[\w-])gradle\.lockfile$|\/dependency-locks\/[^/]+\.lockfile$/,
    ecosystem: 'Maven',
    read: ({ text }) => inGradleLock(text),
  },
  { name: /\.versions\.toml$/, ecosystem: 'Maven', read: ({ facts }) => inVersionCatalog(facts.settings) },
  { name: /^setup\.cfg$/, ecosystem: 'PyPI', read: ({ text }) => inSetupConfig(text) },
  {
    name: /\.(?:cs|fs|vb)proj$|^directory\.(?:packages|build)\.(?:props|targets)$|^packages\.config$/,
    ecosystem: 'NuGet',
    read: ({ text }) => inProject(text),
  },
  { name: /^packages\.lock\.json$/, ecosystem: 'NuGet', read: ({ facts }) => inPackagesLock(facts.settings) },
  { name: /^composer\.json$/, ecosystem: 'Packagist', read: ({ facts }) => inComposer(facts.settings) },
  { name: /^composer\.lock$/, ecosystem: 'Packagist', read: ({ facts }) => inComposerLock(facts.settings) },
];

const workflow = /(?:^|\/)(?:\.github\/workflows\/[^/]+|action)\.ya?ml$/i;

/** One expression for all of them: each file of a folder is asked, and hardly any is one. */
const anyName = new RegExp(files.map(({ name }) => name.source).join('|'));

/** What kind of package file it is; undefined for any other. @param path with `/` */
function packageFile(path: string): PackageFile | undefined {
  const lower = path.toLowerCase();
  const base = baseName(lower);
  if (!anyName.test(base) && !anyName.test(`/${lower}`)) return undefined;
  return files.find(({ name }) => name.test(base) || name.test(`/${lower}`));
}

/** Whether the file is there to name packages: a manifest or a lock file. */
export const isPackageFile = (path: string): boolean => packageFile(path) !== undefined;

/** A list of requirements is called anything by those that include it (`-r base.txt`). */
const listOfRequirements: PackageFile = {
  name: /\.(?:txt|in|pip)$/,
  ecosystem: 'PyPI',
  read: ({ text, file }) => inRequirements(text, file.path),
};

const included = ({ file, text }: Source): PackageFile | undefined =>
  listOfRequirements.name.test(file.path) && isRequirements(text) ? listOfRequirements : undefined;

/** Every package that the document names, in the order of the text. */
export const dependenciesOf = perObject((source: Source): readonly Dependency[] => {
  const { facts, file, text } = source;
  const found = source.outer ? undefined : (packageFile(file.path) ?? included(source));
  const named = found?.read(source).map((one) => ({ ...one, ecosystem: found.ecosystem })) ?? [];
  const used = workflow.test(file.path) ? inWorkflow(facts.settings, text) : [];
  return [...named, ...used, ...inCommands(facts.commands, text, workflow.test(file.path))];
});
