/** What is known of git where a folder is not on a disk. Pure. */
import type { HostFacts } from '../../../engine/types';
import type { SkipReason } from '../../../scanner/types';

/** File systems that show a commit of a repository, as github.dev does: whatever is there has been committed. */
const showsCommit = (scheme: string): boolean => scheme === 'vscode-vfs';

export interface Standing {
  host?: HostFacts;
  skip?: SkipReason;
}

/**
 * How git stands to a file. What is committed is scanned, as on a disk, though an ignore file may name it by now.
 *
 * @param scheme of the file's URI
 * @param isIgnored asked only where it matters
 */
export function gitStanding(scheme: string, isIgnored: () => boolean): Standing {
  if (showsCommit(scheme)) return { host: { git: 'tracked' } };
  return isIgnored() ? { skip: 'ignored', host: { git: 'ignored' } } : {};
}
