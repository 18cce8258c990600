/** The checklist for a credential that stood in a file: everybody who has seen the file can still use it. */

import type { Translate } from '../../../report/translate';

/** What the page depends on. No part of it is secret: it is a page's address. */
export interface Rotation {
  /** The variable's documented name, which tells the kind of the credential. */
  kind: string;
  /** The variable that the code reads now. */
  variable: string;
  /** The file that held it, relative to its folder; for the commands that look into the history. */
  path: string;
  /** What loads `.env` into the environment: `none` was found, or the project's own `loader`. */
  loader: string;
  /** `node`, `python`, or another. */
  runtime: string;
  /** `yes` where git tracks `.env`, so that ignoring it changes nothing. */
  tracked: string;
  /**
   * What the file says now: `reference`: it reads the variable; `start`: nothing, as the variable is set where the program is
   * started; `empty`: no value, as it can't refer to one; `there`: the key, which a person has to take out.
   */
  left: 'reference' | 'start' | 'empty' | 'there';
}

const texts = ['kind', 'variable', 'path', 'loader', 'runtime', 'tracked', 'left'] as const;

export function parseRotation(query: string): Rotation {
  const values = new URLSearchParams(query);
  return Object.fromEntries(texts.map((name) => [name, values.get(name) ?? ''])) as unknown as Rotation;
}

interface Kind {
  /** "API key", as in "the API key". */
  name: string;
  create: string;
  revoke: string;
  usage: string;
}

const apiKey = (t: Translate): Kind => ({
  name: t('API key'),
  create: t(
    'In the [Console, under API keys](https://platform.claude.com/settings/keys), create a key for this application alone, in its own workspace, with an expiry. The Console shows it once.',
  ),
  revoke: t(
    'In the same list, find the old key by its first and last characters, then disable it. Delete it once nothing fails.',
  ),
  usage: t(
    'In the Console, look at the usage and cost of that key since the file was first written: unknown models, hours or amounts are somebody else’s. Set a spend limit on the workspace.',
  ),
});

const kinds = (t: Translate): Readonly<Record<string, Kind>> => ({
  ANTHROPIC_API_KEY: apiKey(t),
  ANTHROPIC_ADMIN_KEY: {
    name: t('Admin API key'),
    create: t(
      'In the [Console, under Admin keys](https://platform.claude.com/settings/admin-keys), an administrator of the organisation creates a new one. Ask first whether this program needs one: an Admin key has no smaller scope.',
    ),
    revoke: t(
      'In the same list, delete the old key at once: it can make further keys, invite members and change workspaces.',
    ),
    usage: t(
      'Look through the organisation’s members, invites, workspaces and API keys for ones that nobody of yours has made, and remove them.',
    ),
  },
  ANTHROPIC_COMPLIANCE_ACCESS_KEY: {
    name: t('Claude Enterprise key'),
    create: t(
      'In claude.ai, an owner of the organisation creates a new key, with only the scopes that this program uses.',
    ),
    revoke: t('In the same place, delete the old key at once: it may read the organisation’s activity and content.'),
    usage: t('Look at the organisation’s audit log for exports and reads that nobody of yours has made.'),
  },
  ANTHROPIC_AUTH_TOKEN: {
    name: t('access token'),
    create: t(
      'An OAuth token is one person’s subscription and not meant for an application: create an API key in the [Console](https://platform.claude.com/settings/keys), or use workload identity federation. A gateway’s token comes from whoever runs the gateway.',
    ),
    revoke: t(
      'Sign out of Claude Code on the machine that made the token, and remove its authorisation in the settings of claude.ai. For a gateway, have its operator revoke the token.',
    ),
    usage: t('Look at the sessions and the usage of that account, or at the gateway’s log.'),
  },
  CLAUDE_CODE_OAUTH_REFRESH_TOKEN: {
    name: t('OAuth refresh token'),
    create: t(
      'For an application, create an API key in the [Console](https://platform.claude.com/settings/keys). For yourself, sign in again: `claude setup-token`.',
    ),
    revoke: t(
      'Remove the authorisation in the settings of claude.ai at once: until then a refresh token makes new access tokens.',
    ),
    usage: t('Look at the sessions and the usage of that account.'),
  },
  CLAUDE_SESSION_KEY: {
    name: t('session key'),
    create: t(
      'Create none: a session of claude.ai is not meant for programs. Use an API key of the [Console](https://platform.claude.com/settings/keys).',
    ),
    revoke: t(
      'In the settings of claude.ai, sign out of all devices at once: the session gives access to all conversations.',
    ),
    usage: t('Look through the account’s conversations, projects and connectors for ones that are not yours.'),
  },
  AWS_BEARER_TOKEN_BEDROCK: {
    name: t('Amazon Bedrock API key'),
    create: t(
      'In the AWS Console, under Amazon Bedrock, API keys, create a short-term key; or use an IAM role, which needs no key at all.',
    ),
    revoke: t('In IAM, deactivate and delete the old key (a service-specific credential of its user).'),
    usage: t('Look at CloudTrail and Cost Explorer for calls of Bedrock by that user.'),
  },
  ANTHROPIC_FOUNDRY_API_KEY: {
    name: t('Microsoft Foundry API key'),
    create: t(
      'In the Azure portal, regenerate the second key of the resource and use that; or use Microsoft Entra ID, which needs no key.',
    ),
    revoke: t('Then regenerate the first key, which makes the one that stood here void.'),
    usage: t('Look at the resource’s metrics and at Cost Management since the file was first written.'),
  },
  ANTHROPIC_AWS_API_KEY: {
    name: t('Claude Platform on AWS key'),
    create: t(
      'In the AWS Console, create a new key for this application alone; or use an IAM role, which needs no key.',
    ),
    revoke: t('In the same place, delete the old key.'),
    usage: t('Look at CloudTrail and Cost Explorer for calls by that key.'),
  },
});

