import { lookup } from '../../engine/flow/names';
import { phrases } from '../../engine/messages';
import type { Source } from '../../engine/taint/types';
import type { Document, Message, Rule } from '../../engine/types';
import { isApproved } from '../support/approvals';
import { flowHook } from '../support/flow-rule';
import { type CallSink, callSinks, receiverSinks } from '../support/sinks';
import { rowsFor } from '../support/sinks-elsewhere';
import { type Sink, wayTexts } from '../support/traces';

const nodeFiles = '(?:node:)?(?:fs(?:/promises)?|fs-extra|graceful-fs)#(?:(?:\\*|default)\\.)?(?:promises\\.)?';
const written =
  'writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|outputFile|outputFileSync|writeJson|outputJson';
const read = 'readFile|readFileSync|createReadStream|readJson|readJsonSync';
const removed = 'unlink|unlinkSync|rm|rmSync|rmdir|rmdirSync|remove|removeSync';
const moved = 'rename|renameSync|copyFile|copyFileSync|cp|cpSync|move|copy';

/** Calls that read, write, copy or delete the file that they are told. */
const files: readonly CallSink[] = [
  { name: new RegExp(`^${nodeFiles}(?:${written}|${read}|${removed}|${moved})$`) },
  { name: /^Bun\.(?:file|write)$|^Deno\.(?:read|write)(?:Text)?File(?:Sync)?$|^Deno\.remove(?:Sync)?$/ },
  { name: /^(?:open|io\.open|codecs\.open|builtins\.open|aiofiles\.open|gzip\.open)$/, keyword: 'file', position: 0 },
  { name: /^os\.(?:remove|unlink|rename|replace|rmdir|removedirs)$/, keyword: 'path', position: 0 },
  { name: /^shutil\.(?:rmtree|copy|copy2|copyfile|copytree|move)$/, position: 0 },
  { name: /^(?:flask\.send_file|(?:fastapi|starlette)\.responses\.FileResponse)$/, keyword: 'path', position: 0 },
];
const targets: readonly CallSink[] = [
  { name: new RegExp(`^${nodeFiles}(?:${moved})$`), position: 1 },
  { name: /^os\.(?:rename|replace)$|^shutil\.(?:copy|copy2|copyfile|copytree|move)$/, keyword: 'dst', position: 1 },
];
/** Methods of a path. */
const methods =
  /\.(?:read_text|read_bytes|write_text|write_bytes)$|^pathlib\.\w*Path\(\).*\.(?:open|unlink|rename|replace|rmdir)$/;

const say = phrases({ names: 'Text from {source} names a file for {name}(), and nothing keeps it in a folder.' });
const message = (source: Message, name: string) => say('names', { source, name });

/** Of what is only known to be joined: `(folder / name).open()`. In Python. */
const unknownMethods = /^\.(?:open|unlink|rmdir|touch)$/;

const sinks = (document: Document): Sink[] => [
  ...callSinks(document, rowsFor(document, 'path', files), message),
  ...callSinks(document, targets, message),
  ...receiverSinks(document, methods, message),
  ...(document.format.id === 'python' ? receiverSinks(document, unknownMethods, message) : []),
];

/** An agent of the Agent SDK has tools of its own for files, which its permissions bound. */
function isAgents({ value }: Source): boolean {
  const callee = value.kind === 'call' ? value.call.callee : undefined;
  if (callee?.kind !== 'name') return false;
  const bindings = lookup(callee.name, callee.scope) ?? [];
  return bindings.some(({ import: from }) => from && /claude[-_](?:agent|code)/.test(from.module));
}

