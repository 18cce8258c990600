/** Files that say what a continuous integration service runs. */

import { systemOf } from '../workflows/systems';

/** GitHub's workflows, and actions that are put together of steps. */
export const isWorkflowFile = (path: string): boolean => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i.test(path);
export const isActionFile = (path: string): boolean => /(?:^|\/)action\.ya?ml$/i.test(path);

/** Files whose structure is kept for those who ask what runs when. */
export const isPipeline = (path: string): boolean =>
  isWorkflowFile(path) || isActionFile(path) || systemOf(path) !== undefined;
