/** What is said of the age of what comes along. */
import { advisoriesChecked } from '../rules/data/checked';
import { ageInDays, oldAfter } from '../rules/support/dates';

/** @param today `YYYY-MM-DD` @returns a sentence where the advisories are old, or where it was asked for; else undefined */
export function ageOfData(today: string, isAskedFor: boolean): string | undefined {
  const days = ageInDays(advisoriesChecked, today);
  if (days > oldAfter)
    return `The advisories that come along are ${days} days old (${advisoriesChecked}): update Claude Guard, or ask for newer ones with --online.`;
  return isAskedFor ? `The advisories that come along are of ${advisoriesChecked}.` : undefined;
}
