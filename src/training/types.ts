/** What the training teaches, as data: see `content/`. Texts are Markdown's inline code and paragraphs, nothing else. */
import type { Lesson } from './lessons';
import type { Module } from './modules';
import type { Question } from './quiz';

/** Of the URIs that labs are opened by. */
export const labScheme = 'claude-guard-lab';

/** A team's plan, relative to its folder. */
export const planPath = '.claude-guard/training.json';

/** `configuration`: files that programs read, where the practice lives there. */
export type LabLanguage = 'typescript' | 'python' | 'configuration';

/** Something that the learner's code must go on doing, decided by its text: learners' code is never run. */
export interface Check {
  id: string;
  /** What the code does, as a sentence: "Asks Claude the customer’s question." */
  says: string;
  /** Not yet so at first: something to be achieved beside security. */
  goal?: boolean;
  /** What to look at where it fails. */
  hint: string;
  /** Of the variant. */
  file: string;
  /** Comments count, too. */
  withComments?: boolean;
  /** Regular expressions, each of which must be found in the text, without its comments unless they count. */
  needs: readonly string[];
  /** Regular expressions that must not be found there. */
  lacks?: readonly string[];
}

/** Replacement of a text that stands in the file exactly once. */
export interface Replacement {
  file: string;
  find: string;
  replace: string;
}

/** A way that learners go, with what becomes of it; those that are wrong are for tests alone. */
export interface Attempt {
  name: string;
  edits: readonly Replacement[];
  /** Of wrong ones: the first file cannot be read any more. */
  broken?: true;
}

/** The same lab in one language. */
export interface Variant {
  /** By path. `{{key}}` stands for a key that is made up for each lab. The first one is opened. */
  files: Readonly<Record<string, string>>;
  checks: readonly Check[];
  /** Ways to do it right; the first one is shown. */
  right: readonly Attempt[];
  /** Ways to do it wrong. Empty in what is shipped. */
  wrong: readonly Attempt[];
}

export interface Lab {
  id: string;
  module: Module;
  /** The rules whose findings the first version has, exactly. */
  rules: readonly string[];
  /** The rules whose findings comments hide at first, exactly. */
  hidden?: readonly string[];
  /** Of these, those that a comment may go on hiding, if it gives a reason: an exception that was decided. */
  accepted?: readonly string[];
  title: string;
  /** Of its texts; English where it is not said. */
  lang?: string;
  /** About what a careful person needs. */
  minutes: number;
  difficulty: 1 | 2 | 3;
  /** Whether a quick fix does it. */
  quickFix: boolean;
  /** What the program is for, and what happened. */
  story: string;
  /** What to achieve. */
  task: string;
  /** A nudge, a way, nearly the answer. */
  hints: readonly [string, string, string];
  /** Why the solution is one, and why the quick ways are none. */
  explanation: string;
  /** A class of real incident. */
  incident: { text: string; source: string };
  variants: Readonly<Partial<Record<LabLanguage, Variant>>>;
}

export interface Content {
  labs: readonly Lab[];
  /** In the order of the modules. */
  lessons: readonly Lesson[];
  /** In the same order. */
  questions: readonly Question[];
  /** In English, where this is a translation. */
  original?: Content;
}
