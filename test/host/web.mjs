// @ts-check
/**
 * VS Code for the Web, as vscode.dev is: a page of static files, whose extensions run in a worker of the browser and come
 * from another origin. No server, no Node, no disk behind it. The files are those of the served VS Code.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { ensureServedVSCode } from './install.mjs';
import { atEnd } from './process.mjs';

/** @typedef {import('./process.mjs').Log} Log */

const STATIC = '/static/';
const TYPES = /** @type {Record<string, string>} */ ({
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
});
const WORKBENCH = 'out/vs/code/browser/workbench/workbench.js';
/** Where the served VS Code's page was made to need its server; it gets back what VS Code has there. */
const PATCHES = /** @type {const} */ ([
  [/remoteAuthority:location\.host\}/, '}'],
  [
    /(get userRoamingDataHome\(\)\{return \w+\(\w+\.file\(this\.userDataPath\)\.with\(\{scheme:)\w+\.\w+/,
    '$1"vscode-userdata"',
  ],
]);

/**
 * @typedef {object} WebExtension
 * @property {string} folder
 * @property {Record<string, (text: string) => string>} [replaced] files that are not served as they are, by their path
 */

/**
 * @typedef {object} Web
 * @property {string} origin
 * @property {string} extensionsOrigin where the extensions are served from
 * @property {(folder?: string) => string} url of the workbench, with a folder such as `virtual:/app`
 * @property {() => Promise<void>} stop
 */

/** A type, a status and a body. @typedef {{ path: string, body: string | Buffer }} Answer */

/**
 * @param {{ extensions: WebExtension[], settings?: Record<string, unknown>, log?: Log }} options
 * @returns {Promise<Web>}
 */
export async function startWeb({ extensions, settings = {}, log }) {
  const vscode = await ensureServedVSCode({ log });
  const root = join(vscode.root, 'node_modules/code-server/lib/vscode');
  const others = await serve((path) => extensionFile(path, extensions));
  const own = await serve((path, origin) =>
    path === '/'
      ? { path: '.html', body: page(root, configuration(origin, others.origin, extensions, settings)) }
      : workbenchFile(path, root),
  );
  return {
    origin: own.origin,
    extensionsOrigin: others.origin,
    url: (folder) => `${own.origin}/?${folder ? `folder=${encodeURIComponent(folder)}` : 'ew=true'}`,
    stop: async () => {
      own.stop();
      others.stop();
    },
  };
}

/** @param {(path: string, origin: string) => Answer | undefined} answer @returns {Promise<{ origin: string, stop: () => void }>} */
function serve(answer) {
  return new Promise((resolve, reject) => {
    let origin = '';
    const server = createServer(({ url = '/' }, response) => {
      const found = answer(decodeURIComponent(new URL(url, origin).pathname), origin);
      if (!found) return void response.writeHead(404, { 'access-control-allow-origin': '*' }).end();
      const type = TYPES[extname(found.path) || found.path] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' }).end(found.body);
    });
    const stop = atEnd(() => {
      server.closeAllConnections();
      server.close();
    });
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      origin = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
      resolve({ origin, stop });
    });
  });
}

/** @param {string} folder @param {string} path @returns {Buffer | undefined} */
function fileBelow(folder, path) {
  const file = normalize(join(folder, path));
  if (!file.startsWith(folder + sep)) return undefined;
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** @param {string} path @param {string} root @returns {Answer | undefined} */
function workbenchFile(path, root) {
  if (!path.startsWith(STATIC)) return undefined;
  const relative = path.slice(STATIC.length);
  const body = fileBelow(root, relative);
  return body && { path, body: relative === WORKBENCH ? patched(body.toString()) : body };
}

/** @param {string} script */
function patched(script) {
  for (const [theirs, ours] of PATCHES) {
    if (!theirs.test(script)) throw new Error(`The served VS Code has changed, and ${WORKBENCH} needs other patches.`);
    script = script.replace(theirs, ours);
  }
  return script;
}

/** Extensions are served from `/0/`, `/1/` … @param {string} path @param {WebExtension[]} extensions @returns {Answer | undefined} */
function extensionFile(path, extensions) {
  const [, index, relative = ''] = /^\/(\d+)\/(.+)$/.exec(path) ?? [];
  const extension = extensions[Number(index)];
  if (!extension) return undefined;
  const body = fileBelow(extension.folder, relative);
  const replace = extension.replaced?.[relative];
  if (replace) return { path, body: replace(body?.toString() ?? '') };
  return body && { path, body };
}

/** @param {string} origin @param {string} path */
function components(origin, path) {
  const { protocol, host } = new URL(origin);
  return { $mid: 1, scheme: protocol.slice(0, -1), authority: host, path };
}

/** @param {string} origin @param {string} others @param {WebExtension[]} extensions @param {Record<string, unknown>} settings */
const configuration = (origin, others, extensions, settings) => ({
  additionalBuiltinExtensions: [...extensions.map((_, index) => components(others, `/${index}`))],
  configurationDefaults: settings,
  userDataPath: '/',
  isEnabledFileDownloads: true,
  isEnabledFileUploads: true,
  isEnabledCoderGettingStarted: false,
  webviewEndpoint: `${origin}${STATIC}out/vs/workbench/contrib/webview/browser/pre`,
  productConfiguration: { nameShort: 'VS Code for the Web', nameLong: 'VS Code for the Web', enableTelemetry: false },
});

const attribute = (/** @type {unknown} */ value) =>
  JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The served VS Code's own page, with another configuration. @param {string} root @param {unknown} configured */
function page(root, configured) {
  const values = /** @type {Record<string, string>} */ ({
    WORKBENCH_WEB_CONFIGURATION: attribute(configured),
    WORKBENCH_WEB_BASE_URL: STATIC.slice(0, -1),
    WORKBENCH_NLS_URL: `${STATIC}out/nls.messages.js`,
    WORKBENCH_NLS_FALLBACK_URL: `${STATIC}out/nls.messages.js`,
  });
  const html = readFileSync(join(root, 'out/vs/code/browser/workbench/workbench.html'), 'utf8');
  return html.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? '');
}
