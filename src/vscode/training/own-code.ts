/** What was found in a person's own code, by practice: the tasks behind the labs. */
import type { Practice } from '../../engine/types';
import type { Subscription } from '../emitter';
import type { WorkspaceScan } from '../findings/scan/workspace-scan';
import type { FindingStore } from '../findings/store';

export interface OwnCode {
  count(practice: Practice): number;
  /** Whether the workspace was looked at. */
  isKnown(): boolean;
  onDidChange(listener: () => void): Subscription;
}

export interface OwnCodeOptions {
  store: Pick<FindingStore, 'entries' | 'onDidChange'>;
  scan: Pick<WorkspaceScan, 'lastScan' | 'onDidChange'>;
}

export const ownCodeOf = ({ store, scan }: OwnCodeOptions): OwnCode => ({
  count(practice) {
    let count = 0;
    for (const [, { findings }] of store.entries())
      count += findings.filter((finding) => finding.practice === practice).length;
    return count;
  },
  isKnown: () => scan.lastScan() !== undefined,
  onDidChange(listener) {
    const all = [store.onDidChange(listener), scan.onDidChange(listener)];
    const dispose = () => {
      for (const one of all) one.dispose();
    };
    return { dispose };
  },
});
