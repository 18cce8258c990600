import assert from 'node:assert/strict';
import type { Finding, SourceFile } from '../../src/engine/types';
import { rules } from '../../src/rules/index';
import { mayMatter } from '../../src/scanner/needles';
import { analyzeText } from '../../src/scanner/scan-file';
import { engine, options, sourceFile } from '../support/engine';
import { readFixtures } from '../support/fixtures';
import { fillTemplate } from '../support/templates';

/** What a test expects often has a needle in it that the code itself has not. */
const withoutWants = (text: string) => text.replace(/want (?:[a-z-]+ )?"(?:[^"\\\n]|\\.)*"/g, 'w');

const essence = ({ rule, range, message }: Finding) => ({ rule, range, message });

/** Code that asks Claude through modules whose names say nothing of it. */
const elsewhere: Readonly<Record<string, string>> = {
  'own-client.ts':
    "import { client } from './llm';\nexport async function run(task: string) {\n  const reply = await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content: task }] });\n  eval(reply.content[0].text);\n}\n",
  'litellm.py':
    'from litellm import completion\n\n\ndef run(task):\n    reply = completion(model="claude-sonnet-5", messages=[{"role": "user", "content": task}])\n    exec(reply.choices[0].message.content)\n',
  'vercel.ts':
    "import { generateText } from 'ai';\nimport { anthropic } from '@ai-sdk/anthropic';\nexport async function run(prompt: string) {\n  const { text } = await generateText({ model: anthropic('claude-sonnet-5'), prompt });\n  eval(text);\n}\n",
  'bot.js':
    "const { Client } = require('discord.js');\nconst { claude } = require('./claude');\nconst bot = new Client({ intents: [] });\nbot.on('messageCreate', async (message) => {\n  await claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: `Be ${message.content}`, messages: [] });\n});\n",
  'server.py':
    'import subprocess\n\nfrom mcp.server.lowlevel import Server\n\nserver = Server("shell")\n\n\n@server.call_tool()\nasync def run(name, arguments):\n    return subprocess.run(arguments["command"], shell=True)\n',
};

interface Case {
  name: string;
  file: SourceFile;
}

const cases: Case[] = [
  ...readFixtures().map(({ name, path, text, host }) => ({ name, file: sourceFile(path, withoutWants(text), host) })),
  ...rules.flatMap(({ id, examples }) =>
    examples.map(({ file, bad, host }) => ({
      name: `the example ${file} of ${id}`,
      file: sourceFile(file, fillTemplate(bad), host),
    })),
  ),
  ...Object.entries(elsewhere).map(([path, text]) => ({ name: path, file: sourceFile(path, text) })),
];

describe('what a scan passes over', () => {
  it('has no finding, in any fixture and any example', async () => {
    const lost: string[] = [];
    for (const { name, file } of cases) {
      const direct = (await engine.analyze(file, options)).findings.map(essence);
      const scanned = (await analyzeText(engine, file, options)).findings.map(essence);
      const isRead = direct.length === 0 || mayMatter(file.path, Buffer.from(file.text));
      if (!isRead || JSON.stringify(direct) !== JSON.stringify(scanned)) lost.push(name);
    }
    assert.deepEqual(lost, []);
  }).timeout(120_000);

  for (const [path, text] of Object.entries(elsewhere))
    it(`is not ${path}, which asks Claude by way of others`, async () => {
      const found = (await analyzeText(engine, sourceFile(path, text), options)).findings;
      assert.ok(
        found.some(({ rule }) => /^reply-as-|^untrusted-/.test(rule)),
        JSON.stringify(found.map(essence)),
      );
    });
});
