/** A problem with its severity and confidence decided, before it is a finding. */
import { confidences, severities } from './config/config';
import { render } from './messages';
import type { Confidence, Config, Problem, Rule, Severity } from './types';

export interface Candidate {
  rule: Rule;
  problem: Problem;
  severity: Severity;
  confidence: Confidence;
}

/** How many steps of confidence the place takes away: a test or an example one, documentation two. */
export type Doubt = 0 | 1 | 2;

/** What configuration says of a rule. */
export function levelOf(rule: Rule, config: Config): 'off' | Severity | undefined {
  return Object.hasOwn(config.rules, rule.id) ? config.rules[rule.id] : undefined;
}

function confidenceOf(rule: Rule, problem: Problem, doubt: Doubt): Confidence {
  const sure = confidences.indexOf(problem.confidence ?? rule.confidence);
  return confidences[Math.min(sure + doubt, confidences.length - 1)]!;
}

/** Configuration decides over the problem, which decides over its rule. */
export function decide(rule: Rule, problem: Problem, doubt: Doubt, config: Config): Candidate {
  const level = levelOf(rule, config);
  const severity = level === undefined || level === 'off' ? (problem.severity ?? rule.severity) : level;
  return { rule, problem, severity, confidence: confidenceOf(rule, problem, doubt) };
}

export function isShown({ rule, severity, confidence }: Candidate, config: Config): boolean {
  if (levelOf(rule, config) === 'off') return false;
  if (confidences.indexOf(confidence) > confidences.indexOf(config.minConfidence)) return false;
  return config.profile === 'all' || severity !== 'info' || confidence === 'high';
}

const byText = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

/** The order of all findings of a file. */
export function compareCandidates(left: Candidate, right: Candidate): number {
  return (
    left.problem.range.start - right.problem.range.start ||
    left.problem.range.end - right.problem.range.end ||
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    byText(left.rule.id, right.rule.id) ||
    byText(render(left.problem.message), render(right.problem.message))
  );
}
