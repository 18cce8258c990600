/** Everything that is printed goes through here, masked. */
import { resolve } from 'node:path';
import pc from 'picocolors';
import { maskCredentials } from '../engine/credentials';
import { printable, type Style } from '../report/terminal';
import { writeAtomically } from './files';
import { type Host, type Terminal, UsageError } from './host';

function wantsColors({ env }: Host, terminal: Terminal): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return terminal.isTerminal && env.TERM !== 'dumb';
}

/** Nobody likes to read longer lines. */
const widest = 120;

/** Colours and width of a terminal; none of either in a pipe or a file. */
export function styleOf(host: Host, terminal: Terminal = host.stdout): Style {
  const { isTerminal, columns } = terminal;
  return {
    colors: pc.createColors(wantsColors(host, terminal)),
    width: isTerminal && columns ? Math.max(40, Math.min(columns, widest)) : undefined,
  };
}

export const print = (terminal: Terminal, text: string): void => terminal.write(maskCredentials(text));

/** A sentence for the person, beside the report. */
export const say = (host: Host, sentence: string): void => print(host.stderr, `${printable(sentence)}\n`);

/** A report: to standard output, or to a file that it replaces. */
export async function deliver(host: Host, text: string, output: string | undefined): Promise<void> {
  if (output === undefined) return print(host.stdout, text);
  try {
    await writeAtomically(resolve(host.cwd, output), new TextEncoder().encode(maskCredentials(text)));
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UsageError(`“${output}” can't be written (${code}).`);
  }
}
