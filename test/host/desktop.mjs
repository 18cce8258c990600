// @ts-check
/** The desktop's VS Code, through `@vscode/test-electron`'s download, where that is possible at all. */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { withLimit } from './process.mjs';

/** @typedef {import('./process.mjs').Log} Log */

const UPDATE_SERVER = 'https://update.code.visualstudio.com/api/releases/stable';
const ANSWER_LIMIT_MS = 5_000;
const DOWNLOAD_LIMIT_MS = 600_000;
const CACHE = join(dirname(fileURLToPath(import.meta.url)), '../../.vscode-test');

/**
 * The path of a downloaded desktop VS Code; undefined where there is no display or its update server is out of reach.
 * CLAUDE_GUARD_VSCODE=served says no without trying; =desktop tries, and throws when it can't be had.
 * @param {{ log?: Log | undefined }} [options]
 * @returns {Promise<string | undefined>}
 */
export async function desktopVSCode({ log = () => {} } = {}) {
  const wish = process.env.CLAUDE_GUARD_VSCODE;
  if (wish === 'served') return undefined;
  if (wish === 'desktop') return download(log);
  const obstacle = hasDisplay() ? await reachable() : 'there is no display';
  if (obstacle === undefined) return download(log);
  log(`Using the served VS Code, as ${obstacle}.`);
  return undefined;
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @returns {Promise<string | undefined>} what is in the way, or undefined */
async function reachable() {
  try {
    const answer = await fetch(UPDATE_SERVER, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    return answer.ok ? undefined : `VS Code's update server answered ${answer.status}`;
  } catch {
    return "VS Code's update server can't be reached";
  }
}

/** @param {Log} log */
function download(log) {
  log('Using the desktop VS Code (downloaded once, into .vscode-test).');
  const options = { version: 'stable', cachePath: CACHE, reporter: new SilentReporter() };
  return withLimit(downloadAndUnzipVSCode(options), DOWNLOAD_LIMIT_MS, 'Downloading VS Code');
}
