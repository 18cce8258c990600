/** Checks of one's knowledge: which questions are asked, in which order, and how it went. */
import type { Source } from './lessons';
import { type Module, modules } from './modules';
import type { QuizId, QuizResult, QuizState } from './state';

export interface Answer {
  text: string;
  /** Exactly one of a question's answers is. */
  right?: boolean;
  /** Why it is right, or what is wrong with it. */
  why: string;
}

/** As data: see `content/questions`. */
export interface Question {
  /** Of all questions only one has it: progress is kept by it. */
  id: string;
  module: Module;
  kind: 'scenario' | 'code' | 'fix';
  /** Of its texts; English where it is not said. */
  lang?: string;
  /** What it is about. */
  rules: readonly string[];
  text: string;
  code?: string;
  /** The code's name. */
  file?: string;
  answers: readonly Answer[];
  /** Of a team’s own question there is none. */
  source?: Source;
}

/** Share of right answers with which a check is passed, unless a team's plan says otherwise. */
export const passMark = 0.8;
/** Of one module's bank. */
export const askedOfPractice = 5;
/** Of each module, in the check across all. */
export const askedOfEach = 2;

/** Half a minute for each question and its explanation. @param count of the modules that the final check asks about */
export const checkMinutes = (id: QuizId, count: number): number =>
  Math.ceil((id === 'final' ? askedOfEach * count : askedOfPractice) / 2);

/** A question as it is put: its answers in an order of their own. */
export interface Asked {
  id: string;
  /** Indices of the question's answers. */
  order: readonly number[];
  /** It was answered wrong in this run, and comes back; this does not count. */
  again?: true;
  /** Index of the answer that was given. */
  chosen?: number;
}

/** Plain data, so that a page can keep it over a reload. */
export interface QuizRun {
  id: QuizId;
  asked: readonly Asked[];
  /** Index of the question in front; behind the last one, the result is shown. */
  at: number;
}

/** From 0 to 1, as `Math.random`. */
export type Random = () => number;

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}

const put = ({ id, answers }: Question, random: Random): Asked => ({
  id,
  order: shuffled([...answers.keys()], random),
});

/** Those that were missed first, then others, by chance. */
function drawn(bank: readonly Question[], count: number, missed: readonly string[], random: Random): Question[] {
  const back = shuffled(
    bank.filter(({ id }) => missed.includes(id)),
    random,
  );
  const rest = shuffled(
    bank.filter(({ id }) => !missed.includes(id)),
    random,
  );
  return shuffled([...back, ...rest].slice(0, count), random);
}

/** @param missed ids of the questions that come back first @param of the modules that are asked about */
export function drawRun(
  id: QuizId,
  questions: readonly Question[],
  missed: readonly string[],
  random: Random,
  of: readonly Module[] = modules,
): QuizRun {
  const wanted = id === 'final' ? of : [id];
  const count = id === 'final' ? askedOfEach : askedOfPractice;
  const all = wanted.flatMap((module) => {
    const bank = questions.filter((question) => question.module === module);
    return drawn(bank, count, missed, random);
  });
  return { id, asked: shuffled(all, random).map((question) => put(question, random)), at: 0 };
}

export const isRight = ({ chosen }: Asked, { answers }: Question): boolean =>
  chosen !== undefined && answers[chosen]?.right === true;

/** Answers the question in front. In a module's check a wrong one comes back at the end; the check across all asks once. */
export function answered(run: QuizRun, chosen: number, question: Question, random: Random): QuizRun {
  const current = run.asked[run.at];
  if (!current || current.chosen !== undefined || !question.answers[chosen]) return run;
  const given = { ...current, chosen };
  const asked = run.asked.map((one, index) => (index === run.at ? given : one));
  const comesBack = run.id !== 'final' && !isRight(given, question);
  return { ...run, asked: comesBack ? [...asked, { ...put(question, random), again: true }] : asked };
}

/** Goes on behind a question that was answered. */
export const advanced = (run: QuizRun): QuizRun =>
  run.asked[run.at]?.chosen === undefined ? run : { ...run, at: run.at + 1 };

export const isOver = ({ asked, at }: QuizRun): boolean => at >= asked.length;

/** Only what was asked for the first time counts. */
export function scoreOf({ asked }: QuizRun, questions: readonly Question[]) {
  const first = asked.filter(({ again }) => !again);
  const byId = new Map(questions.map((question) => [question.id, question]));
  const missed = first.filter((one) => !isRight(one, byId.get(one.id)!)).map(({ id }) => id);
  return { asked: first.length, right: first.length - missed.length, missed };
}

/** @param mark share of right answers that is needed */
export const isPassed = ({ right, asked }: Pick<QuizResult, 'right' | 'asked'>, mark = passMark): boolean =>
  asked > 0 && right * 100 >= asked * Math.round(mark * 100);

/** What is remembered after a run. @param date of today, as `Date.toISOString` gives it */
export function stateAfter(
  before: QuizState | undefined,
  score: ReturnType<typeof scoreOf>,
  run: QuizRun,
  date: string,
  mark = passMark,
): QuizState {
  const last = { date, right: score.right, asked: score.asked };
  const share = ({ right, asked }: QuizResult) => right / asked;
  const best = before && share(before.best) >= share(last) ? before.best : last;
  const passed = before?.passed ?? (isPassed(last, mark) ? date : undefined);
  const notAsked = (before?.missed ?? []).filter((id) => !run.asked.some((one) => one.id === id));
  return { best, last, missed: [...score.missed, ...notAsked], ...(passed !== undefined && { passed }) };
}

const isAsked = (data: unknown): data is Asked =>
  typeof data === 'object' &&
  data !== null &&
  'id' in data &&
  typeof data.id === 'string' &&
  'order' in data &&
  Array.isArray(data.order);

/** A run that a page has kept, where all its questions are still there. */
export function keptRun(data: unknown, questions: readonly Question[]): QuizRun | undefined {
  if (typeof data !== 'object' || data === null || !('asked' in data && 'at' in data && 'id' in data)) return undefined;
  const { id, asked, at } = data;
  const known = [...modules, 'final' as const].find((one) => one === id);
  if (known === undefined || typeof at !== 'number' || !Array.isArray(asked) || !asked.every(isAsked)) return undefined;
  const fits = ({ id: question, order }: Asked) =>
    questions.some((one) => one.id === question && isPermutation(order, one.answers.length));
  return asked.length > 0 && asked.every(fits) ? { id: known, asked, at } : undefined;
}

const isPermutation = (order: readonly number[], length: number): boolean =>
  order.length === length && [...Array(length).keys()].every((index) => order.includes(index));
