import { labelTexts } from '../../engine/credential-families';
import { phrases } from '../../engine/messages';
import type { Message, ProposedFix, Range, Rule, RuleContext } from '../../engine/types';
import { isTemplateFile } from '../support/placeholders';
import { baseName } from '../support/values';

const say = phrases({
  trackedTemplate: 'This env file holds an Anthropic {label}, and git tracks it.',
  tracked: 'This env file holds an Anthropic {label}, and git tracks it. Ignore it, then run `git rm --cached {file}`.',
  untracked: 'This env file holds an Anthropic {label}, and git does not ignore it.',
  outside:
    'This env file holds an Anthropic {label}. Keep it out of every repository, image and backup that others can read.',
  placeholder: 'Replace it by a placeholder',
  ignore: 'Add {file} to .gitignore',
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
        fixes: fixes(credential.range, context),
      },
    ];
  },
};

/** `.env.example` is meant to be shared: there the value goes. Untracking needs git itself, so that ignoring alone is half a fix. */
function fixes(range: Range, { document }: RuleContext): ProposedFix[] {
  const name = baseName(document.file.path);
  if (isTemplateFile(name))
    return [{ title: say('placeholder'), kind: 'suggestion', edits: [{ range, text: 'your-api-key' }] }];
  const git = document.file.host?.git;
  if (git !== 'tracked' && git !== 'untracked') return [];
  const kind = git === 'untracked' ? 'safe' : 'suggestion';
  return [{ title: say('ignore', { file: name }), kind, edits: [], addLines: [{ path: '.gitignore', line: name }] }];
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
