/**
 * Known flaws of packages that have to do with Claude: Anthropic's own, MCP's, and wrappers around them. A row is one range of
 * versions; an id may have several. Rows are read in a CVE, OSV, PyPA or vendor's record (`source`), never guessed. See
 * “Keeping the data alive” in the README for how to add one.
 */
import type { Ecosystem } from '../../engine/packages/types';
import data from './advisories.json';

export interface Advisory {
  id: string;
  /** Its names elsewhere. */
  aliases?: readonly string[];
  ecosystem: Ecosystem;
  package: string;
  /** The first version that has it; `0`: all from the beginning. */
  introduced: string;
  /** The first that has it no more; null: none is known. */
  fixed: string | null;
  severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';
  /** A sentence. */
  summary: string;
  source: string;
  /** The part that is flawed, where most who use the package do not run it. */
  part?: 'proxy';
  /** Somebody has put it there: it does harm wherever it is installed. */
  isMalware?: true;
  /** When the row was read, `YYYY-MM-DD`; absent: as `advisoriesChecked`. */
  checked?: string;
}

/** When the rows were read, `YYYY-MM-DD`. */
export const advisoriesChecked: string = data.checked;

export const advisories = data.rows as readonly Advisory[];
