/** `claude-guard init` */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configFileName, defaultConfig } from '../engine/config/config';
import { type Host, UsageError } from './host';
import { print } from './output';
import { reasonOf } from './reasons';

/** Writes the defaults, for a person to change. Throws a `UsageError` where a configuration is there already. */
export async function initCommand(host: Host): Promise<void> {
  const { profile, rules, minConfidence, include, exclude, allowedHosts } = defaultConfig;
  const settings = { profile, rules, minConfidence, include, exclude, allowedHosts };
  const text = `${JSON.stringify(settings, undefined, 2)}\n`;
  try {
    await writeFile(join(host.cwd, configFileName), text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new UsageError(`There is a ${configFileName} already; it stays as it is.`);
    throw new UsageError(`${configFileName} can't be written: ${reasonOf(error)}.`);
  }
  print(
    host.stdout,
    `Wrote ${configFileName} with the defaults. “claude-guard rules” lists the rules that it can set.\n`,
  );
}
