/** `.claude-guard/training.json`: what a team asks of its members. It is data of a repository, and decides what is shown, nothing else. */
import type { Node } from 'jsonc-parser';
import { parseJson } from '../engine/config/json';
import { render } from '../engine/messages';
import { type Module, modules } from './modules';
import { Fields, type PlanProblem, say } from './plan-fields';
import { type PlanQuestion, questionOf } from './plan-questions';

/** Share of right answers with which a check of one's knowledge is passed, in percent. */
export const defaultPassMark = 80;
export const passMarkLimits = { least: 50, most: 100 } as const;

/** A longer file is not parsed, in UTF-16 units. */
export const longestPlan = 262_144;
/** In bytes. */
export const largestPlan = 1 << 20;
/** In UTF-16 units. */
export const longest = { title: 100, contact: 200, note: 2000, url: 500 } as const;
export const most = { links: 20, questions: 200 } as const;

export interface PlanLink {
  title: string;
  /** Begins with `https://`. */
  url: string;
}

export interface PlanModule {
  module: Module;
  /** The team's own rule. Paragraphs and inline code. */
  note?: string;
  links: readonly PlanLink[];
  /** Every lab and the module's own check are needed. Absent: one lab, and the final check. */
  full?: true;
}

export interface Plan {
  title?: string;
  /** In the team's order. */
  modules: readonly PlanModule[];
  /** In percent. */
  passMark: number;
  /** The last day on which it is in time, `YYYY-MM-DD`. */
  due?: string;
  /** Whom to ask: a name, a channel, an e-mail address or a page. */
  contact?: string;
  /** Whether the check across all modules is part of it. Without it, each module's own is. */
  finalCheck: boolean;
  questions: readonly PlanQuestion[];
}

export interface ParsedPlan {
  /** Absent where something is wrong with the file: half a plan is none. */
  plan?: Plan;
  problems: PlanProblem[];
}

/** Where a team has none. */
export const defaultPlan: Plan = {
  modules: modules.map((module) => ({ module, links: [] })),
  passMark: defaultPassMark,
  finalCheck: true,
  questions: [],
};

/** Whether there is such a day. @param date `YYYY-MM-DD` */
export function isDay(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function linkOf(fields: Fields): PlanLink | undefined {
  const title = fields.text('title', longest.title, 'needed');
  const url = fields.text('url', longest.url, 'needed');
  fields.end();
  if (title === undefined || url === undefined) return undefined;
  if (isWebPage(url)) return { title, url };
  return fields.refuse('url', say('url'));
}

function isWebPage(url: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(url);
    return protocol === 'https:' && hostname !== '' && username + password === '';
  } catch {
    return false;
  }
}

/** A name, or an object with one. @param full what holds where it does not say so itself */
function moduleOf(node: Node, fields: Fields, full: boolean): PlanModule | undefined {
  if (node.type === 'string') {
    const module = fields.oneOf(node, modules);
    return module && { module, links: [], ...(full && { full: true }) };
  }
  const own = fields.object(node);
  if (!own) return undefined;
  const module = own.choice('module', modules);
  const note = own.text('note', longest.note);
  const links = own.list('links', most.links, (item) => {
    const link = own.object(item);
    return link && linkOf(link);
  });
  const isFull = own.checked('full', isBoolean, say('boolean', { key: 'full' })) ?? full;
  own.end();
  return module && { module, ...(note !== undefined && { note }), links: links ?? [], ...(isFull && { full: true }) };
}

function chosenOf(fields: Fields, full: boolean): PlanModule[] {
  const seen = new Set<Module>();
  const read = (node: Node) => {
    const one = moduleOf(node, fields, full);
    if (one && seen.has(one.module)) return fields.tell(node, say('twice', { id: one.module }));
    if (one) seen.add(one.module);
    return one;
  };
  const all = defaultPlan.modules.map((module): PlanModule => ({ ...module, ...(full && { full: true }) }));
  return fields.list('modules', modules.length, read, say('noModules')) ?? all;
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isDue = (value: unknown): value is string => typeof value === 'string' && isDay(value);
const isMark = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= passMarkLimits.least && Number(value) <= passMarkLimits.most;

function planOf(fields: Fields): Plan {
  const title = fields.text('title', longest.title);
  const full = fields.checked('full', isBoolean, say('boolean', { key: 'full' })) ?? false;
  const chosen = chosenOf(fields, full);
  const limits = { least: `${passMarkLimits.least}`, most: `${passMarkLimits.most}` };
  const passMark = fields.checked('passMark', isMark, say('passMark', limits));
  const due = fields.checked('due', isDue, say('due'));
  const contact = fields.text('contact', longest.contact);
  const finalCheck = fields.checked('finalCheck', isBoolean, say('boolean', { key: 'finalCheck' }));
  const questions = fields.list('questions', most.questions, (node) => {
    const own = fields.object(node);
    return own && questionOf(own, modules);
  });
  fields.end();
  return {
    ...(title !== undefined && { title }),
    modules: chosen,
    passMark: passMark ?? defaultPassMark,
    ...(due !== undefined && { due }),
    ...(contact !== undefined && { contact }),
    finalCheck: finalCheck ?? true,
    questions: questions ?? [],
  };
}

/** Parses the text of a plan (JSON; comments and trailing commas are accepted). Never throws. */
export function parsePlan(text: string): ParsedPlan {
  const whole = { start: 0, end: text.length };
  if (text.length > longestPlan) {
    const said = say('tooLong', { most: `${longestPlan}` });
    return { problems: [{ said, message: render(said), range: whole }] };
  }
  const { root, problem } = parseJson(text);
  if (problem) return { problems: [{ ...problem, message: render(problem.said) }] };
  const problems: PlanProblem[] = [];
  const fields = root && Fields.of(root, problems);
  if (!fields) {
    const said = say('noObject');
    return { problems: [{ said, message: render(said), range: whole }] };
  }
  const plan = planOf(fields);
  return problems.length > 0 ? { problems } : { plan, problems };
}
