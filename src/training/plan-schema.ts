/** JSON schema (draft-07, which VS Code reads) of `.claude-guard/training.json`. */
import { modules, moduleTitles } from './modules';
import { defaultPassMark, longest, most, passMarkLimits } from './plan';
import { answerLimits, longestQuestion } from './plan-questions';

const text = (description: string, maxLength: number) => ({ description, type: 'string', minLength: 1, maxLength });

const moduleName = {
  description: 'A practice, which is a module of the training.',
  enum: modules,
  enumDescriptions: modules.map((module) => moduleTitles[module]),
};

const link = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'url'],
  properties: {
    title: text('What the page is called.', longest.title),
    url: { ...text('Its address.', longest.url), pattern: '^https://' },
  },
};

const moduleEntry = {
  type: 'object',
  additionalProperties: false,
  required: ['module'],
  properties: {
    module: moduleName,
    note: text('Your team’s own rule, shown with the module. Paragraphs and `code`.', longest.note),
    links: { description: 'Pages of your team about it.', type: 'array', maxItems: most.links, items: link },
    full: { description: 'The same for this module alone.', type: 'boolean' },
  },
};

const answer = {
  type: 'object',
  additionalProperties: false,
  required: ['text', 'why'],
  properties: {
    text: text('The answer.', longestQuestion.answer),
    right: { description: 'True for the one right answer.', type: 'boolean', default: false },
    why: text('Why it is right, or not. Shown once the question is answered.', longestQuestion.why),
  },
};

const question = {
  type: 'object',
  additionalProperties: false,
  required: ['module', 'question', 'answers'],
  properties: {
    module: moduleName,
    question: text('What is asked.', longestQuestion.question),
    code: text('Code that the question is about.', longestQuestion.code),
    answers: {
      description: 'Exactly one is right.',
      type: 'array',
      minItems: answerLimits.least,
      maxItems: answerLimits.most,
      items: answer,
    },
  },
};

/** Plain data, to be written as `media/training.schema.json`. */
export const planSchema = () => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A team’s plan for the training of Claude Guard',
  type: 'object',
  additionalProperties: false,
  allowTrailingCommas: true,
  properties: {
    $schema: { type: 'string' },
    title: text('What the training is called in your team.', longest.title),
    modules: {
      description: 'The modules that your team learns, in this order. Without it: all of them.',
      type: 'array',
      minItems: 1,
      maxItems: modules.length,
      items: { anyOf: [moduleName, moduleEntry] },
      default: modules,
    },
    full: {
      description:
        'Whether each module needs every lab and its own check, which takes about two hours. Without it: one lab, which takes about an hour with the final check.',
      type: 'boolean',
      default: false,
    },
    passMark: {
      description: 'Right answers that a check of one’s knowledge needs, in percent.',
      type: 'integer',
      minimum: passMarkLimits.least,
      maximum: passMarkLimits.most,
      default: defaultPassMark,
    },
    due: {
      description: 'The last day on which it is in time, as in 2027-03-31.',
      type: 'string',
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      examples: ['2027-03-31'],
    },
    contact: text('Whom to ask: a name, a channel, an e-mail address or a page.', longest.contact),
    finalCheck: {
      description: 'Whether the final check across all modules is part of it. Without it, each module’s own check is.',
      type: 'boolean',
      default: true,
    },
    questions: {
      description: 'Your team’s own questions, asked with those of the module.',
      type: 'array',
      maxItems: most.questions,
      items: question,
    },
  },
});
