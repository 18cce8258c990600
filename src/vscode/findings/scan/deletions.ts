/** Files and folders that are gone, forgotten at once: not first when others have been looked at again. */
import type { FindingStore } from '../store';

/** Whether one of the URIs is the key, or a folder around it. */
export function isGone(key: string, gone: ReadonlySet<string>): boolean {
  for (let uri = key; uri.includes('/'); uri = uri.slice(0, uri.lastIndexOf('/'))) if (gone.has(uri)) return true;
  return false;
}

export interface Deletable {
  deleted(isDeleted: (uri: string) => boolean): void;
  owns(uri: string): boolean;
}

/**
 * Collects what is told in one go, such as all that a branch switch has deleted, and looks through what is open and through
 * the store once.
 */
export function createDeletions(store: FindingStore, documents: Deletable): (uri: string) => void {
  const gone = new Set<string>();
  return (uri) => {
    gone.add(uri);
    if (gone.size > 1) return;
    queueMicrotask(() => {
      documents.deleted((key) => isGone(key, gone));
      store.retain((key) => !isGone(key, gone) || documents.owns(key));
      gone.clear();
    });
  };
}
