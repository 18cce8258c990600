import { phrases } from '../../engine/messages';
import { dependenciesOf } from '../../engine/packages/index';
import type { Answered, AskedPackage, Dependency } from '../../engine/packages/types';
import { newestOf } from '../../engine/packages/versions';
import type { Document, Message, Problem, Rule, RuleContext, Severity } from '../../engine/types';
import { type Advisory, advisoriesChecked } from '../data/advisories';
import { type AskedOnce, againPlaces, againTexts, askedOnce } from '../support/asked-once';
import { ageInDays, oldAfter } from '../support/dates';
import { isOfInterest } from '../support/packages/claude-packages';
import { raised, raiseTexts } from '../support/packages/raised-version';
import { type Known, type Vulnerability, vulnerabilityOf } from '../support/packages/vulnerabilities';

const say = phrases({
  version: '{package} {version} is known to be vulnerable ({id}): {summary} {remedy}',
  range: 'The newest {package} that “{requirement}” allows is known to be vulnerable ({id}): {summary} {remedy}',
  one: '{fixed} has no known flaw, as of {date}.',
  more: 'With {count} known flaws in all, {fixed} is the first version without one, as of {date}.',
  proxy: 'This is in the proxy server and matters where you run that. {fixed} has no known flaw, as of {date}.',
  none: 'No version without a known flaw is known, as of {date}: use something else.',
  old: '{fixed} is without these flaws; but {date}, when that was looked up, is long ago: look for newer advisories, too.',
});

export const vulnerableDependency: Rule = {
  id: 'vulnerable-dependency',
  title: 'Vulnerable dependency',
  practice: 'dependencies',
  severity: 'error',
  confidence: 'high',
  cwe: [1395, 937],
  owasp: ['LLM03', 'ASI04'],
  why: 'What is wrong with a published version is published, too, with the way to use it. Flaws in agents, MCP servers and SDKs let a page, a repository or another server run commands, read files or take sessions.',
  remedy: 'Upgrade to a version that has no known flaw, and install anew so that the lock file follows.',
  reports:
    'Packages of Anthropic, of MCP and of wrappers around Claude in manifests, lock files, workflows (uses:) and on command lines (npx, uvx, pip install), in npm, PyPI, Go, RubyGems, Maven, Gradle, NuGet and Composer: a version, or a range whose newest version, is known to be vulnerable by advisories that come with the extension, and by OSV where you have had it asked; the date is said. Severity is that of the worst advisory; one less where only development uses the package; at most a warning for flaws in the proxy server of LiteLLM.',
  silent:
    'Ranges that reach a version without the flaw, ranges without an end, versions that can’t be read, packages from folders and repositories, wrappers in projects that name no Claude package, and in a lock file what its manifest is reported for.',
  messages: { ...say.texts, ...raiseTexts, ...againTexts },
  examples: [
    {
      file: 'package.json',
      bad: '{\n  "dependencies": {\n    "@modelcontextprotocol/sdk": "~1.24.0"\n  }\n}\n',
      good: '{\n  "dependencies": {\n    "@modelcontextprotocol/sdk": "~1.32.0"\n  }\n}\n',
    },
    { file: 'requirements.txt', bad: 'mcp==1.9.3\nanthropic==1.2.0\n', good: 'mcp==2.2.0\nanthropic==1.2.0\n' },
    {
      file: '.github/workflows/review.yml',
      bad: 'jobs:\n  review:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: anthropics/claude-code-action@v1.0.70\n',
      good: 'jobs:\n  review:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: anthropics/claude-code-action@24dcd50c0568f0fc9e9211213a4fd2d9eb15c4e0 # v1.0.200\n',
    },
    {
      file: '.mcp.json',
      bad: '{\n  "mcpServers": {\n    "docs": { "command": "npx", "args": ["-y", "mcp-remote@0.1.15", "https://mcp.example.com/sse"] }\n  }\n}\n',
      good: '{\n  "mcpServers": {\n    "docs": { "command": "npx", "args": ["-y", "mcp-remote@0.1.16", "https://mcp.example.com/sse"] }\n  }\n}\n',
    },
  ],
  packages: ({ document }) =>
    dependenciesOf(document)
      .filter((one) => isOfInterest(one.ecosystem, one.name) && isOurs(one, document) && !isLocks(one, document))
      .flatMap(askedOf),
  document(context) {
    const { document, answered } = context;
    const seen = new Set<string>();
    return askedOnce(document).flatMap((one) => {
      const found = isOurs(one, document) ? vulnerabilityOf(one, answered) : undefined;
      if (!found || isManifests(one, answered) || isLocks(one, document) || isRepeated(one, seen)) return [];
      return [problemOf(one, found, context)];
    });
  },
};

