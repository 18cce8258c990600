/** A team's own questions. */
import type { Module } from './modules';
import { type Fields, say } from './plan-fields';
import type { Question } from './quiz';

export const longestQuestion = { question: 1000, code: 2000, answer: 300, why: 1000 } as const;
export const answerLimits = { least: 2, most: 6 } as const;

export interface PlanAnswer {
  text: string;
  right: boolean;
  /** Why it is right, or not. */
  why: string;
}

export interface PlanQuestion {
  module: Module;
  question: string;
  /** Shown below the question, as it is. */
  code?: string;
  answers: readonly PlanAnswer[];
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

function answerOf(fields: Fields): PlanAnswer | undefined {
  const text = fields.text('text', longestQuestion.answer, 'needed');
  const right = fields.checked('right', isBoolean, say('boolean', { key: 'right' }));
  const why = fields.text('why', longestQuestion.why, 'needed');
  fields.end();
  return text === undefined || why === undefined ? undefined : { text, right: right === true, why };
}

export function questionOf(fields: Fields, modules: readonly Module[]): PlanQuestion | undefined {
  const module = fields.choice('module', modules);
  const question = fields.text('question', longestQuestion.question, 'needed');
  const code = fields.text('code', longestQuestion.code);
  const answers = fields.list('answers', answerLimits.most, (node) => {
    const own = fields.object(node);
    return own && answerOf(own);
  });
  fields.end();
  if (!answers) return fields.refuse('answers', say('missing', { key: 'answers' }));
  if (answers.length < answerLimits.least)
    return fields.refuse(
      'answers',
      say('fewAnswers', { least: `${answerLimits.least}`, most: `${answerLimits.most}` }),
    );
  if (answers.filter(({ right }) => right).length !== 1) return fields.refuse('answers', say('oneRight'));
  if (module === undefined || question === undefined) return undefined;
  return { module, question, ...(code !== undefined && { code }), answers };
}

const teamId = 'team-';

/** As they are asked. @param hash of a text, short and the same wherever it is made */
export const questionsOf = (all: readonly PlanQuestion[], hash: (text: string) => string): Question[] =>
  all.map(({ module, question, code, answers }) => ({
    id: `${teamId}${hash(`${module} ${question}`)}`,
    module,
    kind: code === undefined ? 'scenario' : 'code',
    rules: [],
    text: question,
    ...(code !== undefined && { code }),
    answers: answers.map(({ text, right, why }) => ({ text, why, ...(right && { right }) })),
  }));
