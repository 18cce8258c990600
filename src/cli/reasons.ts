/** Why something on the disk did not work, in words. */
import { codeOf, reasonOf as scannerReason } from '../scanner/files';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EROFS: 'the file system is read-only',
  ENOSPC: 'there is no space left',
  EDQUOT: 'there is no space left',
};

/** Without an end of sentence. An error of ours says it in its message. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === '' && error instanceof Error) return error.message;
  return reasons[code] ?? scannerReason(error);
}
