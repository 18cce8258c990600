import type { Credential } from '../../engine/credentials/credentials';
import { labelTexts } from '../../engine/credentials/families';
import { phrases } from '../../engine/messages';
import type { Document, Edit, Message, ProposedFix, Range, Rule, RuleContext } from '../../engine/types';
import { withEnvFiles } from '../support/credentials/fix';
import { variableOf } from '../support/names';
import { isTemplateFile } from '../support/placeholders';
import { baseName, within } from '../support/values';

const say = phrases({
  trackedTemplate: 'This env file holds an Anthropic {label}, and git tracks it.',
  tracked: 'This env file holds an Anthropic {label}, and git tracks it. Ignore it, then run `git rm --cached {file}`.',
  untracked: 'This env file holds an Anthropic {label}, and git does not ignore it.',
  outside:
    'This env file holds an Anthropic {label}. Keep it out of every repository, image and backup that others can read.',
  placeholder: 'Replace it by a placeholder',
  ignore: 'Add {file} to .gitignore',
  takeOut: 'Take it out of the file, name {variable} in .env.example and ignore .env',
});

export const trackedEnvFile: Rule = {
  id: 'tracked-env-file',
  title: 'Env file in reach of git',
  practice: 'authentication',
  severity: 'error',
  confidence: 'high',
  cwe: [538, 312],
  owasp: ['LLM02', 'ASI03'],
  why: 'An env file that git does not ignore is committed sooner or later, and everybody with the repository or its history then has the credential.',
  remedy:
    'Revoke the credential if it was ever committed, add the file to .gitignore, and untrack it with `git rm --cached`.',
  reports:
    'An env file that holds an Anthropic credential and that git tracks or does not ignore; outside of a repository as information.',
  silent: 'Env files that git ignores; `.env.example` and its like with placeholders.',
  messages: { ...say.texts, ...labelTexts },
  examples: [
    {
      file: '.env',
      bad: 'ANTHROPIC_API_KEY={{key}}\n',
      good: 'ANTHROPIC_API_KEY={{key}}\n',
      host: { git: 'untracked' },
      goodHost: { git: 'ignored' },
    },
    {
      file: '.env.example',
      bad: 'ANTHROPIC_API_KEY={{key}}\n',
      good: 'ANTHROPIC_API_KEY=your-api-key\n',
      host: { git: 'tracked' },
    },
  ],
  credential(credential, context) {
    const { document } = context;
    const git = document.file.host?.git;
    if (document.format.id !== 'dotenv' || git === 'ignored') return [];
    const inRepository = git === 'tracked' || git === 'untracked';
    return [
      {
        range: credential.range,
        message: messageOf(credential.label, context),
        severity: inRepository ? 'error' : 'info',
        confidence: credential.confidence,
        identity: credential.fingerprint,
        fixes: fixes(credential, context),
      },
    ];
  },
};

/** `.env.example` is meant to be shared: there the value goes. Untracking needs git itself, so that ignoring alone is half a fix. */
function fixes({ range, family }: Credential, { document }: RuleContext): ProposedFix[] {
  const name = baseName(document.file.path);
  const variable = variableOf(family);
  const takeOut = (edit: Edit) =>
    withEnvFiles({ title: say('takeOut', { variable }), kind: 'suggestion', edits: [edit] }, variable, document);
  if (isTemplateFile(name)) {
    const edit = { range, text: 'your-api-key' };
    return [{ title: say('placeholder'), kind: 'suggestion', edits: [edit] }, takeOut(edit)];
  }
  const line = commentedOut(range, document);
  const move = line ? [takeOut(line)] : [];
  const git = document.file.host?.git;
  if (git !== 'tracked' && git !== 'untracked') return move;
  const kind = git === 'untracked' ? 'safe' : 'suggestion';
  const ignore = { title: say('ignore', { file: name }), edits: [], addLines: [{ path: '.gitignore', line: name }] };
  return [{ ...ignore, kind }, ...move];
}

/** A comment in the place of the pair: an empty value would hide the variable from programs that are started with it. */
function commentedOut(range: Range, { facts }: Document): Edit | undefined {
  const setting = facts.settings.find(({ valueRange }) => within(range, valueRange));
  return (
    setting && { range: setting.range, text: `# ${setting.key} is set where the program is started, and not here.` }
  );
}

function messageOf(label: Message, { document }: RuleContext): Message {
  const file = baseName(document.file.path);
  switch (document.file.host?.git) {
    case 'tracked':
      return isTemplateFile(file) ? say('trackedTemplate', { label }) : say('tracked', { label, file });
    case 'untracked':
      return say('untracked', { label });
    default:
      return say('outside', { label });
  }
}
