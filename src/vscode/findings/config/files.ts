/** The configuration files of the window: which text of each is in force. */
import { type Disposable, FileType, l10n, type TextDocument, Uri, workspace } from 'vscode';
import { configFileName, isSpoiled, parseConfig, type Settings } from '../../../engine/config/config';
import { boundByDefaults } from '../../../engine/config/stricter';
import { ruleIds } from '../../../report/rule-texts';
import { largestConfig } from '../../../scanner/config-files';
import { decodeText } from '../../../scanner/text';
import { Emitter } from '../../emitter';
import { type Standing, waitsFor } from './problems';

/** Further files are obeyed, but not checked unless they are open. */
const mostFiles = 500;

/** As it is stored. */
interface Stored {
  text: string;
  /** Why it is not read, as a sentence; the text is empty then. */
  refused?: string;
}

export interface ConfigFile extends Stored {
  /** The last text that was not spoiled by a mistake. */
  good?: string;
  /** Of the last good text; of this one where there was none. */
  settings: Settings;
}

export const isConfigFile = ({ path }: Uri): boolean => path.endsWith(`/${configFileName}`);

const isOpen = (uri: Uri): boolean => workspace.textDocuments.some((one) => one.uri.toString() === uri.toString());

/** As the scanner reads it: no link, which may lead out of the workspace, nothing that never ends, such as a pipe or a device. */
async function read(uri: Uri): Promise<Stored | undefined> {
  try {
    const { type, size } = await workspace.fs.stat(uri);
    const isSmallFile = type === FileType.File && size <= largestConfig;
    const decoded = isSmallFile ? decodeText(await workspace.fs.readFile(uri)) : undefined;
    if (decoded) return { text: decoded.text };
    return { text: '', refused: l10n.t('The configuration is no text file of at most 1 MiB. It is not read.') };
  } catch {
    return undefined;
  }
}

export class ConfigFiles implements Disposable {
  readonly #files = new Map<string, ConfigFile>();
  readonly #changed = new Emitter<Uri>();
  readonly #subscription: Disposable;

  /** A file was written, has appeared or is gone. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscription = workspace.onDidSaveTextDocument(({ uri }: TextDocument) => {
      if (isConfigFile(uri)) void this.reload(uri);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** The text that takes the place of a broken one. */
  lastGood(uri: Uri): string | undefined {
    const file = this.#files.get(uri.toString());
    return file && file.good !== file.text ? file.good : undefined;
  }

  /** What takes the place of the broken ones below a folder, by path relative to it. */
  lastGoods(folder: Uri): Record<string, string> {
    const prefix = `${folder.path.replace(/\/$/, '')}/`;
    const texts: Record<string, string> = {};
    for (const [uri] of this.entries()) {
      const isBelow = uri.scheme === folder.scheme && uri.authority === folder.authority && uri.path.startsWith(prefix);
      const text = isBelow ? this.lastGood(uri) : undefined;
      if (text !== undefined) texts[uri.path.slice(prefix.length)] = text;
    }
    return texts;
  }

  /** A broken text changes nothing where a good one has been read before. */
  standing(uri: Uri): Standing {
    return { isTrusted: workspace.isTrusted, hasGood: this.#files.get(uri.toString())?.good !== undefined };
  }

  /** Why the file is not read, as a sentence, where it is not. */
  refused(uri: Uri): string | undefined {
    return this.#files.get(uri.toString())?.refused;
  }

  /** What is obeyed of the files below a folder, one by one. @param person see `stricter` */
  settingsIn({ path, scheme, authority }: Uri, person: Settings): Settings[] {
    const isBelow = ([key]: [string, ConfigFile]) => {
      const uri = Uri.parse(key, true);
      return uri.scheme === scheme && uri.authority === authority && uri.path.startsWith(`${path}/`);
    };
    return [...this.#files].filter(isBelow).map(([key, { good, settings }]) => {
      const why = waitsFor(this.standing(Uri.parse(key, true)), good === undefined);
      return why === undefined ? settings : boundByDefaults(person, settings, why).settings;
    });
  }

  /** Every file that is known, with its text as it is stored. */
  entries(): [Uri, string][] {
    return [...this.#files].map(([key, { text }]) => [Uri.parse(key, true), text]);
  }

  /** Looks for the files of the workspace, and forgets those of folders that were removed from it. */
  async find(): Promise<void> {
    for (const key of this.#files.keys()) {
      const uri = Uri.parse(key, true);
      if (!workspace.getWorkspaceFolder(uri) && !isOpen(uri)) this.#files.delete(key);
    }
    const uris = await workspace.findFiles(`**/${configFileName}`, '**/node_modules/**', mostFiles);
    await Promise.all(uris.map((uri) => this.#read(uri)));
  }

  /** A scan has come across the file. Searches find neither what VS Code hides from them nor what is no file. */
  async meet(uri: Uri): Promise<void> {
    if (!this.#files.has(uri.toString())) await this.reload(uri);
  }

  /** The file may have changed. */
  async reload(uri: Uri): Promise<void> {
    if (await this.#read(uri)) this.#changed.fire(uri);
  }

  /** @returns whether anything is different */
  async #read(uri: Uri): Promise<boolean> {
    const key = uri.toString();
    const stored = await read(uri);
    const before = this.#files.get(key);
    if (stored?.text === before?.text && stored?.refused === before?.refused) return false;
    if (stored === undefined) return this.#files.delete(key);
    const { problems, settings } = parseConfig(stored.text, ruleIds);
    const isValid = !isSpoiled(problems) && stored.refused === undefined;
    const good = isValid ? stored.text : before?.good;
    const kept = isValid || !before || before.good === undefined ? settings : before.settings;
    this.#files.set(key, { ...stored, settings: kept, ...(good !== undefined && { good }) });
    return true;
  }
}
