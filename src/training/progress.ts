/** How far a person is, by what is remembered and what the team asks for. */
import { type Module, modules } from './modules';
import type { Plan, PlanModule } from './plan';
import type { QuizId, QuizResult, TrainingState } from './state';
import type { Content, Lab } from './types';

export type Remembered = Pick<TrainingState, 'done' | 'lessonRead' | 'quiz'>;

interface Done {
  /** When, as `Date.toISOString` gives it. Absent: not yet. */
  done?: string;
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

/** A lesson may be left out by who knows what it says: labs and checks show that. */
export const isNeeded = ({ kind }: Step): boolean => kind !== 'lesson';
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

function checkStep(quiz: QuizId, { passMark }: Plan, state: Remembered): CheckStep {
  const kept = state.quiz(quiz);
  const done = isPassed(kept?.best, passMark) ? (kept?.passed ?? kept?.best.date) : undefined;
  return { kind: 'check', quiz, ...(kept && { best: kept.best }), ...(done !== undefined && { done }) };
}

function stepsOf(module: Module, material: Material, plan: Plan, state: Remembered): Step[] {
  const read = state.lessonRead(module);
  const lesson: LessonStep = { kind: 'lesson', module, ...(read !== undefined && { done: read }) };
  const labs = material.labs
    .filter((lab) => lab.module === module)
    .map((lab): LabStep => {
      const done = state.done(lab.id)?.date;
      return { kind: 'lab', lab, ...(done !== undefined && { done }) };
    });
  return [
    ...(material.lessons.has(module) ? [lesson] : []),
    ...labs,
    ...(material.checks.has(module) ? [checkStep(module, plan, state)] : []),
  ];
}

function moduleProgress(planned: PlanModule, material: Material, plan: Plan, state: Remembered): ModuleProgress {
  const { module } = planned;
  const steps = stepsOf(module, material, plan, state);
  const left = steps.filter(isLeft);
  const isDone = !left.some(isNeeded);
  const isBegun = steps.some((step) => !isLeft(step) || (step.kind === 'check' && step.best));
  const [next] = isDone ? [] : left;
  return {
    module,
    plan: planned,
    steps,
    state: isDone ? 'done' : isBegun ? 'begun' : 'new',
    ...(next && { next }),
  };
}

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
