import { phrases } from '../../engine/messages';
import { compareVersions, newestOf } from '../../engine/packages/versions';
import type { Problem, Rule } from '../../engine/types';
import { sdkOf } from '../data/sdks';
import { type AskedOnce, againPlaces, againTexts, askedOnce } from '../support/asked-once';
import { raised, raiseTexts } from '../support/packages/raised-version';

const say = phrases({
  behind: '{package} is asked for as “{requirement}”, which is a major version behind: {newest} was current on {date}.',
});

export const outdatedSdk: Rule = {
  id: 'outdated-sdk',
  title: 'Outdated SDK',
  practice: 'dependencies',
  severity: 'info',
  confidence: 'high',
  cwe: [1104],
  owasp: ['LLM03'],
  why: 'Flaws are mended in the current major version. Who is behind must first move, and under pressure, when the next one is published.',
  remedy: 'Move to the current major version, following its notes on migration.',
  reports:
    'Anthropic’s SDKs, the Agent SDK and Claude Code in manifests, where the newest version that is allowed is a major one behind the version that was current when the data of this extension was made; before 1.0, the second number counts.',
  silent: 'Ranges that reach the current major version, packages whose current version is not known, lock files.',
  messages: { ...say.texts, ...raiseTexts, ...againTexts },
  yieldsTo: ['vulnerable-dependency', 'suspicious-package'],
  examples: [
    {
      file: 'package.json',
      bad: '{\n  "dependencies": {\n    "@anthropic-ai/sdk": "^0.95.0"\n  }\n}\n',
      good: '{\n  "dependencies": {\n    "@anthropic-ai/sdk": "^1.12.0"\n  }\n}\n',
    },
    { file: 'requirements.txt', bad: 'anthropic==0.90.0\n', good: 'anthropic==1.13.0\n' },
  ],
  document: ({ document }) => askedOnce(document).flatMap(outdated),
};

/** `1.12.0` -> `1.0.0`, `0.3.330` -> `0.3.0`. */
function lineOf(version: string): string {
  const [major = '0', minor = '0'] = version.split('.');
  return major === '0' ? `0.${minor}.0` : `${major}.0.0`;
}

function outdated(one: AskedOnce): Problem[] {
  const { ecosystem, requirement, name, range, kind } = one;
  const { newest, checked = '' } = (kind === 'manifest' ? sdkOf(ecosystem, name) : undefined) ?? {};
  const allowed = newestOf(ecosystem, requirement);
  if (newest === undefined || typeof allowed !== 'object') return [];
  const order = compareVersions(ecosystem, allowed.version, lineOf(newest)) ?? 0;
  // Just below the line's first version are its own candidates for release (`<1.0.0-0`).
  if (allowed.isIncluded ? order >= 0 : order > 0) return [];
  const message = say('behind', { package: name, requirement, newest, date: checked });
  const fixes = raised(one, newest);
  return [{ range, message, identity: `${name} ${requirement}`, fixes, related: againPlaces(one) }];
}
