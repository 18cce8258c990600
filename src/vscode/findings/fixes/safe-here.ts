/** What is asked of a fix before any is made. */
import type { Finding, Fix } from '../../../engine/types';

/** Whether a fix changes anything but the finding's own file. */
export const reachesOut = ({ addLines, createFiles, allowHost: host }: Fix): boolean =>
  host !== undefined || (addLines?.length ?? 0) + (createFiles?.length ?? 0) > 0;

/** The safe fix that stays in the file: what needs a look at other files is not made on save. */
export const safeHere = ({ fixes }: Finding): Fix | undefined =>
  fixes.find((fix) => fix.kind === 'safe' && fix.edits.length > 0 && !reachesOut(fix));
