/** Where the lowering of JavaScript and TypeScript stands. */
import type { Facts, Range, Scope } from '../../facts';

/** Where in the file the lowering is. */
export interface Place {
  facts: Facts;
  text: string;
  scope: Scope;
  statement: Range;
  /** Where the block ends that holds the statement. */
  end: number;
  depth: number;
  /** Inside of a string that is listed already. */
  inString: boolean;
}

export const textOf = ({ start, end }: Range, { text }: Place): string => text.slice(start, end);

/** The same place inside of an expression. */
export function deeper({ facts, text, scope, statement, end, depth }: Place, inString: boolean, levels = 1): Place {
  return { facts, text, scope, statement, end, depth: depth + levels, inString };
}
