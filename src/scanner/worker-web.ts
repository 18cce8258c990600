/** The main of a browser's worker, a classic script. Built to `dist/web/worker.js`. It has no disk: the host reads for it. */
import { createWasmRequests, type FromWebWorker, type ToWebWorker } from './web-protocol';
import { startWorker } from './worker-main';

/** The global scope of a browser's worker, as far as it is used here. */
interface WorkerScope {
  postMessage(message: FromWebWorker): void;
  onmessage: ((event: { data: ToWebWorker }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const wasm = createWasmRequests((message) => scope.postMessage(message));
const answer = startWorker({ readWasm: wasm.read, post: (message) => scope.postMessage(message) });

scope.onmessage = ({ data }) => {
  if ('wasm' in data) wasm.receive(data);
  else void answer(data);
};
