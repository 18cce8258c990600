/** What a person exports to show what they have learnt. It holds the lab solutions, which can be looked at again. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { maskCredentials } from '../engine/credentials/credentials';
import { type Module, modules } from './modules';
import type { Plan } from './plan';
import type { Remembered } from './progress';
import type { QuizResult, QuizState } from './state';
import { originalOf } from './translation';
import type { Content, LabLanguage } from './types';

export const recordFormat = 'claude-guard-training-record';

export interface RecordedLab {
  lab: string;
  /** When it was done first. */
  date: string;
  language: LabLanguage;
  /** By path, as the learner wrote them, without the made-up key. */
  files: Readonly<Record<string, string>>;
}

export type RecordedQuiz = Pick<QuizState, 'best' | 'last' | 'passed'>;

export interface RecordedModule {
  module: Module;
  /** When the lesson was read. */
  lesson?: string;
  labs: readonly RecordedLab[];
  quiz?: RecordedQuiz;
}

export interface TrainingRecord {
  format: typeof recordFormat;
  version: 1;
  /** As the person gave it. */
  name: string;
  /** As `Date.toISOString` gives it, as every date here. */
  exported: string;
  /** Version of Claude Guard. */
  guard: string;
  /** Of the labs, lessons and questions that were learnt with. Hex. */
  material: string;
  /** Of the plan that was in force. */
  plan?: { hash: string; title?: string };
  modules: readonly RecordedModule[];
  final?: RecordedQuiz;
  /** Of everything else: finds what was damaged by accident. Whoever changes a record can change it, too. */
  digest: string;
}

/** Of plain data: for plans what they say, whatever the spaces and comments in their files. Hex. */
export const dataHash = (data: unknown): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(data))));

/** Keys in order, so that whoever writes the file anew does not change it. */
function ordered(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(ordered);
  if (typeof data !== 'object' || data === null) return data;
  return Object.entries(data)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, ordered(value)]);
}

export function digestOf(record: Omit<TrainingRecord, 'digest'> & { digest?: string }): string {
  const { digest: _, ...rest } = record;
  return dataHash(ordered(rest));
}

export interface RecordOptions {
  name: string;
  /** Now, as `Date.toISOString` gives it. */
  exported: string;
  guard: string;
  content: Content;
  /** The team's, where there is one. */
  plan?: Plan;
}

const quizState = (quiz: RecordedQuiz | undefined): QuizState | undefined => quiz && { ...quiz, missed: [] };

/** What was done, as the record has it. @param counts of a lab, by its id */
export function rememberedOf(record: TrainingRecord, counts: (lab: string) => boolean = () => true): Remembered {
  const labs = record.modules.flatMap((one) => one.labs).filter(({ lab }) => counts(lab));
  const moduleOf = (name: string) => record.modules.find(({ module }) => module === name);
  return {
    done: (id) => labs.find(({ lab }) => lab === id),
    lessonRead: (module) => moduleOf(module)?.lesson,
    quiz: (id) => quizState(id === 'final' ? record.final : moduleOf(id)?.quiz),
  };
}

const result = ({ date, right, asked }: QuizResult): QuizResult => ({ date, right, asked });

function recordedQuiz(quiz: QuizState | undefined): RecordedQuiz | undefined {
  if (!quiz) return undefined;
  const { best, last, passed } = quiz;
  return { best: result(best), last: result(last), ...(passed !== undefined && { passed }) };
}

function recordedModule(module: Module, { labs }: Content, state: Remembered): RecordedModule {
  const [lesson, quiz] = [state.lessonRead(module), recordedQuiz(state.quiz(module))];
  const mine = labs.filter((lab) => lab.module === module);
  const done = mine.flatMap(({ id }): RecordedLab[] => {
    const kept = state.done(id);
    if (!kept) return [];
    // Labs have no key of anyone's; what a learner pasted there goes nowhere.
    const files = Object.entries(kept.files).map(([path, text]) => [path, maskCredentials(text)]);
    return [{ lab: id, date: kept.date, language: kept.language, files: Object.fromEntries(files) }];
  });
  return { module, ...(lesson !== undefined && { lesson }), labs: done, ...(quiz && { quiz }) };
}

export function makeRecord(options: RecordOptions, state: Remembered): TrainingRecord {
  const { name, exported, guard, content, plan } = options;
  const all = modules.map((module) => recordedModule(module, content, state));
  const final = recordedQuiz(state.quiz('final'));
  const { title } = plan ?? {};
  const record: Omit<TrainingRecord, 'digest'> = {
    format: recordFormat,
    version: 1,
    name: maskCredentials(name),
    exported,
    guard,
    material: dataHash(originalOf(content)),
    ...(plan && { plan: { hash: dataHash(plan), ...(title !== undefined && { title }) } }),
    modules: all.filter(({ lesson, labs, quiz }) => lesson !== undefined || labs.length > 0 || quiz),
    ...(final && { final }),
  };
  return { ...record, digest: digestOf(record) };
}
