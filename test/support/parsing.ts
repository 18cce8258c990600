/** One set of grammars for all tests of a process. */
import type { Facts } from '../../src/engine/facts';
import type { Format } from '../../src/engine/formats/format';
import { createGrammars } from '../../src/engine/grammars';
import { readWasm } from './wasm';

export const grammars = createGrammars(readWasm);

export async function factsOf(format: Format, text: string, path = 'a'): Promise<Facts> {
  if (format.grammar) await grammars.ready([format.grammar]);
  return format.parse(text, { grammars, path });
}
