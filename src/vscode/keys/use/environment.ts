/** What is put into the environment of new terminals and tasks, for each folder. */
import {
  type EnvironmentVariableCollection,
  EnvironmentVariableMutatorType,
  type ExtensionContext,
  type WorkspaceFolder,
  workspace,
} from 'vscode';

/** Variables by name; `path`: what is put before the path. */
export interface Additions {
  variables: Readonly<Record<string, string>>;
  path?: string;
  /** What VS Code says of it at a terminal. */
  description: string;
}

/** Both when a terminal starts, and after its shell has read its own files, which often set the path anew. */
const whenever = { applyAtProcessCreation: true, applyAtShellIntegration: true };

/** On Windows as VS Code names it, on others the usual name. */
const pathVariable = 'PATH';

function replace(collection: EnvironmentVariableCollection, { variables, path, description }: Additions): void {
  const names = new Set([...Object.keys(variables), ...(path === undefined ? [] : [pathVariable])]);
  const gone: string[] = [];
  collection.forEach((name) => {
    if (!names.has(name)) gone.push(name);
  });
  for (const name of gone) collection.delete(name);
  for (const [name, value] of Object.entries(variables)) {
    if (collection.get(name)?.value !== value) collection.replace(name, value);
  }
  collection.description = description;
  if (path === undefined) return;
  const known = collection.get(pathVariable);
  if (known?.type !== EnvironmentVariableMutatorType.Prepend || known.value !== path)
    collection.prepend(pathVariable, path, whenever);
}

export class TerminalEnvironment {
  readonly #all: ExtensionContext['environmentVariableCollection'];
  #folders: readonly WorkspaceFolder[] = [];

  constructor({ environmentVariableCollection }: Pick<ExtensionContext, 'environmentVariableCollection'>) {
    this.#all = environmentVariableCollection;
  }

  #of(workspaceFolder: WorkspaceFolder): EnvironmentVariableCollection {
    const collection = this.#all.getScoped({ workspaceFolder });
    // VS Code would write it to the disk otherwise.
    collection.persistent = false;
    return collection;
  }

  /** @param additions of a folder's address; undefined: none */
  apply(additions: (folder: string) => Additions | undefined): void {
    const folders = workspace.workspaceFolders ?? [];
    const gone = this.#folders.filter(({ uri }) => !folders.some((folder) => folder.uri.toString() === uri.toString()));
    for (const folder of gone) this.#of(folder).clear();
    for (const folder of folders) {
      const wanted = additions(folder.uri.toString());
      const collection = this.#of(folder);
      if (wanted) replace(collection, wanted);
      else collection.clear();
    }
    this.#folders = folders;
  }
}
