/** New workers, and everything that was known is found out anew. */
import { l10n, window } from 'vscode';
import type { Documents } from '../findings/scan/documents';
import type { WatchedScanner } from '../findings/scan/health';
import type { WorkspaceScan } from '../findings/scan/workspace-scan';

export interface RestartOptions {
  scanner: WatchedScanner;
  documents: Documents;
  scan: WorkspaceScan;
}

/** How long a short answer stays in the status bar, in ms. */
const shortly = 4000;

/** A scan that runs, or has failed, begins again; what has never been scanned is not scanned now. */
export async function restartScanner({ scanner, documents, scan }: RestartOptions): Promise<void> {
  const everything = scan.progress !== undefined || scanner.trouble !== undefined;
  scan.cancel();
  await scanner.restart();
  await scan.idle();
  documents.refresh();
  void scan.quietly(({ uri }) => everything || scan.hasScanned(uri));
  window.setStatusBarMessage(l10n.t('The scanner was restarted.'), shortly);
}
