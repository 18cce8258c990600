/** The Findings view: the tree, and what is said around it. */
import { Disposable, env, l10n, type Memento, type TreeView, window, workspace } from 'vscode';
import type { WatchedScanner } from '../scan/health';
import type { WorkspaceScan } from '../scan/workspace-scan';
import type { FindingStore } from '../store';
import { type Choices, defaults, keepChoices, readChoices } from './choices';
import { contextKeys } from './context';
import { isActive } from './filter';
import { type FindingNode, findingNodeOf, type TreeNode } from './finding-tree';
import { FindingsProvider } from './provider';
import { badgeOf, descriptionOf, messageOf, type Situation, stateOf } from './state';

export const viewId = 'claudeGuard.findings';

/** Changes are shown together, this often, in ms: while a person types, and while a scan brings many. */
const batch = { typing: 100, scanning: 400 };
/** VS Code asks for all rows of an open group again: the more there are, the rarer during a scan. In ms for each. */
const perFinding = 0.5;

export interface FindingsViewOptions {
  state: Memento;
  store: FindingStore;
  scan: WorkspaceScan;
  scanner: WatchedScanner;
  /** Claude Guard is on somewhere in the window. */
  isEnabled(): boolean;
  /** What configuration hides, as sentences. */
  leftOut(): string | undefined;
}

/** As short as it is clear: without the day where it is today. */
function timeOf(ms: number): string {
  const isToday = new Date(ms).toDateString() === new Date().toDateString();
  const style = isToday
    ? { timeStyle: 'short' as const }
    : { timeStyle: 'short' as const, dateStyle: 'medium' as const };
  return new Intl.DateTimeFormat(env.language, style).format(ms);
}

export class FindingsView implements Disposable {
  readonly #options: FindingsViewOptions;
  readonly #provider: FindingsProvider;
  readonly #view: TreeView<TreeNode>;
  readonly #changed = new Set<string>();
  readonly #subscription: Disposable;
  readonly #tell = contextKeys();
  #choices: Choices;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer ends, in ms since 1970: sooner, once a scan is over. */
  #due = 0;
  /** Ends the progress bar. */
  #endProgress: (() => void) | undefined;

  constructor(options: FindingsViewOptions) {
    const { state, store, scan, scanner } = options;
    this.#options = options;
    this.#choices = readChoices(state);
    this.#provider = new FindingsProvider(store, this.#choices);
    this.#view = window.createTreeView(viewId, { treeDataProvider: this.#provider, showCollapseAll: true });
    const later = () => this.#later();
    this.#subscription = Disposable.from(
      this.#view,
      this.#provider,
      store.onDidChange((uris) => {
        for (const uri of uris) this.#changed.add(uri);
        this.#later();
      }),
      scan.onDidChange(later),
      scanner.onDidChangeTrouble(later),
      workspace.onDidChangeConfiguration(later),
      workspace.onDidChangeWorkspaceFolders(later),
      workspace.onDidGrantWorkspaceTrust(later),
      window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        if (this.#choices.filter.openOnly && opened.length + closed.length > 0) this.#arrange();
      }),
    );
    this.#flush();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#endProgress?.();
    this.#subscription.dispose();
  }

  get choices(): Choices {
    return this.#choices;
  }

  /** The finding that is selected, itself or by one of its steps. */
  get selected(): FindingNode | undefined {
    const [node] = this.#view.selection;
    return node && findingNodeOf(node);
  }

  async choose(choices: Partial<Choices>): Promise<void> {
    this.#choices = { ...this.#choices, ...choices };
    this.#arrange();
    await keepChoices(this.#options.state, this.#choices);
  }

  /** What was kept has been removed. */
  forget(): void {
    this.#choices = defaults;
    this.#arrange();
  }

  /** What the view shows of a file, by place. */
  nodesIn(uri: string): readonly FindingNode[] {
    return this.#provider.nodesIn(uri);
  }

  async reveal(node: FindingNode): Promise<void> {
    await this.#view.reveal(node, { select: true, focus: true, expand: true });
  }

  #arrange(): void {
    this.#changed.clear();
    this.#provider.arrange(this.#choices);
    this.#render();
  }

  #later(): void {
    const { progress } = this.#options.scan;
    const wait = progress ? Math.max(batch.scanning, this.#provider.shown * perFinding) : batch.typing;
    const due = Date.now() + wait;
    if (this.#timer && this.#due <= due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#flush(), wait);
  }

  #flush(): void {
    this.#timer = undefined;
    const changed = [...this.#changed];
    this.#changed.clear();
    this.#provider.update(changed);
    this.#render();
  }

  #render(): void {
    const situation = this.#situation();
    const state = stateOf(situation);
    const { grouping, filter } = this.#choices;
    this.#tell({ state, grouping, filtered: isActive(filter) });
    set(this.#view, 'message', messageOf(situation, l10n.t));
    set(this.#view, 'description', descriptionOf(situation, l10n.t));
    const badge = badgeOf(this.#options.store.counts(), l10n.t);
    if (badge?.tooltip !== this.#view.badge?.tooltip) this.#view.badge = badge;
    this.#showProgress(situation.scanning);
  }

  #situation(): Situation {
    const { store, scan, scanner, isEnabled } = this.#options;
    const leftOut = this.#options.leftOut();
    const { error, warning, info, noted } = store.counts();
    const last = scan.lastScan();
    return {
      folders: workspace.workspaceFolders?.length ?? 0,
      enabled: isEnabled(),
      trusted: workspace.isTrusted,
      ...(scanner.trouble !== undefined && { trouble: scanner.trouble }),
      scanning: scan.progress !== undefined,
      ...(last && { scanned: { files: last.files, time: timeOf(last.ended) } }),
      total: error + warning + info,
      shown: this.#provider.shown,
      filter: this.#choices.filter,
      noted,
      ...(leftOut !== undefined && { leftOut }),
    };
  }

  /** The bar above the view, for as long as a scan runs. */
  #showProgress(isRunning: boolean): void {
    if (isRunning === (this.#endProgress !== undefined)) return;
    this.#endProgress?.();
    this.#endProgress = undefined;
    if (!isRunning) return;
    const ended = new Promise<void>((resolve) => {
      this.#endProgress = resolve;
    });
    void window.withProgress({ location: { viewId } }, () => ended);
  }
}

/** Each assignment is a message to the workbench. */
function set(view: TreeView<TreeNode>, key: 'message' | 'description', value: string): void {
  if ((view[key] ?? '') !== value) view[key] = value;
}
