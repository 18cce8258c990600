/** What an agent in a pipeline can reach, and what of it is shown to everybody who sees the build. */
import type { Range } from '../../../engine/facts';
import { isInside } from '../../../engine/text/positions';
import type { Document } from '../../../engine/types';
import { pipelineOf } from '../../../engine/workflows/pipelines';
import type { Texts } from '../../../engine/workflows/types';
import { hasOption, valuesOf } from '../agents/agents';
import type { AgentStep } from '../workflows/agents';
import { mayAct } from '../workflows/rights';

/** Each step of the agent goes to the log, what its tools return included; a filter behind it may leave that out. */
export function printsAll({ command, toFile, step }: AgentStep, document: Document): boolean {
  if (!command || !toFile) return false;
  const formats = valuesOf(command, '--output-format').map(({ text }) => text);
  const isWhole = formats.includes('stream-json') || (formats.includes('json') && hasOption(command, '--verbose'));
  const last = Math.max(command.range.end, ...command.words.map(({ range }) => range.end));
  return isWhole && goesToLog((step.origin ?? document).text.slice(toFile(last)));
}

/** The rest of the command's line: neither a file nor another program gets it, but for `tee`. */
function goesToLog(rest: string): boolean {
  const line = (/^(?:[^\n\\]|\\[\s\S])*/.exec(rest)?.[0] ?? '').replace(
    /\|\s*tee\b(?:\s+-\w+)*\s+["']?[^\s|"']+["']?/,
    '',
  );
  return !/(?<![0-9&|])(?:1?>(?!&)|\|(?!\|))/.test(line.replace(/\|\|[\s\S]*$/, '')) && !/^["']?\s*\)/.test(line);
}

/** Secrets that publish or deploy; an agent needs none of them to read and to answer. */
const publishing =
  /^(?:AWS_SECRET_ACCESS_KEY|NPM_TOKEN|NODE_AUTH_TOKEN|PYPI_(?:API_)?TOKEN|TWINE_PASSWORD|CARGO_REGISTRY_TOKEN|GEM_HOST_API_KEY|NUGET_API_KEY|DOCKER(?:HUB)?_(?:PASSWORD|TOKEN)|KUBE_?CONFIG|SSH_PRIVATE_KEY|DEPLOY_(?:KEY|TOKEN)|VERCEL_TOKEN|NETLIFY_AUTH_TOKEN|FLY_API_TOKEN|CLOUDFLARE_API_TOKEN|HEROKU_API_KEY|STRIPE_SECRET_KEY|DATABASE_URL)$/;
const fromStore = /\$\{\{\s*secrets\.|^\$\(\w[\w.-]*\)$|^\$\$?\{?\w+\}?$/;

export interface Reachable {
  name: string;
  range: Range;
}

/** In the environment of the whole job, or of all jobs, where the agent acts unasked and its own step does not use it. */
export function secretsAround(agent: AgentStep, document: Document): Reachable[] {
  const { step, job, workflow, told } = agent;
  if (step.origin || job.caller || !mayAct(agent) || usesCloud(agent)) return [];
  const said = [step.run, ...told, ...step.env.values(), ...step.with.values()]
    .map((one) => one?.value ?? '')
    .join('\n');
  const given = [...inTexts(job.env), ...inTexts(workflow.env), ...ofJenkins(document)];
  return given.filter(({ name }) => publishing.test(name) && !said.includes(name) && !step.env.has(name));
}

const inTexts = (env: Texts): Reachable[] =>
  [...env].flatMap(([name, { value, range }]) => (fromStore.test(value.trim()) ? [{ name, range }] : []));

/** `NAME = credentials('…')`. */
function ofJenkins(document: Document): Reachable[] {
  if (pipelineOf(document)?.system.id !== 'jenkins') return [];
  return [...document.text.matchAll(/\b([A-Z][A-Z0-9_]*)\s*=\s*credentials\(/g)].map(({ 1: name = '', index }) => ({
    name,
    range: { start: index, end: index + name.length },
  }));
}

/** Amazon's doors to Claude take Amazon's keys. */
const usesCloud = ({ step, job, workflow }: AgentStep): boolean =>
  [step.env, job.env, workflow.env].some((env) => env.has('CLAUDE_CODE_USE_BEDROCK')) || step.with.has('use_bedrock');

/** Azure: the checkout leaves its token in the folder. Buildkite: the agent's container may do what the build's agent may. */
const opening = /^(?:persistCredentials|mount-buildkite-agent|mount-ssh-agent|propagate-aws-auth-tokens)$/;

export function tokensIn(agent: AgentStep, document: Document): Reachable[] {
  const { job } = agent;
  const scripts = job.steps.map(({ run }) => run?.value ?? '').join('\n');
  if (!mayAct(agent) || /\bgit\s+(?:\S+\s+){0,3}?(?:push|pull|fetch|clone|submodule|lfs)\b/.test(scripts)) return [];
  return document.facts.settings
    .filter(({ key, value, range }) => opening.test(key) && isTrue(value) && isInside(range, job.range))
    .map(({ key, range }) => ({ name: key, range }));
}

const isTrue = (value: unknown): boolean => value === true || /^true$/i.test(String(value));
