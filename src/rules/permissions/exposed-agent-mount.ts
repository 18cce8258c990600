import type { Range, Setting } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Message, Problem, Rule } from '../../engine/types';
import { programName, startedServersOf, startedWords } from '../support/agents/mcp-servers';
import { removeElement } from '../support/removal';
import { wholeLines } from '../support/values';

const say = phrases({
  agent: 'The agent’s container',
  server: 'The container of the MCP server “{server}”',
  home: '{container} sees the whole home folder, with every key in it.',
  disk: '{container} sees the whole disk of the host.',
  credentials: '{container} sees {path}: what the agent reads can make it use or send away what is in there.',
  socket: '{container} reaches {path}: who does starts containers that see the whole host.',
  remove: 'Do not mount it',
});

export const exposedAgentMount: Rule = {
  id: 'exposed-agent-mount',
  title: 'Secrets in the agent’s container',
  practice: 'permissions',
  severity: 'warning',
  confidence: 'high',
  cwe: [668, 522, 250],
  owasp: ['LLM02', 'LLM06', 'ASI03'],
  why: 'A container is what lets an agent run without questions. Whatever is mounted into it is in its reach: keys of a cloud, of SSH and of registries, and with Docker’s socket the whole host.',
  remedy: 'Mount the project alone, and give credentials to a proxy outside of the container that adds them.',
  reports:
    'Dev containers, compose services and docker run commands for Claude Code that mount the home folder, the disk, SSH, cloud or registry credentials, or the socket of Docker; containers of MCP servers that mount the home folder, the disk or that socket.',
  silent:
    'The project, volumes, Claude’s own settings, containers that have nothing to do with an agent, the credentials that an MCP server is there to use.',
  messages: say.texts,
  examples: [
    {
      file: '.devcontainer/devcontainer.json',
      bad: '{\n  "features": { "ghcr.io/anthropics/devcontainer-features/claude-code:1": {} },\n  "mounts": ["source=${localEnv:HOME}/.ssh,target=/home/node/.ssh,type=bind"]\n}\n',
      good: '{\n  "features": { "ghcr.io/anthropics/devcontainer-features/claude-code:1": {} },\n  "mounts": ["source=claude-code-config,target=/home/node/.claude,type=volume"]\n}\n',
    },
    {
      file: 'compose.yaml',
      bad: 'services:\n  claude:\n    image: acme/claude-code:2.1\n    volumes:\n      - .:/workspace\n      - ~/.aws:/root/.aws\n',
      good: 'services:\n  claude:\n    image: acme/claude-code:2.1\n    volumes:\n      - .:/workspace\n',
    },
  ],
  document({ document, setting }) {
    if (setting === 'documentation') return [];
    const agents = /claude/i.test(document.text)
      ? [...devContainer(document), ...compose(document), ...commands(document)]
      : [];
    return [...agents, ...servers(document)];
  },
};

const homeFolder = String.raw`(?:~|\$\{?HOME\}?|\$\{localEnv:(?:HOME|USERPROFILE)[^}]*\}+|\$\{env:HOME\}|\$\{HOME:-[^}]*\}|/root|/(?:home|Users)/[^/:,]+)`;
const rows: readonly (readonly [RegExp, (container: Message, path: string) => Message])[] = [
  [
    /(?:^|\/)(?:docker|podman|containerd)\.sock$|\/podman\/podman\.sock$/,
    (container, path) => say('socket', { container, path }),
  ],
  [
    /\/\.(?:ssh|aws|azure|kube|gnupg|docker|netrc|npmrc|pypirc|git-credentials|config\/(?:gcloud|gh))(?:\/|$)/,
    (container, path) => say('credentials', { container, path }),
  ],
  [new RegExp(`^${homeFolder}/?$`), (container) => say('home', { container })],
  [/^\/$/, (container) => say('disk', { container })],
];

function messageOf(source: string, container = say('agent')): Message | undefined {
  const row = rows.find(([pattern]) => pattern.test(source));
  return row?.[1](container, source);
}

/** `source=…,target=…`, `/host:/container:ro`. A name alone is a volume. */
function sourceOf(mount: string): string | undefined {
  const named = /(?:^|,)\s*(?:source|src)=([^,]+)/.exec(mount)?.[1];
  if (named !== undefined) return named.trim();
  return /^((?:\$\{[^}]*\}|[^:])+):[^:]/.exec(mount)?.[1];
}

