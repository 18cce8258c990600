/** How far a person is, by what is remembered and what the team asks for. */
import { lessonMinutes } from './lessons';
import { type Module, modules, neededOf } from './modules';
import type { Plan, PlanModule } from './plan';
import { checkMinutes } from './quiz';
import type { QuizId, QuizResult, TrainingState } from './state';
import type { Content, Lab } from './types';

export type Remembered = Pick<TrainingState, 'done' | 'lessonRead' | 'quiz'>;

interface Done {
  /** When, as `Date.toISOString` gives it. Absent: not yet. */
  done?: string;
  /** About what it takes. */
  minutes: number;
  /** Not needed: for whoever likes. */
  optional?: true;
}

export interface LessonStep extends Done {
  kind: 'lesson';
  module: Module;
}

export interface LabStep extends Done {
  kind: 'lab';
  lab: Lab;
}

export interface CheckStep extends Done {
  kind: 'check';
  quiz: QuizId;
  /** The best result so far. */
  best?: QuizResult;
}

export type Step = LessonStep | LabStep | CheckStep;

/** Lessons never are: labs and checks show who knows what they say. */
export const isNeeded = ({ optional }: Step): boolean => !optional;
const isLeft = (step: Step): boolean => step.done === undefined;

export interface ModuleProgress {
  module: Module;
  plan: PlanModule;
  /** In the order in which one goes. */
  steps: readonly Step[];
  state: 'new' | 'begun' | 'done';
  /** What to do next; absent where the module is done. */
  next?: Step;
}

export interface Progress {
  modules: readonly ModuleProgress[];
  /** The check across all modules, where the plan has it. */
  final?: CheckStep;
  /** Modules that are done. */
  done: number;
  /** About what everything takes that is needed, and not done. */
  minutesLeft: number;
  /** What to do next in all; absent where everything is done. */
  next?: Step;
}

/** What there is to learn with. */
export interface Material {
  labs: readonly Lab[];
  lessons: ReadonlySet<Module>;
  checks: ReadonlySet<QuizId>;
}

export const materialOf = ({ labs, lessons, questions }: Content): Material => ({
  labs,
  lessons: new Set(lessons.map(({ module }) => module)),
  checks: new Set([...questions.map(({ module }) => module), ...(questions.length > 0 ? ['final' as const] : [])]),
});

/** Rounded down: who has 79.9 % has not reached 80. */
export const percentOf = ({ right, asked }: Pick<QuizResult, 'right' | 'asked'>): number =>
  asked > 0 ? Math.floor((right * 100) / asked) : 0;

export const isPassed = (result: QuizResult | undefined, passMark: number): boolean =>
  result !== undefined && result.asked > 0 && percentOf(result) >= passMark;

function checkStep(quiz: QuizId, { passMark, modules: { length } }: Plan, state: Remembered): CheckStep {
  const kept = state.quiz(quiz);
  const done = isPassed(kept?.best, passMark) ? (kept?.passed ?? kept?.best.date) : undefined;
  const minutes = checkMinutes(quiz, length);
  return { kind: 'check', quiz, minutes, ...(kept && { best: kept.best }), ...(done !== undefined && { done }) };
}

function lessonStep(module: Module, state: Remembered): LessonStep {
  const done = state.lessonRead(module);
  return { kind: 'lesson', module, minutes: lessonMinutes, optional: true, ...(done !== undefined && { done }) };
}

function labSteps({ labs }: Material, planned: PlanModule, state: Remembered): LabStep[] {
  const needed = neededOf(labs, planned, (id) => state.done(id) !== undefined);
  return labs
    .filter(({ module }) => module === planned.module)
    .map((lab): LabStep => {
      const done = state.done(lab.id)?.date;
      const optional = !needed.includes(lab);
      return {
        kind: 'lab',
        lab,
        minutes: lab.minutes,
        ...(optional && { optional }),
        ...(done !== undefined && { done }),
      };
    });
}

/** Of a module, the lesson is for whoever likes, and its own check, too, where the final one asks for the same. */
function stepsOf(planned: PlanModule, material: Material, plan: Plan, state: Remembered): Step[] {
  const { module, full = false } = planned;
  const optional = !full && plan.finalCheck;
  return [
    ...(material.lessons.has(module) ? [lessonStep(module, state)] : []),
    ...labSteps(material, planned, state),
    ...(material.checks.has(module) ? [{ ...checkStep(module, plan, state), ...(optional && { optional }) }] : []),
  ];
}

function moduleProgress(planned: PlanModule, material: Material, plan: Plan, state: Remembered): ModuleProgress {
  const { module } = planned;
  const steps = stepsOf(planned, material, plan, state);
  const [next] = steps.filter((step) => isLeft(step) && isNeeded(step));
  const isBegun = steps.some((step) => !isLeft(step) || (step.kind === 'check' && step.best));
  return {
    module,
    plan: planned,
    steps,
    state: next ? (isBegun ? 'begun' : 'new') : 'done',
    ...(next && { next }),
  };
}

/** About what those of the steps take that are needed, and not done. */
export const minutesLeft = (steps: readonly Step[]): number =>
  steps.filter((step) => isLeft(step) && isNeeded(step)).reduce((sum, { minutes }) => sum + minutes, 0);

/** Modules that the material has nothing for are left out. */
export function progressOf(material: Material, plan: Plan, state: Remembered): Progress {
  const all = plan.modules
    .map((planned) => moduleProgress(planned, material, plan, state))
    .filter(({ steps }) => steps.length > 0);
  const final = plan.finalCheck && material.checks.has('final') ? checkStep('final', plan, state) : undefined;
  const next = all.find((one) => one.next)?.next ?? (final && isLeft(final) ? final : undefined);
  return {
    modules: all,
    ...(final && { final }),
    done: all.filter((one) => one.state === 'done').length,
    minutesLeft: minutesLeft([...all.flatMap(({ steps }) => steps), ...(final ? [final] : [])]),
    ...(next && { next }),
  };
}

/** Whether anything of the training was ever done or begun. */
export const hasBegun = (material: Material, state: Remembered): boolean =>
  material.labs.some(({ id }) => state.done(id)) ||
  modules.some((module) => state.lessonRead(module) ?? state.quiz(module)) ||
  state.quiz('final') !== undefined;

const day = 86_400_000;

/** Whole days until a day; negative once it is past. Both `YYYY-MM-DD`. */
export const daysUntil = (due: string, today: string): number =>
  Math.round((Date.parse(due) - Date.parse(today)) / day);
