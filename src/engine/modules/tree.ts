/** What module resolution may ask about a folder's files. It reads nothing: hosts say what there is. */

export interface ModuleTree {
  /** Whether there is such a file. @param path relative to the root, with `/` */
  has(path: string): boolean;
  /** Whether there is a file below the folder. */
  hasFolder(path: string): boolean;
  /** Text of a manifest, see `isManifest`, or of what such a file extends. */
  text(path: string): string | undefined;
  /** Folders with a `package.json`. */
  packages: readonly string[];
}

/** @returns the module's path; undefined: other people's code, or none */
export type Resolve = (from: string, specifier: string) => string | undefined;

/** A file that says what modules are called, `package.json`, a configuration of TypeScript; or who may call functions: Supabase's. */
export const isManifest = (path: string): boolean =>
  /(?:^|\/)(?:(?:package|[tj]sconfig(?:\.[\w-]+)*)\.json|supabase\/config\.toml)$/.test(path);
