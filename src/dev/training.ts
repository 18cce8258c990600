/** Reads what the training teaches, as maintainers write it: one YAML file for each lab, each lesson, and the questions of each module. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Lesson } from '../training/lessons';
import { type Module, modules } from '../training/modules';
import type { Question } from '../training/quiz';
import type { Translation } from '../training/translation';
import type { Attempt, Check, Content, Lab, LabLanguage, Variant } from '../training/types';

/** Where a file is not named, the variant's first one is meant. */
type Loose<T extends { file: string }> = Omit<T, 'file'> & { file?: string };

interface WrittenVariant {
  files: Record<string, string>;
  checks: Loose<Check>[];
  right: (Omit<Attempt, 'edits'> & { edits: Loose<Attempt['edits'][number]>[] })[];
  wrong: WrittenVariant['right'];
}
type WrittenLab = Omit<Lab, 'variants'> & { variants: Partial<Record<LabLanguage, WrittenVariant>> };

function variantOf({ files, checks, right, wrong }: WrittenVariant): Variant {
  const [first = ''] = Object.keys(files);
  const attempts = (all: WrittenVariant['right']): Attempt[] =>
    all.map(({ edits, ...attempt }) => ({ ...attempt, edits: edits.map((edit) => ({ file: first, ...edit })) }));
  return {
    files,
    checks: checks.map((check) => ({ file: first, ...check })),
    right: attempts(right),
    wrong: attempts(wrong),
  };
}

function labOf({ variants, ...lab }: WrittenLab): Lab {
  const entries = Object.entries(variants).map(([language, variant]) => [language, variantOf(variant)] as const);
  return { ...lab, variants: Object.fromEntries(entries) };
}

function readLab(path: string): Lab {
  try {
    return labOf(parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`${path} is no lab: ${error instanceof Error ? error.message : error}`);
  }
}

const yamlIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /^[\w-]+\.yaml$/.test(name))
    .map((name) => join(folder, name));

/** Files whose form is that of what they are read as, which a test proves. */
function readAll<T>(folder: string): T[] {
  return yamlIn(folder).map((path) => {
    try {
      return parse(readFileSync(path, 'utf8'));
    } catch (error) {
      throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
    }
  });
}

const byModule = <T extends { module: Module }>(all: T[]): T[] =>
  all.sort((a, b) => modules.indexOf(a.module) - modules.indexOf(b.module));

/** A module's questions, as they stand in one file. */
interface Bank {
  module: Module;
  questions: Omit<Question, 'module'>[];
}

const questionsOf = ({ module, questions }: Bank): Question[] => questions.map((one) => ({ ...one, module }));

/** Labs in order of difficulty, then of their ids; lessons and questions in the order of modules. @param folder `src/training/content` */
export function readContent(folder: string): Content {
  const labs = yamlIn(join(folder, 'labs')).map(readLab);
  return {
    labs: labs.sort((a, b) => a.difficulty - b.difficulty || (a.id < b.id ? -1 : 1)),
    lessons: byModule(readAll<Lesson>(join(folder, 'lessons'))),
    questions: byModule(readAll<Bank>(join(folder, 'questions'))).flatMap(questionsOf),
  };
}

/** A translation's files have its language before their ending, as in `errors.de.yaml`. */
const translatedName = /^([\w-]+)\.([a-z]{2})\.yaml$/;

function textsIn<T>(folder: string, language: string): Record<string, T> {
  const names = readdirSync(folder).map((name) => translatedName.exec(name));
  const own = names.filter((match) => match?.[2] === language).flatMap((match) => match?.[1] ?? []);
  return Object.fromEntries(
    own.map((name) => [name, parse(readFileSync(join(folder, `${name}.${language}.yaml`), 'utf8'))]),
  );
}

function readTranslation(folder: string, language: string): Translation {
  const banks = Object.values(textsIn<Translation['questions']>(join(folder, 'questions'), language));
  return {
    language,
    lessons: textsIn(join(folder, 'lessons'), language),
    labs: textsIn(join(folder, 'labs'), language),
    questions: Object.assign({}, ...banks),
  };
}

/** One for each language that has texts beside the English ones. @param folder `src/training/content` */
export function readTranslations(folder: string): Translation[] {
  const names = ['lessons', 'labs', 'questions'].flatMap((part) => readdirSync(join(folder, part)));
  const all = [...new Set(names.flatMap((name) => translatedName.exec(name)?.[2] ?? []))].sort();
  return all.map((language) => readTranslation(folder, language));
}

/** Without what only tests need. */
export const shipped = ({ labs, ...rest }: Content): Content => ({
  ...rest,
  labs: labs.map((lab) => ({
    ...lab,
    variants: Object.fromEntries(
      Object.entries(lab.variants).map(([language, variant]) => [
        language,
        { ...variant, right: variant.right.slice(0, 1), wrong: [] },
      ]),
    ),
  })),
});
