/** A team's own questions. */
import type { Practice } from '../engine/types';
import { type Fields, say } from './plan-fields';

export const longestQuestion = { question: 1000, code: 2000, answer: 300, why: 1000 } as const;
export const answerLimits = { least: 2, most: 6 } as const;

export interface PlanAnswer {
  text: string;
  right: boolean;
  /** Why it is right, or not. */
  why?: string;
}

export interface PlanQuestion {
  module: Practice;
  question: string;
  /** Shown below the question, as it is. */
  code?: string;
  answers: readonly PlanAnswer[];
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

function answerOf(fields: Fields): PlanAnswer | undefined {
  const text = fields.text('text', longestQuestion.answer, 'needed');
  const right = fields.checked('right', isBoolean, say('boolean', { key: 'right' }));
  const why = fields.text('why', longestQuestion.why);
  fields.end();
  return text === undefined ? undefined : { text, right: right === true, ...(why !== undefined && { why }) };
}

export function questionOf(fields: Fields, modules: readonly Practice[]): PlanQuestion | undefined {
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
