/** The page that says how programs get a key, and why so. Markdown. Pure. */
import type { Translate } from '../../../report/translate';

export function explanation(t: Translate): string {
  const section = (title: string, ...texts: readonly string[]) => [`## ${title}`, ...texts].join('\n\n');
  return `${[
    `# ${t('How programs get a key of yours')}`,
    t(
      'The key stays in VS Code’s secret store. What you allow is allowed in this workspace, for the folder’s key, and until you stop it: in the status bar, or in the Keys view. No file of the workspace can switch it on, and in Restricted Mode nothing is given.',
    ),
    section(
      t('Terminals and tasks'),
      t(
        'VS Code writes the environment of terminals, and what they have shown, into files of its own, so that they are there again after a restart (`terminal.integrated.enablePersistentSessions`). A key in a terminal’s environment would stand in such a file in plain text. So the terminal gets no key, but the way to ask for it:',
      ),
      '```sh\nclaude-guard key -- npm start\n```',
      t(
        'The program after the dashes has the key in its environment (such as `ANTHROPIC_API_KEY`), and nothing else has. `claude-guard key` alone prints the key for another program to read, and refuses to print it into a terminal. Claude Code takes it so:',
      ),
      '```json\n{ "apiKeyHelper": "claude-guard key" }\n```',
      t(
        'Behind it is a socket that only your account can open, and a token that is worth nothing once the window is closed, or you stop. Whatever runs in the terminal can ask: it is your terminal. Where terminals are not stored, the key can stand in their environment, too, if you want that.',
      ),
      t(
        'A workspace that you trust may choose the program of its terminals, and variables of theirs (`terminal.integrated.profiles`, `.defaultProfile`, `.automationProfile`, `.env`): then you are asked once more, and again whenever that changes. Tasks and launches run what their definitions say: look at those before you start them.',
      ),
    ),
    section(
      t('Debugging'),
      t(
        'A program that is started in the debug console (`"console": "internalConsole"`) has the key in its environment, if its debugger is in the setting `claudeGuard.keys.debugTypes`. A launch in a terminal is left alone: its command line would show the key. Start such a program by `claude-guard key`.',
      ),
    ),
    section(
      t('Other extensions'),
      t(
        'An extension asks VS Code for a session of “Claude Guard”; VS Code asks you, and remembers your answer. It does not tell Claude Guard which extension asks, so that the log cannot say it. “Accounts: Manage Trusted Extensions For Account” takes an answer back. An extension that has had the key may keep it.',
      ),
    ),
    section(
      t('When you stop, or switch the environment'),
      t(
        'What starts from then on gets no key, or the other one. What runs already keeps what it has: terminals that may still have the old key are named, and closed if you like.',
      ),
    ),
  ].join('\n\n')}\n`;
}
