import { byName } from '../../engine/by-name';
import type { ObjectValue, Setting, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Message, Problem, ProposedFix, Range, Rule, RuleContext } from '../../engine/types';

/** Tokens live 60 to 86,400 s, by default 3,600; a working day of life defeats their purpose (DOMAIN 1.2). */
const longLife = 28_800;
const ruleCall = /federation_?rules\.(?:create|update)$/i;
const isRuleCall = byName((name) => ruleCall.test(name));
const ruleField = /^(?:match(?:es)?|scopes?|token_lifetime_seconds)$/;
const rulePath = /federation[-_]?rules?$/i;

const say = phrases({
  open: 'This federation rule trusts every workload of the issuer: it restricts neither subject nor claims.',
  admin: 'This federation rule hands out tokens that administer the whole organisation.',
  longLived: 'Tokens of this federation rule live {seconds} seconds: a stolen one is of use for that long.',
  grantWorkspace: 'Grant a workspace scope',
  shorten: 'Let tokens live an hour',
});

export const weakFederation: Rule = {
  id: 'weak-federation',
  title: 'Overly broad federation',
  practice: 'authentication',
  severity: 'warning',
  confidence: 'medium',
  cwe: [287, 863],
  owasp: ['ASI03', 'LLM06'],
  why: 'A rule bound to an issuer alone gives a Claude token to every workload that the issuer knows: with GitHub as issuer, to every repository on GitHub.',
  remedy:
    'Match the subject or claims of exactly one workload, give it a workspace scope, and let tokens live an hour at most.',
  reports:
    'Workload identity federation rules that match an issuer without subject or claims, that grant `org:admin`, or whose tokens live longer than eight hours.',
  silent: 'Rules that restrict subject or claims.',
  messages: say.texts,
  examples: [
    {
      file: 'federation.ts',
      bad: "await client.beta.organization.federationRules.create({\n  name: 'ci',\n  match: { issuer: 'https://token.actions.githubusercontent.com' },\n  scope: 'workspace:developer',\n});\n",
      good: "await client.beta.organization.federationRules.create({\n  name: 'ci',\n  match: { issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:acme/app:ref:refs/heads/main' },\n  scope: 'workspace:developer',\n});\n",
    },
    {
      file: 'federation.yaml',
      bad: 'federation_rules:\n  - name: ci\n    match:\n      issuer: https://token.actions.githubusercontent.com\n',
      good: 'federation_rules:\n  - name: ci\n    match:\n      issuer: https://token.actions.githubusercontent.com\n      claims:\n        repository: acme/app\n',
    },
  ],
  call(call, context) {
    const { flow, text } = context.document;
    const name = flow.name(call.callee);
    const { start, end } = call.callee.range;
    if (!(name === undefined ? ruleCall.test(text.slice(start, end)) : isRuleCall(name))) return [];
    const field = (key: string) =>
      call.args.map(({ value }) => flow.property(value, key)).find((one) => one !== undefined) ??
      flow.argument(call, undefined, key);
    const match = field('match');
    const object = match && flow.object(match);
    const life = field('token_lifetime_seconds') ?? field('tokenLifetimeSeconds');
    const scope = field('scope') ?? field('scopes');
    return weaknesses(
      {
        match: object && { keys: keysOf(object), range: object.range },
        scopes: (scope?.kind === 'array' ? scope.items : scope ? [scope] : []).flatMap((one) =>
          flow.literals(one).map(termOf),
        ),
        ...(life ? { life: { value: flow.constant(life), range: life.range } } : {}),
      },
      context.document.text,
    );
  },
  document: (context) => (context.document.format.kind === 'data' ? declaredRules(context) : []),
};

const keysOf = (object: ObjectValue): string[] => object.entries.flatMap(({ key }) => (key === undefined ? [] : [key]));
const termOf = ({ text, value }: { text: string; value: Value }): Term => ({ value: text, range: value.range });

interface Term {
  value: unknown;
  range: Range;
}

interface FederationRule {
  match: { keys: readonly string[]; range: Range } | undefined;
  scopes: readonly Term[];
  life?: Term;
}

const restriction = /^(?:subject|sub|claims?|subject_?pattern|condition)$/i;

function weaknesses({ match, scopes, life }: FederationRule, text: string): Problem[] {
  const isOpen =
    match?.keys.some((key) => /^(?:iss|issuer(?:_id)?)$/i.test(key)) &&
    !match.keys.some((key) => restriction.test(key));
  const admin = scopes.filter(({ value }) => String(value).split(/\s+/).includes('org:admin'));
  const seconds = Number(life?.value);
  return [
    ...(match && isOpen
      ? [
          {
            range: match.range,
            message: say('open'),
          },
        ]
      : []),
    ...admin.map(({ range }) => ({
      range,
      message: say('admin'),
      fixes: replaced(say('grantWorkspace'), 'org:admin', 'workspace:developer', range, text),
    })),
    ...(life && seconds > longLife
      ? [
          {
            range: life.range,
            message: say('longLived', { seconds: String(seconds) }),
            fixes: replaced(say('shorten'), String(seconds), '3600', life.range, text),
          },
        ]
      : []),
  ];
}

/** Part of a constant's source in place of another. */
function replaced(title: Message, from: string, to: string, { start, end }: Range, text: string): ProposedFix[] {
  const at = text.slice(start, end).indexOf(from);
  if (at < 0) return [];
  return [
    { title, kind: 'suggestion', edits: [{ range: { start: start + at, end: start + at + from.length }, text: to }] },
  ];
}

/** Rules declared in YAML, JSON, TOML or HCL, each grouped by the path that leads to it. */
function declaredRules({ document }: RuleContext): Problem[] {
  const rules = new Map<string, Setting[]>();
  for (const setting of document.facts.settings) {
    const at = setting.path.findIndex((key) => rulePath.test(key));
    if (at < 0 || setting.value === null) continue;
    const id = setting.path.slice(0, ruleDepth(setting.path, at)).join('\0');
    const same = rules.get(id);
    if (same) same.push(setting);
    else rules.set(id, [setting]);
  }
  return [...rules].flatMap(([id, settings]) =>
    weaknesses(declaredRule(id.split('\0').length, settings), document.text),
  );
}

/** How many keys lead to a rule: to the list or block itself, to its element, or to its name. */
function ruleDepth(path: readonly string[], at: number): number {
  const field = path.findIndex((key, index) => index > at && ruleField.test(key));
  return field < 0 ? at + 1 : field;
}

function declaredRule(depth: number, settings: readonly Setting[]): FederationRule {
  const matches = settings.filter(({ path }) => path[depth] === 'match' || path[depth] === 'matches');
  const [first, last] = [matches[0], matches.at(-1)];
  const match = first &&
    last && {
      keys: matches.map(({ path }) => path[depth + 1] ?? ''),
      range: { start: first.range.start, end: last.range.end },
    };
  const term = ({ value, valueRange }: Setting): Term => ({ value, range: valueRange });
  const life = settings.find(({ key }) => key === 'token_lifetime_seconds');
  const scopes = settings.filter(({ path }) => /^scopes?$/.test(path[depth] ?? '')).map(term);
  return { match, scopes, ...(life ? { life: term(life) } : {}) };
}
