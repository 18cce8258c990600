import assert from 'node:assert/strict';
import { understand } from '../../src/engine/claude/claude';
import { createFlow } from '../../src/engine/flow/flow';
import type { Format } from '../../src/engine/formats/format';
import { typescript } from '../../src/engine/formats/javascript/javascript';
import { python } from '../../src/engine/formats/python/python';
import { factsOf } from '../support/parsing';

async function use(format: Format, text: string, path = 'a') {
  const facts = await factsOf(format, text, path);
  const flow = createFlow(facts, format);
  return { flow, ...understand(text, facts, flow, { path, credentials: [], format }) };
}

/** A client of each library, with its key in `key`. */
const typescriptClients: Readonly<Record<string, string>> = {
  anthropic: "import A from '@anthropic-ai/sdk'; new A({ apiKey: key });",
  'anthropic by name': "import { Anthropic as B } from '@anthropic-ai/sdk'; new B({ apiKey: key });",
  'anthropic by require': "const A = require('@anthropic-ai/sdk'); new A({ apiKey: key });",
  'anthropic by require of a member':
    "const { Anthropic } = require('@anthropic-ai/sdk'); new Anthropic({ apiKey: key });",
  'anthropic by namespace': "import * as N from '@anthropic-ai/sdk'; new N.Anthropic({ apiKey: key });",
  'anthropic by dynamic import': "const { default: A } = await import('@anthropic-ai/sdk'); new A({ apiKey: key });",
  bedrock: "import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk'; new AnthropicBedrock({ apiKey: key });",
  vertex: "import { AnthropicVertex } from '@anthropic-ai/vertex-sdk'; new AnthropicVertex({ accessToken: key });",
  foundry: "import A from '@anthropic-ai/foundry-sdk'; new A({ apiKey: key });",
  aws: "import { AnthropicAws } from '@anthropic-ai/aws-sdk'; new AnthropicAws({ apiKey: key });",
  'Vercel AI SDK': "import { createAnthropic } from '@ai-sdk/anthropic'; createAnthropic({ apiKey: key });",
  LangChain: "import { ChatAnthropic } from '@langchain/anthropic'; new ChatAnthropic({ anthropicApiKey: key });",
  LlamaIndex: "import { Anthropic } from 'llamaindex'; new Anthropic({ apiKey: key });",
  'Agent SDK':
    "import { query } from '@anthropic-ai/claude-agent-sdk'; query({ prompt, options: { env: { ANTHROPIC_API_KEY: key } } });",
};
const pythonClients: Readonly<Record<string, string>> = {
  anthropic: 'import anthropic\nanthropic.Anthropic(api_key=key)',
  'anthropic by name': 'from anthropic import AsyncAnthropic as A\nA(api_key=key)',
  'anthropic with spread options': 'import anthropic\nanthropic.Anthropic(**{"api_key": key})',
  bedrock: 'from anthropic import AnthropicBedrock\nAnthropicBedrock(api_key=key)',
  vertex: 'from anthropic import AsyncAnthropicVertex\nAsyncAnthropicVertex(access_token=key)',
  foundry: 'import anthropic as a\na.AnthropicFoundry(api_key=key)',
  LangChain: 'from langchain_anthropic import ChatAnthropic\nChatAnthropic(anthropic_api_key=key)',
  LlamaIndex: 'from llama_index.llms.anthropic import Anthropic\nAnthropic(api_key=key)',
  PydanticAI: 'from pydantic_ai.providers.anthropic import AnthropicProvider\nAnthropicProvider(api_key=key)',
  LiteLLM: 'import litellm\nlitellm.completion(model="anthropic/claude-sonnet-5-5", api_key=key)',
  Instructor: 'import instructor\ninstructor.from_provider("anthropic/claude-sonnet-5-5", api_key=key)',
  'Agent SDK': 'from claude_agent_sdk import ClaudeAgentOptions\nClaudeAgentOptions(env={"ANTHROPIC_API_KEY": key})',
};

const typescriptRequests: Readonly<Record<string, string>> = {
  'messages.create': "import A from '@anthropic-ai/sdk'; new A().messages.create({});",
  'beta.messages.stream': "import A from '@anthropic-ai/sdk'; const c = new A(); c.beta.messages.stream({});",
  fetch: "fetch('https://api.anthropic.com/v1/messages', { headers: {} });",
  'fetch by header': "fetch(url, { headers: { 'anthropic-version': '2026-10-21' } });",
  axios: "import axios from 'axios'; axios.post(`https://api.anthropic.com/v1/${path}`, body, { headers });",
  'axios instance': "import axios from 'axios'; axios.create({ baseURL: 'https://api.anthropic.com' });",
  'node:https':
    "import https from 'node:https'; https.request({ hostname: 'api.anthropic.com', path: '/v1/messages' });",
};
const pythonRequests: Readonly<Record<string, string>> = {
  'messages.create': 'import anthropic\nanthropic.Anthropic().messages.create()',
  'on a field':
    'import anthropic\nclass A:\n    def __init__(self):\n        self.c = anthropic.Anthropic()\n    def ask(self):\n        self.c.messages.create()',
  'with a context manager': 'import anthropic\nwith anthropic.Anthropic() as c:\n    c.messages.create()',
  requests: 'import requests\nrequests.post("https://api.anthropic.com/v1/messages", headers=h)',
  'a session': 'import requests\ns = requests.Session()\ns.post("https://api.anthropic.com/v1/messages")',
  'httpx, async':
    'import httpx\nasync def f():\n    async with httpx.AsyncClient() as c:\n        await c.post("https://api.anthropic.com/v1/messages")',
  urllib: 'import urllib.request\nurllib.request.Request("https://api.anthropic.com/v1/messages", headers=h)',
};

describe('what a file does with Claude', () => {
  const languages = [
    ['TypeScript', typescript, typescriptClients, typescriptRequests],
    ['Python', python, pythonClients, pythonRequests],
  ] as const;
  for (const [language, format, clients, requests] of languages)
    describe(language, () => {
      for (const [name, text] of Object.entries(clients))
        it(`sees the client of ${name}, and its key`, async () => {
          const found = await use(format, text);
          assert.equal(found.clients.length, 1);
          const [client] = found.clients;
          const key = client!.apiKey ?? client!.authToken;
          assert.equal(key?.kind === 'name' && key.name, 'key');
          assert.equal(found.relevant, true);
        });
      for (const [name, text] of Object.entries(requests))
        it(`sees the request: ${name}`, async () => assert.equal((await use(format, text)).requests.length, 1));
    });

  it('leaves other vendors, other names and other hosts alone', async () => {
    const others = [
      "import OpenAI from 'openai'; new OpenAI({ apiKey: key });",
      'class Anthropic {} new Anthropic({ apiKey: key });',
      "fetch('https://example.com/anthropic.com');",
      "fetch('https://api.anthropic.com.evil.example/v1');",
      "import type Anthropic from '@other/sdk';",
    ];
    for (const text of others) {
      const { clients, requests } = await use(typescript, text);
      assert.deepEqual([clients, requests], [[], []], text);
    }
    const { clients } = await use(python, 'import litellm\nlitellm.completion(model="gpt-4o", api_key=key)');
    assert.deepEqual(clients, []);
  });

  it('counts Claude Code and MCP configuration as relevant by its place', async () => {
    assert.equal((await use(typescript, '', '.claude/hooks/a.ts')).relevant, true);
    assert.equal((await use(typescript, 'const a = 1;', 'src/claude.ts')).relevant, false);
  });
});
