import { phrases } from '../../engine/messages';
import { ecosystems } from '../../engine/packages/fetching';
import type { Document, Message, Problem, ProposedFix, Rule } from '../../engine/types';
import data from '../data/mcp-servers.json';
import { type McpServer, partOf, startedServersOf, startedWords } from '../support/agents/mcp-servers';
import { ageInDays, oldAfter } from '../support/dates';
import { downloadIn } from '../support/shell/downloads';
import { type FetchedProgram, fetchedProgram } from '../support/shell/fetched-programs';

const say = phrases({
  newest: 'Each start of the MCP server “{server}” runs whatever is the newest version of {name} then.',
  moving: 'Each start of the MCP server “{server}” runs whatever {name} has published as “{version}” by then.',
  image: 'The MCP server “{server}” runs the image {name} under a tag that its owner moves.',
  address: 'Each start of the MCP server “{server}” runs what stands at {name} then.',
  pin: 'Pin to {version}, which was the newest on {date}',
});

export const unpinnedMcpServer: Rule = {
  id: 'unpinned-mcp-server',
  title: 'MCP server without a version',
  practice: 'permissions',
  severity: 'warning',
  confidence: 'high',
  yieldsTo: ['suspicious-package'],
  cwe: [494, 829, 1357],
  owasp: ['LLM03', 'ASI04'],
  why: 'The server runs on your machine with your rights and tells the agent what its tools are. Whoever takes over the package, or publishes one bad version, runs code at your next start: that is how postmark-mcp sent mails to its author.',
  remedy:
    'Name an exact version (package@1.2.3, package==1.2.3, image@sha256:…) that you have looked at, and raise it on purpose.',
  reports:
    'MCP servers that npx, bunx, pnpm dlx, uvx, pipx, docker or deno fetches without a version, with a range, or with a tag such as latest; repositories without a commit or a version; scripts that are downloaded and run.',
  silent:
    'Exact versions, digests and commits, files of the project, images that are built here, programs that are installed, documentation.',
  messages: say.texts,
  examples: [
    {
      file: '.mcp.json',
      bad: '{\n  "mcpServers": {\n    "tracker": { "command": "npx", "args": ["-y", "@acme-corp/tracker-mcp@latest"] }\n  }\n}\n',
      good: '{\n  "mcpServers": {\n    "tracker": { "command": "npx", "args": ["-y", "@acme-corp/tracker-mcp@2.4.1"] }\n  }\n}\n',
    },
    {
      file: '.cursor/mcp.json',
      bad: '{\n  "mcpServers": {\n    "data": { "command": "uvx", "args": ["acme-data-mcp"] }\n  }\n}\n',
      good: '{\n  "mcpServers": {\n    "data": { "command": "uvx", "args": ["acme-data-mcp==0.9.3"] }\n  }\n}\n',
    },
  ],
  document({ document, setting, today }) {
    if (setting === 'documentation' || setting === 'test') return [];
    return startedServersOf(document).flatMap((server) => {
      const downloaded = downloadedBy(server, document);
      if (downloaded) return [downloaded];
      const program = fetchedProgram(startedWords(server, document));
      return program && !program.isPinned
        ? [
            {
              range: program.word.range,
              message: sentence(program, server.name),
              fixes: pinned(program, document, today),
            },
          ]
        : [];
    });
  },
};

/** `bash -c "curl https://… | bash"`. */
function downloadedBy({ name: server, words }: McpServer, document: Document): Problem | undefined {
  for (const word of words) {
    const found = downloadIn(word.text);
    const name = /https?:\/\/[^\s"'`|)]+/.exec(found?.[0] ?? '')?.[0];
    if (!found || !name) continue;
    const range = partOf(word, found.index, found.index + found[0].length, document);
    return { range, message: say('address', { server, name }) };
  }
  return undefined;
}

function sentence({ kind, name, version }: FetchedProgram, server: string): Message {
  if (kind === 'address') return say('address', { server, name });
  if (kind === 'image') return say('image', { server, name });
  return version ? say('moving', { server, name, version }) : say('newest', { server, name });
}

/** A tag that means the newest one as well; other tags and ranges are somebody's choice. */
const newest = /^(?:latest)?$/;

/** To the version that the bundled data names, as long as that is not old. */
function pinned({ kind, name, version = '', word }: FetchedProgram, { text }: Document, today: string): ProposedFix[] {
  const row = data.rows.find((one) => one.id === name && one.ecosystem === ecosystems[kind]);
  if (!row || !newest.test(version) || !(ageInDays(data.checked, today) <= oldAfter)) return [];
  const { start, end } = word.range;
  const at = text.slice(start, end).lastIndexOf(word.text);
  if (at < 0) return [];
  const range = { start: start + at, end: start + at + word.text.length };
  const edit = { range, text: `${name}${kind === 'npm' ? '@' : '=='}${row.version}` };
  return [{ title: say('pin', { version: row.version, date: data.checked }), kind: 'suggestion', edits: [edit] }];
}
