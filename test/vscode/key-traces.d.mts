/** @returns files in these folders that hold a trace of a key, in whatever form. Throws where hardly a file was read. */
export function filesWith(folders: readonly string[], keys: readonly string[]): string[];
