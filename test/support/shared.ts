/** What files of one project have in common, as a scan of it finds out. */
import { findCredentials } from '../../src/engine/credentials/credentials';
import { isTest } from '../../src/engine/place';
import type { HostFacts, SharedFacts } from '../../src/engine/types';
import { createSharedCredentials } from '../../src/scanner/shared';

export interface ProjectText {
  path: string;
  text: string;
  git?: HostFacts['git'];
}

/** Facts of one of the files. */
export function sharedFactsOf(path: string, files: readonly ProjectText[]): SharedFacts | undefined {
  const shared = createSharedCredentials();
  for (const file of files) {
    shared.meet(file.path);
    const certain = findCredentials(file.text).filter(({ confidence }) => confidence === 'high');
    const fingerprints = [...new Set(certain.map(({ fingerprint }) => fingerprint))];
    if (!isTest(file.path)) shared.hold(file.path, fingerprints, file.git);
  }
  return shared.factsOf(path);
}
