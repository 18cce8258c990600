/** The shapes that a way from a source to a sink may have, for each rule about flow: in files, with the value as it is or cleaned. */

export const shapes = [
  'a helper away',
  'two modules away',
  'through a class',
  'aliased client',
  'async stream',
] as const;
export type Shape = (typeof shapes)[number];
type Files = Readonly<Record<string, string>>;

export interface Row {
  rule: string;
  language: 'TypeScript' | 'Python';
  /** @param use what becomes of the value: as it is, or made harmless */
  files(shape: Shape, use: (value: string) => string): Files;
  /** Makes a value harmless. */
  clean(value: string): string;
}

interface Sink {
  rule: string;
  imports?: string;
  sink(value: string): string;
  clean(value: string): string;
}

const question = "messages: [{ role: 'user', content: question }]";
const request = `{ model: 'claude-sonnet-5', max_tokens: 1024, ${question} }`;
const sdk = "import Anthropic from '@anthropic-ai/sdk';\n";

/** A reply that gets to a sink. */
function replyInTypeScript({ rule, imports = '', sink, clean }: Sink): Row {
  const taking = `export function take(text: string) {\n  ${sink('text')}\n}\n`;
  const answering = (use: (value: string) => string, value: string) =>
    `export async function answer(question: string) {\n  const reply = ${value};\n  take(${use('reply')});\n}\n`;
  const asking = (client: string) =>
    `export async function ask(question: string): Promise<string> {\n  const message = await ${client}.messages.create(${request});\n  return message.content[0].text;\n}\n`;
  const files = {
    'a helper away': (use) => ({
      'app.ts': `${imports}${sdk}const client = new Anthropic();\n${asking('client')}${taking}${answering(use, 'await ask(question)')}`,
    }),
    'two modules away': (use) => ({
      'ask.ts': `${sdk}const client = new Anthropic();\n${asking('client')}`,
      'hand.ts':
        "import { ask } from './ask';\nexport const hand = async (question: string) => (await ask(question)).trim();\n",
      'app.ts': `${imports}import { hand } from './hand';\n${taking}${answering(use, 'await hand(question)')}`,
    }),
    'through a class': (use) => ({
      'app.ts': `${imports}${sdk}class Assistant {\n  readonly #client = new Anthropic();\n  last = '';\n  async ask(question: string) {\n    const message = await this.#client.messages.create(${request});\n    this.last = message.content[0].text;\n  }\n}\nconst assistant = new Assistant();\n${taking}export async function answer(question: string) {\n  await assistant.ask(question);\n  take(${use('assistant.last')});\n}\n`,
    }),
    'aliased client': (use) => ({
      'app.ts': `${imports}import Claude from '@anthropic-ai/sdk';\nconst made = new Claude();\nconst llm = made;\n${asking('llm')}${taking}${answering(use, 'await ask(question)')}`,
    }),
    'async stream': (use) => ({
      'app.ts': `${imports}${sdk}const client = new Anthropic();\n${taking}export async function answer(question: string) {\n  const stream = client.messages.stream(${request});\n  let reply = '';\n  for await (const event of stream) {\n    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') reply += event.delta.text;\n  }\n  take(${use('reply')});\n}\n`,
    }),
  } satisfies Record<Shape, (use: (value: string) => string) => Files>;
  return { rule, language: 'TypeScript', clean, files: (shape, use) => files[shape](use) };
}

const pythonRequest = 'model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]';

