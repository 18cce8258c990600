/**
 * Attacks on workflows that zizmor's documentation lists (docs/audits.md), and forms of which the documentation of Anthropic's
 * action warns or that it recommends (docs/security.md, usage.md, setup.md), each as read on 2026-08-22: where one matters to
 * a workflow with an agent, the fixtures that show it. A new class there wants a row here.
 */

export interface Shown {
  /** Of the rule's fixtures, below `.github/workflows`. */
  file: string;
  /** A text of the place; for the bad form a part of the finding's message. */
  text: string;
  /** Where it is not the row's. */
  rule?: string;
}

export interface Attack {
  name: string;
  /** The rule that reports it, and whose fixtures they are. */
  rule?: string;
  bad?: Shown;
  /** Silent as to the rule, in the whole job. */
  hardened?: Shown;
  /** Why no rule reports it. */
  none?: string;
}

const row = (name: string, rule: string, bad: [string, string], hardened: [string, string]): Attack => ({
  name,
  rule,
  bad: { file: bad[0], text: bad[1] },
  hardened: { file: hardened[0], text: hardened[1] },
});
const none = (name: string, why: string): Attack => ({ name, none: why });

const rights = 'overprivileged-workflow';
const trigger = 'untrusted-workflow-trigger';

export const zizmor: readonly Attack[] = [
  row('adhoc-packages', 'unpinned-sdk', ['agent.yml', 'newest version'], ['agent.yml', 'claude-code@2.1.332']),
  none('anonymous-definition', 'Style.'),
  none('archived-uses', 'Whether a repository is archived no file says.'),
  row(
    'artipacked',
    rights,
    ['published.yml', 'the whole folder is published'],
    ['documented.yml', 'persist-credentials'],
  ),
  row('bot-conditions', trigger, ['head.yml', 'runs in the files'], ['safe.yml', "github.actor == 'maintainer'"]),
  row('cache-poisoning', trigger, ['caches.yml', 'its tools run or change'], ['caches.yml', 'Label issue']),
  none('concurrency-limits', 'It wastes time of runners.'),
  row(
    'dangerous-triggers',
    trigger,
    ['after.yaml', 'runs in the files'],
    ['safe.yml', 'claude_args: --add-dir pr-head'],
  ),
  none('dependabot-cooldown', 'No agent runs there.'),
  none('dependabot-execution', 'No agent runs there.'),
  row('excessive-permissions', rights, ['rights.yml', 'may do everything'], ['safe.yml', 'pull-requests: write']),
  none('forbidden-uses', 'A policy that somebody has to write down.'),
  row('github-app', rights, ['exposed.yml', 'every repository of “owner”'], ['unexposed.yml', 'repositories: shop']),
  row('github-env', trigger, ['environment.yml', 'becomes the environment'], ['environment.yml', 'ABOUT=$TITLE']),
  none(
    'hardcoded-container-credentials',
    'The password of a registry is not Claude’s, and the job does not get to see it.',
  ),
  none('impostor-commit', 'Which commits a repository has only its service says.'),
  row(
    'insecure-commands',
    rights,
    ['exposed.yml', 'Lines that are printed'],
    ['unexposed.yml', 'UNSECURE_COMMANDS: false'],
  ),
  row(
    'insecure-url-scheme',
    'insecure-url',
    ['gateway.yml', 'unencrypted connection'],
    ['gateway.yml', 'https://gateway'],
  ),
  row('known-vulnerable-actions', 'vulnerable-dependency', ['review.yml', '1.0.70'], ['hardened.yml', '# v1.0.200']),
  row('misfeature', trigger, ['windows.yml', 'everybody can write'], ['windows.yml', 'Write-Host']),
  row('obfuscation', trigger, ['obfuscated.yml', 'everybody can write'], ['obfuscated.yml', "['state']"]),
  row('overprovisioned-secrets', rights, ['secrets.yml', 'Every secret'], ['secrets.yml', 'GH_TOKEN']),
  row('ref-confusion', rights, ['open.yml', 'can be moved'], ['safe.yml', '# v1.0.200']),
  none(
    'ref-version-mismatch',
    'Which version a commit is only its service says; a wrong comment harms nobody by itself.',
  ),
  row('secrets-inherit', rights, ['exposed.yml', 'a workflow of others'], ['unexposed.yml', 'anthropic_api_key: ${{']),
  none('secrets-outside-env', 'What an environment asks for stands on the service’s pages.'),
  none(
    'self-hosted-runner',
    'Outsiders who reach an agent are reported wherever it runs; without them the runner is no risk of its.',
  ),
  none('self-repository', 'What is in the workspace is reported where it is an outsider’s; both forms are followed.'),
  none('stale-action-refs', 'Which commits have a tag only the service says.'),
  none('superfluous-actions', 'Not about the agent.'),
  row('template-injection', trigger, ['pasted.yml', 'pasted into this script'], ['windows.yml', 'Write-Host']),
  row(
    'typosquat-uses',
    'suspicious-package',
    ['claude.yml', 'its name differs'],
    ['claude.yml', 'acme/claude-code-action'],
  ),
  none('undocumented-permissions', 'Style.'),
  row('unpinned-images', rights, ['exposed.yml', 'can be moved'], ['unexposed.yml', 'claude-code@sha256:']),
  row('unpinned-tools', 'unpinned-sdk', ['agent.yml', 'newest version'], ['agent.yml', '--no-install']),
  row('unpinned-uses', rights, ['open.yml', 'can be moved'], ['documented.yml', '# v1.0.200']),
  row('unredacted-secrets', rights, ['exposed.yml', 'is not masked'], ['unexposed.yml', 'NOTES: ${{ fromJSON']),
  row('unsound-condition', trigger, ['unsound.yml', 'can write what'], ['unsound.yml', 'sound-text']),
  row('unsound-contains', trigger, ['unsound.yml', 'can write what'], ['unsound.yml', 'contains(fromJSON(']),
  row('unsound-ternary', rights, ['exposed.yml', 'every app start'], ['unexposed.yml', "'renovate[bot]' || ''"]),
  row('use-trusted-publishing', rights, ['secrets.yml', '“NPM_TOKEN”'], ['secrets.yml', './summary']),
];