/** The command that starts a program with `.env`, where nothing loads it. */
function starter({ runtime, variable }: Rotation, t: Translate): string {
  if (runtime === 'node')
    return t(
      'Start the program with `node --env-file=.env …` (Node 20.6 and later), or add the package `dotenv` and `import "dotenv/config";` as its first line.',
    );
  if (runtime === 'python')
    return t(
      'Add the package `python-dotenv`, and `from dotenv import load_dotenv; load_dotenv()` before the client is made; or start the program with `uv run --env-file .env …`.',
    );
  return t(
    'Set `{0}` where the program is started: in the shell, the service’s definition, or the container’s environment.',
    variable,
  );
}

/** Programs that read their variables from `.env` themselves, by the file that refers to these. Sources: see `environmentReference`. */
const readers: readonly { file: RegExp; say(variable: string, t: Translate): string }[] = [
  { file: /(?:^|\/)[^/]*compose[^/]*\.ya?ml$/i, say: (variable, t) => byItself('Docker Compose', variable, t) },
  { file: /(?:^|\/)supabase\/config\.toml$/i, say: (variable, t) => byItself('Supabase', variable, t) },
  {
    file: /(?:^|\/)\.continue\/(?:.*\/)?[^/]+\.ya?ml$/i,
    say: (variable, t) =>
      t(
        'Continue reads `{0}` from `.env` or `.continue/.env` in the folder, or from `~/.continue/.env`, which is in no repository. Restart the editor then.',
        variable,
      ),
  },
];

const byItself = (program: string, variable: string, t: Translate): string =>
  t(
    '{0} takes `{1}` from the environment that it is started in, or from the project’s `.env`, which it reads by itself.',
    program,
    variable,
  );

function loading(rotation: Rotation, t: Translate): string {
  const { loader, variable, left, path } = rotation;
  const reader = left === 'reference' ? readers.find(({ file }) => file.test(path)) : undefined;
  if (reader) return reader.say(variable, t);
  if (loader !== 'none' && loader !== '')
    return t(
      '`{0}` loads `.env` in this project. Check that it does so before the client is made; where the program runs without it, set `{1}` there.',
      loader,
      variable,
    );
  const missing = t(
    '**Nothing in this project seems to load `.env`,** so that the program will not find `{0}` yet.',
    variable,
  );
  return `${missing} ${starter(rotation, t)}`;
}

/** Where a value may be empty in the file because its reader has it from elsewhere, by the file's name. */
const emptied: readonly { file: RegExp; say(t: Translate): string }[] = [
  {
    file: /(?:^|\/)appsettings[^/]*\.json$/i,
    say: (t) =>
      t(
        '.NET takes a value of this file from the environment by itself: from the variable with the setting’s path and two underscores, such as `Anthropic__ApiKey`. While you develop, `dotnet user-secrets set "Anthropic:ApiKey" …` keeps it out of the folder.',
      ),
  },
  {
    file: /(?:^|\/)values[^/]*\.ya?ml$/i,
    say: (t) =>
      t(
        'A chart has its values from whoever installs it: from a values file that git ignores (`--values`), or better from a secret of the cluster that the chart’s templates name by `secretKeyRef`.',
      ),
  },
];

