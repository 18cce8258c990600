/** Code that runs where a request has failed. */
import type { Document, Range } from '../../../engine/types';
import { within } from '../values';

const aboutStatus = /\bok\b|\bstatus(?:_?code)?\b|is_?error/i;
const failed = /(?:!|\bnot\s)\s*[\w.]*\bok\b|!==?\s*2\d\d|={1,3}\s*[45]\d\d|>=\s*[34]00|is_?error/i;

/** `if (!response.ok)`: what is told there is an error. */
export const isAboutFailure = (range: Range, { facts, text }: Document): boolean =>
  facts.regions.some(({ kind, condition, holds, range: around }) => {
    if (kind !== 'branch' || condition === undefined || !within(range, around)) return false;
    const tested = text.slice(condition.range.start, condition.range.end);
    return aboutStatus.test(tested) && failed.test(tested) === (holds !== false);
  });
