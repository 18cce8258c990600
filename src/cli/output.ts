/** Everything that is printed goes through here, masked. */
import { resolve } from 'node:path';
import pc from 'picocolors';
import { maskCredentials } from '../engine/credentials/credentials';
import { printable, type Style } from '../report/terminal';
import { checkReport, writeReport } from './files';
import { type Host, type Terminal, UsageError } from './host';
import { reasonOf } from './reasons';

function wantsColors({ env }: Host, terminal: Terminal): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
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

const notWritten = (output: string, error: unknown) =>
  new UsageError(`“${output}” can't be written: ${reasonOf(error)}.`);

/** Before a scan that may take long. Throws a `UsageError` where the report could not be written to `output`. */
export async function checkOutput(host: Host, output: string | undefined): Promise<void> {
  if (output === undefined) return;
  if (output === '') throw new UsageError('--output needs the name of a file.');
  await checkReport(resolve(host.cwd, output)).catch((error) => {
    throw notWritten(output, error);
  });
}

/** A report: to standard output, or to a file that it replaces. */
export async function deliver(host: Host, text: string, output: string | undefined): Promise<void> {
  if (output === undefined) return print(host.stdout, text);
  try {
    await writeReport(resolve(host.cwd, output), new TextEncoder().encode(maskCredentials(text)));
  } catch (error) {
    throw notWritten(output, error);
  }
}
