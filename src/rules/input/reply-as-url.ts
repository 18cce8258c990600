import { phrases } from '../../engine/messages';
import type { Document, Message, Rule } from '../../engine/types';
import { flowHook } from '../support/flow-rule';
import { type CallSink, callSinks } from '../support/sinks';
import { rowsFor } from '../support/sinks-elsewhere';
import { type Sink, wayTexts } from '../support/traces';

const methods = 'get|post|put|patch|delete|head|options|request|stream';

/** Calls that send a request to the URL that they are told. */
const senders: readonly CallSink[] = [
  { name: /^(?:(?:window|globalThis|self)\.)?fetch$|^\$fetch$|^ofetch#(?:ofetch|\$fetch)$/ },
  { name: /^(?:node-fetch|cross-fetch|isomorphic-fetch|undici)#(?:(?:\*|default)\.)?(?:default|fetch|request|\*)$/ },
  {
    name: new RegExp(`^axios#(?:default|\\*)(?:\\.create\\(\\))?(?:\\.(?:${methods}))?$`),
    keyword: 'url',
    position: 0,
  },
  { name: /^(?:ky|got|needle|superagent)#(?:default|\*|got|ky)(?:\.(?:get|post|put|patch|delete|head|stream))?$/ },
  { name: /^(?:node:)?https?#(?:(?:\*|default)\.)?(?:get|request)$/ },
  {
    name: /^(?:requests|httpx|niquests|curl_cffi\.requests)(?:\.\w+\(\))?\.(?:get|post|put|patch|delete|head|options)$/,
    keyword: 'url',
    position: 0,
  },
  {
    name: /^(?:requests|httpx|niquests|curl_cffi\.requests)(?:\.\w+\(\))?\.(?:request|stream)$/,
    keyword: 'url',
    position: 1,
  },
  { name: /^aiohttp\.ClientSession\(\)\.(?:get|post|put|patch|delete|head)$/, keyword: 'url', position: 0 },
  {
    name: /^urllib\.request\.(?:urlopen|urlretrieve|Request)$|^urllib3\.PoolManager\(\)\.urlopen$/,
    keyword: 'url',
    position: 0,
  },
  { name: /^(?:trafilatura\.fetch_url|feedparser\.parse|newspaper\.Article)$/, position: 0 },
];

const say = phrases({ sends: 'Text from {source} decides which server {name}() sends a request to.' });

/** A request that was made before has been told its server then. */
const made = /^urllib\.request\.Request\(\)$/;

const sinks = (document: Document): Sink[] =>
  callSinks(document, rowsFor(document, 'url', senders), (source: Message, name) =>
    say('sends', { source, name }),
  ).filter(({ value }) => !made.test(document.flow.name(value) ?? ''));

export const replyAsUrl: Rule = {
  id: 'reply-as-url',
  title: 'Reply used as a URL',
  practice: 'input',
  severity: 'warning',
  confidence: 'medium',
  cwe: [918],
  owasp: ['LLM05', 'ASI02'],
  why: 'Whoever can influence what Claude reads can make it name an address inside your network, such as a cloud’s metadata service, or a server of theirs with what it has read in the address.',
  remedy:
    'Parse the URL and send requests to hosts of a fixed list only; else refuse private addresses after resolving the name, and follow no redirects.',
  reports:
    'A reply, or the input of a tool call, that decides to which server a request is sent, with no test of its host. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent:
    'URLs whose host is written in the program or read from its configuration, hosts that are tested against a list, checked by a function that says so, or chosen from a list.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'research.py',
      bad: 'import anthropic\nimport requests\n\nclient = anthropic.Anthropic()\n\n\ndef research(question):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=256,\n        messages=[{"role": "user", "content": f"Give one URL that answers: {question}"}],\n    )\n    return requests.get(message.content[0].text.strip(), timeout=10).text\n',
      good: 'from urllib.parse import urlparse\n\nimport anthropic\nimport requests\n\nclient = anthropic.Anthropic()\nHOSTS = {"docs.python.org", "peps.python.org"}\n\n\ndef research(question):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=256,\n        messages=[{"role": "user", "content": f"Give one URL that answers: {question}"}],\n    )\n    url = message.content[0].text.strip()\n    if urlparse(url).netloc not in HOSTS:\n        raise ValueError("This host is not allowed.")\n    return requests.get(url, timeout=10, allow_redirects=False).text\n',
    },
    {
      file: 'tools.ts',
      bad: "import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';\nimport { z } from 'zod';\n\nexport const readPage = betaZodTool({\n  name: 'read_page',\n  description: 'Reads a page.',\n  inputSchema: z.object({ url: z.string() }),\n  run: async ({ url }) => (await fetch(url)).text(),\n});\n",
      good: "import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';\nimport { z } from 'zod';\n\nconst hosts = new Set(['docs.python.org', 'developer.mozilla.org']);\n\nexport const readPage = betaZodTool({\n  name: 'read_page',\n  description: 'Reads a page.',\n  inputSchema: z.object({ url: z.string() }),\n  run: async ({ url }) => {\n    const { hostname } = new URL(url);\n    if (!hosts.has(hostname)) return 'This host is not allowed.';\n    return (await fetch(url, { redirect: 'error' })).text();\n  },\n});\n",
    },
  ],
  document: flowHook({
    use: 'url',
    kinds: ['reply', 'toolInput'],
    sinks,
    confidence: ({ source: { kind } }) => (kind === 'reply' ? 'high' : 'medium'),
  }),
};
