import { phrases } from '../../engine/messages';
import { dependenciesOf } from '../../engine/packages/index';
import type { Dependency } from '../../engine/packages/types';
import type { Document, Problem, ProposedFix, Rule } from '../../engine/types';
import { actionOf, isOfRepository } from '../../engine/workflows/actions';
import { workflowOf } from '../../engine/workflows/read';
import type { Text } from '../../engine/workflows/types';
import { badPackages } from '../data/packages';
import { imitatedOwnerOf, imitationOf } from '../support/packages/imitations';

const say = phrases({
  bad: '{package} is known to be malicious: {does}. Remove it, and change every credential that it could reach.',
  imitation:
    '{package} is not Anthropic’s; its name differs from {real} by {count} characters. Check which one you mean.',
  misspelt: '{package} is not Anthropic’s; its name differs from {real} by one character. Check which one you mean.',
  replace: 'Use {real} in its place',
});

export const suspiciousPackage: Rule = {
  id: 'suspicious-package',
  title: 'Suspicious package',
  practice: 'dependencies',
  severity: 'error',
  confidence: 'high',
  cwe: [506, 1357, 829],
  owasp: ['LLM03', 'ASI04'],
  why: 'Whoever registers a name that is nearly Anthropic’s gets installed by everybody who mistypes it. What is installed runs at once, with your key in its environment.',
  remedy: 'Install Anthropic’s own package; remove the other one, and change the credentials that it could read.',
  reports:
    'Packages in manifests, lock files and on command lines that are known to be malicious, and such whose name is one character away from one of Anthropic’s, or two in long names; whatever is published in a scope that is as near to @anthropic-ai, and actions of workflows by an owner whose name is as near to anthropics.',
  silent:
    'Anthropic’s own packages, forks of its actions, known packages with similar names, packages from folders and repositories.',
  messages: say.texts,
  examples: [
    {
      file: 'package.json',
      bad: '{\n  "dependencies": {\n    "@antropic-ai/sdk": "^1.12.0"\n  }\n}\n',
      good: '{\n  "dependencies": {\n    "@anthropic-ai/sdk": "^1.12.0"\n  }\n}\n',
    },
    { file: 'requirements.txt', bad: 'antropic==1.13.0\n', good: 'anthropic==1.13.0\n' },
  ],
  document: ({ document }) => [
    ...dependenciesOf(document).flatMap((one) => [...malicious(one), ...imitating(one)]),
    ...imitatingActions(document),
  ],
};

function malicious(one: Dependency): Problem[] {
  const bad = badPackages.find(({ ecosystem, package: name }) => ecosystem === one.ecosystem && name === one.name);
  if (!bad) return [];
  const message = say('bad', { package: one.name, does: bad.does });
  return [{ range: one.named ?? one.range, message, identity: one.name }];
}

function imitating(one: Dependency): Problem[] {
  const found = imitationOf(one.ecosystem, one.name);
  if (!found) return [];
  const { real, isKnown, count } = found;
  const parts = { package: one.name, real };
  const message = count === 1 ? say('misspelt', parts) : say('imitation', { ...parts, count: `${count}` });
  const range = one.named ?? one.range;
  return [{ range, message, identity: one.name, fixes: isKnown ? replaced(one, real) : [] }];
}

/** What workflows use: the owner's name decides. */
function imitatingActions(document: Document): Problem[] {
  const jobs = workflowOf(document)?.jobs ?? [];
  const used = jobs.flatMap((job) => [job.uses, ...job.steps.map(({ uses }) => uses)]);
  return used.flatMap((one) => (one && !isOfRepository(one) ? imitatingAction(one) : []));
}

function imitatingAction(uses: Text): Problem[] {
  const action = actionOf(uses).replace(/@.*$/s, '');
  const found = imitatedOwnerOf(action);
  if (!found) return [];
  const { real, count } = found;
  const parts = { package: action, real };
  const message = count === 1 ? say('misspelt', parts) : say('imitation', { ...parts, count: `${count}` });
  const range = { start: uses.range.start, end: uses.toFile(uses.value.split('@')[0]!.length) };
  const edits = [{ range, text: real }];
  return [
    { range, message, identity: action, fixes: [{ title: say('replace', { real }), kind: 'suggestion', edits }] },
  ];
}

const replaced = ({ named, kind }: Dependency, real: string): ProposedFix[] =>
  named && kind === 'manifest'
    ? [{ title: say('replace', { real }), kind: 'suggestion', edits: [{ range: named, text: real }] }]
    : [];
