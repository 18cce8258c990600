/** Browsers' workers on threads of Node. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BrowserWorker } from '../../../src/scanner/web-pool';
import type { FromWebWorker } from '../../../src/scanner/web-protocol';

/** @param script the text of a classic script */
export function startBrowserWorker(script: string): BrowserWorker {
  const thread = new Worker(join(__dirname, 'browser.cjs'), { workerData: { script } });
  const worker: BrowserWorker = {
    postMessage: (message) => thread.postMessage(message),
    onmessage: null,
    onerror: null,
    terminate: () => void thread.terminate(),
  };
  thread.on('message', (data: FromWebWorker) => worker.onmessage?.({ data }));
  thread.on('error', ({ message }) => worker.onerror?.({ message }));
  return worker;
}
