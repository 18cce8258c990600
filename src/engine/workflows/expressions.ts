/** Expressions of workflows (`${{ … }}`), and the texts of outsiders among them. */
import type { Range } from '../facts';
import type { Text } from './types';

export interface Expression {
  /** Without its braces, names in one form. */
  source: string;
  /** Braces included, in the file. */
  range: Range;
  /** Its place in the text's value. */
  at: number;
}

const expression = /\$\{\{(.*?)\}\}/gs;

export const expressionsIn = (text: Text): Expression[] =>
  [...text.value.matchAll(expression)].map(({ 0: whole, 1: source = '', index }) => ({
    source: plainly(source.trim()),
    range: { start: text.toFile(index), end: text.toFile(index + whole.length) },
    at: index,
  }));

/** `github['event'].Issue` is `github.event.issue`: names are taken in any case. */
export const plainly = (source: string): string =>
  source
    .replace(/(?<=[\w\])])\[\s*'([A-Za-z_][\w-]*)'\s*\]/g, '.$1')
    .replace(/\bgithub(?:\s*\.\s*[\w*-]+)+/gi, (chain) => chain.replace(/\s+/g, '').toLowerCase());

/** What anybody writes who opens an issue or a pull request, comments, or pushes to a fork. */
const written = [
  /\bgithub\.head_ref\b/,
  /\bgithub\.event\.(?:issue|pull_request|discussion)\.(?:title|body)\b/,
  /\bgithub\.event\.(?:comment|review|review_comment)\.body\b/,
  /\bgithub\.event\.pull_request\.head\.(?:ref|label|repo\.(?:default_branch|description|homepage))\b/,
  /\bgithub\.event\.(?:head_commit|commits\b[^\s|&]*)\.(?:message|author\.(?:name|email))\b/,
  /\bgithub\.event\.workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:name|email)))\b/,
  /\bgithub\.event\.changes\b[^\s|&]*\.from\b/,
  /\btoJSON\(\s*github(?:\.event(?:\.(?:issue|pull_request|comment|discussion|review))?)?\s*\)/i,
  /^github\.event\.(?:issue|pull_request|comment|discussion|review)$/,
];
/** Their results are no text of those who are asked about. */
const asked = /\b(?:contains|startsWith|endsWith|hashFiles)\((?:[^()]|\([^()]*\))*\)/gi;
const comparison = /[=!<>]=|[<>]|&&/;

/** The text is an outsider's. */
export function isOutsiders(source: string): boolean {
  const told = source.replace(asked, 'true');
  return !comparison.test(told) && written.some((one) => one.test(told));
}

/** It names something of an outsider, which whoever is told it may look up: an issue's number, a link. */
export const namesOutsiders = (source: string): boolean =>
  /\bgithub\.event\.(?:issue|pull_request|discussion|comment|review)\.(?:number|html_url|url|id|node_id)\b|\bgithub\.event\.number\b/.test(
    source,
  );

/** `env.NAME`, `steps.ID.outputs.NAME`, which stand for something said elsewhere. */
export const environmentNames = (source: string): string[] =>
  [...source.matchAll(/\benv\.([A-Za-z_]\w*)/g)].map(([, name]) => name!);
export const stepOutputs = (source: string): string[] =>
  [...source.matchAll(/\bsteps\.([\w-]+)\.outputs\b/g)].map(([, id]) => id!);

/** What an event's payload holds: of other events an expression is empty. */
const payloads: Readonly<Record<string, RegExp>> = {
  issues: /\bgithub\.event\.(?:issue|changes)\b/,
  issue_comment: /\bgithub\.event\.(?:issue|comment|changes)\b/,
  discussion: /\bgithub\.event\.(?:discussion|changes)\b/,
  discussion_comment: /\bgithub\.event\.(?:discussion|comment|changes)\b/,
  pull_request_target: /\bgithub\.(?:head_ref|event\.(?:pull_request|number|changes))\b/,
  workflow_run: /\bgithub\.event\.workflow_run\b/,
};

/** The expression says something when the event has happened. */
export const isOfEvent = (source: string, event: string): boolean =>
  payloads[event]?.test(source) === true || /\bgithub(?:\.event)?\s*\)/.test(source);
