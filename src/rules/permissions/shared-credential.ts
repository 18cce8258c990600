import type { Credential } from '../../engine/credentials/credentials';
import { labelTexts } from '../../engine/credentials/families';
import { phrases } from '../../engine/messages';
import type { Confidence, Message, Problem, Rule, RuleContext, SharedFacts, SharedPlace } from '../../engine/types';
import { areEnvironments, type Environment, type Place, placeOf } from '../support/credentials/environments';

const say = phrases({
  environments: '{own} and {other} have one {label}: it stands in {file}, too.',
  services: 'Another service has the same {label}: it stands in {file}, too.',
  production: 'Production',
  staging: 'Staging',
  development: 'Development',
  pipeline: 'The pipeline',
  inProduction: 'production',
  inStaging: 'staging',
  inDevelopment: 'development',
  inPipeline: 'the pipeline',
});

const subjects: Readonly<Record<Environment, Message>> = {
  production: say('production'),
  staging: say('staging'),
  development: say('development'),
  pipeline: say('pipeline'),
};
const others: Readonly<Record<Environment, Message>> = {
  production: say('inProduction'),
  staging: say('inStaging'),
  development: say('inDevelopment'),
  pipeline: say('inPipeline'),
};

export const sharedCredential: Rule = {
  id: 'shared-credential',
  title: 'One credential for several environments or services',
  practice: 'permissions',
  severity: 'warning',
  confidence: 'medium',
  cwe: [1392, 653],
  owasp: ['LLM02', 'ASI03'],
  why: 'A key that leaks from a laptop or a test system is then the key of production: whoever has it spends production’s money, reads its files and batches, and uses up its rate limits. It cannot be revoked without an outage, so that it is revoked late, and usage does not tell who used it.',
  remedy:
    'Create a key for each environment and service, each in a workspace of its own with its own spend limit; put every key where it belongs, then revoke the shared one.',
  steps: [
    'In the Console, make a workspace for each environment and service that has the key, each with a spend limit of its own.',
    'In each workspace, create a key; name it after the place that it is for, and give it an expiry where people use it.',
    'Put each new key in the place that it is for, production last: a secret store there, an .env that git ignores on a laptop.',
    'Start or deploy each of them, and see in the Console that its new key is used.',
    'Disable the shared key, and delete it once nothing fails. If it has ever left your own machines, disable it first.',
    'Look at what the shared key was used for until then: usage that none of these places can explain is somebody else’s.',
  ],
  reports:
    'An Anthropic credential that stands in files of two environments or of two services, told by its fingerprint alone. A file’s environment is what its name or folder says (.env.production, docker-compose.prod.yml, overlays/staging/), a CI file’s is the pipeline, and an .env that git does not track is a developer’s own. A service is a folder with a manifest of its own; two are told apart where neither lies in the other. Env files that git ignores are read for this rule and for no other: a copy of production’s key on a laptop is what it looks for.',
  silent:
    'The same file twice; copies for one environment, such as the root’s .env and its service’s; development, tests and .env.local, which are one; files whose path names no environment; tests, examples, documentation and templates such as .env.example.',
  messages: { ...say.texts, ...labelTexts },
  examples: [
    {
      file: '.env.development',
      bad: 'ANTHROPIC_API_KEY={{key}}\n',
      good: 'ANTHROPIC_API_KEY={{key#2}}\n',
      host: { git: 'ignored' },
      beside: { '.env.production': 'ANTHROPIC_API_KEY={{key}}\n' },
    },
    {
      file: 'billing/compose.yaml',
      bad: 'services:\n  billing:\n    environment:\n      ANTHROPIC_API_KEY: {{key}}\n',
      good: 'services:\n  billing:\n    environment:\n      ANTHROPIC_API_KEY: {{key#2}}\n',
      beside: {
        'billing/package.json': '{ "name": "billing" }\n',
        'chat/package.json': '{ "name": "chat" }\n',
        'chat/compose.yaml': 'services:\n  chat:\n    environment:\n      ANTHROPIC_API_KEY: {{key}}\n',
      },
    },
  ],
  credential(credential, context) {
    const { file } = context.document;
    const shared = file.host?.shared?.credentials.find(({ fingerprint }) => fingerprint === credential.fingerprint);
    if (!shared || credential.confidence !== 'high' || context.setting !== 'production') return [];
    return problemsOf(credential, shared.others, context);
  },
};

function ownPlace({ document: { file } }: RuleContext, { service }: SharedFacts): Place {
  const git = file.host?.git;
  return placeOf({ path: file.path, service, ...(git && { git }) });
}

/** What it is about: a person mends the other environments and leaves production its key; what git ignores, others do not see. */
function order(one: Place, other: Place): number {
  const rank = ({ git, environment }: Place) => Number(git === 'ignored') * 2 + Number(environment === 'production');
  return rank(one) - rank(other) || (one.path < other.path ? -1 : 1);
}

/** Once for all files of a place: at the first of them in order. */
function problemsOf(credential: Credential, places: readonly SharedPlace[], context: RuleContext): Problem[] {
  const own = ownPlace(context, context.document.file.host!.shared!);
  const apart = places.map(placeOf).sort(order);
  const other = apart.find((one) => areEnvironments(own, one)) ?? apart[0];
  if (!other || order(own, apart[0]!) > 0) return [];
  return [
    {
      range: credential.range,
      message: messageOf(credential, own, other),
      confidence: confidenceOf(own, other),
      identity: credential.fingerprint,
    },
  ];
}

function messageOf({ label }: Credential, own: Place, other: Place): Message {
  const file = other.path;
  if (!areEnvironments(own, other)) return say('services', { label, file });
  return say('environments', { label, file, own: subjects[own.environment!], other: others[other.environment!] });
}

/** A developer who runs two services may well have one key for both. */
function confidenceOf(own: Place, other: Place): Confidence {
  if (!areEnvironments(own, other)) return own.environment === 'development' ? 'low' : 'medium';
  return own.environment === 'production' || other.environment === 'production' ? 'high' : 'medium';
}
