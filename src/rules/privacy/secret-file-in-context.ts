import type { Call, Value } from '../../engine/facts';
import { firstDefined } from '../../engine/flow/names';
import { phrases } from '../../engine/messages';
import type { Document, Problem, Rule } from '../../engine/types';
import { textsOf } from '../support/contents';
import { callsNamed } from '../support/traces';

/** Functions that read a whole file; the path is their first argument. */
const readers =
  /^(?:(?:node:)?fs(?:\/promises)?#(?:(?:\*|default)\.)?(?:promises\.)?(?:readFile|readFileSync|createReadStream)|fs-extra#.*readFile(?:Sync)?|Bun\.file|Deno\.readTextFile(?:Sync)?|open|io\.open|aiofiles\.open|codecs\.open|pathlib\.Path|dotenv\.dotenv_values)$/;
/** Calls whose last argument is the path's end. */
const joins =
  /^(?:(?:node:)?path#(?:(?:\*|default)\.)?(?:join|resolve)|os\.path\.join|os\.path\.expanduser|pathlib\.Path)$/;

const secretNames =
  /(?:\.env(?:\.(?:local|prod|production|staging))?|id_(?:rsa|dsa|ecdsa|ed25519)|\.npmrc|\.pypirc|\.netrc|\.git-credentials|\.pgpass|\.credentials\.json|\.aws[\\/]credentials|\.kube[\\/]config|\.docker[\\/]config\.json|application_default_credentials\.json|service[-_]?account[\w.-]*\.json|secrets?\.(?:ya?ml|json|toml)|[\w.-]+\.(?:pem|p12|pfx|jks|keystore))/i;
const secretFile = new RegExp(`(?:^|[\\\\/])${secretNames.source}$`, 'i');
/** A string that ends with such a name, in a program's text: most programs have none. */
const mentioned = new RegExp(`["'\`\\\\/]${secretNames.source}["'\`]`, 'i');
/** Certificates and public keys have the same endings. */
const publicFile = /\b(?:cert|certs|certificate|ca|ca-bundle|chain|fullchain|public|pub)\b[\w.-]*$/i;

const say = phrases({ read: 'The file {name}, which holds secrets, becomes part of this request.' });

export const secretFileInContext: Rule = {
  id: 'secret-file-in-context',
  title: 'File of secrets in a request',
  practice: 'privacy',
  severity: 'warning',
  confidence: 'high',
  cwe: [200, 522],
  owasp: ['LLM02', 'LLM07', 'ASI03'],
  why: 'Everything in a request leaves the machine, stands in logs along the way, and may come back in a reply. An env file or a private key gives whoever reads one of these everything that it opens.',
  remedy:
    'Leave such files out of what Claude is given; where their form matters, give the names of the variables alone.',
  reports:
    'Env files, private keys, key stores and the credential files of tools (.aws/credentials, .npmrc, .netrc, .kube/config …) that are read and put into a request, through variables and functions of the file.',
  silent: 'Other files, .env.example and its like, certificates and public keys, such files read for something else.',
  messages: say.texts,
  examples: [
    {
      file: 'explain.ts',
      bad: "import { readFileSync } from 'node:fs';\nimport Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\nconst settings = readFileSync('.env', 'utf8');\n\nexport const explain = () =>\n  client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: `What is missing here? ${settings}` }],\n  });\n",
      good: "import { readFileSync } from 'node:fs';\nimport Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\nconst settings = readFileSync('.env.example', 'utf8');\n\nexport const explain = () =>\n  client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: `What is missing here? ${settings}` }],\n  });\n",
    },
    {
      file: 'explain.py',
      bad: 'from pathlib import Path\n\nimport anthropic\n\nclient = anthropic.Anthropic()\nsettings = Path(".env").read_text()\nclient.messages.create(\n    model="claude-sonnet-5",\n    max_tokens=1024,\n    messages=[{"role": "user", "content": f"What is missing here? {settings}"}],\n)\n',
      good: 'from pathlib import Path\n\nimport anthropic\n\nclient = anthropic.Anthropic()\nsettings = Path(".env.example").read_text()\nclient.messages.create(\n    model="claude-sonnet-5",\n    max_tokens=1024,\n    messages=[{"role": "user", "content": f"What is missing here? {settings}"}],\n)\n',
    },
  ],
  document({ document, setting }) {
    const { requests } = document.claude;
    if (setting === 'documentation' || !mentioned.test(document.text)) return [];
    const texts = requests.flatMap((request) => textsOf(request, document));
    return [...texts, ...filesOf(document)].flatMap((text) => problems(text, document));
  },
};

/** Calls that hand Claude a file, or a text for an agent's session. */
const uploading = /\(\)\.(?:beta\.)?files\.upload$/;
const querying = /^claude_(?:agent|code)_sdk\.ClaudeSDKClient\(\)\.query$/;

function filesOf(document: Document): Value[] {
  const { flow, claude } = document;
  const uploads = claude.clients.length > 0 ? callsNamed(document, uploading) : [];
  const files = uploads.flatMap(
    (call) => flow.argument(call, undefined, 'file') ?? flow.property(flow.argument(call, 0), 'file') ?? [],
  );
  const prompts = callsNamed(document, querying).flatMap((call) => flow.argument(call, 0, 'prompt') ?? []);
  return [...files.flatMap((one) => contentsOfFile(one, document)), ...prompts];
}

/** `await toFile(stream, 'name')`, `("name", open(path, "rb"), "text/plain")`. */
function contentsOfFile(file: Value, { flow }: Document): readonly Value[] {
  if (file.kind === 'array') return file.items;
  const isMade = file.kind === 'call' && /#(?:\w+\.)*toFile$/.test(flow.name(file.call.callee) ?? '');
  return isMade ? file.call.args.map(({ value }) => value) : [file];
}

function problems(text: Value, document: Document): Problem[] {
  return document.flow.origins(text).flatMap(({ value }): Problem[] => {
    const name = readFile(value, document);
    return name === undefined ? [] : [{ range: value.range, message: say('read', { name }) }];
  });
}

/** The file of secrets that a value is the content of. */
function readFile(value: Value, document: Document, depth = 0): string | undefined {
  if (depth > 6) return undefined;
  if (value.kind === 'name' || value.kind === 'member')
    return firstDefined(document.flow.sources(value), (one) => readFile(one, document, depth + 1));
  if (value.kind !== 'call') return undefined;
  const { call } = value;
  if (readers.test(document.flow.name(call.callee) ?? '')) return secretPath(call, document);
  // open(path).read(), readFileSync(path).toString()
  return call.callee.kind === 'member' ? readFile(call.callee.object, document, depth + 1) : undefined;
}

function secretPath({ args }: Call, document: Document): string | undefined {
  const [first] = args;
  const path = first && endOf(first.value, document);
  return path !== undefined && secretFile.test(path) && !publicFile.test(path) ? path.split(/[\\/]/).at(-1) : undefined;
}

/** What a path ends with. */
function endOf(value: Value, { flow }: Pick<Document, 'flow'>, depth = 0): string | undefined {
  const [source = value] = value.kind === 'name' ? flow.sources(value) : [];
  if (depth < 4 && source.kind === 'call' && joins.test(flow.name(source.call.callee) ?? '')) {
    const last = source.call.args.at(-1)?.value;
    return last && endOf(last, { flow }, depth + 1);
  }
  return flow.pattern(source)?.split('\0').at(-1);
}
