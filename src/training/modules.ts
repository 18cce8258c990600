/** What people learn: ten practices, each of which is a module. Nine have rules of their own; one is about people. */
import { type Practice, practices } from '../engine/types';
import { practiceSummaries, practiceTitles } from '../report/rule-page';
import type { Lab } from './types';

export type Module = Practice | 'education';

/** In the order in which they are learnt, unless a team’s plan has another. */
export const modules: readonly Module[] = [
  ...practices.filter((practice) => practice !== 'privacy'),
  'education',
  'privacy',
];

export const isModule = (name: unknown): name is Module => modules.some((module) => module === name);

/** The practice whose rules belong to a module; undefined where there are none. */
export const practiceOf = (module: Module): Practice | undefined => (module === 'education' ? undefined : module);

/** As people read them. Of audits the rules are about suppressions alone, and the module about the whole. */
export const moduleTitles: Readonly<Record<Module, string>> = {
  ...practiceTitles,
  hygiene: 'Regular audits',
  education: 'Team education',
};

/** What each module is about, in one sentence. */
export const moduleSummaries: Readonly<Record<Module, string>> = {
  ...practiceSummaries,
  hygiene: 'Code is looked at again with every change, and whatever may stay has a reason and an end.',
  education: 'Everybody who works on the code, people and agents, learns the right way where the work is done.',
};

/** Whether a lab was done, by its id. */
export type IsDone = (lab: string) => boolean;

/** @param name a lab's id, or a module, of which the first lab is meant that is not done */
export function labNamed(labs: readonly Lab[], name: string, isDone: IsDone): Lab | undefined {
  const own = labs.filter(({ module }) => module === name);
  return labs.find(({ id }) => id === name) ?? own.find(({ id }) => !isDone(id)) ?? own[0];
}

/** A team's labs, in the order of its modules. @param planned the modules; without them, all labs */
export const labsOf = (labs: readonly Lab[], planned: readonly Module[] | undefined): readonly Lab[] =>
  planned?.flatMap((module) => labs.filter((lab) => lab.module === module)) ?? labs;

/** A module of a team's plan, as far as it decides which labs are needed. */
interface Planned {
  module: Module;
  /** Every lab is needed. */
  full?: boolean;
}

/**
 * The labs that a module needs, of those that it has: one, whichever was done, and until then the easiest. The others are there for
 * whoever likes, unless the team asks for them.
 */
export function neededOf(labs: readonly Lab[], { module, full = false }: Planned, isDone: IsDone): readonly Lab[] {
  const own = labs.filter((lab) => lab.module === module);
  return full ? own : [own.find(({ id }) => isDone(id)) ?? own[0]].filter((lab) => lab !== undefined);
}

export interface NextLab {
  lab: Lab;
  /** Everything that is needed is done. */
  optional: boolean;
}

/**
 * What is left to do after a lab: what is needed comes first, and its module's labs before others.
 * @param planned a team's modules, in their order: others are none of its training. Without them, the easiest lab comes first
 */
export function nextLab(
  labs: readonly Lab[],
  after: Lab,
  isDone: IsDone,
  planned?: readonly Planned[],
): NextLab | undefined {
  const needed = (planned ?? modules.map((module) => ({ module }))).flatMap((one) => neededOf(labs, one, isDone));
  const ordered = labsOf(
    labs.filter(({ id }) => id !== after.id && !isDone(id)),
    planned?.map(({ module }) => module),
  );
  const first = (all: readonly Lab[]) => all.find(({ module }) => module === after.module) ?? all[0];
  const lab = first(ordered.filter((one) => needed.includes(one)));
  if (lab) return { lab, optional: false };
  const more = first(ordered);
  return more && { lab: more, optional: true };
}

/**
 * The module to go on with: the first that is left.
 * @param planned a team's modules, in their order: others are none of its training
 * @param after the one that a person comes from
 */
export const nextModule = (
  planned: readonly Module[] | undefined,
  isDone: (module: Module) => boolean,
  after?: Module,
): Module | undefined => (planned ?? modules).find((module) => module !== after && !isDone(module));
