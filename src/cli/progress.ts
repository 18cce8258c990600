/** One line on a terminal that says how far a scan is. */
import { printable, shorten } from '../report/terminal';
import type { Progress } from '../scanner/types';
import type { Host } from './host';
import { print } from './output';

export interface ProgressLine {
  show(progress: Progress): void;
  clear(): void;
}

/** Between two updates, in ms. */
const pace = 80;
const eraseLine = '\r\u001b[2K';

const silent: ProgressLine = { show() {}, clear() {} };

/** Writes to standard error, and only where that is a terminal. */
export function createProgressLine(host: Host, quiet: boolean): ProgressLine {
  const { stderr } = host;
  if (quiet || !stderr.isTerminal || host.env.TERM === 'dumb') return silent;
  let last = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    show({ done, total, file }) {
      const now = host.clock();
      if (now - last < pace) return;
      last = now;
      shown = true;
      print(
        stderr,
        eraseLine + shorten(printable(`Scanning ${done} of ${total}: ${file}`), (stderr.columns ?? 80) - 1),
      );
    },
    clear() {
      if (shown) stderr.write(eraseLine);
      shown = false;
    },
  };
}
