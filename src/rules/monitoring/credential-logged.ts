import { phrases } from '../../engine/messages';
import type { Problem, Rule, RuleContext } from '../../engine/types';
import { wholeObjectIn } from '../support/credentials/whole-objects';
import { asksClaude } from '../support/flow-rule';
import { loggedCredentials } from '../support/line-languages';
import { type Written, written } from '../support/privacy/logs';
import { printsForPeople } from '../support/shell/prints';
import { confidenceIn, wayOf, wayTexts } from '../support/traces';

const say = phrases({
  written: 'A Claude credential is written by {name}().',
  environment: 'The whole environment, Claude’s credential among it, is written by {name}().',
  client: 'A client of Claude, its credential among its fields, is written by {name}().',
});

export const credentialLogged: Rule = {
  id: 'credential-logged',
  title: 'Credential written to a log',
  practice: 'monitoring',
  severity: 'error',
  confidence: 'high',
  cwe: [532, 200],
  owasp: ['LLM02', 'ASI03'],
  why: 'Logs are read by more people than keys are, are sent to other services and kept for years; whoever reads one has the key.',
  remedy:
    'Log that a key is there, or its last four characters; never the key, the client’s headers or the whole environment.',
  reports:
    'A Claude credential, or more than its prefix or its last four characters, in what is logged, printed or sent to an error tracker; clients whole, their API key, and the whole environment. Of Go, Java, Kotlin, C#, Ruby, PHP, Rust, Swift and Dart: what one line tells by itself, in files that ask Claude.',
  silent:
    'Whether a key is set, its length, its prefix (13 characters), its last four characters, what a masking function made of it.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'server.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst apiKey = process.env.ANTHROPIC_API_KEY;\nconsole.log(`Starting with ${apiKey}`);\n\nexport const client = new Anthropic({ apiKey });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst apiKey = process.env.ANTHROPIC_API_KEY;\nconsole.log(`Key is set: ${Boolean(apiKey)}`);\n\nexport const client = new Anthropic({ apiKey });\n",
    },
    {
      file: 'server.py',
      bad: 'import os\n\nimport anthropic\n\nkey = os.environ["ANTHROPIC_API_KEY"]\nprint("Using key", key)\nclient = anthropic.Anthropic(api_key=key)\n',
      good: 'import os\n\nimport anthropic\n\nkey = os.environ["ANTHROPIC_API_KEY"]\nprint("Using key", "…" + key[-4:])\nclient = anthropic.Anthropic(api_key=key)\n',
    },
  ],
  document(context) {
    const { document } = context;
    if (context.setting === 'documentation') return [];
    if (document.format.id === 'shell') return printed(context);
    if (document.format.kind === 'text' || document.format.byTable) return inLines(context);
    if (!asksClaude(document)) return [];
    return written(document).flatMap((sink) => problems(sink, context));
  },
};

const variable = '(?:ANTHROPIC|CLAUDE)_\\w*(?:KEY|TOKEN)';

/** `echo "Using $ANTHROPIC_API_KEY"`. */
const printed = (context: RuleContext): Problem[] =>
  context.document.facts.commands
    .filter((command) => printsForPeople(command, variable, context.document))
    .map(({ name, range }) => ({
      range,
      message: say('written', { name }),
      confidence: confidenceIn(context, 'high'),
    }));

const inLines = (context: RuleContext): Problem[] =>
  loggedCredentials(context.document).map(({ by, range }) => ({
    range,
    message: say('written', { name: by }),
    confidence: confidenceIn(context, 'high'),
  }));

function problems({ value, name }: Written, context: RuleContext): Problem[] {
  const [trace] = context.document.trace(value, { use: 'log', kinds: ['credential'] });
  const confidence = confidenceIn(context, 'high');
  const whole = trace ? undefined : wholeObjectIn(value, context.document);
  if (whole) return [{ range: whole.value.range, message: say(whole.kind, { name }), confidence }];
  if (!trace) return [];
  return [{ range: value.range, message: say('written', { name }), confidence, ...wayOf(trace) }];
}