export const replyAsPath: Rule = {
  id: 'reply-as-path',
  title: 'Reply used as a file path',
  practice: 'input',
  severity: 'warning',
  confidence: 'medium',
  cwe: [22, 73],
  owasp: ['LLM05', 'ASI02'],
  why: 'Whoever can influence what Claude reads can make it name “../../.ssh/authorized_keys” or a configuration file: the program then reads secrets into the conversation, or overwrites what runs next.',
  remedy:
    'Resolve the path and refuse what is not under the folder that is meant (path.resolve and startsWith, Path.is_relative_to), or keep the file name only (path.basename).',
  reports:
    'A reply, or the input of a tool call, as the path of a file that is read, written, copied or deleted, with no test in between of where it leads. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent:
    'Paths that are compared with a root, refused for “..”, checked by a function that says so, made of a base name or of replaced characters, chosen from a list, or used once a person has said yes; replies as the content of a file.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'generate.py',
      bad: 'import json\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef generate(task):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=4096,\n        messages=[{"role": "user", "content": f"Write the files as JSON, by path: {task}"}],\n    )\n    for name, text in json.loads(message.content[0].text).items():\n        with open(name, "w") as file:\n            file.write(text)\n',
      good: 'import json\nfrom pathlib import Path\n\nimport anthropic\n\nclient = anthropic.Anthropic()\nROOT = Path("generated").resolve()\n\n\ndef generate(task):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=4096,\n        messages=[{"role": "user", "content": f"Write the files as JSON, by path: {task}"}],\n    )\n    for name, text in json.loads(message.content[0].text).items():\n        path = (ROOT / name).resolve()\n        if not isinstance(text, str) or not path.is_relative_to(ROOT):\n            raise ValueError(f"{name} is no file of the folder")\n        path.write_text(text)\n',
    },
    {
      file: 'tools.ts',
      bad: "import { readFile } from 'node:fs/promises';\nimport path from 'node:path';\nimport { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';\nimport { z } from 'zod';\n\nconst root = path.resolve('docs');\n\nexport const readDocument = betaZodTool({\n  name: 'read_document',\n  description: 'Reads a document.',\n  inputSchema: z.object({ name: z.string() }),\n  run: ({ name }) => readFile(path.join(root, name), 'utf8'),\n});\n",
      good: "import { readFile } from 'node:fs/promises';\nimport path from 'node:path';\nimport { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';\nimport { z } from 'zod';\n\nconst root = path.resolve('docs');\n\nexport const readDocument = betaZodTool({\n  name: 'read_document',\n  description: 'Reads a document.',\n  inputSchema: z.object({ name: z.string() }),\n  run: async ({ name }) => {\n    const file = path.resolve(root, name);\n    if (!file.startsWith(root + path.sep)) return 'There is no such document.';\n    return readFile(file, 'utf8');\n  },\n});\n",
    },
    {
      file: 'Files.cs',
      bad: 'using System.IO;\nusing Anthropic;\nusing Anthropic.Models.Messages;\n\nclass Files\n{\n    static async Task Write(AnthropicClient client, string question)\n    {\n        var message = await client.Messages.Create(new MessageCreateParams\n        {\n            Model = "claude-sonnet-5",\n            MaxTokens = 256,\n            Messages = [new() { Role = Role.User, Content = question }],\n        });\n        var name = message.Content[0].Text;\n        File.WriteAllText(Path.Combine("out", name), "done");\n    }\n}\n',
      good: 'using System.IO;\nusing Anthropic;\nusing Anthropic.Models.Messages;\n\nclass Files\n{\n    static async Task Write(AnthropicClient client, string question)\n    {\n        var message = await client.Messages.Create(new MessageCreateParams\n        {\n            Model = "claude-sonnet-5",\n            MaxTokens = 256,\n            Messages = [new() { Role = Role.User, Content = question }],\n        });\n        var name = message.Content[0].Text;\n        File.WriteAllText(Path.Combine("out", Path.GetFileName(name)), "done");\n    }\n}\n',
    },
  ],
  document: flowHook({
    use: 'path',
    kinds: ['reply', 'toolInput'],
    sinks,
    isSettled: isApproved,
    confidence: ({ source }) => (isAgents(source) ? 'low' : source.kind === 'reply' ? 'high' : 'medium'),
  }),
};
