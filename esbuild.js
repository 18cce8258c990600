// Builds dist/: the extension, the worker of its scanner, the command line, and the grammars that they load; in dist/web
// the extension and the worker for VS Code in a browser.
// Usage: node esbuild.js [--production] [--watch]
const { build, context, transform } = require('esbuild');
const { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join } = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const shared = {
  absWorkingDir: __dirname,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: watch ? 'info' : 'warning',
};

/** What a module of ours exports, and the files that it was built from. */
async function load(entry) {
  const options = {
    entryPoints: [entry],
    platform: 'node',
    mainFields: ['module', 'main'],
    format: 'cjs',
    metafile: true,
    write: false,
  };
  const { outputFiles, metafile } = await build({ ...shared, ...options, sourcemap: false });
  const module = new Module(entry);
  module.paths = [join(__dirname, 'node_modules')];
  module._compile(outputFiles[0].text, `${entry}.js`);
  return { exports: module.exports, files: Object.keys(metafile.inputs) };
}

/** What rules say, in a file beside the bundles of Node: it is long, and read when the first finding is shown. */
const ruleTexts = 'rule-texts.json';

/**
 * Instead of the rules' code, which takes long to load: what they say.
 * @param {boolean} inline without it, the texts are a file of their own
 */
const textsOfRules = (inline) => ({
  name: 'texts of rules',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: new RegExp(`^\\./${ruleTexts}$`) }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /[\\/]src[\\/]report[\\/]rule-texts\.ts$/ }, async () => {
      const { exports, files } = await load('src/rules/index.ts');
      const ids = JSON.stringify(exports.rules.map(({ id }) => id));
      const json = JSON.stringify(exports.rules);
      if (!inline) writeFileSync(join(__dirname, 'dist', ruleTexts), json);
      const texts = inline ? `JSON.parse(${JSON.stringify(json)})` : `require('./${ruleTexts}')`;
      return {
        contents: `export const ruleIds = ${ids}; let texts; export const ruleTexts = () => (texts ??= ${texts});`,
        watchFiles: files.map((file) => join(__dirname, file)),
      };
    });
  },
});

const node = {
  ...shared,
  entryPoints: {
    worker: 'src/scanner/worker.ts',
    engine: 'src/scanner/worker-engine.ts',
    cli: 'src/cli/main.ts',
  },
  outdir: 'dist',
  platform: 'node',
  // jsonc-parser's `main` is UMD, whose requires a bundler cannot follow.
  mainFields: ['module', 'main'],
  format: 'cjs',
  target: 'node20',
  plugins: [textsOfRules(false)],
};

/** Files of the extension's parts that are loaded when they are first needed, see `import()` in `src/vscode`. */
const part = /^part-.*\.js(\.map)?$/;

/** Extensions are CommonJS, which esbuild does not split: it splits modules, which are CommonJS afterwards. */
const toCommonJs = {
  name: 'to CommonJS',
  setup({ initialOptions, onEnd }) {
    const { minify, target } = initialOptions;
    onEnd(async ({ errors, outputFiles }) => {
      if (errors.length > 0) return;
      const options = { format: 'cjs', platform: 'node', minify, target, legalComments: 'none' };
      const sourcemap = production ? false : 'inline';
      const files = await Promise.all(
        outputFiles.map(async ({ path, text }) => {
          const { code } = await transform(text, { ...options, sourcemap, sourcefile: basename(path) });
          return { path, code };
        }),
      );
      const folder = join(__dirname, 'dist');
      const made = new Set(files.map(({ path }) => basename(path)));
      for (const name of readdirSync(folder)) if (part.test(name) && !made.has(name)) rmSync(join(folder, name));
      for (const { path, code } of files) writeFileSync(path, code);
    });
  },
};

const nodeExtension = {
  ...node,
  entryPoints: { extension: 'src/vscode/extension.ts' },
  external: ['vscode'],
  format: 'esm',
  splitting: true,
  chunkNames: 'part-[hash]',
  write: false,
  sourcemap: production ? false : 'inline',
  plugins: [textsOfRules(false), toCommonJs],
};

// A browser's host evaluates the extension as CommonJS, and starts the worker as a classic script. An import of `node:`
// anywhere in them fails the build.
const web = { ...shared, outdir: 'dist/web', platform: 'browser', target: 'es2022' };
const webExtension = {
  ...web,
  entryPoints: { extension: 'src/vscode/extension-web.ts' },
  format: 'cjs',
  external: ['vscode'],
  plugins: [textsOfRules(true)],
};
const webWorker = {
  ...web,
  entryPoints: { worker: 'src/scanner/worker-web.ts' },
  format: 'iife',
  inject: ['src/scanner/web-globals.ts'],
  // Tree-sitter's runtime asks for these only where it finds itself in Node.
  external: ['url', 'fs/promises', 'module'],
};

const runtime = dirname(require.resolve('@vscode/tree-sitter-wasm'));
const hcl = dirname(require.resolve('@tree-sitter-grammars/tree-sitter-hcl/package.json'));
const grammars = ['typescript', 'tsx', 'python', 'bash', 'ini', 'go', 'java', 'php', 'ruby', 'c-sharp'].map(
  (name) => `tree-sitter-${name}.wasm`,
);

function copyGrammars() {
  const folder = join(__dirname, 'dist', 'grammars');
  mkdirSync(folder, { recursive: true });
  for (const file of ['tree-sitter.wasm', ...grammars]) copyFileSync(join(runtime, file), join(folder, file));
  copyFileSync(join(hcl, 'tree-sitter-hcl.wasm'), join(folder, 'tree-sitter-hcl.wasm'));
}

/** Labs, which are read when somebody opens one. */
async function writeTraining() {
  const { readContent, readTranslations, shipped } = (await load('src/dev/training.ts')).exports;
  const folder = join(__dirname, 'src/training/content');
  writeFileSync(join(__dirname, 'dist/training.json'), JSON.stringify(shipped(readContent(folder))));
  for (const translation of readTranslations(folder))
    writeFileSync(join(__dirname, `dist/training.${translation.language}.json`), JSON.stringify(translation));
}

async function main() {
  if (production) rmSync(join(__dirname, 'dist'), { recursive: true, force: true });
  copyGrammars();
  await writeTraining();
  const builds = await Promise.all([node, nodeExtension, webExtension, webWorker].map((options) => context(options)));
  if (watch) return Promise.all(builds.map((build) => build.watch()));
  try {
    await Promise.all(builds.map((build) => build.rebuild()));
  } finally {
    await Promise.all(builds.map((build) => build.dispose()));
  }
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

module.exports = { webWorker };
