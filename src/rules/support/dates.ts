/** Dates as `YYYY-MM-DD`. */

/** Days after which data is called old. */
export const oldAfter = 90;

/** Whole days from one date to another; negative where it lies before. NaN for what is no date. */
export const ageInDays = (date: string, today: string): number =>
  Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / 86_400_000);
