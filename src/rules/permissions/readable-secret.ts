import { phrases } from '../../engine/messages';
import type { Document, Message, Problem, ProposedFix, Rule } from '../../engine/types';
import { addDenied, permissionsKey } from '../support/access/deny-edit';
import { projectAccess } from '../support/access/document';
import { coversReading } from '../support/access/matching';
import type { Access } from '../support/access/resolve';
import { guards } from '../support/agents/hooks';

const say = phrases({
  one: 'Claude Code may read {file}, which holds secrets: no deny rule covers it.',
  two: 'Claude Code may read {file} and {other}, which hold secrets: no deny rule covers them.',
  more: 'Claude Code may read {file}, {other} and {count} more, which hold secrets: no deny rule covers them.',
  deny: 'Deny reading: {rule}',
  denyAll: 'Deny reading these files',
});

export const readableSecret: Rule = {
  id: 'readable-secret',
  title: 'Secret that the agent may read',
  practice: 'permissions',
  severity: 'info',
  confidence: 'high',
  cwe: [732, 552, 200],
  owasp: ['LLM02', 'ASI03'],
  why: 'Claude Code reads every file of its folder without a question, ignored ones too. What it has read stands in the conversation, in the transcript on the disk, and in whatever it writes or runs next; a page or an issue that it reads can ask for it.',
  remedy:
    'Deny reading in permissions.deny of .claude/settings.json, as in Read(./.env), or keep the secret out of the folder; where programs that the agent runs must not read it either, use the sandbox.',
  reports:
    'Once for each project with settings of Claude Code: env files, private keys, key stores and credential files in its folder that do hold a secret and that no rule denies or asks about, in the project’s settings or in your own for it.',
  silent:
    'Files that a deny or ask rule covers (Read, Read(./.env), Read(**/*.pem), Read(//**/.env)); templates such as .env.example, env files with addresses and switches alone, values that come from a store, certificates, files of tests; folders without settings of Claude Code.',
  messages: say.texts,
  examples: [
    {
      file: '.claude/settings.json',
      bad: '{\n  "permissions": { "allow": ["Bash(npm run test:*)"] }\n}\n',
      good: '{\n  "permissions": { "allow": ["Bash(npm run test:*)"], "deny": ["Read(./.env)"] }\n}\n',
      host: { agent: { settings: [], secrets: ['.env'] } },
    },
    {
      file: '.claude/settings.local.json',
      bad: '{\n  "permissions": { "deny": ["Read(./.env.*)"] }\n}\n',
      good: '{\n  "permissions": { "deny": ["Read(./.env.*)", "Read(**/*.pem)"] }\n}\n',
      host: { agent: { settings: [], secrets: ['.env.local', 'certs/server.pem'] } },
    },
  ],
  document({ document, setting }) {
    const { file } = document;
    const secrets = file.host?.agent?.secrets ?? [];
    if (secrets.length === 0 || document.outer || setting === 'documentation' || setting === 'test') return [];
    // Where there are two files, what the project shares is the one to complete.
    if (file.path.endsWith('.local.json') && file.host?.agent?.settings.length) return [];
    const access = projectAccess(document);
    return access ? problemsOf(secrets, access, document) : [];
  },
};

const isStopped = (file: string, { stops }: Access): boolean =>
  stops.some(({ by }) => coversReading(by.text, by.layer.scope, file));

function problemsOf(secrets: readonly string[], access: Access, document: Document): Problem[] {
  const open = secrets.filter((file) => !isStopped(file, access));
  const range = open.length > 0 ? permissionsKey(document.text) : undefined;
  if (!range) return [];
  const isGuarded = access.hooks.some(({ hook }) => guards(hook, 'Read'));
  const confidence = isGuarded ? 'low' : 'high';
  return [{ range, message: messageOf(open), confidence, identity: 'readable-secret', fixes: fixesOf(open, document) }];
}

function messageOf([file = '', other, ...rest]: readonly string[]): Message {
  if (other === undefined) return say('one', { file });
  return rest.length === 0 ? say('two', { file, other }) : say('more', { file, other, count: String(rest.length) });
}

/** The path as a pattern that fits it alone. */
const ruleFor = (file: string): string => `Read(./${file.replace(/[\\*?[\]]/g, '\\$&')})`;

function fixesOf(files: readonly string[], { text }: Document): ProposedFix[] {
  const rules = files.map(ruleFor);
  const edit = addDenied(text, rules);
  const [rule = '', ...others] = rules;
  const title = others.length === 0 ? say('deny', { rule }) : say('denyAll');
  return edit ? [{ title, kind: 'suggestion', edits: [edit] }] : [];
}
