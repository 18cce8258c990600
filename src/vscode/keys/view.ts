/** The Keys view: what is stored, masked, with what there is to do about it. */
import {
  commands,
  Disposable,
  EventEmitter,
  l10n,
  type TreeDataProvider,
  type TreeView,
  window,
  workspace,
} from 'vscode';
import { keyItem } from './item';
import type { Keys } from './keys';
import { behind } from './say';
import type { KeyInfo } from './types';

/** Changes are shown together after this time, in ms. */
const wait = 150;
/** Another window's deletion is known here before its mark has gone: what seems lost is looked at once more. In ms. */
const second = 3000;

class Provider implements TreeDataProvider<KeyInfo> {
  readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  #all: readonly KeyInfo[] = [];

  constructor(private readonly load: () => Promise<readonly KeyInfo[]>) {}

  getTreeItem = (key: KeyInfo) => keyItem(key, this.#all);

  getParent = () => undefined;

  async getChildren(parent?: KeyInfo): Promise<KeyInfo[]> {
    if (parent) return [];
    this.#all = await this.load();
    return [...this.#all];
  }
}

export class KeysView implements Disposable {
  readonly #keys: Keys;
  readonly #provider: Provider;
  readonly #view: TreeView<KeyInfo>;
  readonly #subscription: Disposable;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #lost = 0;

  /** @param view where the rows are shown */
  constructor(keys: Keys, view: TreeView<KeyInfo>) {
    this.#keys = keys;
    this.#provider = new Provider(() => this.#load());
    this.#view = view;
    this.#subscription = Disposable.from(
      this.#provider.changed,
      keys.onDidChange(() => this.#later(wait)),
      // Where VS Code does not tell one window of another's changes.
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#later(wait);
      }),
      workspace.onDidGrantWorkspaceTrust(() => this.#later(0)),
      workspace.onDidChangeWorkspaceFolders(() => this.#later(wait)),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('claudeGuard.keys')) this.#later(wait);
      }),
    );
  }

  dispose(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#subscription.dispose();
  }

  get rows(): TreeDataProvider<KeyInfo> {
    return this.#provider;
  }

  /** The row that is selected, while the view has the keyboard's attention. */
  get selected(): KeyInfo | undefined {
    return this.#view.visible ? this.#view.selection[0] : undefined;
  }

  refresh(): void {
    this.#provider.changed.fire(undefined);
  }

  #later(ms: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.refresh();
    }, ms);
    this.#timers.add(timer);
  }

  async #load(): Promise<readonly KeyInfo[]> {
    if (!workspace.isTrusted) return [];
    const all = await this.#keys.vault.list().catch(() => undefined);
    const state = all === undefined ? 'failed' : all.length === 0 ? 'empty' : 'keys';
    void commands.executeCommand('setContext', 'claudeGuard.keys.state', state);
    const lost = (all ?? []).filter((key) => key.state === 'lost').length;
    if (lost > this.#lost) this.#later(second);
    this.#lost = lost;
    void this.#say(all?.length ?? 0);
    return all ?? [];
  }

  /** Above the rows. */
  async #say(count: number): Promise<void> {
    if (await this.#keys.vault.isBehind()) {
      this.#view.message = behind();
      return;
    }
    const durability = await this.#keys.durability().catch(() => 'unknown' as const);
    this.#view.message =
      durability === 'volatile' && count > 0
        ? l10n.t('VS Code does not keep secrets on this machine: keys last until it is closed.')
        : '';
  }
}
