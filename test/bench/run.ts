/**
 * `npm run bench [-- <folder>…]`: how long the analysis of a file takes, by format and size, and of whole folders through the
 * built workers. Times are medians of several runs in ms; machines differ, so compare runs on one machine only.
 */
import { join, resolve } from 'node:path';
import { createEngine } from '../../src/engine/analyze';
import { defaultConfig } from '../../src/engine/config';
import { rules } from '../../src/rules/index';
import { createNodePool } from '../../src/scanner/node-pool';
import { scan } from '../../src/scanner/scan';
import { readWasm } from '../support/wasm';

const runs = 9;

/** One realistic unit of each format; a file is many of them. */
const units: Readonly<Record<string, (n: number) => string>> = {
  'module.ts': (n) =>
    `export async function ask${n}(question: string, options: { retries?: number } = {}) {\n  const client = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY, maxRetries: options.retries ?? ${n} });\n  const reply = await client.messages.create({ model, max_tokens: 1000, messages: [{ role: 'user', content: \`\${question} ${n}\` }] });\n  return reply.content.map((block) => (block.type === 'text' ? block.text : '')).join('');\n}\n\n`,
  'module.py': (n) =>
    `def ask_${n}(question: str, retries: int = ${n}) -> str:\n    client = anthropic.Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"], max_retries=retries)\n    reply = client.messages.create(model=MODEL, max_tokens=1000, messages=[{"role": "user", "content": f"{question} ${n}"}])\n    return "".join(block.text for block in reply.content if block.type == "text")\n\n\n`,
  'deploy.yaml': (n) =>
    `service-${n}:\n  image: registry/app:${n}\n  environment:\n    ANTHROPIC_BASE_URL: https://api.anthropic.com\n    REPLICAS: "${n}"\n  ports:\n    - ${3000 + n}:80\n`,
  'notes.txt': (n) =>
    `Line ${n}: the client reads its key from the environment of the service that runs it, and nowhere else.\n`,
};
const heads: Readonly<Record<string, string>> = {
  'module.ts': "import Anthropic from '@anthropic-ai/sdk';\n\nconst model = 'claude-sonnet-5-5';\n\n",
  'module.py': 'import os\n\nimport anthropic\n\nMODEL = "claude-sonnet-5-5"\n\n\n',
};

function fileOf(name: string, bytes: number): string {
  let text = heads[name] ?? '';
  for (let n = 0; text.length < bytes; n += 1) text += units[name]!(n);
  return text;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function files(): Promise<void> {
  const engine = createEngine(rules, readWasm);
  const options = { config: defaultConfig, today: '2026-11-23' };
  for (const name of Object.keys(units))
    for (const bytes of [5_000, 50_000, 250_000]) {
      const text = fileOf(name, bytes);
      const times: number[] = [];
      for (let run = 0; run <= runs; run += 1) {
        const start = performance.now();
        await engine.analyze({ uri: name, path: name, version: run, text }, options);
        if (run > 0) times.push(performance.now() - start);
      }
      const time = median(times);
      console.log(
        `${name.padEnd(12)} ${`${bytes / 1000} kB`.padStart(7)} ${time.toFixed(1).padStart(8)} ms ${(text.length / 1000 / time).toFixed(2).padStart(7)} MB/s`,
      );
    }
}

async function folders(paths: readonly string[]): Promise<void> {
  const dist = resolve(__dirname, '../../dist');
  const scanner = createNodePool({ worker: join(dist, 'worker.js'), grammars: join(dist, 'grammars') });
  const ruleIds = rules.map(({ id }) => id);
  for (const path of paths) {
    const { summary, findings } = await scan({ root: resolve(path) }, scanner, { today: '2026-11-23', ruleIds });
    const { files: count, scannedBytes, durationMs } = summary;
    console.log(
      `${path}: ${count} files, ${(scannedBytes / 1e6).toFixed(1)} MB, ${(durationMs / 1000).toFixed(2)} s, ${findings.length} findings`,
    );
  }
  await scanner.dispose();
}

void files().then(() => folders(process.argv.slice(2)));
