/** Words of the interface, for parts that don't import vscode; the same shape as vscode's own `l10n.t`. */

/** @param message with places such as `{0}` for the arguments */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;

/** English, as it stands in the source. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (place, index) => String(args[Number(index)] ?? place));
