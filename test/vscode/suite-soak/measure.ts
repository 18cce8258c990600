/** What an extension host uses. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Bytes that are still reachable. What was let go in a callback may take another turn to be free. */
export async function heapInUse(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    collect();
    await pause(50);
  }
  return process.memoryUsage().heapUsed;
}

interface WorkerReport {
  header: { threadId: number };
  javascriptHeap: { externalMemory: number; heapSpaces: Record<string, { used: number }> };
}

const workers = () => (process.report.getReport() as unknown as { workers: WorkerReport[] }).workers;

/** The ids of the worker threads that are alive, whoever has started them. */
export const workerThreads = (): number[] => workers().map(({ header }) => header.threadId);

/** Bytes of the worker that uses most: what has outlived its garbage collections, and what lies outside its heap, as wasm does. */
export function mostOfWorker(): number {
  const used = workers().map(({ javascriptHeap: { externalMemory, heapSpaces } }) => {
    const kept = ['old_space', 'large_object_space'].map((name) => heapSpaces[name]?.used ?? 0);
    return kept.reduce((sum, one) => sum + one, externalMemory);
  });
  return Math.max(0, ...used);
}

/** The share of a processor that the process needs, over two seconds. */
export async function load(): Promise<number> {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  await pause(2000);
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1000 / (performance.now() - start);
}
