// @ts-check
/** What people install. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { EXTENSION } from './driver.mjs';

/** The `.vsix` that has been built already, or one of what is tested. @returns {string} its path */
export function packaged() {
  const built = process.env.CLAUDE_GUARD_VSIX ?? EXTENSION;
  if (built.endsWith('.vsix')) return built;
  const file = join(temporaryFolder('vsix'), 'claude-guard.vsix');
  execFileSync('npm', ['run', 'package', '--', '--out', file], { cwd: built, stdio: 'ignore' });
  return file;
}
