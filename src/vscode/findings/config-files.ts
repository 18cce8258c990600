/** The configuration files of the window: which text of each is in force. */
import { type Disposable, type TextDocument, Uri, workspace } from 'vscode';
import { configFileName } from '../../engine/config';
import { decodeText } from '../../scanner/text';
import { Emitter } from '../emitter';
import { readSettings, ruleIds } from '../settings';
import { checkConfig } from './config-problems';

/** Further files are obeyed, but not checked unless they are open. */
const mostFiles = 500;

interface ConfigFile {
  /** As it is stored. */
  text: string;
  /** The last text without a mistake. */
  good?: string;
}

export const isConfigFile = ({ path }: Uri): boolean => path.endsWith(`/${configFileName}`);

const isOpen = (uri: Uri): boolean => workspace.textDocuments.some((one) => one.uri.toString() === uri.toString());

const readText = (uri: Uri): Promise<string | undefined> =>
  Promise.resolve(workspace.fs.readFile(uri)).then(
    (bytes) => decodeText(bytes)?.text ?? '',
    () => undefined,
  );

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

  /** Whether a text without a mistake has been read, so that a broken one changes nothing. */
  hasGood(uri: Uri): boolean {
    return this.#files.get(uri.toString())?.good !== undefined;
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

  /** The file may have changed. */
  async reload(uri: Uri): Promise<void> {
    if (await this.#read(uri)) this.#changed.fire(uri);
  }

  /** @returns whether anything is different */
  async #read(uri: Uri): Promise<boolean> {
    const key = uri.toString();
    const text = await readText(uri);
    const before = this.#files.get(key);
    if (text === before?.text) return false;
    if (text === undefined) return this.#files.delete(key);
    const isValid = checkConfig(text, ruleIds, readSettings(uri).engine).isValid;
    const good = isValid ? text : before?.good;
    this.#files.set(key, { text, ...(good !== undefined && { good }) });
    return true;
  }
}
