/** Which environment a file is for, as its path tells. */
import type { HostFacts, SharedPlace } from '../../../engine/types';
import { baseName } from '../values';

export type Environment = 'production' | 'staging' | 'development' | 'pipeline';

type Named = readonly (readonly [Environment, RegExp])[];

/** Words that say it wherever they stand alone. */
const certain: Named = [
  ['staging', /^(?:staging|stg|(?:pre|non)-?prod(?:uction)?|uat|qa)$/],
  ['production', /^(?:production|prod|prd)$/],
  ['development', /^(?:development|devel|dev)$/],
];
/** Words that say it behind a dot or in a folder of environments, and elsewhere something else. */
const possible: Named = [
  ...certain,
  ['staging', /^(?:stage|preview|canary)$/],
  ['production', /^live$/],
  ['development', /^(?:local|localhost|sandbox|tests?|testing)$/],
  ['pipeline', /^ci$/],
];

/** What is written for an environment, and not read by all. */
const configuration =
  /(?:^|\/)\.?env[^/]*$|\.(?:env|ya?ml|jsonc?|toml|tfvars|tf|hcl|ini|conf|cfg|properties|xml|vars|sh|envrc)$|(?:^|\/)[^/]*(?:Dockerfile|Containerfile|Makefile)[^/]*$/i;
const pipelines =
  /(?:^|\/)(?:\.github\/workflows|\.circleci|\.buildkite)\/|(?:^|\/)(?:\.gitlab-ci[^/]*\.ya?ml|bitbucket-pipelines\.ya?ml|azure-pipelines[^/]*\.ya?ml|Jenkinsfile|\.travis\.yml|\.drone\.yml)$/;
const ofEnvironments = /^(?:env|envs|environments?|overlays|stages?|clusters|deploy(?:ments?)?)$/i;
/** What a developer's own machine reads, and it alone. */
const ownMachine = /^(?:\.env|\.envrc|\.dev\.vars)$/;

const namedBy = (words: readonly string[], named: Named): Environment | undefined =>
  named.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0];

/** `.env.production.local`, `docker-compose.prod.yml`, `values-staging.yaml`, `prod.tfvars`, `config/production.py`. */
function byName(path: string): Environment | undefined {
  const words = baseName(path)
    .toLowerCase()
    .replace(/\b(pre|non)[-_.]?(prod(?:uction)?)\b/, '$1$2')
    .replace(/(?<=.)\.(?:[a-z]+rc|[a-z]{2,10})$/, (end) => (namedBy([end.slice(1)], possible) ? end : ''));
  if (!configuration.test(path)) return namedBy([words], certain);
  const parts = words.split('.').filter(Boolean);
  const ends = words.split(/[-_.]/).filter(Boolean);
  return namedBy(parts, possible) ?? namedBy([ends[0] ?? '', ends.at(-1) ?? ''], certain);
}

/** `overlays/production/`, `environments/dev/`, `prod/`: the innermost folder that says one. */
function byFolder(path: string): Environment | undefined {
  const folders = path.toLowerCase().split('/').slice(0, -1);
  for (let at = folders.length - 1; at >= 0; at--) {
    const isOf = at > 0 && ofEnvironments.test(folders[at - 1]!);
    const found = namedBy([folders[at]!], isOf ? possible : certain);
    if (found) return found;
  }
  return undefined;
}

/**
 * `development` stands for a developer's own machine and its tests, too: nobody has a key for each. An `.env` is that, unless git
 * tracks it: then every environment reads it. Undefined where nothing tells.
 */
export function environmentOf(path: string, git: HostFacts['git']): Environment | undefined {
  const named = byName(path) ?? (configuration.test(path) ? byFolder(path) : undefined);
  if (named) return named;
  if (pipelines.test(path)) return 'pipeline';
  return ownMachine.test(baseName(path)) && git !== 'tracked' ? 'development' : undefined;
}

/** Where a credential stands. */
export interface Place extends SharedPlace {
  environment: Environment | undefined;
}

export const placeOf = (place: SharedPlace): Place => ({ ...place, environment: environmentOf(place.path, place.git) });

const isWithin = (folder: string, around: string) =>
  around === '' || folder === around || folder.startsWith(`${around}/`);

const areServices = (one: Place, other: Place): boolean =>
  !isWithin(one.service, other.service) && !isWithin(other.service, one.service);

export const areEnvironments = (one: Place, other: Place): boolean =>
  one.environment !== undefined && other.environment !== undefined && one.environment !== other.environment;

/** Whether the places are of two environments or services, each of which should have a credential of its own. */
export const areApart = (one: Place, other: Place): boolean => areEnvironments(one, other) || areServices(one, other);
