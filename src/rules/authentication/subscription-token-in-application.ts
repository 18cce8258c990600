import type { Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Problem, ProposedFix, Range, Rule, RuleContext } from '../../engine/types';
import { credentialHeaders } from '../support/credentials/requests';

const subscriptionVariable = /^CLAUDE_(?:CODE_)?(?:OAUTH|SESSION|SUBSCRIPTION)_(?:REFRESH_|ACCESS_)?(?:TOKEN|KEY)$/;
const apiVariable = /^ANTHROPIC_(?:API_KEY|AUTH_TOKEN)$/;

const say = phrases({
  used: "The token of a person's Claude subscription ({name}) is used as this application's credential.",
  passedOff: "A subscription's token is passed off as {name}.",
  readKey: 'Read ANTHROPIC_API_KEY instead',
});

export const subscriptionTokenInApplication: Rule = {
  id: 'subscription-token-in-application',
  title: 'Subscription token in an app',
  practice: 'authentication',
  severity: 'warning',
  confidence: 'high',
  cwe: [522, 269],
  owasp: ['ASI03'],
  why: "A Claude subscription's OAuth token speaks for a person, cannot be scoped to a workspace, and may not be used for an application: it can be withdrawn at any moment, with the person's account.",
  remedy:
    'Create an API key for this application (or use workload identity federation), and read it from the environment.',
  reports:
    'An OAuth token of a Claude subscription (CLAUDE_CODE_OAUTH_TOKEN) given to an API client or sent to the API.',
  silent: "Claude Code's own configuration, its GitHub Action's secret, and the Agent SDK, which runs Claude Code.",
  messages: say.texts,
  examples: [
    {
      file: 'client.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ authToken: process.env.CLAUDE_CODE_OAUTH_TOKEN });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY });\n",
    },
    {
      file: 'client.py',
      bad: 'import os\n\nimport anthropic\n\nclient = anthropic.Anthropic(auth_token=os.environ["CLAUDE_CODE_OAUTH_TOKEN"])\n',
      good: 'import os\n\nimport anthropic\n\nclient = anthropic.Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"])\n',
    },
  ],
  yieldsTo: ['hardcoded-credential', 'encoded-credential', 'plaintext-mcp-secret'],
  client(client, context) {
    if (client.kind === 'agent') return [];
    return [client.apiKey, client.authToken].flatMap((value) => fromSubscription(value, context));
  },
  request(request, context) {
    return credentialHeaders(request, context.document.flow).flatMap(({ value }) => fromSubscription(value, context));
  },
  setting({ key, value, environment, valueRange }) {
    const source =
      typeof value === 'string'
        ? /^["']?\$\{?\{?\s*(?:secrets\.|env\.)?([A-Z_]+)\s*\}?\}?["']?$/.exec(value)?.[1]
        : undefined;
    const misused = environment && apiVariable.test(key) && source !== undefined && subscriptionVariable.test(source);
    return misused ? [{ range: valueRange, message: say('passedOff', { name: key }) }] : [];
  },
};

function fromSubscription(value: Value | undefined, { document }: RuleContext): Problem[] {
  const origins = value ? document.flow.origins(value) : [];
  const source = origins.find(({ kind, name }) => kind === 'environment' && subscriptionVariable.test(name ?? ''));
  if (!value || !source) return [];
  return [
    {
      range: value.range,
      message: say('used', { name: source.name ?? '' }),
      fixes: readKey(source.value.range, document),
    },
  ];
}

/** The key in place of the token, where the token is read; and as a key where that is the option itself. */
function readKey({ start, end }: Range, { format, text, file }: Document): ProposedFix[] {
  const quote = /["'`]/.exec(text.slice(start, end))?.[0] ?? '"';
  const read = format.idioms.readEnvironment('ANTHROPIC_API_KEY', { kind: 'literal', quote, path: file.path });
  if (read === undefined) return [];
  const [option = '', , separator = ''] =
    /\b(authToken|auth_token)(\s*[:=]\s*)$/.exec(text.slice(Math.max(0, start - 60), start)) ?? [];
  const edit = { range: { start: start - option.length, end }, text: asKey(option, separator) + read };
  return [{ title: say('readKey'), kind: 'suggestion', edits: [edit] }];
}

const asKey = (option: string, separator: string): string =>
  option === '' ? '' : `${option.startsWith('auth_') ? 'api_key' : 'apiKey'}${separator}`;
