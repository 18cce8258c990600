/** Which folder a file is scanned in, and what is in force there. */
import { type Disposable, Uri, workspace } from 'vscode';
import { withDefaults } from '../../../engine/config/config';
import { createHidden, isHidden } from '../../../scanner/globs';
import type { Scanner } from '../../../scanner/types';
import type { InForce, Platform } from '../../platform';
import { type EditorSettings, readSettings } from '../../settings';
import type { ConfigFiles } from '../config/files';
import { isBelow } from '../store';
import { optionsOf, type Place, type ScannedFolder } from './folder';
import { userDataIn } from './left-alone';
import { createVirtualFolder } from './virtual-folder';

/** A folder of the workspace, or one that holds files which were opened on their own. */
export interface OpenFolder {
  uri: Uri;
  settings: EditorSettings;
  folder: ScannedFolder;
  /** Whether scans leave the file out, as VS Code's searches do. @param path relative to the folder */
  hides(path: string): boolean;
}

/** A file, with the folder that it is scanned in; none for a document that is stored nowhere. */
export interface Located {
  settings: EditorSettings;
  place: Place;
  within?: OpenFolder;
}

/** Folders of files that were opened on their own; more are read anew. */
const mostLoose = 20;

/** What differs from VS Code's own idea of a path: no slash at the beginning. */
export function relativePath(folder: Uri, uri: Uri): string | undefined {
  const [root, path] = [folder.path.replace(/\/$/, ''), uri.path];
  return isBelow(path, root) && path !== root ? path.slice(root.length + 1) : undefined;
}

const parentOf = (uri: Uri): Uri => uri.with({ path: uri.path.slice(0, uri.path.lastIndexOf('/')) || '/' });
const nameOf = (uri: Uri): string => uri.path.slice(uri.path.lastIndexOf('/') + 1);

export class Folders implements Disposable {
  readonly #known = new Map<string, OpenFolder>();
  readonly #loose = new Map<string, OpenFolder>();
  readonly #platform: Platform;
  readonly #scanner: Scanner;
  readonly #configs: Pick<ConfigFiles, 'lastGood' | 'lastGoods'>;

  constructor(platform: Platform, scanner: Scanner, configs: Pick<ConfigFiles, 'lastGood' | 'lastGoods'>) {
    this.#platform = platform;
    this.#scanner = scanner;
    this.#configs = configs;
  }

  dispose(): void {
    this.refresh();
  }

  /** Settings, configurations, ignore files or repositories may have changed. */
  refresh(): void {
    this.#known.clear();
    this.#loose.clear();
  }

  /** Those of the workspace in which Claude Guard is on. */
  all(): OpenFolder[] {
    const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => this.#open(uri, this.#known));
    return folders.filter(({ settings }) => settings.enabled);
  }

  /** The workspace's folder that holds the file. */
  of(uri: Uri): OpenFolder | undefined {
    const folder = workspace.getWorkspaceFolder(uri);
    return folder && this.#open(folder.uri, this.#known);
  }

  async locate(uri: Uri): Promise<Located> {
    const within = this.of(uri) ?? this.#looseFolder(uri);
    if (!within) {
      const settings = readSettings(uri);
      return { settings, place: { path: nameOf(uri), options: optionsOf(withDefaults(settings.engine)) } };
    }
    const path = relativePath(within.uri, uri) ?? nameOf(uri);
    return { settings: within.settings, place: await within.folder.place(path), within };
  }

  /** A file of the disk is looked at where it lies: a configuration and a repository may be there. */
  #looseFolder(uri: Uri): OpenFolder | undefined {
    if (uri.scheme !== 'file' || !this.#platform.openFolder) return undefined;
    if (this.#loose.size >= mostLoose) this.#loose.clear();
    return this.#open(parentOf(uri), this.#loose);
  }

  #open(uri: Uri, known: Map<string, OpenFolder>): OpenFolder {
    const key = uri.toString();
    const found = known.get(key) ?? this.#create(uri);
    known.set(key, found);
    return found;
  }

  #create(uri: Uri): OpenFolder {
    const settings = readSettings(uri);
    const hidden = [...settings.hidden, ...userDataIn(uri)];
    const hides = createHidden(hidden);
    const inForce: InForce = {
      settings: settings.engine,
      untrusted: !workspace.isTrusted,
      hidden,
      lastGood: (path) => this.#configs.lastGood(Uri.joinPath(uri, path)),
      lastGoods: () => this.#configs.lastGoods(uri),
    };
    const { openFolder } = this.#platform;
    const folder =
      uri.scheme === 'file' && openFolder
        ? openFolder(uri.fsPath, this.#scanner, inForce)
        : createVirtualFolder(uri, this.#scanner, inForce);
    return { uri, settings, folder, hides: (path) => isHidden(path, hides) };
  }
}
