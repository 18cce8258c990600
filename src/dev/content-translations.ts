/** A translation of the training against the English content that it follows. */
import type { Lesson } from '../training/lessons';
import type { Question } from '../training/quiz';
import type { LabTexts, LessonTexts, QuestionTexts, Translation } from '../training/translation';
import type { Content, Lab } from '../training/types';
import { fixedParts } from './translations';

/** Texts by where they stand. */
type Texts = Readonly<Record<string, string>>;

const listed = (name: string, texts: readonly string[]): Texts =>
  Object.fromEntries(texts.map((text, index) => [`${name} ${index + 1}`, text]));

const prefixed = (name: string, texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${name} “${key}”`, text]));

const ofLesson = ({ title, why, incident, examples, steps }: Lesson): Texts => ({
  ...{ title, why, incident: incident.text },
  ...prefixed('example', Object.fromEntries(examples.map(({ rule, note }) => [rule, note]))),
  ...listed('step', steps),
});

const ofLessonTexts = ({ title, why, incident, examples, steps }: LessonTexts): Texts => ({
  ...{ title, why, incident },
  ...prefixed('example', examples),
  ...listed('step', steps),
});

function ofLab({ title, story, task, incident, hints, explanation, variants }: Lab): Texts {
  const checks = Object.values(variants).flatMap((variant) => variant.checks);
  const said = checks.flatMap(({ says, hint }) => [says, hint]);
  return {
    ...{ title, story, task, incident: incident.text, explanation },
    ...listed('hint', hints),
    ...prefixed('check', Object.fromEntries(said.map((text) => [text, text]))),
  };
}

const ofLabTexts = ({ title, story, task, incident, hints, explanation, checks }: LabTexts): Texts => ({
  ...{ title, story, task, incident, explanation },
  ...listed('hint', hints),
  ...prefixed('check', checks),
});

const ofQuestion = ({ text, answers }: Pick<Question, 'text' | 'answers'> | QuestionTexts): Texts => ({
  text,
  ...listed(
    'answer',
    answers.map((answer) => answer.text),
  ),
  ...listed(
    'why',
    answers.map(({ why }) => why),
  ),
});

function mistakesOf(name: string, english: Texts, own: Texts): string[] {
  const keys = [...new Set([...Object.keys(english), ...Object.keys(own)])];
  return keys.flatMap((key) => {
    const [original, text] = [english[key], own[key]];
    if (original === undefined) return [`${name}: ${key} is not in the English text.`];
    if (typeof text !== 'string' || text.trim() === '') return [`${name}: ${key} is missing.`];
    return fixedParts(original) === fixedParts(text) ? [] : [`${name}: ${key} has other code than in English.`];
  });
}

/** @param english by id; entries that the translation does not have stay English, and are no mistakes */
function mistakesAmong(part: string, english: ReadonlyMap<string, Texts>, own: ReadonlyMap<string, Texts>): string[] {
  return [...own].flatMap(([id, texts]) => {
    const original = english.get(id);
    return original ? mistakesOf(`${part} ${id}`, original, texts) : [`There is no ${part} ${id}.`];
  });
}

const texts = <T>(all: Readonly<Record<string, T>>, read: (one: T) => Texts) =>
  new Map(Object.entries(all).map(([id, one]) => [id, read(one)]));

/** @returns a sentence for each text that is missing, too many, or has other code than its original */
export function contentMistakes({ lessons, labs, questions }: Content, own: Translation): string[] {
  return [
    ...mistakesAmong(
      'lesson',
      new Map(lessons.map((lesson) => [lesson.module, ofLesson(lesson)])),
      texts(own.lessons, ofLessonTexts),
    ),
    ...mistakesAmong('lab', new Map(labs.map((lab) => [lab.id, ofLab(lab)])), texts(own.labs, ofLabTexts)),
    ...mistakesAmong(
      'question',
      new Map(questions.map((question) => [question.id, ofQuestion(question)])),
      texts(own.questions, ofQuestion),
    ),
  ];
}
