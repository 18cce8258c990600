import type { Setting } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Message, Problem, Rule } from '../../engine/types';
import { breadthOf, folderBreadth } from '../support/agents/permission-rules';
import { type AgentSettings, agentSettingsOf } from '../support/agents/settings';
import { removeElement } from '../support/removal';

const say = phrases({
  excluded: 'Commands that match “{command}” run outside of the sandbox, and they can run every other command.',
  everySocket: 'Every Unix socket can be reached from the sandbox, Docker’s and the SSH agent’s among them.',
  dockerSocket: 'Who reaches Docker’s socket starts containers that see the whole disk: the sandbox ends there.',
  agentSocket: 'Who reaches the SSH agent’s socket logs in with your keys, from within the sandbox.',
  everyDomain: '“{domain}” lets the sandbox send everything everywhere.',
  write: 'The sandbox may write to “{folder}”: what is changed there runs outside of it later.',
  noFiles: 'The sandbox does not restrict files.',
  nested: 'This weakens the sandbox to run in a container without rights of its own: only the container is left.',
  network: 'This weakens how the sandbox keeps programs from the network.',
  namespaces: 'Nested user namespaces let programs in the sandbox undo what it forbids to write.',
  appleEvents: 'Apple Events let a program in the sandbox drive others outside of it.',
  plaintext: 'Credentials are given to programs in the sandbox as plain text.',
  optional:
    'Where the sandbox cannot start, the shell that these settings allow runs without it, after a warning that few see.',
  remove: 'Take it out',
  require: 'Do not run without the sandbox',
});

export const weakSandbox: Rule = {
  id: 'weak-sandbox',
  title: 'Hole in the sandbox',
  practice: 'permissions',
  severity: 'warning',
  confidence: 'high',
  cwe: [653, 693, 250],
  owasp: ['LLM06', 'ASI05'],
  why: 'The sandbox is trusted to hold what the agent runs, so that fewer questions are asked. One hole is enough for a command that a page or a file has put into the agent’s mind.',
  remedy:
    'Name the hosts, sockets, folders and commands that the task needs, and set failIfUnavailable where the sandbox is the guard.',
  reports:
    'In sandbox settings of Claude Code: excluded shells and interpreters, sockets of Docker or of the SSH agent, every host, write access to the root or the home folder, the weaker modes, plain credentials; a shell that is allowed in a sandbox which may be missing.',
  silent:
    'Named hosts, folders and commands (docker, as the documentation has it), options that are off, a sandbox that must be there.',
  messages: say.texts,
  examples: [
    {
      file: '.claude/settings.json',
      bad: '{\n  "sandbox": { "enabled": true, "network": { "allowedDomains": ["*"] } }\n}\n',
      good: '{\n  "sandbox": { "enabled": true, "network": { "allowedDomains": ["registry.npmjs.org"] } }\n}\n',
    },
    {
      file: '.claude/settings.local.json',
      bad: '{\n  "sandbox": { "enabled": true, "excludedCommands": ["bash *", "docker *"] }\n}\n',
      good: '{\n  "sandbox": { "enabled": true, "excludedCommands": ["docker *"] }\n}\n',
    },
  ],
  document({ document, setting }) {
    const settings = setting === 'documentation' ? undefined : agentSettingsOf(document);
    if (!settings || settings.one('sandbox', 'enabled')?.value === false) return [];
    return [...listProblems(settings, document), ...switchProblems(settings, document), ...optional(settings)];
  },
};

/** Commands that are a shell by another name. Docker is the documentation's own example of an exception. */
const anyCommand =
  /^(?:\*+|(?:(?:ba|z|da|fi|k)?sh|pwsh|powershell|eval|exec|env|xargs|sudo|su|python[\d.]*|node|deno|bun|ruby|perl|php|npx|bunx|uvx|curl|wget|nc|ncat|ssh)(?:[\s:]+\*+)?)$/;
const dockerSocket = /(?:docker|podman|containerd|crio)[^/]*\.sock|\/podman\//i;
const agentSocket = /ssh[-_]?agent|SSH_AUTH_SOCK|gpg-agent|\/agent\.\d/i;
const everyDomain = /^(?:\*+|\*\.[a-z]{2,4}|https?:\/\/\*)$/;

/** Lists, and what an element that opens too much is to be told of. */
const lists: readonly { path: readonly string[]; message(text: string): Message | undefined }[] = [
  {
    path: ['excludedCommands'],
    message: (command) => (anyCommand.test(command.trim()) ? say('excluded', { command }) : undefined),
  },
  {
    path: ['network', 'allowUnixSockets'],
    message: (text) =>
      dockerSocket.test(text) ? say('dockerSocket') : agentSocket.test(text) ? say('agentSocket') : undefined,
  },
  {
    path: ['network', 'allowedDomains'],
    message: (domain) => (everyDomain.test(domain) ? say('everyDomain', { domain }) : undefined),
  },
  {
    path: ['filesystem', 'allowWrite'],
    message: (folder) =>
      folderBreadth(folder.replace(/(?<=.)\/?\*+$/, '') || '/') ? say('write', { folder }) : undefined,
  },
];

const switches: readonly (readonly [path: readonly string[], message: Message])[] = [
  [['network', 'allowAllUnixSockets'], say('everySocket')],
  [['filesystem', 'disabled'], say('noFiles')],
  [['enableWeakerNestedSandbox'], say('nested')],
  [['enableWeakerNetworkIsolation'], say('network')],
  [['allowNestedUserNamespaces'], say('namespaces')],
  [['allowAppleEvents'], say('appleEvents')],
  [['credentials', 'allowPlaintextInject'], say('plaintext')],
  [['credentials', 'allowPlaintextHeaderSet'], say('plaintext')],
];

const removed = ({ range }: Setting, message: Message, { text }: Document): Problem => ({
  range,
  message,
  fixes: [{ title: say('remove'), kind: 'suggestion', edits: [removeElement(text, range)] }],
});

const listProblems = (settings: AgentSettings, document: Document): Problem[] =>
  lists.flatMap(({ path, message }) =>
    settings.list('sandbox', ...path).flatMap(({ text, setting }) => {
      const said = message(text);
      return said ? [removed(setting, said, document)] : [];
    }),
  );

const switchProblems = (settings: AgentSettings, document: Document): Problem[] =>
  switches.flatMap(([path, message]) => {
    const found = settings.one('sandbox', ...path);
    return found?.value === true ? [removed(found, message, document)] : [];
  });

/** A shell is allowed because there is a sandbox, and there need not be one. */
function optional(settings: AgentSettings): Problem[] {
  const enabled = settings.one('sandbox', 'enabled');
  const required = settings.one('sandbox', 'failIfUnavailable');
  const allowsShell = settings.list('permissions', 'allow').some(({ text }) => breadthOf(text) === 'shell');
  if (enabled?.value !== true || required?.value === true || !allowsShell) return [];
  const edits = required
    ? [{ range: required.valueRange, text: 'true' }]
    : [{ range: { start: enabled.range.end, end: enabled.range.end }, text: ', "failIfUnavailable": true' }];
  return [
    {
      range: (required ?? enabled).range,
      message: say('optional'),
      fixes: [{ title: say('require'), kind: 'suggestion', edits }],
    },
  ];
}
