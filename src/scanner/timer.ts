/** Times that are measured in what was computed rather than waited for: no file is given up because a machine is busy. */
import type { Files } from './files';

/** Most that a time is stretched on a busy machine. */
export const patience = 4;
/** Share of a time that must have been computed before it is called over: the measure is of all threads. */
export const enough = 0.9;

/** Whether a time, in ms, is over, to be asked again and again. Where CPU time is not known, waiting counts as much. */
export function createTimer(
  time: number,
  { cpuTime = () => performance.now() }: Pick<Files, 'cpuTime'>,
): () => boolean {
  const since = { wall: performance.now(), cpu: cpuTime() };
  return () => {
    const waited = performance.now() - since.wall;
    return waited > time && (cpuTime() - since.cpu > time * enough || waited > time * patience);
  };
}
