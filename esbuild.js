// Builds dist/: the extension, the worker of its scanner, the command line, and the grammars that they load.
// Usage: node esbuild.js [--production] [--watch]
const { context } = require('esbuild');
const { copyFileSync, mkdirSync, rmSync } = require('node:fs');
const { dirname, join } = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const entries = {
  extension: 'src/vscode/extension.ts',
  worker: 'src/scanner/worker.ts',
  cli: 'src/cli/main.ts',
};

const runtime = dirname(require.resolve('@vscode/tree-sitter-wasm'));
const hcl = dirname(require.resolve('@tree-sitter-grammars/tree-sitter-hcl/package.json'));
const grammars = ['typescript', 'tsx', 'python', 'bash', 'ini'].map((name) => `tree-sitter-${name}.wasm`);

function copyGrammars() {
  const folder = join(__dirname, 'dist', 'grammars');
  mkdirSync(folder, { recursive: true });
  for (const file of ['tree-sitter.wasm', ...grammars]) copyFileSync(join(runtime, file), join(folder, file));
  copyFileSync(join(hcl, 'tree-sitter-hcl.wasm'), join(folder, 'tree-sitter-hcl.wasm'));
}

async function main() {
  if (production) rmSync(join(__dirname, 'dist'), { recursive: true, force: true });
  copyGrammars();
  const build = await context({
    absWorkingDir: __dirname,
    entryPoints: entries,
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    // jsonc-parser's `main` is UMD, whose requires a bundler cannot follow.
    mainFields: ['module', 'main'],
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    logLevel: watch ? 'info' : 'warning',
  });
  if (watch) return build.watch();
  try {
    await build.rebuild();
  } finally {
    await build.dispose();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
