// @ts-check
/**
 * Makes the icon, and the pictures of the README from the real VS Code, with the extension as it was built:
 *
 *   node test/pictures/run.mjs           into media/
 *   node test/pictures/run.mjs --look    the pictures in light, dark and high contrast, into test/screenshots/
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from '../host/install.mjs';
import { startBrowser } from '../host/served.mjs';
import { PROJECT } from '../vscode/driver.mjs';
import { animate, decode, encode, encodeExactly } from './images.mjs';
import { findings, fixing, icon } from './scenes.mjs';

/** @typedef {import('./stage.mjs').Theme} Theme */

const log = console.log;
/** The package holds the pictures; in bytes. */
const LARGEST = 400_000;
/** The gallery shows 128 pixels, sharper screens twice as many. */
const ICON_SIZE = 256;

/** @param {string} path in the project @param {Buffer} data */
function write(path, data) {
  if (data.length > LARGEST) throw new Error(`${path} would have ${data.length} bytes; ${LARGEST} are the limit.`);
  mkdirSync(join(PROJECT, path, '..'), { recursive: true });
  writeFileSync(join(PROJECT, path), data);
  log(`${path}: ${Math.round(data.length / 1000)} kB`);
}

async function forReadme() {
  const browser = await startBrowser({ log });
  try {
    write('media/icon.png', encodeExactly(decode(await icon(browser.page, ICON_SIZE))));
  } finally {
    await browser.stop();
  }
  write('media/fix.png', animate(await fixing('dark')));
  write('media/findings.png', encode(await findings('dark')));
}

/** Frames of the moving picture one by one, as nobody can look at all of them at once. */
async function toLookAt() {
  for (const theme of /** @type {Theme[]} */ (['light', 'dark', 'contrast'])) {
    const frames = await fixing(theme);
    for (const [index, frame] of frames.entries())
      write(`test/screenshots/fix-${theme}-${index}.png`, encode(frame.picture));
    write(`test/screenshots/findings-${theme}.png`, encode(await findings(theme)));
  }
}

async function main() {
  const { values } = parseArgs({ options: { look: { type: 'boolean' } } });
  await prepare({ log });
  await (values.look ? toLookAt() : forReadme());
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
