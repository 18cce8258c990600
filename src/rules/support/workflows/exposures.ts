/** Ways in which a GitHub workflow gives its agent more than it needs, beside the rights of the job's token. */
import type { Range } from '../../../engine/facts';
import type { Document } from '../../../engine/types';
import { actionOf, isOfRepository } from '../../../engine/workflows/actions';
import { workflowOf } from '../../../engine/workflows/read';
import type { Job, Step, Texts } from '../../../engine/workflows/types';
import { imageOf, type Unpinned } from '../pipelines/pins';
import type { AgentStep } from './agents';

export interface Exposure {
  /** `inherited`: to a workflow of others. `unmasked`: the log shows it. `app`: a token for all repositories. `unrevoked`: one that outlives the job. `commands`: what is printed counts. `unscrubbed`: programs that outsiders' agents start keep secrets. `plugins`: of others, from a branch. */
  kind: 'inherited' | 'unmasked' | 'app' | 'unrevoked' | 'commands' | 'unscrubbed' | 'plugins';
  range: Range;
}

/** @param agents those whose steps stand in the document */
export function exposuresIn(agents: readonly AgentStep[], document: Document): Exposure[] {
  const found = [
    ...agents.flatMap((agent) => [
      ...unmasked(agent),
      ...appTokens(agent),
      ...printedCommands(agent),
      ...unscrubbed(agent),
      ...plugins(agent),
    ]),
    ...inheriting(document),
  ];
  return [...new Map(found.map((one) => [one.range.start, one])).values()];
}

const textsOf = ({ step, job, workflow }: AgentStep): Texts[] => [step.with, step.env, job.env, workflow.env];

/** A part of a secret is no secret to GitHub: it does not mask it. */
const unmasked = (agent: AgentStep): Exposure[] =>
  textsOf(agent)
    .flatMap((texts) => [...texts.values()])
    .filter(({ value }) => /\$\{\{[^}]*\bfromJSON\(\s*secrets\./i.test(value))
    .map(({ range }) => ({ kind: 'unmasked', range }));

const marketplace = /https:\/\/(?!github\.com\/anthropics\/)[\w.-]+\/[^\s"'$,]+\.git(?=$|[\s"',])/g;

/** The action takes each marketplace as its branch is when the job runs, and installs its plugins without asking. */
function plugins({ step }: AgentStep): Exposure[] {
  const listed = step.with.get('plugin_marketplaces');
  if (!listed || !step.with.has('plugins')) return [];
  return [...listed.value.matchAll(marketplace)].map(({ 0: url, index }) => ({
    kind: 'plugins',
    range: { start: listed.toFile(index), end: listed.toFile(index + url.length) },
  }));
}

/** The agent's token comes from an app, which gives it for every repository of the owner. */
function appTokens(agent: AgentStep): Exposure[] {
  const said = textsOf(agent).flatMap((texts) => [...texts.values()].map(({ value }) => value));
  return agent.job.steps.flatMap((one): Exposure[] => {
    if (!isAppToken(one) || !said.some((value) => one.id && value.includes(`steps.${one.id.value}.outputs.token`)))
      return [];
    const { with: inputs } = one;
    const owner = inputs.has('repositories') ? undefined : inputs.get('owner');
    const kept = inputs.get('skip-token-revoke');
    const isKept = kept && /^true$/i.test(kept.value);
    return [
      ...(owner ? [{ kind: 'app' as const, range: owner.range }] : []),
      ...(isKept ? [{ kind: 'unrevoked' as const, range: kept.range }] : []),
    ];
  });
}

const isAppToken = ({ uses, origin }: Step): boolean =>
  !origin && /^actions\/create-github-app-token@/.test(actionOf(uses));

/** Lines such as `::set-env name=PATH::…` count in whatever is printed: a model's answer too. */
const printedCommands = ({ step, job, workflow }: AgentStep): Exposure[] =>
  [step.env, job.env, workflow.env].flatMap((env) => {
    const allowed = env.get('ACTIONS_ALLOW_UNSECURE_COMMANDS');
    return allowed && /^true$/i.test(allowed.value) ? [{ kind: 'commands' as const, range: allowed.range }] : [];
  });

/** Where outsiders may start the action it takes secrets out of the environment of what it starts, unless it is told not to. */
const unscrubbed = ({ kind, step, job, workflow }: AgentStep): Exposure[] =>
  [step.env, job.env, workflow.env].flatMap((env) => {
    const scrub = env.get('CLAUDE_CODE_SUBPROCESS_ENV_SCRUB');
    const isOpen = kind === 'action' && (step.with.get('allowed_non_write_users')?.value ?? '').trim() !== '';
    return scrub && isOpen && /^(?:0|false|no|off)$/i.test(scrub.value.trim())
      ? [{ kind: 'unscrubbed' as const, range: scrub.range }]
      : [];
  });

/** `secrets: inherit` to an agent's workflow of somebody else. */
function inheriting(document: Document): Exposure[] {
  const jobs = workflowOf(document)?.jobs ?? [];
  return jobs.flatMap((job): Exposure[] => {
    const range = isOthers(job) ? inheritedAt(job, document) : undefined;
    return range ? [{ kind: 'inherited', range }] : [];
  });
}

const isOthers = ({ uses }: Job): boolean =>
  uses !== undefined && !isOfRepository(uses) && /claude/i.test(uses.value.replace(/@.*$/s, ''));

function inheritedAt({ id }: Job, { facts }: Document): Range | undefined {
  const found = facts.settings.find(
    ({ path, value }) => path.join('\0') === ['jobs', id, 'secrets'].join('\0') && value === 'inherit',
  );
  return found?.valueRange;
}

/** Images of agents in which jobs run. */
export function imagesIn({ facts }: Document): Unpinned[] {
  return facts.settings.flatMap(({ path, value, valueRange }) => {
    const isImage = /^jobs\0[^\0]+\0container(?:\0image)?$/.test(path.join('\0'));
    return (isImage && imageOf({ text: String(value), range: valueRange })) || [];
  });
}
