/** What lessons teach, as data: see `content/lessons`. Texts are paragraphs with inline code; code comes from the rules. */
import type { RuleTexts } from '../engine/types';
import { type Module, practiceOf } from './modules';
import type { LabLanguage } from './types';

/** What a rule's example shows. */
export interface LessonExample {
  rule: string;
  /** What to look for in it. */
  note: string;
  /** Of the rule's examples. Without it, the one in the reader's language. */
  file?: string;
}

/** Where a fact can be looked up. */
export interface Source {
  title: string;
  url: string;
}

/** Of each lesson, about. */
export const lessonMinutes = 3;

export interface Lesson {
  module: Module;
  title: string;
  /** Of its texts; English where it is not said. */
  lang?: string;
  minutes: number;
  /** What is at stake. */
  why: string;
  /** A class of real incident. */
  incident: { text: string; source: Source };
  examples: readonly LessonExample[];
  /** How to do it right, each a sentence in the imperative with its reason. */
  steps: readonly string[];
  reading: readonly Source[];
}

/** Those in which rules have examples of the same thing. */
export type LessonLanguage = Exclude<LabLanguage, 'configuration'>;

const endings: Readonly<Record<LessonLanguage, RegExp>> = { typescript: /\.[mc]?[jt]sx?$/, python: /\.py$/ };

/** The example that a lesson shows of a rule, in the reader's language where there is one. */
export function exampleOf(rule: RuleTexts, language: LessonLanguage, file?: string): RuleTexts['examples'][number] {
  const { examples } = rule;
  const found = examples.find((one) => (file === undefined ? endings[language].test(one.file) : one.file === file));
  return found ?? examples[0]!;
}

/** The rules of the lesson's practice; where it has none, those that the lesson shows. */
export function rulesOf<T extends Pick<RuleTexts, 'id' | 'practice'>>(
  { module, examples }: Lesson,
  rules: readonly T[],
): T[] {
  const practice = practiceOf(module);
  const isShown = (id: string) => examples.some(({ rule }) => rule === id);
  return rules.filter((rule) => (practice === undefined ? isShown(rule.id) : rule.practice === practice));
}

/** Whether something in the lesson looks different in another language. */
export function hasLanguages({ examples }: Lesson, rules: readonly RuleTexts[]): boolean {
  return examples.some(({ rule: id, file }) => {
    const rule = rules.find((one) => one.id === id);
    return (
      rule !== undefined &&
      file === undefined &&
      Object.values(endings).every((ending) => rule.examples.some((one) => ending.test(one.file)))
    );
  });
}