const triage = 'claude_args: --allowedTools "Bash(./scripts/edit-issue-labels.sh:*)';

export const action: readonly Attack[] = [
  row('The action asks who may write', trigger, ['told.yml', 'can write what'], ['safe.yml', "'@claude'"]),
  row('The base action does not', trigger, ['told.yml', 'can write what'], ['safe.yml', 'other-maintainer']),
  row('allowed_bots', rights, ['open.yml', 'every app start'], ['documented.yml', 'allowed_bots: renovate[bot]']),
  row('allowed_non_write_users, broad tools', trigger, ['anyone.yml', 'its tools run'], ['documented.yml', triage]),
  row('allowed_non_write_users, token', trigger, ['anyone.yml', 'a token of its own'], ['documented.yml', triage]),
  row(
    'allowed_non_write_users, rights',
    trigger,
    ['anyone.yml', 'may change the repository'],
    ['documented.yml', triage],
  ),
  row('allowed_non_write_users, secrets', rights, ['exposed.yml', 'keeps the key'], ['unexposed.yml', 'ENV_SCRUB: 0']),
  row(
    'pull_request_target, head',
    trigger,
    ['head.yml', 'runs in the files'],
    ['documented.yml', 'ref: ${{ github.event.pull'],
  ),
  row('workflow_run, head', trigger, ['after.yaml', 'runs in the files'], ['documented.yml', 'workflow_run.id']),
  row(
    'include_comments_by_actor',
    trigger,
    ['told.yml', 'can write what'],
    ['documented.yml', 'include_comments_by_actor'],
  ),
  none('use_commit_signing', 'Who signs commits changes nothing in what an agent may do: both forms are silent.'),
  row('Keys in the file', 'hardcoded-credential', ['ci.yml', 'API key'], ['ci.yml', 'secrets.CLAUDE_CODE_OAUTH_TOKEN']),
  row('show_full_output', rights, ['open.yml', 'full output'], ['safe.yml', 'show_full_output: false']),
  row('Tools in claude_args', 'broad-permission', ['arguments.yml', 'to curl'], ['safe.yml', 'claude_args']),
  row('Rights of the job', rights, ['rights.yml', 'may do everything'], ['documented.yml', 'contents: read']),
  row('Federation', rights, ['rights.yml', 'id-token: write'], ['documented.yml', 'anthropic_federation_rule_id']),
  none('ACTIONS_STEP_DEBUG', 'Only a secret or a variable of the repository switches it on: no file does.'),
  none(
    'Hooks that run scripts of the pull request',
    'Forks’ files at the root are reported where they are checked out.',
  ),
];