function replyInPython({ rule, imports = '', sink, clean }: Sink): Row {
  const taking = `def take(text):\n    ${sink('text')}\n\n`;
  const answering = (use: (value: string) => string, value: string) =>
    `def answer(question):\n    reply = ${value}\n    take(${use('reply')})\n`;
  const asking = (client: string) =>
    `def ask(question):\n    message = ${client}.messages.create(${pythonRequest})\n    return message.content[0].text\n\n`;
  const client = 'import anthropic\n\nclient = anthropic.Anthropic()\n\n';
  const files = {
    'a helper away': (use) => ({
      'app.py': `${imports}${client}${asking('client')}${taking}${answering(use, 'ask(question)')}`,
    }),
    'two modules away': (use) => ({
      'ask.py': `${client}${asking('client')}`,
      'hand.py': 'from ask import ask\n\ndef hand(question):\n    return ask(question).strip()\n',
      'app.py': `${imports}from hand import hand\n\n${taking}${answering(use, 'hand(question)')}`,
    }),
    'through a class': (use) => ({
      'app.py': `${imports}import anthropic\n\nclass Assistant:\n    def __init__(self):\n        self.client = anthropic.Anthropic()\n        self.last = ""\n\n    def ask(self, question):\n        message = self.client.messages.create(${pythonRequest})\n        self.last = message.content[0].text\n\nassistant = Assistant()\n\n${taking}def answer(question):\n    assistant.ask(question)\n    take(${use('assistant.last')})\n`,
    }),
    'aliased client': (use) => ({
      'app.py': `${imports}from anthropic import Anthropic as Claude\n\nmade = Claude()\nllm = made\n\n${asking('llm')}${taking}${answering(use, 'ask(question)')}`,
    }),
    'async stream': (use) => ({
      'app.py': `${imports}import anthropic\n\nclient = anthropic.AsyncAnthropic()\n\n${taking}async def answer(question):\n    reply = ""\n    async with client.messages.stream(${pythonRequest}) as stream:\n        async for text in stream.text_stream:\n            reply += text\n    take(${use('reply')})\n`,
    }),
  } satisfies Record<Shape, (use: (value: string) => string) => Files>;
  return { rule, language: 'Python', clean, files: (shape, use) => files[shape](use) };
}

const replies: readonly Row[] = [
  replyInTypeScript({ rule: 'reply-as-code', sink: (text) => `eval(${text});`, clean: (text) => `Number(${text})` }),
  replyInTypeScript({
    rule: 'reply-as-command',
    imports: "import { exec } from 'node:child_process';\n",
    sink: (text) => `exec(${text});`,
    clean: (text) => `Number(${text})`,
  }),
  replyInTypeScript({
    rule: 'reply-as-html',
    imports: "import DOMPurify from 'dompurify';\n",
    sink: (text) => `document.body.innerHTML = ${text};`,
    clean: (text) => `DOMPurify.sanitize(${text})`,
  }),
  replyInTypeScript({
    rule: 'reply-as-sql',
    imports: "import { Pool } from 'pg';\nconst db = new Pool();\n",
    sink: (text) => `void db.query('select * from t where name = ' + ${text});`,
    clean: (text) => `Number(${text})`,
  }),
  replyInPython({ rule: 'reply-as-code', sink: (text) => `exec(${text})`, clean: (text) => `float(${text})` }),
  replyInPython({
    rule: 'reply-as-command',
    imports: 'import shlex\nimport subprocess\n',
    sink: (text) => `subprocess.run(f"echo {${text}}", shell=True)`,
    clean: (text) => `shlex.quote(${text})`,
  }),
  replyInPython({
    rule: 'reply-as-html',
    imports: 'import html\nfrom markupsafe import Markup\n',
    sink: (text) => `return Markup(${text})`,
    clean: (text) => `html.escape(${text})`,
  }),
  replyInPython({
    rule: 'reply-as-sql',
    imports: 'import psycopg2\ndb = psycopg2.connect("")\n',
    sink: (text) => `db.cursor().execute("select * from t where name = " + ${text})`,
    clean: (text) => `int(${text})`,
  }),
];

