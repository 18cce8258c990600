/** A folder of the local disk. The disk is read where the scanner is: nothing here waits for it. */
import { join } from 'node:path';
import { configFileName, withDefaults } from '../../../engine/config/config';
import type { SharedFacts } from '../../../engine/types';
import { ruleIds } from '../../../report/rule-texts';
import { settleAll } from '../../../scanner/scan-links';
import type { SharedCredentials } from '../../../scanner/shared';
import type { FolderRequest, PlacedFile, Scanner } from '../../../scanner/types';
import type { InForce } from '../../platform';
import {
  type FolderScan,
  type FolderScanOptions,
  optionsOf,
  type Place,
  type ScannedFolder,
  splitPath,
  today,
} from './folder';

/** Files whose place is remembered until the folder is refreshed. */
const mostPlaces = 2000;

const isConfiguration = (path: string) => splitPath(path).name === configFileName;

/** @returns with whether the folder's code is linked now, and what its files have in common */
async function scanAll(
  folder: FolderRequest,
  scanner: Scanner,
  { signal, onProgress, onResult }: FolderScanOptions,
): Promise<FolderScan & { isLinked: boolean; shared: SharedCredentials | undefined }> {
  const { scanAway } = await import('../../../scanner/scan');
  const result = await scanAway(folder, scanner, {
    ...folder.options,
    today: today(),
    signal,
    onProgress: ({ done, total }) => onProgress(done, total),
    onFindings: onResult,
  });
  const { files, skipped } = result.summary;
  const failures = result.failures.filter(({ file }) => !isConfiguration(file));
  const mistaken = new Set(result.failures.map(({ file }) => file).filter(isConfiguration));
  return {
    files,
    failures,
    notices: result.notices.filter(({ path }) => path === '.'),
    excluded: skipped.excluded ?? 0,
    mistaken: [...mistaken],
    isLinked: result.summary.notFollowed !== undefined && !result.cancelled,
    shared: result.cancelled ? undefined : result.shared,
  };
}

function placeOf(path: string, { config, host, skip }: PlacedFile, shared: SharedFacts | undefined): Place {
  return { path, options: optionsOf(config), host: { ...host, ...(shared && { shared }) }, ...(skip && { skip }) };
}

/** No two folders of one process share a number. */
let generations = 0;

export function createDiskFolder(root: string, scanner: Scanner, inForce: InForce): ScannedFolder {
  const places = new Map<string, Promise<PlacedFile | undefined>>();
  let generation = ++generations;
  let isLinked = false;
  let shared: SharedCredentials | undefined;

  const request = (): FolderRequest => ({
    root,
    options: { settings: inForce.settings, untrusted: inForce.untrusted, hidden: inForce.hidden, ruleIds },
    texts: inForce.lastGoods(),
    generation,
  });

  function placed(path: string): Promise<PlacedFile | undefined> {
    if (places.size >= mostPlaces) places.clear();
    const place = places.get(path) ?? scanner.place(request(), path);
    places.set(path, place);
    place.then(
      (found) => found || places.delete(path),
      () => places.delete(path),
    );
    return place;
  }

  return {
    async place(path) {
      const found = await placed(path);
      // A disk that does not answer says nothing against an open document.
      return found
        ? placeOf(path, found, shared?.factsOf(path))
        : { path, options: optionsOf(withDefaults(inForce.settings)) };
    },
    scanFile({ path, options, host }, signal) {
      return scanner.scanFile({ absolute: join(root, path), path, uri: path, options, ...(host && { host }) }, signal);
    },
    async scan(options) {
      const { isLinked: now, shared: found, ...result } = await scanAll(request(), scanner, options);
      shared = found ?? shared;
      isLinked = now || (isLinked && options.signal.aborted);
      return result;
    },
    get linked() {
      return isLinked ? root : undefined;
    },
    unlink() {
      isLinked = false;
    },
    relink: async (files, signal) => (isLinked ? scanner.relink(root, files, signal) : []),
    async settle(paths, signal, take) {
      if (isLinked) await settleAll(root, paths, scanner, signal, take);
    },
    hold: (path, credentials, git) => shared?.change(path, credentials, git) ?? [],
    refresh() {
      places.clear();
      generation = ++generations;
    },
  };
}
