/** What is said of a file beside its findings: that it was not analysed, or not in full, and why. */
import { phrases, render } from './messages';
import type { Message, Notice } from './types';

/** Sentences, and reasons that stand in them or alone. */
export const say = phrases({
  unfinished: 'This file could not be analysed to its end: {reason}.',
  credentialsOnly: 'This file was searched for credentials only: {reason}.',
  unread: 'This file was read in part only: {reason}.',
  beginning: 'Only the first {size} of this file were searched.',
  findings: 'Only the first {count} findings are shown.',
  rule: 'The rule {rule} failed here: {error}.',
  syntax: 'it is no valid {format} all through',
  depth: 'it nests deeper than {levels} levels',
  late: 'it took more than {time} ms',
  lateSearch: 'it took more than {time} ms, in which about its first {size} were searched',
  crashed: 'the analysis ran out of memory or crashed',
  internal: 'internal error ({error})',
  large: 'it is larger than {size}',
  denied: 'permission denied',
  notPermitted: 'operation not permitted',
  device: 'input/output error',
  pathLength: 'the path is too long',
  openFiles: 'too many open files',
  inUse: 'the file is in use',
  noAnswer: 'the file system did not answer',
  code: 'error {code}',
  unknown: 'unknown error',
  unnamable: 'its name is not valid UTF-8',
});

export const noticeTexts = say.texts;

export const noticeOf = (path: string, said: Message): Notice => ({ path, message: render(said), said });

/** Of the file nothing is known, or not all. @param reason without an end of sentence */
export const unfinishedNotice = (path: string, reason: Message): Notice => ({
  ...noticeOf(path, say('unfinished', { reason })),
  unfinished: true,
});
