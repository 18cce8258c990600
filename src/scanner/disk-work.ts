/** The requests that need no engine: for the disk alone. */
import type { Files } from './files';
import type { FolderWork, Line, Request } from './protocol';
import { siftFiles } from './sift';
import { packSifted, unpackCandidates } from './sift-messages';

/** A request for the disk to a worker that has none. */
export class NoDisk extends ReferenceError {}

export type DiskRequest = Extract<Request, { op: 'sift' | 'walk' | 'place' }>;

export function isForDisk(request: Request): request is DiskRequest {
  return request.op === 'sift' || request.op === 'walk' || request.op === 'place';
}

/** @param files the worker's own disk @param folders the same, for a `FolderRequest` */
export function createDiskWork(files?: Files, folders?: FolderWork) {
  return async (request: DiskRequest, { part, signal }: Line): Promise<unknown> => {
    if (!files || (request.op !== 'sift' && !folders)) throw new NoDisk();
    if (request.op === 'sift') return packSifted(siftFiles(files, unpackCandidates(request.files)));
    return request.op === 'walk'
      ? folders!.walk(request.folder, part, signal)
      : folders!.place(request.folder, request.path);
  };
}
