// @ts-check
/**
 * How long the extension's own code takes from being loaded to the end of `activate`, in a plain Node process with a stand-in
 * for VS Code. Prints JSON: `load` and `activate` in ms, and `workers`, the worker threads that were started on the way.
 */
const { Module } = require('node:module');
const { resolve } = require('node:path');
const threads = require('node:worker_threads');

let workers = 0;
class CountedWorker extends threads.Worker {
  /** @param {ConstructorParameters<typeof threads.Worker>} args */
  constructor(...args) {
    super(...args);
    workers++;
  }
}

/** Whatever is asked for: a class, a function, an event, an object. It answers with more of its kind. */
function anything() {
  const made = class {
    dispose() {}
  };
  return new Proxy(made, {
    get: (target, name) => {
      if (name === Symbol.toPrimitive) return () => '';
      if (name === 'then' || typeof name === 'symbol') return undefined;
      if (!Object.hasOwn(target, name)) Object.defineProperty(target, name, { value: anything(), writable: true });
      return Reflect.get(target, name);
    },
    apply: () => known(),
  });
}

/** @param {Record<string, unknown>} [members] */
const known = (members = {}) =>
  new Proxy(members, {
    get: (target, name) => {
      if (name === Symbol.toPrimitive) return () => '';
      if (name === 'then' || typeof name === 'symbol') return Reflect.get(target, name);
      if (!Object.hasOwn(target, name)) target[name] = anything();
      return target[name];
    },
  });

const uri = (/** @type {string} */ path) => ({
  scheme: 'file',
  authority: '',
  path,
  fsPath: path,
  with: (/** @type {{ path: string }} */ change) => uri(change.path),
  toString: () => `file://${path}`,
});
const nothing = { get: () => undefined, inspect: () => undefined, has: () => false };
const folder = { uri: uri(resolve(__dirname)), name: 'bench', index: 0 };
const vscode = known({
  Uri: {
    file: uri,
    parse: (/** @type {string} */ text) => uri(text.replace(/^file:\/\//, '')),
    joinPath: (/** @type {{ path: string }} */ base, /** @type {string[]} */ ...parts) =>
      uri([base.path, ...parts].join('/')),
  },
  workspace: known({
    workspaceFolders: [folder],
    textDocuments: [],
    isTrusted: true,
    getConfiguration: () => nothing,
    getWorkspaceFolder: () => folder,
    findFiles: async () => [],
  }),
  window: known({ terminals: [], tabGroups: known({ all: [] }), visibleTextEditors: [] }),
  l10n: { t: (/** @type {string} */ text) => text, bundle: undefined },
  Disposable: Object.assign(
    class {
      dispose() {}
    },
    { from: () => ({ dispose() {} }) },
  ),
});

const load = Reflect.get(Module, '_load');
Reflect.set(Module, '_load', (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) => {
  if (name === 'vscode') return vscode;
  if (name === 'node:worker_threads') return { ...threads, Worker: CountedWorker };
  return load(name, ...rest);
});

/** What VS Code's extension host has loaded itself: the imports of its `extensionHostProcess.js`. */
for (const name of [
  'assert',
  'child_process',
  'crypto',
  'events',
  'fs/promises',
  'http',
  'net',
  'os',
  'stream',
  'url',
  'zlib',
])
  require(`node:${name}`);

const root = resolve(__dirname, '../..');
const memory = { get: () => undefined, update: async () => {}, keys: () => [], setKeysForSync() {} };
const context = known({
  subscriptions: [],
  extensionUri: uri(root),
  extensionPath: root,
  globalState: memory,
  workspaceState: memory,
  extension: { packageJSON: require('../../package.json'), id: 'claude-guard' },
});

/** CPU time of this process until now, in ms: what other programs take does not count. */
const used = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const start = used();
const extension = require('../../dist/extension.js');
const loaded = used();
extension.activate(context);
const active = used();
process.stdout.write(JSON.stringify({ load: loaded - start, activate: active - loaded, workers }), () =>
  process.exit(),
);