function problemOf(mount: string, range: Range, removal: Range | undefined, { text, format }: Document): Problem[] {
  const message = messageOf(sourceOf(mount) ?? '');
  if (!message) return [];
  const isJson = /^jsonc?$/.test(format.id);
  const edits = removal ? [isJson ? removeElement(text, removal) : { range: removal, text: '' }] : [];
  return [{ range, message, fixes: removal ? [{ title: say('remove'), kind: 'suggestion', edits }] : [] }];
}

const isContainerFile = /(?:^|\/)\.?devcontainer(?:\/[^/]+)*(?:\.json|\/devcontainer\.json)$/;
const agent = /claude/i;

function devContainer(document: Document): Problem[] {
  const { file, facts } = document;
  if (!isContainerFile.test(file.path)) return [];
  return facts.settings.flatMap((setting): Problem[] => {
    const { path, value, valueRange, range } = setting;
    if (typeof value !== 'string') return [];
    if (path[0] === 'mounts' && path.length === 2) return problemOf(value, valueRange, range, document);
    if (path[0] === 'mounts' && path[2] === 'source')
      return problemOf(`source=${value}`, valueRange, undefined, document);
    const isArgument = path[0] === 'runArgs' && /^--(?:volume|mount)=|^-v=?./.test(value);
    if (isArgument) return problemOf(value.replace(/^--?\w+=?/, ''), valueRange, range, document);
    const before = facts.settings.find((one) => one.path[0] === 'runArgs' && one.key === String(Number(path[1]) - 1));
    const isValue = path[0] === 'runArgs' && /^(?:-v|--volume|--mount)$/.test(String(before?.value));
    return isValue ? problemOf(value, valueRange, undefined, document) : [];
  });
}

/** Services of a compose file that are an agent's by their name, image, program or what they mount for it. */
function compose(document: Document): Problem[] {
  const { file, facts, text } = document;
  if (!/compose[^/]*\.ya?ml$/i.test(file.path)) return [];
  const inService = ({ path }: Setting, name: string) => path[0] === 'services' && path[1] === name;
  const isAgents = (name: string): boolean =>
    /claude[-_]?(?:code|agent|cli)|^claude$/i.test(name) ||
    facts.settings.some(
      (one) =>
        inService(one, name) &&
        /^(?:image|command|entrypoint|volumes)$/.test(one.path[2] ?? '') &&
        /claude-code|\bclaude(?:\s|$)|\/\.claude\b/.test(String(one.value)),
    );
  return facts.settings.flatMap((setting): Problem[] => {
    const [root, name = '', key, , part] = setting.path;
    const { value, valueRange, range } = setting;
    if (root !== 'services' || key !== 'volumes' || typeof value !== 'string' || !isAgents(name)) return [];
    if (part === 'source') return problemOf(`source=${value}`, valueRange, undefined, document);
    return part === undefined ? problemOf(value, valueRange, wholeLines(text, range), document) : [];
  });
}

const isRun = (program: string, words: readonly { text: string }[]): boolean =>
  /^(?:docker|podman)$/.test(program) && words[0]?.text === 'run';

/** The values of `-v`, `--volume` and `--mount`, and where they stand. */
function mountsOf<Word extends { text: string }>(words: readonly Word[]): { word: Word; mount: string }[] {
  return words.flatMap((word, at) => {
    const isValue = /^(?:-v|--volume|--mount)$/.test(words[at - 1]?.text ?? '');
    const inline = /^--(?:volume|mount)=/.exec(word.text)?.[0];
    return isValue || inline !== undefined ? [{ word, mount: word.text.slice(inline?.length ?? 0) }] : [];
  });
}

/** `docker run -v ~/.ssh:/root/.ssh … claude`. */
function commands(document: Document): Problem[] {
  return document.facts.commands.flatMap(({ name, words }): Problem[] => {
    const isAgents = words.some(({ text }) => agent.test(text) && !/^(?:-e|--env)/.test(text) && !text.includes(':/'));
    if (!isRun(name, words) || !isAgents) return [];
    return mountsOf(words).flatMap(({ word, mount }) => problemOf(mount, word.range, undefined, document));
  });
}

/** Credentials are what some servers are there for. */
const wholeHost = /^(?:home|disk|socket)$/;

/** MCP servers that are containers. */
function servers(document: Document): Problem[] {
  return startedServersOf(document).flatMap((server): Problem[] => {
    const [program, ...words] = startedWords(server, document);
    if (!program || !isRun(programName(program.text), words)) return [];
    return mountsOf(words).flatMap(({ word, mount }): Problem[] => {
      const message = messageOf(sourceOf(mount) ?? '', say('server', { server: server.name }));
      return message && wholeHost.test(message.id) ? [{ range: word.range, message }] : [];
    });
  });
}
