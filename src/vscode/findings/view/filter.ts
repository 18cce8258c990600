/** Which findings the view shows. It touches nothing but the view. */
import type { Confidence, Finding, Practice, Severity } from '../../../engine/types';
import { practices } from '../../../engine/types';
import { practiceTitles } from '../../../report/rule-page';
import type { Translate } from '../../../report/translate';
import { severities } from './finding-tree';

export const confidences: readonly Confidence[] = ['high', 'medium', 'low'];

/** An empty list lets everything pass. */
export interface Filter {
  severity: readonly Severity[];
  confidence: readonly Confidence[];
  practice: readonly Practice[];
  /** Only files that are open in a tab. */
  openOnly: boolean;
}

export const noFilter: Filter = { severity: [], confidence: [], practice: [], openOnly: false };

export const isActive = ({ severity, confidence, practice, openOnly }: Filter): boolean =>
  openOnly || severity.length + confidence.length + practice.length > 0;

const admits = <T>(list: readonly T[], value: T): boolean => list.length === 0 || list.includes(value);

/** @param isOpen asked only where it matters */
export function passes(filter: Filter, finding: Finding, isOpen: () => boolean): boolean {
  return (
    admits(filter.severity, finding.severity) &&
    admits(filter.confidence, finding.confidence) &&
    admits(filter.practice, finding.practice) &&
    (!filter.openOnly || isOpen())
  );
}

const known = <T>(value: unknown, all: readonly T[]): T[] => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.filter((one) => list.includes(one));
};

/** What was kept, as far as it is one. */
export function parseFilter(value: unknown): Filter {
  if (typeof value !== 'object' || value === null) return noFilter;
  const kept: { [key in keyof Filter]?: unknown } = value;
  return {
    severity: known(kept.severity, severities),
    confidence: known(kept.confidence, confidences),
    practice: known(kept.practice, practices),
    openOnly: kept.openOnly === true,
  };
}

/** One line of the list in which a person chooses. */
export interface Choice {
  section: keyof Filter;
  value: string;
  label: string;
  /** Findings that it stands for. */
  count: number;
  picked: boolean;
}

export const severityTitle = (severity: Severity, t: Translate): string =>
  ({ error: t('Errors'), warning: t('Warnings'), info: t('Information') })[severity];

export const confidenceTitle = (confidence: Confidence, t: Translate): string =>
  ({ high: t('High confidence'), medium: t('Medium confidence'), low: t('Low confidence') })[confidence];

export const sectionTitle = (section: keyof Filter, t: Translate): string =>
  ({ severity: t('Severity'), confidence: t('Confidence'), practice: t('Practice'), openOnly: t('Files') })[section];

const openOnlyTitle = (t: Translate): string => t('Only files that are open');

/** A finding, with whether its file is open. */
export type Seen = readonly [finding: Finding, isOpen: boolean];

/** @param offered practices to choose from: those that have rules */
export function choicesOf(filter: Filter, seen: readonly Seen[], offered: readonly Practice[], t: Translate): Choice[] {
  const section = <K extends 'severity' | 'confidence' | 'practice'>(
    key: K,
    values: readonly Finding[K][],
    label: (value: Finding[K]) => string,
  ) =>
    values.map((value): Choice => {
      const count = seen.filter(([finding]) => finding[key] === value).length;
      const picked = admits<string>(filter[key], value);
      return { section: key, value, label: label(value), count, picked };
    });
  const open = seen.filter(([, isOpen]) => isOpen).length;
  return [
    ...section('severity', severities, (one) => severityTitle(one, t)),
    ...section('confidence', confidences, (one) => confidenceTitle(one, t)),
    ...section('practice', offered, (one) => t(practiceTitles[one])),
    { section: 'openOnly', value: 'open', label: openOnlyTitle(t), count: open, picked: filter.openOnly },
  ];
}

/** A section in which everything or nothing is picked filters nothing: hiding all is no one's wish. */
export function filterOf(choices: readonly Choice[], picked: readonly Choice[]): Filter {
  const values = (section: keyof Filter) => {
    const mine = picked.filter((one) => one.section === section).map(({ value }) => value);
    return mine.length === choices.filter((one) => one.section === section).length ? [] : mine;
  };
  const openOnly = picked.some(({ section }) => section === 'openOnly');
  return parseFilter({
    severity: values('severity'),
    confidence: values('confidence'),
    practice: values('practice'),
    openOnly,
  });
}

/** What passes, in words. */
function wordsOf({ severity, confidence, practice, openOnly }: Filter, t: Translate): string[] {
  const lists = [
    severity.map((one) => severityTitle(one, t)),
    confidence.map((one) => confidenceTitle(one, t)),
    practice.map((one) => t(practiceTitles[one])),
    openOnly ? [openOnlyTitle(t)] : [],
  ];
  return lists.filter((list) => list.length > 0).map((list) => list.join(', '));
}

/** Undefined where nothing is filtered. */
export function filterMessage(filter: Filter, shown: number, total: number, t: Translate): string | undefined {
  if (!isActive(filter)) return undefined;
  return t('{0} of {1} findings shown: {2}.', shown, total, wordsOf(filter, t).join('; '));
}