const whereFrom = ({ path, variable }: Rotation, t: Translate): string =>
  emptied.find(({ file }) => file.test(path))?.say(t) ??
  t(
    'The format has no way to name a variable: have the program that reads the file take `{0}` from the environment instead, before you run it again.',
    variable,
  );

/** What became of the file, and why that is not all. */
function introduction(rotation: Rotation, { name }: Kind, t: Translate): string {
  const { left, variable } = rotation;
  const works = t('The {0} that stood in the file still works, for everybody who has seen it.', name);
  if (left === 'start')
    return `${t('`{0}` is no longer in the file: it is to be set where the program is started.', variable)} ${works}`;
  if (left === 'there')
    return t(
      '**The {0} still stands in the file.** Replace it, then take it out: it works for everybody who has seen the file.',
      name,
    );
  if (left === 'empty') return `${t('**The value in the file is empty now.**')} ${whereFrom(rotation, t)} ${works}`;
  return `${t('`{0}` is read from the environment now.', variable)} ${works}`;
}

/** In a shell, and in Markdown's code: git takes `?` for any character. */
const quoted = (path: string) => `'${path.replace(/['`\p{Cc}]/gu, '?')}'`;

const history = ({ path }: Rotation, t: Translate): string =>
  t(
    'Was the file ever committed? `git log --oneline --all -- {0}` says so. Then the key is in the history, in every clone and fork, and stays there when the line is gone. Revoking it is what helps; rewriting the history comes after that, if at all.',
    quoted(path),
  );

const untrack = ({ tracked }: Rotation, t: Translate): string[] =>
  tracked === 'yes'
    ? [
        t(
          '**git tracks `.env`.** Ignoring it changes nothing until it is untracked: `git rm --cached .env`, then commit.',
        ),
      ]
    : [];

const step = (title: string, text: string): string => `**${title}** ${text}`;

/** What the Keys view can keep, under the name that `claude-guard key` gives it. */
const isGiven = ({ kind, variable }: Rotation): boolean =>
  variable === kind && (kind === 'ANTHROPIC_API_KEY' || kind === 'ANTHROPIC_ADMIN_KEY');

function placesOf(rotation: Rotation, t: Translate): string {
  const { variable } = rotation;
  const elsewhere = t('Locally in `.env`, as `{0}=…`; on servers and in CI in their own secret store.', variable);
  if (!isGiven(rotation)) return elsewhere;
  return `${t(
    'Best in no file: put it into the Keys view, by *Add Key* or *Rotate Key*, and start the program in a terminal by `claude-guard key -- …`, which sets `{0}`.',
    variable,
  )} ${t('Else locally in `.env`, as `{0}=…`; on servers and in CI in their own secret store.', variable)}`;
}

function stepsOf(rotation: Rotation, { name, create, revoke, usage }: Kind, t: Translate): string[] {
  const places = placesOf(rotation, t);
  const elsewhere = t(
    'Search other files, CI logs, images, packages and chats for the same {0}, and tell whoever else uses it about the new one.',
    name,
  );
  return [
    step(t('Create a new {0}.', name), create),
    step(t('Put the new one where the program runs.'), places),
    step(t('Make sure that it is loaded.'), loading(rotation, t)),
    step(t('Revoke the old {0}.', name), revoke),
    step(t('Look at what it was used for.'), usage),
    step(t('Look into the history.'), history(rotation, t)),
    step(t('Look elsewhere.'), elsewhere),
  ];
}

/** Markdown. */
export function rotationPage(rotation: Rotation, t: Translate): string {
  const kind = kinds(t)[rotation.kind] ?? apiKey(t);
  const urgent = t(
    'If the file is public, or was pushed anywhere that you don’t control, revoke first (step 4): others find such keys within minutes.',
  );
  const list = stepsOf(rotation, kind, t).map((text, index) => `${index + 1}. ${text}`);
  const title = `# ${t('Replace the {0}', kind.name)}`;
  return `${[title, introduction(rotation, kind, t), `> ${urgent}`, ...untrack(rotation, t), list.join('\n\n')].join('\n\n')}\n`;
}
