// A browser's worker, as far as a classic script can tell, in a thread of Node: nothing of Node is left to it.
const { parentPort, workerData } = require('node:worker_threads');
const { runInThisContext } = require('node:vm');

const scope = {
  self: globalThis,
  location: { href: 'blob:http://localhost/worker' },
  importScripts() {},
  postMessage: (message) => parentPort.postMessage(message),
  onmessage: null,
};
Object.assign(globalThis, scope);
parentPort.on('message', (data) => globalThis.onmessage?.({ data }));
for (const name of ['process', 'Buffer', 'global', 'setImmediate', 'clearImmediate', 'require', 'module', 'exports']) {
  delete globalThis[name];
}
runInThisContext(workerData.script);