/** Of a range, all that was ever known: its newest version has not been looked up. Of any version, nothing. */
function askedOf({ ecosystem, name, requirement }: Dependency): AskedPackage[] {
  const newest = newestOf(ecosystem, requirement);
  if (typeof newest !== 'object') return [];
  return [{ ecosystem, name, ...(newest.isIncluded && { version: newest.version }) }];
}

/** Packages that serve every model. */
const wrapper =
  /^(?:@langchain\/|langchain|langgraph|llama-index|pydantic-ai|@ai-sdk\/provider-utils$|org\.springframework\.ai:)/;

const isOurs = ({ name }: Dependency, { text }: Document): boolean =>
  !wrapper.test(name) || /anthropic|claude/i.test(text);

/** A lock file has a version once for each package that needs it. */
function isRepeated({ kind, name, requirement }: Dependency, seen: Set<string>): boolean {
  const key = `${name} ${requirement}`;
  const isKnown = kind === 'lock' && seen.has(key);
  seen.add(key);
  return isKnown;
}

/** What the lock file has is all that the manifest allows: it is the manifest that must change, and says so. */
const isManifests = (one: Dependency, answered: Answered | undefined): boolean =>
  one.asked !== undefined && vulnerabilityOf(one, answered, one.asked) !== undefined;

/** Lock files that do not repeat what their manifests ask for: there they decide, and say so. */
const deciding = /^(?:poetry\.lock|pdm\.lock|pipfile\.lock|yarn\.lock|composer\.lock|gradle\.lockfile)$/i;

const isLocks = ({ kind }: Dependency, { file }: Document): boolean =>
  kind === 'manifest' && (file.host?.locks?.some((name) => deciding.test(name)) ?? false);

const levels: Readonly<Record<Advisory['severity'], Severity>> = {
  CRITICAL: 'error',
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'info',
};
const lower: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'info', info: 'info' };

function severityOf({ isDevelopment }: Dependency, found: readonly Known[]): Severity {
  const own = found.filter(({ part }) => part === undefined).map(({ severity }) => levels[severity]);
  const inPart = found.filter(({ part }) => part !== undefined).map(({ severity }) => lower[levels[severity]]);
  const worst = (['error', 'warning', 'info'] as const).find((one) => [...own, ...inPart].includes(one)) ?? 'info';
  return isDevelopment && !found.some(({ isMalware }) => isMalware) ? lower[worst] : worst;
}

function problemOf(one: AskedOnce, found: Vulnerability, { today, answered }: RuleContext): Problem {
  const [worst] = found.advisories;
  const { name, requirement, ecosystem, range } = one;
  const { version, isIncluded } = newestOf(ecosystem, requirement) as { version: string; isIncluded: boolean };
  const remedy = remedyOf(found, today, answered);
  const parts = { package: name, id: worst.id, summary: worst.summary, remedy };
  const message = isIncluded ? say('version', { ...parts, version }) : say('range', { ...parts, requirement });
  return {
    range,
    message,
    severity: severityOf(one, found.advisories),
    identity: `${name} ${requirement}`,
    fixes: raised(one, found.fixed),
    related: againPlaces(one),
  };
}

function remedyOf(
  { fixed, advisories: [worst, ...others] }: Vulnerability,
  today: string,
  answered: Answered | undefined,
): Message {
  const date = answered?.date ?? advisoriesChecked;
  if (fixed === undefined) return say('none', { date });
  const parts = { fixed, date };
  if (ageInDays(date, today) > oldAfter) return say('old', parts);
  if (worst.part) return say(worst.part, parts);
  return others.length > 0 ? say('more', { ...parts, count: `${others.length + 1}` }) : say('one', parts);
}