/** Somebody's text that gets into a system prompt. */
function promptInTypeScript(): Row {
  const server =
    "import express from 'express';\nimport { signedIn } from './access';\nconst app = express();\napp.use(express.json());\n";
  const handler = (body: string) =>
    `app.post('/ask', signedIn, async (req, res) => {\n  try {\n${body}    res.json(reply);\n  } catch {\n    res.sendStatus(502);\n  }\n});\n`;
  const asking = (client: string, system: string) =>
    `    const reply = await ${client}.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, system: ${system}, messages: [] });\n`;
  const persona = 'const persona = (role: string) => `You are ${role}.`;\n';
  const client = `${sdk}const client = new Anthropic();\n`;
  const role = 'req.body.role';
  const files = {
    'a helper away': (use) => ({
      'app.ts': `${server}${client}${persona}${handler(asking('client', `persona(${use(role)})`))}`,
    }),
    'two modules away': (use) => ({
      'persona.ts': `export ${persona}`,
      'claude.ts': `${client}import { persona } from './persona';\nexport const ask = (role: string) =>\n  client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, system: persona(role), messages: [] });\n`,
      'app.ts': `${server}import { ask } from './claude';\n${handler(`    const reply = await ask(${use(role)});\n`)}`,
    }),
    'through a class': (use) => ({
      'app.ts': `${server}${client}class Persona {\n  constructor(private readonly role: string) {}\n  text() {\n    return \`You are \${this.role}.\`;\n  }\n}\n${handler(`    const persona = new Persona(${use(role)});\n${asking('client', 'persona.text()')}`)}`,
    }),
    'aliased client': (use) => ({
      'app.ts': `${server}import Claude from '@anthropic-ai/sdk';\nconst made = new Claude();\nconst llm = made;\n${handler(asking('llm', `\`You are \${${use(role)}}.\``))}`,
    }),
    'async stream': (use) => ({
      'app.ts': `${server}${client}${handler(`    const stream = client.messages.stream({ model: 'claude-sonnet-5', max_tokens: 1024, system: 'You are ' + ${use(role)}, messages: [] });\n    let reply = '';\n    for await (const event of stream) reply += event.type;\n`)}`,
    }),
  } satisfies Record<Shape, (use: (value: string) => string) => Files>;
  return {
    rule: 'untrusted-system-prompt',
    language: 'TypeScript',
    clean: (value) => `Number(${value})`,
    files: (shape, use) => files[shape](use),
  };
}

function promptInPython(): Row {
  const server = 'from flask import Flask, request\nfrom access import signed_in\n\napp = Flask(__name__)\n\n';
  const handler = (body: string, kind = 'def') =>
    `@app.post("/ask")\n@signed_in\n${kind} ask():\n    role = request.get_json()["role"]\n${body}    return {"answer": reply.content[0].text}\n`;
  const parameters = (system: string) => `model="claude-sonnet-5", max_tokens=1024, system=${system}, messages=[]`;
  const asking = (client: string, system: string) => `    reply = ${client}.messages.create(${parameters(system)})\n`;
  const client = 'import anthropic\n\nclient = anthropic.Anthropic()\n\n';
  const persona = 'def persona(role):\n    return f"You are {role}."\n\n';
  const files = {
    'a helper away': (use) => ({
      'app.py': `${server}${client}${persona}${handler(asking('client', `persona(${use('role')})`))}`,
    }),
    'two modules away': (use) => ({
      'persona.py': persona,
      'claude.py': `${client}from persona import persona\n\ndef ask_claude(role):\n    return client.messages.create(${parameters('persona(role)')})\n`,
      'app.py': `${server}from claude import ask_claude\n\n${handler(`    reply = ask_claude(${use('role')})\n`)}`,
    }),
    'through a class': (use) => ({
      'app.py': `${server}${client}class Persona:\n    def __init__(self, role):\n        self.role = role\n\n    def text(self):\n        return f"You are {self.role}."\n\n${handler(`    persona = Persona(${use('role')})\n${asking('client', 'persona.text()')}`)}`,
    }),
    'aliased client': (use) => ({
      'app.py': `${server}from anthropic import Anthropic as Claude\n\nmade = Claude()\nllm = made\n\n${handler(asking('llm', `"You are " + ${use('role')}`))}`,
    }),
    'async stream': (use) => ({
      'app.py': `${server}import anthropic\n\nclient = anthropic.AsyncAnthropic()\n\n${handler(`    async with client.messages.stream(${parameters(`"You are %s." % ${use('role')}`)}) as stream:\n        reply = await stream.get_final_message()\n`, 'async def')}`,
    }),
  } satisfies Record<Shape, (use: (value: string) => string) => Files>;
  return {
    rule: 'untrusted-system-prompt',
    language: 'Python',
    clean: (value) => `int(${value})`,
    files: (shape, use) => files[shape](use),
  };
}

/** A key that is written to a log. */
function keyInTypeScript(): Row {
  const own = 'process.env.ANTHROPIC_API_KEY';
  const client = `${sdk}export const client = new Anthropic();\n`;
  const files = {
    'a helper away': (use) => ({
      'app.ts': `${client}const key = () => ${own} ?? '';\nconst tell = (text: string) => console.log(text);\ntell(${use('key()')});\n`,
    }),
    'two modules away': (use) => ({
      'settings.ts': `export const settings = { key: ${own} ?? '' };\n`,
      'hand.ts': "import { settings } from './settings';\nexport const key = () => settings.key;\n",
      'app.ts': `${client}import { key } from './hand';\nconsole.log('key', ${use('key()')});\n`,
    }),
    'through a class': (use) => ({
      'app.ts': `${client}class Settings {\n  readonly key: string;\n  constructor() {\n    this.key = ${own} ?? '';\n  }\n}\nconst settings = new Settings();\nconsole.log('key', ${use('settings.key')});\n`,
    }),
    'aliased client': (use) => ({
      'app.ts': `import Claude from '@anthropic-ai/sdk';\nconst made = new Claude({ apiKey: process.env.LLM_SECRET });\nexport const llm = made;\nconst key = process.env.LLM_SECRET ?? '';\nconsole.log('key', ${use('key')});\n`,
    }),
    'async stream': (use) => ({
      'app.ts': `${client}async function* keys() {\n  yield ${own} ?? '';\n}\nexport async function tell() {\n  for await (const key of keys()) console.log(${use('key')});\n}\n`,
    }),
  } satisfies Record<Shape, (use: (value: string) => string) => Files>;
  return {
    rule: 'credential-logged',
    language: 'TypeScript',
    clean: (value) => `${value}.slice(-4)`,
    files: (shape, use) => files[shape](use),
  };
}

function keyInPython(): Row {
  const own = 'os.environ["ANTHROPIC_API_KEY"]';
  const client = 'import os\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n';
  const files = {
    'a helper away': (use) => ({
      'app.py': `${client}def key():\n    return ${own}\n\ndef tell(text):\n    print(text)\n\ntell(${use('key()')})\n`,
    }),
    'two modules away': (use) => ({
      'settings.py': `import os\n\nKEY = ${own}\n`,
      'hand.py': 'from settings import KEY\n\ndef key():\n    return KEY\n',
      'app.py': `${client}from hand import key\n\nprint("key", ${use('key()')})\n`,
    }),
    'through a class': (use) => ({
      'app.py': `${client}class Settings:\n    def __init__(self):\n        self.key = ${own}\n\nsettings = Settings()\nprint("key", ${use('settings.key')})\n`,
    }),
    'aliased client': (use) => ({
      'app.py': `import os\nfrom anthropic import Anthropic as Claude\n\nkey = os.environ["LLM_SECRET"]\nmade = Claude(api_key=key)\nllm = made\nprint("key", ${use('key')})\n`,
    }),
    'async stream': (use) => ({
      'app.py': `${client}async def keys():\n    yield ${own}\n\nasync def tell():\n    async for key in keys():\n        print(${use('key')})\n`,
    }),
  } satisfies Record<Shape, (use: (value: string) => string) => Files>;
  return {
    rule: 'credential-logged',
    language: 'Python',
    clean: (value) => `${value}[-4:]`,
    files: (shape, use) => files[shape](use),
  };
}

/** What an error says that is sent to whoever asked. */
function errorInTypeScript(): Row {
  const server = "import express from 'express';\nimport { signedIn } from './access';\nconst app = express();\n";
  const client = `${sdk}const client = new Anthropic();\n`;
  const plain = "await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, messages: [] })";
  const handler = (asked: string, told: string) =>
    `app.post('/ask', signedIn, async (req, res) => {\n  try {\n    ${asked};\n    res.end();\n  } catch (error) {\n    ${told}\n  }\n});\n`;
  const sent = (text: string) => `res.status(502).json({ error: ${text} });`;
  const files = {
    'a helper away': (use) => ({
      'app.ts': `${server}${client}const tell = (error: Error) => error.message;\n${handler(plain, sent(use('tell(error)')))}`,
    }),
    'two modules away': (use) => ({
      'words.ts': 'export const words = (error: Error) => `Claude: ${error.message}`;\n',
      'tell.ts': "import { words } from './words';\nexport const tell = (error: Error) => words(error);\n",
      'app.ts': `${server}${client}import { tell } from './tell';\n${handler(plain, sent(use('tell(error)')))}`,
    }),
    'through a class': (use) => ({
      'app.ts': `${server}${client}class Failure {\n  constructor(readonly cause: Error) {}\n  text() {\n    return this.cause.message;\n  }\n}\n${handler(plain, `const failure = new Failure(error);\n    ${sent(use('failure.text()'))}`)}`,
    }),
    'aliased client': (use) => ({
      'app.ts': `${server}import Claude from '@anthropic-ai/sdk';\nconst made = new Claude();\nconst llm = made;\n${handler(plain.replace('client', 'llm'), sent(use('error.message')))}`,
    }),
    'async stream': (use) => ({
      'app.ts': `${server}${client}${handler("for await (const event of client.messages.stream({ model: 'claude-sonnet-5', max_tokens: 1024, messages: [] })) res.write(event.type)", sent(use('error.message')))}`,
    }),
  } satisfies Record<Shape, (use: (value: string) => string) => Files>;
  return {
    rule: 'leaked-error',
    language: 'TypeScript',
    clean: () => "'The assistant is not available.'",
    files: (shape, use) => files[shape](use),
  };
}

function errorInPython(): Row {
  const server = 'from flask import Flask, jsonify\nfrom access import signed_in\n\napp = Flask(__name__)\n\n';
  const client = 'import anthropic\n\nclient = anthropic.Anthropic()\n\n';
  const plain = 'client.messages.create(model="claude-sonnet-5", max_tokens=1024, messages=[])';
  const handler = (asked: string, told: string, kind = 'def') =>
    `@app.post("/ask")\n@signed_in\n${kind} ask():\n    try:\n        ${asked}\n        return {"ok": True}\n    except anthropic.APIError as error:\n        ${told}\n`;
  const sent = (text: string) => `return jsonify({"error": ${text}}), 502`;
  const files = {
    'a helper away': (use) => ({
      'app.py': `${server}${client}def tell(error):\n    return str(error)\n\n${handler(plain, sent(use('tell(error)')))}`,
    }),
    'two modules away': (use) => ({
      'words.py': 'def words(error):\n    return f"Claude: {error}"\n',
      'tell.py': 'from words import words\n\ndef tell(error):\n    return words(error)\n',
      'app.py': `${server}${client}from tell import tell\n\n${handler(plain, sent(use('tell(error)')))}`,
    }),
    'through a class': (use) => ({
      'app.py': `${server}${client}class Failure:\n    def __init__(self, cause):\n        self.cause = cause\n\n    def text(self):\n        return str(self.cause)\n\n${handler(plain, `failure = Failure(error)\n        ${sent(use('failure.text()'))}`)}`,
    }),
    'aliased client': (use) => ({
      'app.py': `${server}import anthropic\nfrom anthropic import Anthropic as Claude\n\nmade = Claude()\nllm = made\n\n${handler(plain.replace('client', 'llm'), sent(use('str(error)')))}`,
    }),
    'async stream': (use) => ({
      'app.py': `${server}import anthropic\n\nclient = anthropic.AsyncAnthropic()\n\n${handler('async with client.messages.stream(model="claude-sonnet-5", max_tokens=1024, messages=[]) as stream:\n            await stream.get_final_message()', sent(use('str(error)')), 'async def')}`,
    }),
  } satisfies Record<Shape, (use: (value: string) => string) => Files>;
  return {
    rule: 'leaked-error',
    language: 'Python',
    clean: () => '"The assistant is not available."',
    files: (shape, use) => files[shape](use),
  };
}

export const rows: readonly Row[] = [
  ...replies,
  promptInTypeScript(),
  promptInPython(),
  keyInTypeScript(),
  keyInPython(),
  errorInTypeScript(),
  errorInPython(),
];
