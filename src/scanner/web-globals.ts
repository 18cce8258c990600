/**
 * What libraries take from the globals of Node or of a page, for the bundle that runs in a browser's worker (`inject` in
 * esbuild.js), which has neither.
 */

/** dockerfile-ast looks for a byte order mark in these bytes. */
export const Buffer = { from: (text: string): Uint8Array => new TextEncoder().encode(text) };

/** Tree-sitter's runtime asks for its own address, and does not load where nothing answers. */
export const document = { currentScript: null };
