/** What is wrong with suppressions themselves. The rules' texts are in `src/rules/hygiene`. */
import { closest } from './closest';
import { phrases } from './messages';
import { isDate, isExpired, removalEdit, type Suppression } from './suppressions';
import type { LineTable } from './text/positions';
import type { Message, Problem, ProposedFix, Rule } from './types';

export interface HygieneInput {
  lines: LineTable;
  suppressions: readonly Suppression[];
  /** Per suppression the rules that have a problem there. */
  matched: ReadonlyMap<Suppression, ReadonlySet<string>>;
  /** Every rule there is. */
  rules: readonly Rule[];
  /** Ids of the rules that configuration has not switched off. */
  active: ReadonlySet<string>;
  today: string;
}

export const unusedSuppressionId = 'unused-suppression';
/** Ids of the rules that this module reports for. */
export const hygieneIds: readonly string[] = ['suppression-without-reason', 'expired-suppression', unusedSuppressionId];
/** Further unknown rules of one suppression are not named. */
const mostNamed = 3;

type Draft = Omit<Problem, 'range'>;

export const withoutReasonTexts = phrases({
  noReason: 'This suppression gives no reason, so nobody can tell later whether it still holds.',
});
export const expiredTexts = phrases({
  ended: 'This suppression ended on {date}, so it hides nothing any more.',
  noDate: '“{date}” is no date of the form YYYY-MM-DD, so this suppression hides nothing.',
});
export const unusedTexts = phrases({
  unknown: 'There is no rule {rules}.',
  misspelt: 'There is no rule “{rule}”. Did you mean “{closest}”?',
  noRule: 'This suppression names no rule, so it hides nothing.',
  idle: '{rules} reports nothing here, so this suppression is not needed.',
  both: '{unknown} {idle}',
  remove: 'Remove the suppression',
});

const list = (ids: readonly string[]) => ids.map((id) => `“${id}”`).join(', ');

function withoutReason({ reason }: Suppression): Draft[] {
  if (reason !== undefined) return [];
  return [{ message: withoutReasonTexts('noReason') }];
}

function expired(suppression: Suppression, used: ReadonlySet<string>, today: string): Draft[] {
  const { until } = suppression;
  if (until === undefined || used.size === 0 || !isExpired(suppression, today)) return [];
  return [{ message: expiredTexts(isDate(until) ? 'ended' : 'noDate', { date: until }) }];
}

function unused(input: HygieneInput, suppression: Suppression, used: ReadonlySet<string>): Draft[] {
  const { rules, range } = suppression;
  const ids = input.rules.map(({ id }) => id);
  const unknown = rules.filter((rule) => !ids.includes(rule));
  const idle = rules.filter((rule) => input.active.has(rule) && !used.has(rule) && !hygieneIds.includes(rule));
  const message = rules.length === 0 ? unusedTexts('noRule') : unusedMessage(unknown, idle, ids);
  if (!message) return [];
  const useless = unknown.length + idle.length === rules.length;
  const kind = unknown.length === 0 ? 'safe' : 'suggestion';
  const fix: ProposedFix = { title: unusedTexts('remove'), kind, edits: [removalEdit(input.lines, range)] };
  return [{ message, ...(useless ? { fixes: [fix] } : {}) }];
}

function unusedMessage(unknown: readonly string[], idle: readonly string[], ids: readonly string[]) {
  const first = unknown.length > 0 ? unknownMessage(unknown.slice(0, mostNamed), ids) : undefined;
  const second = idle.length > 0 ? unusedTexts('idle', { rules: list(idle) }) : undefined;
  return first && second ? unusedTexts('both', { unknown: first, idle: second }) : (first ?? second);
}

function unknownMessage(unknown: readonly string[], ids: readonly string[]): Message {
  const [rule = '', ...others] = unknown;
  const nearest = others.length === 0 ? closest(rule, ids) : undefined;
  return nearest === undefined
    ? unusedTexts('unknown', { rules: list(unknown) })
    : unusedTexts('misspelt', { rule, closest: nearest });
}

/** Problems of suppressions, for those of the three hygiene rules that are among the rules. */
export function hygieneProblems(input: HygieneInput): { rule: Rule; problem: Problem }[] {
  const rule = (id: string) => input.rules.find((each) => each.id === id);
  return input.suppressions.flatMap((suppression) => {
    const used = input.matched.get(suppression) ?? new Set<string>();
    const drafts = [
      withoutReason(suppression),
      expired(suppression, used, input.today),
      unused(input, suppression, used),
    ];
    return hygieneIds.flatMap((id, index) => {
      const reporting = rule(id);
      if (!reporting) return [];
      return drafts[index]!.map((draft) => ({ rule: reporting, problem: { ...draft, range: suppression.range } }));
    });
  });
}
