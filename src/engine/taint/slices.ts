/** Pieces of a credential that say only which one it is. */
import type { Value } from '../facts';
import type { Flow } from '../flow/flow';

/** Characters of a key that are no secret: its prefix, and the last ones, which the Console shows too. */
const harmless = { leading: 13, trailing: 4 };

/** Whether a slice leaves no more than that: `key.slice(0, 8)`, `key[:8]`, `key.slice(-4)`. */
export function isHarmlessPiece(value: Value, flow: Flow, text: string): boolean {
  if (value.kind === 'call' && value.call.callee.kind === 'member') {
    const { property = '' } = value.call.callee;
    if (!/^(?:slice|substring|substr|at|charAt)$/.test(property)) return false;
    if (property === 'at' || property === 'charAt') return true;
    const [from, to] = value.call.args.map((one) => flow.constant(one.value));
    return isShort(from, to);
  }
  if (value.kind !== 'member' || value.property !== undefined) return false;
  const slice = /^\s*(-?\d*)\s*:\s*(-?\d*)\s*$/.exec(text.slice(value.propertyRange.start, value.propertyRange.end));
  return slice !== null && isShort(slice[1] ? Number(slice[1]) : 0, slice[2] ? Number(slice[2]) : undefined);
}

function isShort(from: unknown, to: unknown): boolean {
  if (typeof from !== 'number') return false;
  if (from < 0) return to === undefined && -from <= harmless.trailing;
  return from === 0 && typeof to === 'number' && to >= 0 && to <= harmless.leading;
}
