/** What is wrong with suppressions themselves. The rules' texts are in `src/rules/hygiene`. */
import { didYouMean } from './closest';
import type { LineTable } from './positions';
import { isDate, isExpired, removalEdit, type Suppression } from './suppressions';
import type { Fix, Problem, Rule } from './types';

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

/** Ids of the rules that this module reports for. */
export const hygieneIds: readonly string[] = [
  'suppression-without-reason',
  'expired-suppression',
  'unused-suppression',
];
/** Further unknown rules of one suppression are not named. */
const mostNamed = 3;

type Draft = Omit<Problem, 'range'>;

const list = (ids: readonly string[]) => ids.map((id) => `“${id}”`).join(', ');

function withoutReason({ reason }: Suppression): Draft[] {
  if (reason !== undefined) return [];
  return [{ message: 'This suppression gives no reason, so nobody can tell later whether it still holds.' }];
}

function expired(suppression: Suppression, used: ReadonlySet<string>, today: string): Draft[] {
  const { until } = suppression;
  if (until === undefined || used.size === 0 || !isExpired(suppression, today)) return [];
  if (isDate(until)) return [{ message: `This suppression ended on ${until}, so it hides nothing any more.` }];
  return [{ message: `“${until}” is no date of the form YYYY-MM-DD, so this suppression hides nothing.` }];
}

function unused(input: HygieneInput, suppression: Suppression, used: ReadonlySet<string>): Draft[] {
  const { rules, range } = suppression;
  const ids = input.rules.map(({ id }) => id);
  const unknown = rules.filter((rule) => !ids.includes(rule));
  const idle = rules.filter((rule) => input.active.has(rule) && !used.has(rule) && !hygieneIds.includes(rule));
  const sentences = unknown.slice(0, mostNamed).map((rule) => `There is no rule “${rule}”.${didYouMean(rule, ids)}`);
  if (rules.length === 0) sentences.push('This suppression names no rule, so it hides nothing.');
  if (idle.length > 0) sentences.push(`${list(idle)} reports nothing here, so this suppression is not needed.`);
  if (sentences.length === 0) return [];
  const useless = unknown.length + idle.length === rules.length;
  const kind = unknown.length === 0 ? 'safe' : 'suggestion';
  const fix: Fix = { title: 'Remove the suppression', kind, edits: [removalEdit(input.lines, range)] };
  return [{ message: sentences.join(' '), ...(useless ? { fixes: [fix] } : {}) }];
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
