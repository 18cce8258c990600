import type { Request } from '../../engine/claude';
import type { Call, Value } from '../../engine/facts';
import { firstDefined } from '../../engine/flow-names';
import { phrases } from '../../engine/messages';
import type { Document, Problem, Rule } from '../../engine/types';
import { textsOf } from '../support/contents';

/** Functions that read a whole file; the path is their first argument. */
const readers =
  /^(?:(?:node:)?fs(?:\/promises)?#(?:(?:\*|default)\.)?(?:promises\.)?(?:readFile|readFileSync)|fs-extra#.*readFile(?:Sync)?|Bun\.file|Deno\.readTextFile(?:Sync)?|open|io\.open|aiofiles\.open|codecs\.open|pathlib\.Path|dotenv\.dotenv_values)$/;
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
    if (setting === 'documentation' || requests.length === 0 || !mentioned.test(document.text)) return [];
    return requests.flatMap((request) => problems(request, document));
  },
};

function problems(request: Request, document: Document): Problem[] {
  const origins = textsOf(request, document).flatMap((text) => document.flow.origins(text));
  return origins.flatMap(({ value }): Problem[] => {
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
