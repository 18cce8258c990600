// @ts-check
/** Fonts that every machine has: without them a picture would look another way wherever it is made. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** @typedef {import('../host/served.mjs').Page} Page */

const require = createRequire(import.meta.url);
const UI = 'Inter';
export const EDITOR_FONT = 'JetBrains Mono';
const FILES = [
  { family: UI, name: 'inter', weights: [400, 600] },
  { family: EDITOR_FONT, name: 'jetbrains-mono', weights: [400, 700] },
];

/** @param {string} name @param {number} weight */
function bytes(name, weight) {
  const folder = dirname(require.resolve(`@fontsource/${name}/package.json`));
  return readFileSync(join(folder, 'files', `${name}-latin-${weight}-normal.woff2`)).toString('base64');
}

/** Gives the fonts to every document of the page, before anything is measured with them. @param {Page} page */
export async function addFonts(page) {
  const fonts = FILES.flatMap(({ family, name, weights }) =>
    weights.map((weight) => ({ family, weight: `${weight}`, data: bytes(name, weight) })),
  );
  await page.addInitScript(loadFonts, { fonts, ui: UI });
}

/**
 * Runs in the page.
 * @param {{ fonts: { family: string, weight: string, data: string }[], ui: string }} given
 */
function loadFonts({ fonts, ui }) {
  for (const { family, weight, data } of fonts) {
    const face = new FontFace(
      family,
      Uint8Array.from(atob(data), (char) => char.charCodeAt(0)),
      { weight },
    );
    document.fonts.add(face);
    void face.load();
  }
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = `.monaco-workbench { font-family: ${ui}, sans-serif !important; }`;
    document.head.append(style);
  });
}
