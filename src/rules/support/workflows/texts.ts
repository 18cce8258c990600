/** What an agent in a workflow is told by people who may not write to its repository. */
import type { Range } from '../../../engine/facts';
import { artifactsBefore, type Reading, readingsIn } from '../../../engine/workflows/artifacts';
import {
  environmentNames,
  expressionsIn,
  isOfEvent,
  isOutsiders,
  namesOutsiders,
  stepOutputs,
} from '../../../engine/workflows/expressions';
import type { Opening } from '../../../engine/workflows/outsiders';
import type { Step, Text } from '../../../engine/workflows/types';
import { type AgentStep, environmentOf, filesWrittenIn } from './agents';

export interface OutsidersText {
  range: Range;
  /** `text`: it stands in the prompt. `lookup`: the agent, or its script, looks it up. */
  kind: 'text' | 'lookup';
}

type Place = Pick<AgentStep, 'workflow' | 'job' | 'step'>;

const around = ({ step, job, workflow }: Place) => [step, job, workflow];

/** In the order of how sure they are. */
export function outsidersTexts(agent: AgentStep, openings: readonly Opening[]): OutsidersText[] {
  const found = agent.told.flatMap((text) => {
    const step = agent.job.steps.find(({ run }) => run === text) ?? agent.step;
    return textsIn(text, { ...agent, step }, openings);
  });
  return found.sort((left, right) => Number(left.kind !== 'text') - Number(right.kind !== 'text'));
}

function textsIn(text: Text, place: Place, openings: readonly Opening[]): OutsidersText[] {
  const inBraces = expressionsIn(text).flatMap(({ source, range }): OutsidersText[] => {
    if (mayBeTold(source, place, openings)) return [{ range, kind: 'text' }];
    return isFor(source, openings) && namesOutsiders(source) ? [{ range, kind: 'lookup' }] : [];
  });
  if (text !== place.step.run) return inBraces;
  return [
    ...inBraces,
    ...variablesIn(text, place, openings),
    ...artifactReadings(text, place, openings).map((range) => ({ range, kind: 'text' as const })),
    ...lookupsIn(text),
  ];
}

/** Where a script reads what the run before it has left behind. */
function artifactReadings(script: Text, { job, step }: Place, openings: readonly Opening[]): Range[] {
  if (!openings.some(({ trigger }) => trigger.event === 'workflow_run')) return [];
  const before = job.steps.slice(0, job.steps.indexOf(step) + 1);
  const written = new Set(before.flatMap(({ run }) => (run ? filesWrittenIn(run) : [])));
  const found: Reading[] = readingsIn(script.value, artifactsBefore(step, job), written);
  return found.map(({ index, length }) => ({ start: script.toFile(index), end: script.toFile(index + length) }));
}

const setsEnvironment = /\bGITHUB_(?:ENV|PATH)\b|\bset-env\b/;
/** What may have several lines. */
const hasLines = /\.(?:body|message)\b|toJSON\(/i;

/** Where a step of the agent's job makes an outsider's lines variables of the environment of the steps behind it. */
export function environmentTexts(agent: AgentStep, openings: readonly Opening[]): Range[] {
  const { steps } = agent.job;
  return steps.slice(0, steps.indexOf(agent.step)).flatMap((step) => {
    const { run } = step;
    if (!run || step.origin || !setsEnvironment.test(run.value)) return [];
    const place = { ...agent, step };
    const found = [
      ...variablesIn(run, place, openings, hasLines).map(({ range }) => range),
      ...artifactReadings(run, place, openings),
    ];
    const lines = [...run.value.matchAll(/[^\n]+/g)].filter(([line]) => setsEnvironment.test(line));
    return found.flatMap((range) =>
      lines.some(
        ({ 0: line, index }) => run.toFile(index) <= range.start && range.end <= run.toFile(index + line.length),
      )
        ? [range]
        : [],
    );
  });
}

const isFor = (source: string, openings: readonly Opening[]): boolean =>
  openings.some(({ trigger }) => isOfEvent(source, trigger.event));

/** The expression is an outsider's text, or stands for one that another place has. */
export function mayBeTold(source: string, place: Place, openings: readonly Opening[], depth = 0): boolean {
  if (isOutsiders(source) && isFor(source, openings)) return true;
  if (depth > 2) return false;
  const named = environmentNames(source).flatMap((name) => environmentOf(name, around(place)) ?? []);
  const given = stepOutputs(source).flatMap((id) => place.job.steps.filter((one) => one.id?.value === id));
  return (
    named.some((one) => expressionsIn(one).some((inner) => mayBeTold(inner.source, place, openings, depth + 1))) ||
    given.some((step) => handsOn(step, { ...place, step }, openings, depth + 1))
  );
}

/** The step's script reads such a text, so that its outputs may hold it. */
function handsOn({ run, env, with: inputs }: Step, place: Place, openings: readonly Opening[], depth: number): boolean {
  const script = run ?? inputs.get('script');
  if (script && artifactReadings(script, place, openings).length > 0) return true;
  return (
    run !== undefined &&
    [run, ...env.values()].some((text) =>
      expressionsIn(text).some(({ source }) => mayBeTold(source, place, openings, depth)),
    )
  );
}

/** `$BODY`, `$env:BODY`, `%BODY%` in a script, where the variable holds such a text. */
function variablesIn(run: Text, place: Place, openings: readonly Opening[], meant = /(?:)/): OutsidersText[] {
  return [...run.value.matchAll(/\$\{?(?:env:)?([A-Za-z_]\w*)|%([A-Za-z_]\w*)%/gi)].flatMap(
    (match): OutsidersText[] => {
      const value = environmentOf(match[1] ?? match[2] ?? '', around(place));
      const isTold =
        value &&
        meant.test(value.value) &&
        expressionsIn(value).some(({ source }) => mayBeTold(source, place, openings));
      const range = { start: run.toFile(match.index), end: run.toFile(match.index + match[0].length) };
      return isTold ? [{ range, kind: 'text' }] : [];
    },
  );
}

const lookup =
  /\bgh\s+(?:issue|pr)\s+(?:view|diff|list)\b|\bgh\s+api\b[^\n;|&]*\/(?:issues|pulls|comments|discussions)\b|\$\{?GITHUB_EVENT_PATH\b/;

/** The script asks for what outsiders have written. */
function lookupsIn(run: Text): OutsidersText[] {
  const match = lookup.exec(run.value);
  if (!match) return [];
  return [
    { range: { start: run.toFile(match.index), end: run.toFile(match.index + match[0].length) }, kind: 'lookup' },
  ];
}
