/**
 * Parts of the extension that are loaded when they are first needed: VS Code waits for what an extension does when it starts,
 * and every line that is loaded then is compiled. What `load` imports is a file of its own in the bundle for Node.
 */
import { commands, Disposable, EventEmitter, type TreeDataProvider, type TreeView, window } from 'vscode';
import { loadOnce } from './load-once';

/** Of commands, by what is behind their prefix. */
export type Handlers<Name extends string> = Readonly<Record<Name, (...given: unknown[]) => unknown>>;

export class Part<T extends Disposable> implements Disposable {
  readonly get: () => Promise<T>;
  #part: T | undefined;
  #isDisposed = false;

  constructor(load: () => Promise<T>) {
    this.get = loadOnce(async () => {
      this.#part = await load();
      if (this.#isDisposed) this.#part.dispose();
      return this.#part;
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#part?.dispose();
  }
}

/**
 * Commands whose handlers are loaded with the first of them that is run.
 * @param prefix of the commands, with its dot
 */
export function registerLater<Name extends string>(
  prefix: string,
  names: readonly Name[],
  run: (name: Name, ...given: unknown[]) => Promise<unknown>,
): Disposable {
  const registered = names.map((name) =>
    commands.registerCommand(`${prefix}${name}`, (...given: unknown[]) => run(name, ...given)),
  );
  return Disposable.from(...registered);
}

export interface LaterView<Node> extends Disposable {
  readonly view: TreeView<Node>;
}

/** A view whose rows are loaded when it is first seen. */
export function viewLater<Node>(id: string, rows: () => Promise<TreeDataProvider<Node>>): LaterView<Node> {
  const changed = new EventEmitter<Node | Node[] | undefined>();
  const subscriptions: Disposable[] = [changed];
  const get = loadOnce(async () => {
    const provider = await rows();
    const subscription = provider.onDidChangeTreeData?.((node) => changed.fire(node ?? undefined));
    if (subscription) subscriptions.push(subscription);
    return provider;
  });
  const treeDataProvider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => (await get()).getChildren(node),
    getTreeItem: async (node) => (await get()).getTreeItem(node),
    getParent: async (node) => (await get()).getParent?.(node),
  };
  const view = window.createTreeView(id, { treeDataProvider });
  const dispose = () => {
    for (const one of subscriptions) one.dispose();
    view.dispose();
  };
  return { view, dispose };
}
