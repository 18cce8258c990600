import { labelTexts } from '../../engine/credentials/families';
import { phrases } from '../../engine/messages';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { type McpServer, mcpServersOf } from '../support/agents/mcp-servers';
import { environmentFixes, environmentTexts, readFromEnvironment } from '../support/credentials/fix';
import { type PlainSecret, plainSecrets } from '../support/credentials/mcp-secrets';
import { overlaps, within } from '../support/values';

const say = phrases({
  secret: 'A secret ({name}) of the MCP server “{server}” stands in this file as plain text.',
  credential: 'An Anthropic {label} is given to the MCP server “{server}” as plain text.',
  noDefault: 'Leave the default out',
});

export const plaintextMcpSecret: Rule = {
  id: 'plaintext-mcp-secret',
  title: 'Secret in an MCP configuration',
  practice: 'permissions',
  severity: 'error',
  confidence: 'high',
  cwe: [798, 312, 522],
  owasp: ['LLM02', 'ASI03'],
  why: 'A configuration of MCP servers is committed, copied between machines and read by agents themselves. Whoever sees the file, or makes an agent show it, uses the service with your rights.',
  remedy:
    'Replace the secret by a variable (${NAME}, in VS Code ${input:name} with password: true), and revoke the one that stood here.',
  reports:
    'A literal secret among the variables, headers, arguments or in the address of an MCP server, in the files of Claude Code, Claude Desktop, VS Code, Cursor, Windsurf, Zed and others; the default in ${NAME:-secret} too. In a file that git ignores, as a warning.',
  silent: 'Variables (${NAME}, ${env:NAME}, ${input:name}), placeholders, public keys, paths of files.',
  messages: { ...say.texts, ...labelTexts, ...environmentTexts },
  examples: [
    {
      file: '.mcp.json',
      bad: '{\n  "mcpServers": {\n    "tracker": {\n      "command": "/opt/mcp/tracker",\n      "env": { "TRACKER_API_KEY": "q7Tz2Lk9Vb4Xw8Rm1Yc5" }\n    }\n  }\n}\n',
      good: '{\n  "mcpServers": {\n    "tracker": {\n      "command": "/opt/mcp/tracker",\n      "env": { "TRACKER_API_KEY": "${TRACKER_API_KEY}" }\n    }\n  }\n}\n',
    },
    {
      file: '.vscode/mcp.json',
      bad: '{\n  "servers": {\n    "docs": {\n      "type": "http",\n      "url": "https://mcp.acme-corp.com/mcp",\n      "headers": { "Authorization": "Bearer {{key}}" }\n    }\n  }\n}\n',
      good: '{\n  "inputs": [{ "id": "docs", "type": "promptString", "description": "Token", "password": true }],\n  "servers": {\n    "docs": {\n      "type": "http",\n      "url": "https://mcp.acme-corp.com/mcp",\n      "headers": { "Authorization": "Bearer ${input:docs}" }\n    }\n  }\n}\n',
    },
  ],
  document(context) {
    const { document } = context;
    return mcpServersOf(document).flatMap((server) => [
      ...ownCredentials(server, context),
      ...plainSecrets(server, document)
        .filter(({ range }) => !document.claude.credentials.some((one) => overlaps(one.range, range)))
        .map((secret) => problemOf(secret, server, context)),
    ]);
  },
};

/** In a file that git ignores it stays on this machine, where agents read it all the same. */
const severityOf = ({ file }: Document): Pick<Problem, 'severity'> =>
  file.host?.git === 'ignored' ? { severity: 'warning' } : {};

function problemOf(secret: PlainSecret, server: McpServer, { document }: RuleContext): Problem {
  const { name, range, isSure } = secret;
  return {
    range,
    message: say('secret', { name: name.replace(/^-+/, ''), server: server.name }),
    confidence: isSure ? 'high' : 'medium',
    ...severityOf(document),
    secrets: [range],
    fixes: fixesOf(secret, document),
  };
}

const fixesOf = ({ range, variable, fallback }: PlainSecret, document: Document): ProposedFix[] =>
  fallback
    ? [{ title: say('noDefault'), kind: 'suggestion', edits: [{ range: fallback, text: '' }] }]
    : environmentFixes({ range, variable }, document);

function ownCredentials(server: McpServer, { document }: RuleContext): Problem[] {
  const { name, words, env, headers, url } = server;
  const texts = [...words, ...headers, ...(url ? [url] : [])].map(({ range }) => range);
  const places = [...texts, ...env.map(({ valueRange }) => valueRange)];
  const own = document.claude.credentials.filter(
    ({ range, encoding }) => !encoding && places.some((place) => within(range, place)),
  );
  return own.map((credential) => ({
    range: credential.range,
    message: say('credential', { label: credential.label, server: name }),
    confidence: credential.confidence,
    ...severityOf(document),
    identity: credential.fingerprint,
    fixes: readFromEnvironment(credential, document),
  }));
}
