// @ts-check
/** Finds the Chromium that shows the served VS Code. */
import { existsSync } from 'node:fs';
import { findProgram, isExecutable, run } from './process.mjs';

/** @typedef {import('./process.mjs').Log} Log */

const PACKAGES = ['chromium', 'fonts-liberation'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const LIMIT_MS = 600_000;

/**
 * The path of a Chromium. Where nobody is sitting in front of the machine (a build machine that is Debian, as root) a
 * missing one is installed; on a developer's desktop nothing ever is, and the error says what to install.
 * @param {{ log?: Log | undefined }} [options]
 * @returns {Promise<string>}
 */
export async function ensureChromium({ log = () => {} } = {}) {
  const given = process.env.CHROMIUM_PATH;
  if (given && !isExecutable(given)) throw new Error('CHROMIUM_PATH does not name a program that can be run.');
  const found = given || findProgram(...NAMES);
  if (found) return found;
  if (mayInstall()) await install(log);
  const installed = findProgram(...NAMES);
  if (installed) return installed;
  throw new Error(
    'No Chromium found: install it ("apt install chromium"), or set CHROMIUM_PATH to a Chromium or Chrome.',
  );
}

/** Only root on Debian or a relative of it, and only where this is no desktop session. */
function mayInstall() {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  const unattended = CI === 'true' || !process.stdin.isTTY || !(DISPLAY || WAYLAND_DISPLAY);
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && unattended;
}

/** @param {Log} log */
async function install(log) {
  const started = Date.now();
  log(`Installing ${PACKAGES.join(' and ')} with apt-get, as no Chromium was found on this machine.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt-get may be at work, and a mirror may need a second try.
  const patient = ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  await run('apt-get', ['update', ...patient], { env, limitMs: LIMIT_MS });
  await run('apt-get', ['install', '-y', ...patient, '--no-install-recommends', ...PACKAGES], {
    env,
    limitMs: LIMIT_MS,
  });
  log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}
