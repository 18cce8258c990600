// A worker that does as the path of a file says, to see how the pool copes. Plain JavaScript: it runs in a thread.
const { parentPort } = require('node:worker_threads');

const done = (id, path) =>
  parentPort.postMessage({
    kind: 'done',
    id,
    value: { path, uri: '', findings: [], suppressed: [], notices: [], bytes: 1 },
  });

const acts = {
  hang: () => {
    for (;;);
  },
  crash: () => {
    throw new Error('crashed, quoting a secret');
  },
  exit: () => process.exit(7),
  memory: () => {
    const kept = [];
    for (;;) kept.push(new Array(1e6).fill(kept.length));
  },
  late: (id, path) => setTimeout(() => done(id, path), 300),
  slow: (id, path) => {
    let signs = 0;
    const timer = setInterval(() => {
      parentPort.postMessage({ kind: 'alive', id });
      if (++signs < 8) return;
      clearInterval(timer);
      done(id, path);
    }, 100);
  },
  noise: (id, path) => {
    console.log('a secret');
    console.error('a secret');
    done(id, path);
  },
  fail: (id) => parentPort.postMessage({ kind: 'failed', id, error: 'TypeError' }),
};

parentPort.on('message', ({ id, request }) => {
  const { path } = request.job ?? request.file;
  const act = acts[path.split('-')[0]];
  if (act) act(id, path);
  else done(id, path);
});
parentPort.postMessage({ kind: 'ready' });
