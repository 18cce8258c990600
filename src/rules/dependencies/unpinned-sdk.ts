import { isWorkflowFile } from '../../engine/formats/pipelines';
import { phrases } from '../../engine/messages';
import { dependenciesOf } from '../../engine/packages/index';
import { isExact, newestOf } from '../../engine/packages/versions';
import type { Document, Problem, ProposedFix, Rule } from '../../engine/types';
import { systemOf } from '../../engine/workflows/systems';
import { sdkOf } from '../data/sdks';
import { type AskedOnce, againPlaces, againTexts, askedOnce, rewritten } from '../support/asked-once';
import { isPublished } from '../support/packages/published';

const say = phrases({
  any: '{package} may be of any version, and no lock file settles on one: what is installed is decided anew each time.',
  range:
    'No lock file settles on a version of {package}: what is installed for “{requirement}” is decided anew each time.',
  anew: 'The newest version of {package} is installed each time that this pipeline runs, and gets its key.',
  pin: 'Pin it to {version}',
});

export const unpinnedSdk: Rule = {
  id: 'unpinned-sdk',
  title: 'Unpinned SDK',
  practice: 'dependencies',
  severity: 'info',
  confidence: 'medium',
  cwe: [1357, 829],
  owasp: ['LLM03', 'ASI04'],
  why: 'A version that was published an hour ago, by whoever has taken over a maintainer’s account, is installed by the next build and runs with your key.',
  remedy: 'Commit a lock file, or pin the version.',
  reports:
    'Anthropic’s SDKs, the Agent SDK and Claude Code in package.json, pyproject.toml and Pipfile with a range, “*” or “latest” where no lock file (or, for pyproject.toml, no requirements.txt) stands beside it or in a folder above, and in requirements files with anything but one version. In pipelines the same, installed or started from npm without a version.',
  silent:
    'One exact version, lock files of npm, pnpm, Yarn, Bun, uv, Poetry, PDM and Pipenv, constraints, requirements that name a file of constraints (-c), and the sources of compiled requirements (.in), packages from folders, libraries that are published for others to install, what stands below docs or belongs to tests, files of which the surroundings are not known.',
  messages: { ...say.texts, ...againTexts },
  yieldsTo: ['vulnerable-dependency', 'suspicious-package'],
  examples: [
    {
      file: 'package.json',
      bad: '{\n  "dependencies": {\n    "@anthropic-ai/sdk": "latest"\n  }\n}\n',
      good: '{\n  "dependencies": {\n    "@anthropic-ai/sdk": "1.12.0"\n  }\n}\n',
      host: { locks: [] },
    },
    { file: 'requirements.txt', bad: 'anthropic>=1.0\n', good: 'anthropic==1.13.0\n' },
  ],
  document({ document, setting }) {
    const { path } = document.file;
    if (setting === 'test' || inDocs.test(path)) return [];
    if (isWorkflowFile(path) || systemOf(path)) return installedAnew(document);
    return isUnlocked(document) && !isPublished(document) ? askedOnce(document).flatMap((one) => unpinned(one)) : [];
  },
};

/** No lock file counts there: what a pipeline installs beside the project is what is newest. */
const installedAnew = (document: Document): Problem[] =>
  dependenciesOf(document)
    .filter(({ ecosystem, name, requirement, kind, isDevelopment }) => {
      const isAny = kind === 'command' && requirement === '' && !isDevelopment;
      return isAny && sdkOf(ecosystem, name) !== undefined;
    })
    .map(({ name, range }) => ({ range, message: say('anew', { package: name }), identity: name }));

const requirements = /(?:^|\/)[^/]*requirements[^/]*\.txt$|(?:^|\/)requirements\/[^/]+\.txt$/i;

/** What is shown there is nobody's installation. */
const inDocs = /(?:^|\/)(?:docs?|documentation)\//i;

/** Hashes, or the name of a file of constraints, which settles on versions. */
const settled = /--hash=|^[ \t]*(?:-c|--constraint)[ \t=]/m;

/** A requirements file is its own lock file, if it is one. With hashes, it is. */
const isUnlocked = ({ file: { path, host }, text }: Document): boolean =>
  requirements.test(path) ? !settled.test(text) && !/constraint/i.test(path) : host?.locks?.length === 0;

function unpinned(one: AskedOnce): Problem[] {
  const { ecosystem, name, requirement, kind } = one;
  const sdk = kind === 'manifest' ? sdkOf(ecosystem, name) : undefined;
  const newest = sdk && newestOf(ecosystem, requirement);
  if (newest === undefined || isExact(ecosystem, requirement)) return [];
  const isAny = newest === 'any' && !/\d/.test(requirement);
  const message = isAny ? say('any', { package: name }) : say('range', { package: name, requirement });
  const confidence = isAny ? ('high' as const) : ('medium' as const);
  const fixes = isAny ? pinned(one, sdk?.newest) : [];
  const related = againPlaces(one);
  return [{ range: one.range, message, confidence, identity: `${name} ${requirement}`, fixes, related }];
}

const pinned = (one: AskedOnce, version: string | undefined): ProposedFix[] =>
  one.written && version !== undefined && one.ecosystem === 'npm'
    ? [{ title: say('pin', { version }), kind: 'suggestion', edits: rewritten(one, version) }]
    : [];
