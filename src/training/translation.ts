/** What the training teaches in another language: texts with the ids of the English content, see `content/**` `.de.yaml`. */
import type { Lesson } from './lessons';
import type { Question } from './quiz';
import type { Content, Lab, Variant } from './types';

export interface LessonTexts {
  title: string;
  why: string;
  incident: string;
  /** Notes, by the rule whose example they are about. */
  examples: Readonly<Record<string, string>>;
  /** As many as in English. */
  steps: readonly string[];
}

export interface LabTexts {
  title: string;
  story: string;
  task: string;
  incident: string;
  hints: Lab['hints'];
  explanation: string;
  /** What checks say and hint at, by the English sentence: variants share many of them. */
  checks: Readonly<Record<string, string>>;
}

export interface QuestionTexts {
  text: string;
  /** In the order of the English ones. */
  answers: readonly { text: string; why: string }[];
}

/** Plain data, as it is shipped beside the English content. Entries that are missing stay English. */
export interface Translation {
  /** As VS Code names it, without a region: `de`. */
  language: string;
  lessons: Readonly<Record<string, LessonTexts>>;
  labs: Readonly<Record<string, LabTexts>>;
  questions: Readonly<Record<string, QuestionTexts>>;
}

function lessonIn(lesson: Lesson, { language, lessons }: Translation): Lesson {
  const texts = lessons[lesson.module];
  if (!texts) return lesson;
  const { title, why, incident, examples, steps } = texts;
  return {
    ...lesson,
    ...{ lang: language, title, why, steps },
    incident: { ...lesson.incident, text: incident },
    examples: lesson.examples.map((one) => ({ ...one, note: examples[one.rule] ?? one.note })),
  };
}

const variantIn = (variant: Variant, texts: LabTexts['checks']): Variant => ({
  ...variant,
  checks: variant.checks.map((check) => ({
    ...check,
    says: texts[check.says] ?? check.says,
    hint: texts[check.hint] ?? check.hint,
  })),
});

function labIn(lab: Lab, { language, labs }: Translation): Lab {
  const texts = labs[lab.id];
  if (!texts) return lab;
  const { incident, checks, ...own } = texts;
  const variants = Object.entries(lab.variants).map(([name, variant]) => [name, variantIn(variant, checks)]);
  return {
    ...lab,
    ...own,
    lang: language,
    incident: { ...lab.incident, text: incident },
    variants: Object.fromEntries(variants),
  };
}

function questionIn(question: Question, { language, questions }: Translation): Question {
  const texts = questions[question.id];
  if (!texts) return question;
  const answers = question.answers.map((answer, index) => ({ ...answer, ...texts.answers[index] }));
  return { ...question, lang: language, text: texts.text, answers };
}

/** The same content to be read in another language. */
export const translated = (content: Content, translation: Translation): Content => ({
  original: originalOf(content),
  lessons: content.lessons.map((lesson) => lessonIn(lesson, translation)),
  labs: content.labs.map((lab) => labIn(lab, translation)),
  questions: content.questions.map((question) => questionIn(question, translation)),
});

/** As it was written, by which versions of the material are told apart in whatever language they are read. */
export const originalOf = (content: Content): Content => content.original ?? content;

/** Of a text in the content, for screen readers: English unless it was translated. */
export const langOf = ({ lang = 'en' }: { lang?: string }): string => `lang="${lang}"`;
